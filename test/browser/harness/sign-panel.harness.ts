import { fixture, html, nextFrame } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';

import '../../../src/define/sign-panel.js';
import type { HostClient } from '../../../src/api/host-client.js';
import type { SignPanel } from '../../../src/elements/sign-panel/sign-panel.js';
import { setPdfAssetBase } from '../../../src/pdf/index.js';
import type { Mark } from '../../../src/schema/placement.js';
import type { PageView } from '../../../src/ui/page-view.js';
import { waitUntil } from './wait.js';

/** What a person does with `<esign-sign-panel>`; the only one who knows its shadow tree. */
export class SignPanelHarness {
  readonly element: SignPanel;
  readonly errors: string[] = [];
  marks: readonly Mark[] = [];

  constructor(element: SignPanel) {
    this.element = element;
    element.addEventListener('esign-placed', (event) => (this.marks = event.detail.marks));
    element.addEventListener('esign-error', (event) => this.errors.push(event.detail.code));
  }

  static async open(host: HostClient, attributes: Record<string, string> = {}): Promise<SignPanelHarness> {
    setPdfAssetBase('/assets/pdfjs/');
    const element = await fixture<SignPanel>(html`<esign-sign-panel .host=${host}></esign-sign-panel>`);
    const harness = new SignPanelHarness(element);
    element.style.setProperty('--esign-panel-height', '560px');
    // what one test leaves must not come back in the next
    const all = { 'record-id': 'rec-1001', locale: 'zh-CN', theme: 'light', 'without-drafts': '', ...attributes };
    for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
    if (attributes['without-drafts'] === 'false') element.removeAttribute('without-drafts');
    await harness.settled();
    return harness;
  }

  /** Opens the panel and waits until the first page is drawn. */
  static async openDocument(host: HostClient, attributes: Record<string, string> = {}): Promise<SignPanelHarness> {
    const panel = await SignPanelHarness.open(host, attributes);
    await panel.drawn();
    return panel;
  }

  get root(): ShadowRoot {
    return shadow(this.element);
  }

  get pages(): PageView {
    return find<PageView>(this.root, 'esign-page-view');
  }

  get text(): string {
    return this.#roots()
      .map((root) => root.textContent)
      .join(' ')
      .replace(/\s+/g, ' ');
  }

  get announcement(): string {
    return this.root.querySelector('section > [role=status]')?.textContent ?? '';
  }

  get drawnPages(): number[] {
    const view = this.root.querySelector('esign-page-view');
    const sheets = view ? [...shadow(view).querySelectorAll<HTMLElement>('.page')] : [];
    return sheets.filter((sheet) => sheet.querySelector('canvas')).map((sheet) => Number(sheet.dataset['page']));
  }

  get markLabels(): string[] {
    return [...shadow(this.pages).querySelectorAll('[data-mark]')].map((mark) => mark.getAttribute('aria-label') ?? '');
  }

  get focused(): Element | null {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused;
  }

  async settled(): Promise<void> {
    const isDone = async (): Promise<boolean> => {
      await this.element.updateComplete;
      return !this.element.matches(':state(busy)');
    };
    // the first one also loads the modules
    await waitUntil(isDone, 'the panel stays busy');
    await this.frames();
  }

  async drawn(): Promise<void> {
    await waitUntil(() => this.drawnPages.length > 0, 'no page was drawn');
    await this.frames();
  }

  async frames(): Promise<void> {
    for (let count = 0; count < 3; count += 1) {
      await nextFrame();
      await this.element.updateComplete;
    }
  }

  act(name: string): HTMLButtonElement | null {
    for (const root of this.#roots()) {
      const found = root.querySelector<HTMLButtonElement>(`[data-act="${name}"]`);
      if (found) return found;
    }
    return null;
  }

  async press(name: string): Promise<void> {
    const button = this.act(name);
    if (!button) throw new Error(`no ${name}`);
    button.click();
    await this.frames();
  }

  button(label: string): HTMLButtonElement {
    const all = this.#roots().flatMap((root) => [...root.querySelectorAll('button')]);
    const found = all.find((button) => [button.textContent?.trim(), button.getAttribute('aria-label')].includes(label));
    if (!found) throw new Error(`no button ${label}`);
    return found;
  }

  async click(label: string): Promise<void> {
    this.button(label).click();
    await this.frames();
  }

