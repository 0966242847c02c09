import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { LocalizeController } from '../i18n/localize.js';
import { sealHoldersZhCn, type SealHoldersMessages } from '../i18n/seal-holders.zh-cn.js';
import type { Colleague, SealHolderKind, SealHolders as Holders } from '../schema/seal-library.js';
import { ComboList, type ComboOption, type ComboWords } from './combo-list.js';
import { comboStyles } from './combo-list.styles.js';
import { controls } from './controls.styles.js';

/** The first people that fit a search; `nextCursor` is not null where more do. */
export interface ColleaguesFound {
  readonly items: readonly Colleague[];
  readonly nextCursor: string | null;
}

/** Asks the host for people by what was typed. */
export type FindColleagues = (search: string, signal: AbortSignal) => Promise<ColleaguesFound>;

/** Whoever types is not asked about at every letter. Milliseconds. */
const PAUSE = 250;

type PersonOption = ComboOption & { readonly person: Colleague | undefined };

/** Chooses who may sign with a seal. Fires `holders-change` with `SealHolders`; it changes nothing by itself. */
export class SealHolders extends LitElement {
  static override styles = [
    controls,
    comboStyles,
    css`
      fieldset {
        display: grid;
        gap: var(--_gap-1);
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 500;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--_gap-2);
        min-height: 28px;
      }
      .people {
        display: grid;
        gap: var(--_gap-2);
        padding-inline-start: var(--_gap-5);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_gap-1);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .chip button {
        min-width: 22px;
        min-height: 22px;
        padding: 0;
        border: 0;
        background: none;
        cursor: pointer;
      }
      @media (pointer: coarse) {
        label,
        .option,
        .chip,
        .people .input,
        .chip button {
          min-width: 44px;
          min-height: 44px;
        }
      }
    `,
  ];

  @property() locale = '';
  @property({ attribute: false }) kinds: readonly SealHolderKind[] = [];
  @property({ attribute: false }) value: Holders = { kind: 'me' };
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) find: FindColleagues | undefined;
  /** Whom the last answer found, and for which text. */
  @state() private found: (ColleaguesFound & { readonly text: string }) | undefined;
  @state() private failed = false;
  @query('.people .input') private box!: HTMLInputElement | null;

  readonly #localize = new LocalizeController<SealHoldersMessages>(this, {
    'zh-CN': sealHoldersZhCn,
    en: async () => (await import('../i18n/seal-holders.en.js')).sealHoldersEn,
    'zh-TW': async () => (await import('../i18n/seal-holders.zh-tw.js')).sealHoldersZhTw,
  });
  readonly #combo = new ComboList<PersonOption>(this, {
    options: (text) => this.#options(text),
    take: ({ person }) => {
      if (!person) return;
      const { userId, name } = person;
      this.#choose([...this.#people, { userId, name }]);
      void this.#ask('');
    },
    words: () => this.#words(),
    anchor: () => this.box,
    back: () => this.#choose(this.#people.slice(0, -1)),
  });
  #asked: AbortController | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #search = '';
  /** Kept while another kind is chosen: whoever only looks loses nobody. */
  #listed: Extract<Holders, { kind: 'people' }>['people'] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetQuestion();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    const texts = this.#localize.messages;
    return html`<fieldset ?disabled=${this.disabled}>
      <legend>${texts.legend}</legend>
      ${this.kinds.map(
        (kind) =>
          html`<label
              ><input
                type="radio"
                name="kind"
                value=${kind}
                .checked=${this.value.kind === kind}
                @change=${() => this.#handleKind(kind)}
              />${texts.kinds[kind]}</label
            >
            ${kind === 'people' && this.value.kind === kind ? this.#renderPeople(texts) : nothing}`,
      )}
    </fieldset>`;
  }

  #renderPeople(texts: SealHoldersMessages): TemplateResult {
    return html`<div class="people">
      ${
        this.#people.length > 0
          ? html`<ul>
              ${this.#people.map(
                ({ userId, name }) =>
                  html`<li class="chip" title=${userId}>
                    <bdi>${name}</bdi
                    ><button
                      type="button"
                      aria-label=${texts.remove(name)}
                      @click=${() => this.#choose(this.#people.filter((one) => one.userId !== userId))}
                    >
                      ×
                    </button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      <div @input=${this.#handleTyping} @focusin=${this.#handleFocus}>
        ${this.#combo.renderInput(texts.search, texts.search, 'input')}${this.#combo.renderPopup(texts.search)}
      </div>
      <span role="status" class=${this.failed ? '' : 'visually-hidden'}
        >${this.failed ? texts.failed : this.#isCut ? texts.more() : nothing}</span
      >
    </div>`;
  }

  get #people(): Extract<Holders, { kind: 'people' }>['people'] {
    return this.value.kind === 'people' ? this.value.people : [];
  }

  /** Whether more people fit what is shown. */
  get #isCut(): boolean {
    return this.found !== undefined && this.found.text === this.#search && this.found.nextCursor !== null;
  }

  /** People for exactly this text: what an earlier one found is nobody's choice. */
  #options(text: string): PersonOption[] {
    if (this.found?.text !== text) return [];
    const chosen = new Set(this.#people.map(({ userId }) => userId));
    const fitting = this.found.items
      .filter(({ userId }) => !chosen.has(userId))
      .map((person): PersonOption => ({
        ...{ person, label: person.name, note: person.department ?? person.userId },
        ...{ icon: nothing, refused: false },
      }));
    if (!this.#isCut) return fitting;
    // a row that nobody can take says so where it is looked for
    const more: PersonOption = {
      person: undefined,
      label: this.#localize.messages.more(),
      note: '',
      icon: nothing,
      refused: true,
    };
    return [...fitting, more];
  }

  #choose(people: readonly { userId: string; name: string }[]): void {
    this.#tell({ kind: 'people', people: [...people] });
  }

  #handleKind(kind: SealHolderKind): void {
    if (this.value.kind === 'people') this.#listed = this.value.people;
    this.#tell(kind === 'people' ? { kind, people: this.#listed } : { kind });
  }

  #tell(detail: Holders): void {
    this.dispatchEvent(new CustomEvent<Holders>('holders-change', { detail }));
  }

  #words(): ComboWords | undefined {
    if (!this.#localize.isReady) return undefined;
    const { messages } = this.#localize;
    if (this.failed) return { ...messages, noMatch: messages.failed };
    return this.found?.text === this.#search ? messages : { ...messages, noMatch: messages.searching };
  }

  readonly #handleTyping = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    this.#forgetQuestion();
    this.#search = target.value;
    this.failed = false;
    this.#pause = setTimeout(() => void this.#ask(this.#search), PAUSE);
  };

  readonly #handleFocus = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) void this.#ask(target.value);
  };

  #forgetQuestion(): void {
    clearTimeout(this.#pause);
    this.#asked?.abort();
  }

  async #ask(text: string): Promise<void> {
    this.#forgetQuestion();
    this.#search = text;
    if (!this.find) return;
    const { signal } = (this.#asked = new AbortController());
    try {
      const found = await this.find(text, signal);
      if (signal.aborted) return;
      this.found = { ...found, text };
      this.failed = false;
    } catch {
      // whatever the reason: the field says so, and the next letter asks again
      if (!signal.aborted) this.failed = true;
    }
  }
}
