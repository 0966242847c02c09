import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Locale } from '../schema/primitives.js';

/**
 * The texts of one element in every language that is shipped; zh-CN is the source and the fallback. A language that few
 * pages need is a function that loads it: until it is there, the fallback is shown.
 */
export interface Catalog<M> {
  readonly 'zh-CN': M;
  readonly en: M;
  readonly 'zh-TW'?: M | (() => Promise<M>);
  readonly ja?: M | (() => Promise<M>);
}

type LocalizedHost = ReactiveControllerHost & HTMLElement & { locale: string };

/** The supported language that fits a BCP 47 tag best. */
export function matchLocale(tag: string): Locale {
  const lower = tag.toLowerCase();
  if (/^zh\b.*(tw|hk|mo|hant)/.test(lower)) return 'zh-TW';
  if (lower.startsWith('zh')) return 'zh-CN';
  if (lower.startsWith('ja')) return 'ja';
  return 'en';
}

/** The `lang` of the nearest ancestor, across shadow roots. */
function nearestLang(element: Element): string {
  let current: Element | null = element;
  while (current) {
    const withLang: Element | null = current.closest('[lang]');
    if (withLang) return withLang.getAttribute('lang') ?? '';
    const root: Node = current.getRootNode();
    current = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/** Gives an element its texts: by its `locale`, else the nearest `lang`, else the browser's language. */
export class LocalizeController<M extends object> implements ReactiveController {
  readonly #host: LocalizedHost;
  readonly #catalog: Catalog<M>;
  readonly #loaded = new Map<Locale, M>();
  readonly #asked = new Set<Locale>();

  constructor(host: LocalizedHost, catalog: Catalog<M>) {
    this.#host = host;
    this.#catalog = catalog;
    host.addController(this);
  }

  get locale(): Locale {
    return matchLocale(this.#host.locale || nearestLang(this.#host) || navigator.language);
  }

  get messages(): M {
    return this.messagesIn(this.locale);
  }

  /** The texts of one language, for an element that shows several of them at once. */
  messagesIn(locale: Locale): M {
    const own = this.#loaded.get(locale) ?? this.#catalog[locale];
    if (typeof own === 'object') return own;
    if (own) this.#load(locale, own);
    return locale === 'ja' ? this.#catalog.en : this.#catalog['zh-CN'];
  }

  /** Once per language: a catalogue that did not come is not asked for at every render. */
  #load(locale: Locale, load: () => Promise<M>): void {
    if (this.#asked.has(locale)) return;
    this.#asked.add(locale);
    load().then(
      (messages) => {
        this.#loaded.set(locale, messages);
        this.#host.requestUpdate();
      },
      (error: unknown) => console.warn(`the texts for ${locale} could not be loaded`, error),
    );
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }
}