  /** A field of the tray or of what is selected, by its name; null where it is not shown. */
  field(name: string): HTMLInputElement | HTMLSelectElement | null {
    for (const root of this.#roots()) {
      const found = root.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-field="${name}"]`);
      if (found) return found;
    }
    return null;
  }

  /** Puts a value into a field as a person does who leaves it then. */
  async fill(name: string, value: string): Promise<void> {
    const field = this.field(name);
    if (!field) throw new Error(`no field ${name}`);
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await this.frames();
  }

  seal(id: string): HTMLButtonElement {
    return find<HTMLButtonElement>(shadow(find(this.root, 'esign-seal-tray')), `[data-seal="${id}"]`);
  }

  /** Takes a seal at hand by a click of the pointer, so that the next one places it. */
  async arm(id: string): Promise<void> {
    const { left, top, width, height } = this.seal(id).getBoundingClientRect();
    await this.clickAt([Math.round(left + width / 2), Math.round(top + height / 2)]);
  }

  mark(index = 0): HTMLButtonElement {
    const found = shadow(this.pages).querySelectorAll<HTMLButtonElement>('[data-mark]')[index];
    if (!found) throw new Error('no mark');
    return found;
  }

  place(id: string): HTMLButtonElement {
    return find<HTMLButtonElement>(shadow(this.pages), `[data-place="${id}"]`);
  }

  /** Position in the window of a displayed point of a page. */
  at(pageIndex: number, x: number, y: number): [number, number] {
    const sheet = find(shadow(this.pages), `[data-page="${pageIndex}"]`).getBoundingClientRect();
    return [Math.round(sheet.left + x * this.pages.scale), Math.round(sheet.top + y * this.pages.scale)];
  }

  /** The displayed point that a position of the window really is, after rounding to whole pixels. */
  pointAt(pageIndex: number, [left, top]: [number, number]): { x: number; y: number } {
    const sheet = find(shadow(this.pages), `[data-page="${pageIndex}"]`).getBoundingClientRect();
    return { x: (left - sheet.left) / this.pages.scale, y: (top - sheet.top) / this.pages.scale };
  }

  async drag(from: Element, to: [number, number]): Promise<void> {
    const box = from.getBoundingClientRect();
    const start: [number, number] = [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];
    await sendMouse({ type: 'move', position: start });
    await sendMouse({ type: 'down' });
    await sendMouse({
      type: 'move',
      position: [Math.round((start[0] + to[0]) / 2), Math.round((start[1] + to[1]) / 2)],
    });
    await sendMouse({ type: 'move', position: to });
    await this.frames();
    await sendMouse({ type: 'up' });
    await this.frames();
  }

  /** Takes hold of an element, carries it to a position and holds it there until something has happened. */
  async hold(from: Element, to: [number, number], until: () => boolean): Promise<void> {
    const box = from.getBoundingClientRect();
    await sendMouse({
      type: 'move',
      position: [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)],
    });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: to });
    await waitUntil(until, 'nothing happened while it was held');
    await sendMouse({ type: 'up' });
    await this.frames();
  }

  /** Scrolls so far that a page begins in the middle of the window. */
  async showBorderBefore(pageIndex: number): Promise<void> {
    this.pages.reveal(pageIndex);
    const { scroller } = this.pages;
    if (scroller) scroller.scrollTop -= scroller.clientHeight / 2;
    await this.frames();
    await waitUntil(() => this.drawnPages.includes(pageIndex), 'the next page was not drawn');
  }

  async chord(modifier: 'Shift' | 'Control', key: string): Promise<void> {
    await sendKeys({ down: modifier });
    await sendKeys({ press: key });
    await sendKeys({ up: modifier });
    await this.frames();
  }

  async clickAt(position: [number, number]): Promise<void> {
    await sendMouse({ type: 'click', position });
    await this.frames();
  }

  get typedReason(): string {
    return find<HTMLTextAreaElement>(shadow(find(this.root, 'esign-reject-dialog')), 'textarea').value;
  }

  async reason(text: string): Promise<void> {
    const field = find<HTMLTextAreaElement>(shadow(find(this.root, 'esign-reject-dialog')), 'textarea');
    field.value = text;
    field.dispatchEvent(new InputEvent('input'));
    await this.frames();
  }

  /** Whether the dialog in which the signer proves who signs is there. */
  get isProving(): boolean {
    return this.root.querySelector('esign-intent-dialog')?.shadowRoot?.querySelector('dialog')?.open ?? false;
  }

  /** What the proving dialog tells is wrong. */
  get proofFault(): string {
    return (
      this.root.querySelector('esign-intent-dialog')?.shadowRoot?.querySelector('#fault')?.textContent?.trim() ?? ''
    );
  }

  /** Where the password or code goes, while it is asked for. */
  get proofField(): HTMLInputElement | null {
    return this.root.querySelector('esign-intent-dialog')?.shadowRoot?.querySelector('input.secret') ?? null;
  }

  /** Waits for the field of the password or code, fills it in, and sends it. */
  async prove(secret: string): Promise<void> {
    await waitUntil(() => this.proofField && this.act('prove')?.disabled === false, 'no field to prove');
    if (this.proofField) this.proofField.value = secret;
    await this.press('prove');
  }

  async inspect(label: string, value: string): Promise<void> {
    const fields = [...shadow(find(this.root, 'esign-mark-inspector')).querySelectorAll('label')];
    const input = fields.find((field) => field.textContent?.includes(label))?.querySelector('input');
    if (!input) throw new Error(`no field ${label}`);
    input.value = value;
    input.dispatchEvent(new Event('change'));
    await this.frames();
  }

  #roots(): ShadowRoot[] {
    const inside = (root: ShadowRoot): ShadowRoot[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap((element) => (element.shadowRoot ? inside(element.shadowRoot) : [])),
    ];
    return inside(this.root);
  }
}

function shadow(element: Element): ShadowRoot {
  if (!element.shadowRoot) throw new Error(`${element.localName} has not rendered`);
  return element.shadowRoot;
}

function find<E extends Element = HTMLElement>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

/** Places the contract seal at the centre of the page in view, by keyboard. */
export async function placeFirst(panel: SignPanelHarness): Promise<void> {
  panel.seal('seal-contract').focus();
  await sendKeys({ press: 'Enter' });
  await panel.frames();
}
