import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Locale } from '../schema/primitives.js';

/** The texts of one language, or how they are loaded. */
export type Texts<M> = M | (() => Promise<M>);

/**
 * The texts of one element in every language that is shipped. zh-CN is the source, and the fallback where it is given as
 * an object; a language that is a function comes when it is needed.
 */
export interface Catalog<M> {
  readonly 'zh-CN': Texts<M>;
  readonly en: Texts<M>;
  readonly 'zh-TW'?: Texts<M>;
  readonly ja?: Texts<M>;
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
  readonly #asked = new Map<Locale, Promise<M | undefined>>();
  readonly #failed = new Set<Locale>();
  #shown: M | undefined;

  constructor(host: LocalizedHost, catalog: Catalog<M>) {
    this.#host = host;
    this.#catalog = catalog;
    host.addController(this);
  }

  get locale(): Locale {
    return matchLocale(this.#host.locale || nearestLang(this.#host) || navigator.language);
  }

  /** The texts to show now; while another language is on its way those that were shown before, else the fallback. */
  get messages(): M {
    const { locale } = this;
    const own = this.#own(locale);
    if (own) {
      this.#shown = own;
      return own;
    }
    void this.#load(locale);
    return this.#shown ?? this.#fallback(locale);
  }

  /** Whether there is something right to show. An element whose language is on its way waits instead of speaking another one. */
  get isReady(): boolean {
    const { locale } = this;
    if (this.#shown ?? this.#own(locale)) return true;
    void this.#load(locale);
    return this.#failed.has(locale) && this.#other() !== undefined;
  }

  /** The texts of one language, for an element that shows several of them at once. */
  messagesIn(locale: Locale): M {
    const own = this.#own(locale);
    if (own) return own;
    void this.#load(locale);
    return this.#fallback(locale);
  }

  /** Brings the texts of the present language, also after they did not come. @throws where there is nothing to show. */
  async load(): Promise<void> {
    const { locale } = this;
    if (this.#failed.delete(locale)) this.#asked.delete(locale);
    if (!(await this.#load(locale)) && !this.#shown) this.#fallback(locale);
  }

  #texts(locale: Locale): Texts<M> {
    return this.#catalog[locale] ?? this.#catalog[locale === 'ja' ? 'en' : 'zh-CN'];
  }

  #own(locale: Locale): M | undefined {
    const texts = this.#texts(locale);
    return typeof texts === 'object' ? texts : this.#loaded.get(locale);
  }

  #fallback(locale: Locale): M {
    const other = this.#other();
    if (!other) throw new Error(`the texts for ${locale} are not there`);
    return other;
  }

  /** What can be shown in place of a language that is not there. */
  #other(): M | undefined {
    return this.#own('zh-CN') ?? this.#loaded.values().next().value;
  }

  /** Once per language: a catalogue that did not come is not asked for at every render. */
  #load(locale: Locale): Promise<M | undefined> {
    const texts = this.#texts(locale);
    if (typeof texts === 'object') return Promise.resolve(texts);
    const asked = this.#asked.get(locale) ?? this.#fetch(locale, texts);
    this.#asked.set(locale, asked);
    return asked;
  }

  async #fetch(locale: Locale, load: () => Promise<M>): Promise<M | undefined> {
    try {
      const messages = await load();
      this.#loaded.set(locale, messages);
      return messages;
    } catch (error) {
      this.#failed.add(locale);
      console.warn(`the texts for ${locale} could not be loaded`, error);
      return undefined;
    } finally {
      this.#host.requestUpdate();
    }
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }
}
