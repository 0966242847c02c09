import { fixture, html, nextFrame } from '@open-wc/testing';

import '../../../src/define/sign-panel.js';
import type { HostClient } from '../../../src/api/host-client.js';
import type { SignPanel } from '../../../src/elements/sign-panel/sign-panel.js';
import { setPdfAssetBase } from '../../../src/pdf/index.js';
import type { BatchResult } from '../../../src/schema/batch.js';
import type { PageView } from '../../../src/ui/page-view.js';
import { waitUntil } from './wait.js';

/** What a person does with a batch in `<esign-sign-panel>`; the only one who knows its shadow tree. */
export class BatchHarness {
  readonly element: SignPanel;
  readonly receipts: string[] = [];
  readonly results: BatchResult[][] = [];

  constructor(element: SignPanel) {
    this.element = element;
    element.addEventListener('esign-signed', ({ detail }) => this.receipts.push(detail.receipt.envelopeId));
    element.addEventListener('esign-batch-done', ({ detail }) => this.results.push(detail.results));
  }

  static async open(
    host: HostClient,
    ids: readonly string[],
    { locale = 'zh-CN', until = 'choosing' } = {},
  ): Promise<BatchHarness> {
    setPdfAssetBase('/assets/pdfjs/');
    const element = await fixture<SignPanel>(
      html`<esign-sign-panel
        .host=${host}
        envelope-ids=${ids.join(' ')}
        locale=${locale}
        theme="light"
        without-drafts
      ></esign-sign-panel>`,
    );
    element.style.setProperty('--esign-panel-height', '640px');
    const batch = new BatchHarness(element);
    await batch.inState(until);
    return batch;
  }

  get state(): string {
    return this.#find('section.batch')?.getAttribute('data-state') ?? '';
  }

  /** Where each envelope stands, in the order of the list. */
  get states(): string[] {
    return this.#all('.row').map((row) => row.getAttribute('data-state') ?? '');
  }

  get text(): string {
    return this.#roots()
      .map((root) => root.textContent)
      .join(' ')
      .replace(/\s+/g, ' ');
  }

  get pages(): PageView | null {
    return this.#find('esign-page-view') as PageView | null;
  }

  get markLabels(): string[] {
    const marks = this.pages?.shadowRoot?.querySelectorAll('[data-mark]') ?? [];
    return [...marks].map((mark) => mark.getAttribute('aria-label') ?? '');
  }

  get focused(): Element | null {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused;
  }

  row(id: string): string {
    return this.#find(`[data-id="${id}"]`)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  async frames(): Promise<void> {
    for (let count = 0; count < 3; count += 1) {
      await nextFrame();
      await this.element.updateComplete;
    }
  }

  async inState(state: string): Promise<void> {
    await waitUntil(() => this.state === state, `never ${state}`);
    await this.frames();
  }

  act(name: string): HTMLButtonElement | null {
    return this.#find(`[data-act="${name}"]`) as HTMLButtonElement | null;
  }

  async press(name: string): Promise<void> {
    const button = this.act(name);
    if (!button) throw new Error(`no ${name}`);
    button.click();
    await this.frames();
  }

  /** Opens the preview of an envelope and waits for its pages. */
  async preview(id: string): Promise<void> {
    const button = this.#find(`[data-id="${id}"] [data-act=open]`) as HTMLButtonElement | null;
    button?.click();
    await waitUntil(() => this.pages?.source !== undefined, 'no preview');
    await this.frames();
  }

  async tick(id: string): Promise<void> {
    (this.#find(`[data-id="${id}"] input`) as HTMLInputElement | null)?.click();
    await this.frames();
  }

  /** Chooses the way of the rule. */
  async choose(kind: 'places' | 'keyword' | 'seam' | 'position'): Promise<void> {
    (this.#find(`input[value="${kind}"]`) as HTMLInputElement | null)?.click();
    await this.frames();
  }

  async keyword(text: string): Promise<void> {
    const field = this.#find('input[name=keyword]') as HTMLInputElement | null;
    if (!field) throw new Error('no keyword');
    field.value = text;
    field.dispatchEvent(new InputEvent('input'));
    await this.frames();
  }

  async apply(): Promise<void> {
    await this.press('apply');
    await this.inState('choosing');
  }

  /** Submits and confirms. */
  async submit(): Promise<void> {
    await this.press('submit');
    await this.press('confirm');
  }

  async prove(secret: string): Promise<void> {
    const field = (): HTMLInputElement | null => this.#find('input.secret') as HTMLInputElement | null;
    await waitUntil(() => field() !== null && this.act('prove')?.disabled === false, 'nothing to prove');
    const input = field();
    if (input) input.value = secret;
    await this.press('prove');
  }

  #find(selector: string): Element | null {
    return this.#all(selector)[0] ?? null;
  }

  #all(selector: string): Element[] {
    return this.#roots().flatMap((root) => [...root.querySelectorAll(selector)]);
  }

  #roots(): ShadowRoot[] {
    const inside = (root: ShadowRoot): ShadowRoot[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap((element) => (element.shadowRoot ? inside(element.shadowRoot) : [])),
    ];
    return this.element.shadowRoot ? inside(this.element.shadowRoot) : [];
  }
}
