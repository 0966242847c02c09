import { fixture, html, nextFrame } from '@open-wc/testing';
import type { LitElement } from 'lit';

import '../../../src/define/seal-apply.js';
import type { HostClient } from '../../../src/api/host-client.js';
import type { SealApply } from '../../../src/elements/seal-apply/seal-apply.js';
import type { SealUseDraft, SealUseTab } from '../../../src/schema/seal-use.js';
import { aPerson, aSealUse } from '../../support/builders.js';
import { waitUntil } from './wait.js';

export function aSealUseDraft(overrides: Partial<SealUseDraft> = {}): SealUseDraft {
  return {
    recordId: 'rec-2001',
    subject: '服务器采购合同用印',
    applicant: aPerson(),
    fileType: { id: 'type-contract', name: '合同' },
    seals: [{ id: 'physical-1', name: '公章（一号柜）' }],
    count: 3,
    problems: [],
    ...overrides,
  };
}

export function aSealUseTab(overrides: Partial<SealUseTab> = {}): SealUseTab {
  return {
    recordId: 'rec-2001',
    configured: true,
    canApply: false,
    canAppend: false,
    canEnd: false,
    draft: null,
    sealUse: null,
    ...overrides,
  };
}

export const applicable = (): SealUseTab => aSealUseTab({ canApply: true, draft: aSealUseDraft() });

export const running = (): SealUseTab =>
  aSealUseTab({
    canAppend: true,
    canEnd: true,
    sealUse: aSealUse({
      status: 'inUse',
      uses: { count: 3, appended: 2, used: 1 },
      seamUses: { count: 0, appended: 1, used: 0 },
      useCodes: ['482913', '771204'],
      entries: [
        { id: 'e1', kind: 'applied', at: '2026-11-20T02:00:00Z', by: '李敏', count: 3, seamCount: 0, note: null },
        { id: 'e2', kind: 'used', at: '2026-11-21T02:00:00Z', by: '赵强', count: 1, seamCount: 0, note: null },
        {
          id: 'e3',
          kind: 'appended',
          at: '2026-11-21T03:00:00Z',
          by: '李敏',
          count: 2,
          seamCount: 1,
          note: '增加两份',
        },
      ],
    }),
  });

/** A host that answers only what a test says; anything else it is asked for fails the test. */
export function hostOf(methods: Partial<HostClient>): HostClient {
  return new Proxy({} as HostClient, {
    get: (_, name) => {
      const method: unknown = Reflect.get(methods, name);
      // Lit asks every bound value whether it is a directive
      if (method !== undefined || typeof name === 'symbol' || name.startsWith('_')) return method;
      return () => Promise.reject(new Error(`${name} was not expected`));
    },
  });
}

export const hostWith = (tab: SealUseTab, more: Partial<HostClient> = {}): HostClient =>
  hostOf({ getRecordSealUse: () => Promise.resolve(tab), ...more });

/** What a person does with `<esign-seal-apply>`; the only one who knows its shadow tree. */
export class SealApplyHarness {
  readonly element: SealApply;

  constructor(element: SealApply) {
    this.element = element;
  }

  static async open(host: HostClient, attributes: { locale?: string; theme?: string } = {}): Promise<SealApplyHarness> {
    const element = await fixture<SealApply>(html`
      <esign-seal-apply
        record-id="rec-2001"
        locale=${attributes.locale ?? 'zh-CN'}
        theme=${attributes.theme ?? 'light'}
        .host=${host}
      ></esign-seal-apply>
    `);
    const harness = new SealApplyHarness(element);
    await harness.settled();
    return harness;
  }

  get root(): ShadowRoot {
    const { shadowRoot } = this.element;
    if (!shadowRoot) throw new Error('the element has not rendered');
    return shadowRoot;
  }

  /** Text that a person can read, with what its parts show. */
  get text(): string {
    return this.#roots
      .map((root) => root.textContent)
      .join(' ')
      .replace(/\s+/g, ' ');
  }

  get isBusy(): boolean {
    return this.element.matches(':state(busy)');
  }

  get countInput(): HTMLInputElement {
    return this.#find('input');
  }

