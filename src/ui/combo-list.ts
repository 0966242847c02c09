import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';

import { placePopup } from './place-popup.js';

/** One row of a list that opens under a search box. */
export interface ComboOption {
  readonly label: string;
  readonly note: string;
  readonly icon: TemplateResult | typeof nothing;
  readonly refused: boolean;
}

export interface ComboWords {
  more(count: number): string;
  readonly noMatch: string;
}

export interface ComboPort<O extends ComboOption> {
  /** What a search leaves, best first. */
  options(search: string): readonly O[];
  take(option: O): void;
  words(): ComboWords | undefined;
  /** What the list stands under. */
  anchor(): Element | null;
  /** Whether a click into the box may open the list. */
  readonly opens?: () => boolean;
  /** Backspace in an empty box. */
  readonly back?: () => void;
}

/** More options than this are cut: a person types on instead of scrolling through a form of thousands of fields. */
const OPTIONS = 60;

/** A search box with a list under it (the combobox pattern): typing filters, arrows walk, Enter or a click takes. */
export class ComboList<O extends ComboOption> implements ReactiveController {
  readonly #host: LitElement;
  readonly #port: ComboPort<O>;
  #search = '';
  #open = false;
  #active = 0;

  constructor(host: LitElement, port: ComboPort<O>) {
    this.#host = host;
    this.#port = port;
    host.addController(this);
  }

  get input(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector('input[role="combobox"]');
  }

  hostUpdated(): void {
    const popup = this.#host.renderRoot.querySelector<HTMLElement>('.popup');
    const anchor = this.#port.anchor();
    if (!popup) return;
    if (this.#open && anchor) {
      if (!popup.matches(':popover-open')) popup.showPopover();
      placePopup(popup, anchor);
      popup.querySelector('.option.current')?.scrollIntoView({ block: 'nearest' });
    } else if (popup.matches(':popover-open')) popup.hidePopover();
  }

  hostDisconnected(): void {
    this.#close();
  }

  renderInput(label: string, placeholder: string, className = ''): TemplateResult {
    const shown = this.#open ? this.#shown() : [];
    return html`<input
      class=${className}
      role="combobox"
      autocomplete="off"
      spellcheck="false"
      aria-label=${label}
      aria-expanded=${this.#open}
      aria-controls="options"
      aria-autocomplete="list"
      aria-activedescendant=${shown.length > 0 ? `option-${this.#active}` : nothing}
      placeholder=${placeholder}
      .value=${this.#search}
      @input=${this.#handleInput}
      @keydown=${this.#handleKey}
      @click=${this.#handleClick}
      @blur=${this.#handleBlur}
    />`;
  }

  renderPopup(label: string): TemplateResult {
    const words = this.#port.words();
    const options = this.#open ? this.#port.options(this.#search) : [];
    const rest = options.length - OPTIONS;
    return html`<div class="popup" popover="manual" id="options" role="listbox" aria-label=${label}>
      ${options.slice(0, OPTIONS).map((option, index) => this.#renderOption(option, index))}
      ${rest > 0 ? html`<div class="note muted" role="presentation">${words?.more(rest)}</div>` : nothing}
      ${
        this.#open && options.length === 0
          ? html`<div class="note muted" role="presentation">${words?.noMatch}</div>`
          : nothing
      }
    </div>`;
  }

  #renderOption(option: O, index: number): TemplateResult {
    const current = index === this.#active;
    // a touch that scrolls the list also begins with a press: only a click takes, the press just keeps the focus
    return html`<div
      id=${`option-${index}`}
      class="option ${current ? 'current' : ''} ${option.refused ? 'refused' : ''}"
      role="option"
      aria-selected=${current}
      aria-disabled=${option.refused}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#take(option)}
    >
      ${option.icon}
      <span class="name">${option.label}</span>
      <span class="muted">${option.note}</span>
    </div>`;
  }

  #shown(): readonly O[] {
    return this.#port.options(this.#search).slice(0, OPTIONS);
  }

  #take(option: O): void {
    if (option.refused) return;
    this.#close();
    this.#port.take(option);
  }

  #close(): void {
    this.#search = '';
    this.#active = 0;
    this.#open = false;
    // the text that was typed is no value
    if (this.input) this.input.value = '';
    this.#host.requestUpdate();
  }

  readonly #handleInput = (event: Event): void => {
    this.#search = (event.target as HTMLInputElement).value;
    this.#active = 0;
    this.#open = true;
    this.#host.requestUpdate();
  };

  readonly #handleClick = (): void => {
    if (this.#port.opens?.() === false) return;
    this.#open = true;
    this.#host.requestUpdate();
  };

  readonly #handleBlur = (): void => this.#close();

  readonly #handleKey = (event: KeyboardEvent): void => {
    // an input method uses the same keys while it composes
    if (event.isComposing || event.keyCode === 229) return;
    const options = this.#open ? this.#shown() : [];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (this.#open) this.#active = (this.#active + step + options.length) % (options.length || 1);
      this.#open = true;
    } else if (event.key === 'Enter' && this.#open) {
      event.preventDefault();
      event.stopPropagation();
      const option = options[this.#active];
      if (option) this.#take(option);
    } else if (event.key === 'Escape' && this.#open) {
      event.stopPropagation();
      // the dialog around it stays open
      event.preventDefault();
      this.#open = false;
    } else if (event.key === 'Backspace' && this.#search === '') this.#port.back?.();
    else return;
    this.#host.requestUpdate();
  };
}
