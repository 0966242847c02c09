import type { EditorMapping } from '../../core/editor-mapping.js';
import type { FieldIndex } from '../../core/field-index.js';
import type { Speller } from '../../core/name-search.js';
import type { Suggest, Suggestion, suggester } from '../../core/suggestions.js';
import type { Form } from '../../schema/form.js';
import type { Synonyms } from '../../core/suggestion-synonyms.js';
import type { MappingEditorMessages } from '../../i18n/mapping-editor.zh-cn.js';
import { whenIdle } from '../../ui/idle.js';
import { learnNames } from '../../ui/spelling.js';
import { slotWords, type MappingView } from '../../ui/mapping-view.js';

interface Basis {
  readonly index: FieldIndex;
  readonly messages: MappingEditorMessages;
  readonly synonyms: Synonyms | undefined;
}

/** How the help is loaded; tests let it fail. */
export const assistParts = {
  load: () => Promise.all([import('../../ui/pinyin.js'), import('../../core/suggestions.js')]),
};

/**
 * What helps but is too large for the start: the tables of pinyin and the suggestions come when the page rests. Until
 * then, and where they do not come at all, a search compares text and nothing is suggested.
 */
export class EditorAssist {
  spell: Speller | undefined;

  readonly #changed: () => void;
  #asked = false;
  #failed = false;
  #suggester: typeof suggester | undefined;
  #basis: Basis | undefined;
  #suggest: Suggest | undefined;
  #refused: ReadonlySet<string> = new Set();
  #last: { mapping: EditorMapping; refused: ReadonlySet<string>; found: readonly Suggestion[] } | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Fetches what is not there yet; once, however often it is asked for. */
  prepare(form: Form): void {
    if (this.#asked) return;
    this.#asked = true;
    whenIdle(() => void this.#load(form));
  }

  /** What is drawn next asks for the help again, and shows that it does. */
  retry(): void {
    this.#failed = false;
  }

  /** Not suggested again in this session. */
  refuse(key: string): void {
    this.#refused = new Set([...this.#refused, key]);
    this.#changed();
  }

  /**
   * The suggestions for a document, undefined until they can be made, null where that failed; names are compared anew only for another form,
   * language or set of synonyms.
   */
  suggestions(view: MappingView, synonyms: Synonyms | undefined): MappingView['suggestions'] {
    const { index, messages, mapping } = view;
    if (!view.editable) return [];
    if (!this.#suggester) return this.#failed ? null : undefined;
    const basis = this.#basis;
    if (basis?.index !== index || basis.messages !== messages || basis.synonyms !== synonyms || !this.#suggest) {
      this.#basis = { index, messages, synonyms };
      this.#last = undefined;
      this.#suggest = this.#suggester(index, {
        names: (slot) => [slotWords(view, slot).name],
        spell: this.spell,
        ...(synonyms && { synonyms }),
      });
    }
    if (this.#last?.mapping !== mapping || this.#last.refused !== this.#refused) {
      this.#last = { mapping, refused: this.#refused, found: this.#suggest(mapping, this.#refused) };
    }
    return this.#last.found;
  }

  async #load(form: Form): Promise<void> {
    try {
      const [{ spellPinyin }, { suggester: loaded }] = await assistParts.load();
      this.spell = await learnNames(form, spellPinyin);
      this.#suggester = loaded;
      this.#changed();
    } catch {
      this.#asked = false;
      // told once: whatever is drawn asks again
      if (!this.#failed) this.#changed();
      this.#failed = true;
    }
  }
}
