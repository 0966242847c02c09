import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';

import '../../../src/define/mapping-editor.js';
import { EsignError } from '../../../src/core/errors.js';
import type { DraftStore } from '../../../src/core/draft.js';
import { sealUseOf, signingOf, type EditorMapping, type MappingKind } from '../../../src/core/editor-mapping.js';
import type { MappingEditor } from '../../../src/elements/mapping-editor/mapping-editor.js';
import type { EditorStep } from '../../../src/schema/dom-events.js';
import type { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { deepActiveElement, deepQuery } from '../../../src/ui/deep-query.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aMapping } from '../../support/builders.js';
import { waitUntil } from './wait.js';

export interface EditorOptions {
  host?: FakeEditorHost;
  workflowId?: string;
  locale?: string;
  kind?: MappingKind;
  readonly?: boolean;
  width?: number;
  /** `page` keeps drafts where the element keeps them by itself. */
  drafts?: DraftStore | 'page';
}

/** A host that has a complete, enabled configuration of the contract workflow. */
export function aConfiguredHost(mapping: SigningMapping = aMapping()): FakeEditorHost {
  const host = new FakeEditorHost();
  host.storeAs('管理员', mapping);
  return host;
}

export interface MemoryDrafts extends DraftStore {
  readonly texts: Map<string, string>;
  readonly reads: number;
}

/** A store for drafts that lives as long as the test. */
export function memoryDrafts(texts = new Map<string, string>()): MemoryDrafts {
  const store = { texts, reads: 0 };
  return Object.assign(store, {
    read: (key: string) => {
      store.reads += 1;
      return texts.get(key) ?? null;
    },
    write: (key: string, text: string) => void texts.set(key, text),
    remove: (key: string) => void texts.delete(key),
  });
}

/** The code that a call of the element is refused with. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'nothing was refused',
    (error: unknown) => EsignError.from(error).code,
  );
}

/** What a person does in the editor; the only place that knows its shadow tree. */
export class MappingEditorHarness {
  readonly element: MappingEditor;
  readonly host: FakeEditorHost;

  constructor(element: MappingEditor, host: FakeEditorHost) {
    this.element = element;
    this.host = host;
  }

  static async open(options: EditorOptions = {}): Promise<MappingEditorHarness> {
    const { host = new FakeEditorHost(), workflowId = 'wf-purchase-contract', locale = 'zh-CN' } = options;
    const element = await fixture<MappingEditor>(
      html`<esign-mapping-editor
        workflow-id=${workflowId}
        kind=${options.kind ?? 'signing'}
        locale=${locale}
        theme="light"
        ?readonly=${options.readonly ?? false}
        .host=${host.client}
        .drafts=${options.drafts === 'page' ? undefined : (options.drafts ?? memoryDrafts())}
      ></esign-mapping-editor>`,
    );
    const harness = new MappingEditorHarness(element, host);
    await harness.until('.editor, .choice, [role="alert"]');
    return harness;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get mapping(): SigningMapping {
    return signingOf(this.#document);
  }

  get sealUse(): SealUseMapping {
    return sealUseOf(this.#document);
  }

  get #document(): EditorMapping {
    const mapping = this.element.exportConfig();
    if (!mapping) throw new Error('there is no mapping');
    return mapping;
  }

  find(selector: string): HTMLElement | null {
    return deepQuery(this.root, selector);
  }

  get(selector: string): HTMLElement {
    const found = this.find(selector);
    if (!found) throw new Error(`nothing matches ${selector}`);
    return found;
  }

  async until(selector: string): Promise<HTMLElement> {
    await waitUntil(() => this.find(selector) !== null, `waits for ${selector}`);
    return this.get(selector);
  }

  /** All parts have rendered, and what waits for a frame has happened. */
  async settle(): Promise<void> {
    await nextFrame();
    await nextFrame();
    await this.element.updateComplete;
    if (!this.#isWaiting) return;
    await waitUntil(() => !this.#isWaiting, 'waits for a part to come');
    await this.settle();
  }

  /** Whether a part that is shown is still on its way. */
  get #isWaiting(): boolean {
    return this.root.querySelector('.editor .state .spinner') !== null;
  }

  async openStep(step: EditorStep): Promise<void> {
    this.get(`[data-step="${step}"]`).click();
    await this.settle();
  }

  /** The steps that are there, in order. */
  steps(): EditorStep[] {
    const list = this.get('esign-step-list').shadowRoot!;
    return [...list.querySelectorAll<HTMLElement>('[data-step]')].map((item) => item.dataset['step'] as EditorStep);
  }

  /** The names of what opens in the drawer or from the menu. */
  parts(): string[] {
    const buttons = this.root.querySelectorAll<HTMLElement>('[data-part]');
    return [...buttons].map((button) => button.dataset['part']!);
  }

  /** Opens a tab of the drawer, or a sheet, and waits until it is drawn. A sheet that is open is closed first. */
  async openPart(name: string): Promise<void> {
    this.root.querySelector<HTMLElement>('dialog.sheet header button')?.click();
    await this.settle();
    const button = this.get(`[data-part="${name}"]`);
    if (button.getAttribute('aria-expanded') !== 'true') button.click();
    await waitUntil(() => this.root.querySelector(':is(.drawer, .sheet) .spinner') === null, `waits for ${name}`);
    await this.settle();
  }

  card(pointer: string): HTMLElement {
    return this.get(`[data-slot="${pointer}"]`);
  }

  inCard(pointer: string, selector: string): HTMLElement {
    const found = deepQuery(this.card(pointer), selector);
    if (!found) throw new Error(`${pointer} has no ${selector}`);
    return found;
  }

  text(pointer: string): string {
    const collect = (node: ParentNode): string =>
      [...node.childNodes]
        .map((child) => {
          if (child instanceof Element) return child.shadowRoot ? collect(child.shadowRoot) : collect(child);
          return child.nodeType === Node.TEXT_NODE ? (child.textContent ?? '') : '';
        })
        .join(' ');
    return collect(this.card(pointer)).replace(/\s+/g, ' ').trim();
  }

  row(label: string): HTMLElement {
    const tree = this.get('esign-field-tree').shadowRoot!;
    const found = [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')].find(
      (item) => item.querySelector('.name')?.textContent === label,
    );
    if (!found) throw new Error(`no row ${label}`);
    return found;
  }

  rows(): string[] {
    const tree = this.get('esign-field-tree').shadowRoot!;
    return [...tree.querySelectorAll('[role="treeitem"] .name')].map((name) => name.textContent ?? '');
  }

  /** Types into the search box of the fields, over what stands there. */
  async typeSearch(text: string): Promise<void> {
    const input = this.get('esign-field-tree').shadowRoot!.querySelector('input')!;
    input.focus();
    input.select();
    await sendKeys({ type: text });
    await this.settle();
  }

  async arm(label: string): Promise<void> {
    this.row(label).click();
    await this.settle();
  }

  async place(pointer: string): Promise<void> {
    this.inCard(pointer, '.place').click();
    await this.settle();
  }

  /** Types into the combobox of a slot, as a keyboard does. */
  async typeInto(pointer: string, text: string): Promise<HTMLInputElement> {
    const input = this.inCard(pointer, 'input[role="combobox"]') as HTMLInputElement;
    input.focus();
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.settle();
    return input;
  }

  async drag(label: string, pointer: string): Promise<void> {
    const from = centre(this.row(label));
    await sendMouse({ type: 'move', position: from });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [from[0] - 20, from[1]] });
    await this.settle();
    await sendMouse({ type: 'move', position: centre(this.card(pointer)) });
    await this.settle();
    await sendMouse({ type: 'up' });
    await this.settle();
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await sendKeys({ press: key });
      await this.settle();
    }
  }

  async chord(modifier: string, key: string): Promise<void> {
    await sendKeys({ down: modifier });
    await sendKeys({ press: key });
    await sendKeys({ up: modifier });
    await this.settle();
  }

  /** Presses a key with its modifiers, such as `Control+Shift+z`. */
  async keys(text: string): Promise<void> {
    const parts = text.split('+');
    const key = parts.pop()!;
    for (const modifier of parts) await sendKeys({ down: modifier });
    await sendKeys({ press: key });
    for (const modifier of parts.reverse()) await sendKeys({ up: modifier });
    await this.settle();
  }

  focused(): Element | null {
    return deepActiveElement();
  }

  /** The slot that the cursor is in. */
  focusedSlot(): string | undefined {
    let element: Element | null = this.focused();
    while (element) {
      const card: HTMLElement | null = element.closest<HTMLElement>('[data-slot]');
      if (card) return card.dataset['slot'];
      const root = element.getRootNode();
      element = root instanceof ShadowRoot ? root.host : null;
    }
    return undefined;
  }

  button(text: string): HTMLElement {
    const all = (root: ParentNode): HTMLElement[] =>
      [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
        ...(element.matches('button') ? [element] : []),
        ...(element.shadowRoot ? all(element.shadowRoot) : []),
      ]);
    const found = all(this.root).find(
      (button) => button.textContent?.trim() === text || button.getAttribute('aria-label') === text,
    );
    if (!found) throw new Error(`no button ${text}`);
    return found;
  }

  async click(text: string): Promise<void> {
    this.button(text).click();
    await this.settle();
  }

  said(): string {
    return this.get('[role="status"]').textContent?.trim() ?? '';
  }

  async expectAccessible(): Promise<void> {
    await this.settle();
    // a colour on its way from one to another is nobody's colour
    for (let changes = changesIn(this.element); changes.length > 0; changes = changesIn(this.element)) {
      await Promise.allSettled(changes.map((change) => change.finished));
    }
    await expect(this.element).to.be.accessible();
  }
}

/** Transitions that run in an element and in everything that it is made of. */
function changesIn({ shadowRoot }: Element): Animation[] {
  if (!shadowRoot) return [];
  const own = shadowRoot.getAnimations().filter((animation) => animation instanceof CSSTransition);
  return [...own, ...[...shadowRoot.querySelectorAll('*')].flatMap(changesIn)];
}

function centre(element: Element): [number, number] {
  const box = element.getBoundingClientRect();
  return [Math.round(box.x + box.width / 2), Math.round(box.y + Math.min(box.height / 2, 28))];
}
