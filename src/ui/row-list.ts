import { html, nothing, type LitElement, type TemplateResult } from 'lit';

import type { MappingCommand } from '../core/commands.js';
import type { MappingRowMessages } from '../i18n/mapping-rows.zh-cn.js';
import { glyph } from './icons.js';
import { listAt, sentence, slotName, type MappingActions, type MappingView } from './mapping-view.js';
import { renderRowProblems } from './row-problems.js';

/** What a list of rows gives: its place, a copy of one of its rows, and where the cursor goes when no row is left. */
export interface RowListPort {
  readonly pointer: string;
  view(): MappingView | undefined;
  actions(): MappingActions | undefined;
  copy(index: number): unknown;
}

/** Adding, moving, duplicating and removing rows of a list, by buttons and by keys; the cursor goes with its row. */
export class RowList {
  readonly #host: LitElement;
  readonly #port: RowListPort;

  constructor(host: LitElement, port: RowListPort) {
    this.#host = host;
    this.#port = port;
  }

  add(row: unknown): void {
    const { pointer } = this.#port;
    const index = this.#count();
    this.#change('add', { type: 'insert', pointer, index, value: row });
    this.#focus(index);
  }

  readonly handleKey = (event: KeyboardEvent): void => {
    const index = indexOf(event.target);
    if (index === null || event.isComposing || !this.#port.view()?.editable) return;
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const isCopy = event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (event.altKey && by !== 0) this.#move(index, index + by, partOf(event.target));
    else if (isCopy) this.#duplicate(index);
    else return;
    // a select would open its list, and the browser has a bookmark key
    event.preventDefault();
    event.stopPropagation();
  };

  renderTools(words: MappingRowMessages, index: number): TemplateResult | typeof nothing {
    if (!this.#port.view()?.editable) return nothing;
    const row = words.nth(index + 1);
    const tool = (
      icon: Parameters<typeof glyph>[0],
      part: string,
      text: string,
      act: () => void,
      disabled = false,
    ): TemplateResult =>
      html`<button
        class="button quiet small icon"
        type="button"
        data-part=${part}
        aria-label=${words.part(row, text)}
        title=${text}
        ?disabled=${disabled}
        @click=${act}
      >
        ${glyph(icon)}
      </button>`;
    return html`<span class="tools">
      ${tool('up', 'up', words.moveUp, () => this.#move(index, index - 1, 'up'), index === 0)}
      ${tool('down', 'down', words.moveDown, () => this.#move(index, index + 1, 'down'), index === this.#count() - 1)}
      ${tool('copy', 'copy', words.duplicate, () => this.#duplicate(index))}
      ${tool('trash', 'remove', words.remove, () => this.#remove(index))}
    </span>`;
  }

  /** What is wrong with a row, and what mends it. */
  renderProblems(index: number): TemplateResult | typeof nothing {
    const view = this.#port.view();
    return view ? renderRowProblems(view, this.#port.actions(), `${this.#port.pointer}/${index}`) : nothing;
  }

  #count(): number {
    const view = this.#port.view();
    return view ? listAt(view, this.#port.pointer).length : 0;
  }

  #move(from: number, to: number, part: string | undefined): void {
    if (to < 0 || to >= this.#count()) return;
    this.#change('move', { type: 'move', pointer: this.#port.pointer, from, to });
    this.#focus(to, part);
  }

  #duplicate(index: number): void {
    const command = { type: 'insert', pointer: this.#port.pointer, index: index + 1, value: this.#port.copy(index) };
    this.#change('duplicate', command as MappingCommand);
    this.#focus(index + 1);
  }

  #remove(index: number): void {
    const last = this.#count() - 1;
    this.#change('remove', { type: 'remove', pointer: this.#port.pointer, index });
    this.#focus(Math.min(index, last - 1), 'remove');
  }

  #change(key: 'add' | 'move' | 'duplicate' | 'remove', command: MappingCommand): void {
    const view = this.#port.view();
    if (view) this.#port.actions()?.change({ command, sentence: sentence(key, slotName(view, this.#port.pointer)) });
  }

  /** After the render that follows a change; the button of an end that was reached is disabled. */
  #focus(index: number, part?: string): void {
    requestAnimationFrame(() => {
      const row = this.#host.renderRoot.querySelector(`[data-row="${index}"]`);
      const same = part ? row?.querySelector<HTMLElement>(`[data-part="${part}"]:not(:disabled)`) : null;
      const first = row?.querySelector<HTMLElement>('select, input, button:not(:disabled)');
      (same ?? first ?? this.#host.renderRoot.querySelector<HTMLElement>('[data-part="add"]'))?.focus();
    });
  }
}

function indexOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return row ? Number(row.dataset['row']) : null;
}

function partOf(target: EventTarget | null): string | undefined {
  return target instanceof HTMLElement ? target.dataset['part'] : undefined;
}

export interface RowOption {
  readonly value: string;
  readonly name: string;
  /** The heading that the option stands under. */
  readonly group?: string;
}

/** A choice inside a row. A value that no option has any more is kept, and said to be gone. */
export function renderRowSelect(select: {
  readonly part: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly RowOption[];
  readonly gone: string;
  readonly editable: boolean;
  choose(value: string): void;
}): TemplateResult {
  const { value, options } = select;
  const option = (item: RowOption): TemplateResult =>
    html`<option value=${item.value} .selected=${item.value === value}>${item.name}</option>`;
  const groups = [...new Set(options.map(({ group }) => group))];
  return html`<select
    class="input ${select.part}"
    data-part=${select.part}
    aria-label=${select.label}
    ?disabled=${!select.editable}
    @change=${(event: Event) => select.choose((event.target as HTMLSelectElement).value)}
  >
    ${
      options.some((item) => item.value === value)
        ? nothing
        : html`<option value=${value} .selected=${true}>${select.gone}</option>`
    }
    ${groups.map((group) => {
      const own = options.filter((item) => item.group === group);
      return group ? html`<optgroup label=${group}>${own.map(option)}</optgroup>` : own.map(option);
    })}
  </select>`;
}
