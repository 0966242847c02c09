import type { TextFinder } from '../../../src/ui/text-finder.js';
import type { SignPanelHarness } from './sign-panel.harness.js';
import { waitUntil } from './wait.js';

/** What a person does with the find bar and the choice of a keyword. */
export class TextFinderHarness {
  readonly #panel: SignPanelHarness;
  readonly #element: TextFinder;

  private constructor(panel: SignPanelHarness, element: TextFinder) {
    this.#panel = panel;
    this.#element = element;
  }

  /** Waits until the bar is there and has the cursor. */
  static async of(panel: SignPanelHarness): Promise<TextFinderHarness> {
    await waitUntil(() => panel.focused?.matches('input[type=search]') ?? false, 'the bar has not the cursor');
    return new TextFinderHarness(panel, panel.root.querySelector('esign-text-finder')!);
  }

  get #root(): ShadowRoot {
    return this.#element.shadowRoot!;
  }

  get text(): string {
    return this.#root.textContent ?? '';
  }

  get counted(): string {
    return this.#root.querySelector('.count')?.textContent ?? '';
  }

  get count(): number {
    return Number(this.counted.split('/')[1] ?? 0);
  }

  get spoken(): string {
    return this.#root.querySelector('[role=status]')?.textContent ?? '';
  }

  get notice(): string {
    return this.#root.querySelector('[data-notice]')?.textContent ?? '';
  }

  get rows(): string[] {
    return [...this.#root.querySelectorAll('.hits button')].map((row) => row.textContent ?? '');
  }

  /** Rectangles on the screen of what is marked on the pages that are shown. */
  rects(kind: 'hit' | 'current' | 'place'): DOMRect[] {
    const marked = [...this.#panel.pages.shadowRoot!.querySelectorAll(`.highlight.${kind}`)];
    return marked.map((element) => element.getBoundingClientRect());
  }

  marked(kind: 'hit' | 'current' | 'place'): number {
    return this.rects(kind).length;
  }

  async type(text: string): Promise<void> {
    const field = this.#root.querySelector<HTMLInputElement>('input[type=search]')!;
    field.value = text;
    field.dispatchEvent(new InputEvent('input'));
    await this.#panel.frames();
  }

  /** Waits until the text of all pages was read, and what was found is drawn. */
  async read(): Promise<void> {
    await waitUntil(() => this.#root.querySelector('progress') === null, 'the text is not read');
    await this.#panel.frames();
    await this.#panel.drawn();
  }

  async choose(label: string, option: string): Promise<void> {
    const field = this.#field(label).querySelector('select')!;
    field.selectedIndex = [...field.options].findIndex(({ text }) => text === option);
    field.dispatchEvent(new Event('change'));
    await this.#panel.frames();
  }

  async fill(label: string, value: string): Promise<void> {
    const field = this.#field(label).querySelector('input')!;
    field.value = value;
    field.dispatchEvent(new InputEvent('input'));
    await this.#panel.frames();
  }

  #field(label: string): HTMLLabelElement {
    const found = [...this.#root.querySelectorAll('label')].find((field) =>
      field.textContent?.trim().startsWith(label),
    );
    if (!found) throw new Error(`no field ${label}`);
    return found;
  }
}
