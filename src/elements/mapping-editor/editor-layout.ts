import { html, type LitElement, type TemplateResult } from 'lit';

import type { MappingEditorMessages } from '../../i18n/mapping-editor.zh-cn.js';

/** The regions whose size a person chooses, with what they may be, in CSS pixels. */
const REGIONS = {
  fields: { min: 220, max: 640, size: 312 },
  drawer: { min: 96, max: 640, size: 288 },
} as const;

export type Region = keyof typeof REGIONS;

const KEY = 'esign-mapping-editor:layout';

/** The sizes of the regions around the cards: chosen by a person, kept in this browser. */
export class EditorLayout {
  readonly #host: LitElement;
  #sizes: Partial<Record<Region, number>> = read();
  #open: string | undefined;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** The edge before a region. */
  renderEdge(region: Region, { drawer: words }: MappingEditorMessages): TemplateResult {
    const { min, max, size } = REGIONS[region];
    return html`<esign-splitter
      class="edge-${region}"
      orientation=${region === 'drawer' ? 'horizontal' : 'vertical'}
      .value=${this.#sizes[region] ?? size}
      .min=${min}
      .max=${max}
      .measure=${() => this.#measure(region)}
      .label=${region === 'drawer' ? words.height : words.width}
      @resized=${(event: CustomEvent<number | null>) => this.#resize(region, event.detail)}
    ></esign-splitter>`;
  }

  /** Gives the regions their sizes; after a render. */
  apply(): void {
    const editor = this.#host.renderRoot.querySelector<HTMLElement>('.editor');
    if (!editor) return;
    for (const region of Object.keys(REGIONS) as Region[]) {
      const size = this.#sizes[region];
      if (size === undefined) editor.style.removeProperty(`--_${region}-size`);
      else editor.style.setProperty(`--_${region}-size`, `${size}px`);
    }
  }

  /**
   * Brings the drawer into sight when another part of it is there: where the cards are one column, it is below the screen,
   * and as long as something is on its way it has not its height.
   */
  showDrawer(): void {
    const drawer = this.#host.renderRoot.querySelector('.drawer');
    const open = drawer?.querySelector<HTMLElement>('.content:not(:has(.state .spinner))')?.dataset['open'];
    if (open !== undefined && open !== this.#open)
      requestAnimationFrame(() => drawer?.scrollIntoView({ block: 'nearest' }));
    this.#open = open;
  }

  #measure(region: Region): number {
    const selector = region === 'drawer' ? '.drawer .content' : '.fields';
    const box = this.#host.renderRoot.querySelector(selector)?.getBoundingClientRect();
    return Math.round((region === 'drawer' ? box?.height : box?.width) ?? 0);
  }

  #resize(region: Region, size: number | null): void {
    const { [region]: _, ...others } = this.#sizes;
    this.#sizes = size === null ? others : { ...others, [region]: size };
    write(this.#sizes);
    this.#host.requestUpdate();
  }
}

/** Nothing where the page has no storage, or holds something else under the key. */
function read(): Partial<Record<Region, number>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const entries = Object.entries(REGIONS).flatMap(([region, { min, max }]) => {
      const size: unknown = Object.getOwnPropertyDescriptor(Object(stored), region)?.value;
      return typeof size === 'number' && size >= min && size <= max ? [[region, size] as const] : [];
    });
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

function write(sizes: Partial<Record<Region, number>>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(sizes));
  } catch {
    // a page without storage has these sizes until it is left
  }
}
