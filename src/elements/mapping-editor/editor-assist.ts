import type { Speller } from '../../core/name-search.js';

/** Later than this the helpers are fetched even when the page never rests. */
const LATEST = 2000;

/**
 * What makes searching better but is too large for the start: the tables of pinyin come when the page rests. Until then,
 * and where they do not come at all, a search compares text.
 */
export class EditorAssist {
  spell: Speller | undefined;

  readonly #changed: () => void;
  #asked = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Fetches what is not there yet; once, however often it is asked for. */
  prepare(): void {
    if (this.#asked) return;
    this.#asked = true;
    const load = (): void => void this.#load();
    // Safari has no such callback
    if (typeof requestIdleCallback === 'function') requestIdleCallback(load, { timeout: LATEST });
    else setTimeout(load, LATEST / 10);
  }

  async #load(): Promise<void> {
    try {
      const { spellPinyin } = await import('../../ui/pinyin.js');
      this.spell = spellPinyin;
      this.#changed();
    } catch {
      this.#asked = false;
    }
  }
}