  get dialog(): HTMLDialogElement | null {
    return this.#request?.querySelector('dialog') ?? null;
  }

  /** What a screen reader says of each meter. */
  get meters(): (string | null)[] {
    return [...this.root.querySelectorAll('[role=meter]')].map((meter) => meter.getAttribute('aria-valuetext'));
  }

  get codeDrawing(): Element | null {
    return this.#deep('esign-qr-code')?.shadowRoot?.querySelector('svg') ?? null;
  }

  /** Photos that have come. */
  get pictures(): HTMLImageElement[] {
    return [...(this.root.querySelector('esign-seal-use-log')?.shadowRoot?.querySelectorAll('img') ?? [])];
  }

  /** What stands under each photo. */
  get photoWords(): string[] {
    const items = this.root.querySelector('esign-seal-use-log')?.shadowRoot?.querySelectorAll('.photos li') ?? [];
    return [...items].map((item) => item.textContent?.trim() ?? '');
  }

  /** The time line, as it is read. */
  get entries(): string[] {
    const items = this.root.querySelector('esign-seal-use-log')?.shadowRoot?.querySelectorAll('.timeline li') ?? [];
    return [...items].map((item) => item.textContent?.replace(/\s+/g, ' ').trim() ?? '');
  }

  get viewer(): ShadowRoot | null {
    return this.#deep('esign-photo-viewer')?.shadowRoot ?? null;
  }

  photo(position: number): HTMLButtonElement {
    const found = this.#deep(`button[aria-label^="照片 ${position} "]`);
    if (!(found instanceof HTMLButtonElement)) throw new Error(`no photo ${position}`);
    return found;
  }

  #deep(selector: string): Element | null {
    return this.#roots.map((root) => root.querySelector(selector)).find(Boolean) ?? null;
  }

  get focused(): Element | null {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused;
  }

  async settled(): Promise<void> {
    await waitUntil(async () => {
      await this.element.updateComplete;
      // the words of another language come by themselves
      return !this.isBusy && this.root.childElementCount > 0 && this.#roots.every(isComplete);
    }, 'the element stays busy');
    await this.element.updateComplete;
    await nextFrame();
  }

  button(label: string): HTMLButtonElement {
    const buttons = this.#roots.flatMap((root) => [...root.querySelectorAll('button')]);
    const found = buttons.find((button) => button.textContent?.trim() === label && button.checkVisibility());
    if (!found)
      throw new Error(`no button ${label} among ${buttons.map((button) => button.textContent?.trim()).join(', ')}`);
    return found;
  }

  async press(label: string): Promise<void> {
    this.button(label).click();
    await nextFrame();
    await this.settled();
  }

  /** Presses what opens a dialog, which is loaded when it is first needed. */
  async ask(label: string): Promise<void> {
    await this.press(label);
    await waitUntil(() => this.dialog?.open, `${label} opens no dialog`);
    await this.settled();
  }

  async typeCount(value: string): Promise<void> {
    this.countInput.value = value;
    this.countInput.dispatchEvent(new Event('input'));
    await this.element.updateComplete;
  }

  fill(name: 'count' | 'seamCount' | 'reason', value: string): void {
    const field = this.#request?.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name=${name}]`);
    if (!field) throw new Error(`no field ${name}`);
    field.value = value;
  }

  /** The element's own tree and those of its parts, at any depth. */
  get #roots(): ShadowRoot[] {
    const within = (root: ShadowRoot): ShadowRoot[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap((part) => (part.shadowRoot ? within(part.shadowRoot) : [])),
    ];
    return within(this.root);
  }

  get #request(): ShadowRoot | null {
    return this.root.querySelector('esign-seal-use-request')?.shadowRoot ?? null;
  }

  #find<K extends keyof HTMLElementTagNameMap>(selector: K): HTMLElementTagNameMap[K] {
    const found = this.root.querySelector(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  }
}

/** Whether every part has been loaded and drawn. */
function isComplete(root: ShadowRoot): boolean {
  const parts = [...root.querySelectorAll<LitElement>('*')].filter(({ localName }) => localName.includes('-'));
  return parts.every((part) => part.matches(':defined') && !part.isUpdatePending && part.hasUpdated);
}
