import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { fillLookup, reverseLookup, type LookupOption } from '../core/lookup.js';
import type { MappingConversionMessages } from '../i18n/mapping-conversions.zh-cn.js';
import type { LookupTable, LookupTarget } from '../schema/value-source.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import styles from './lookup-editor.styles.js';
import type { NamedTarget } from './lookup-targets.js';

/** Detail of `lookup-change`. `typed`: one run of typing is one step of undo. */
export interface LookupChange {
  readonly table: LookupTable;
  readonly typed: boolean;
}

type Row = LookupTable['rows'][number];

const EMPTY: LookupTable = { rows: [] };

/**
 * From each option of a field to what a slot gets, with “everything else” as the last row. Where the options of the field
 * are known there is a row for each; else rows are added by hand.
 *
 * @fires {CustomEvent<LookupChange>} lookup-change - For every edit; does not bubble.
 * @fires {Event} lookup-done - When it can be closed; does not bubble.
 */
export class LookupEditor extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) words: MappingConversionMessages['lookup'] | undefined;
  @property({ attribute: false }) table: LookupTable | undefined;
  /** Null: the field may hold anything. */
  @property({ attribute: false }) options: readonly LookupOption[] | null = null;
  /** Null: anything may be typed. */
  @property({ attribute: false }) targets: readonly NamedTarget[] | null = null;
  /** The field whose options these are. */
  @property() label = '';
  @property({ type: Boolean }) readonly = false;

  @state() private reversed = false;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, select, button')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (!words) return nothing;
    const table = this.#shown();
    return html`<div class="editor" role="group" aria-label=${words.title(this.label)}>
      <header>
        <h4>${words.title(this.label)}</h4>
        <span class="spacer"></span>
        <button
          class="button quiet small reverse"
          type="button"
          aria-pressed=${this.reversed}
          @click=${() => (this.reversed = !this.reversed)}
        >
          ${this.reversed ? words.forward : words.reverse}
        </button>
      </header>
      ${this.reversed ? this.#renderReverse(words, table) : this.#renderTable(words, table)}
      <footer>
        ${this.readonly || this.reversed ? nothing : this.#renderActs(words, table)}
        <span class="spacer"></span>
        <button class="button small done" type="button" @click=${() => this.dispatchEvent(new Event('lookup-done'))}>
          ${words.done}
        </button>
      </footer>
    </div>`;
  }

  /** A row for every known option; the document gets them with the first edit. */
  #shown(): LookupTable {
    const table = this.table ?? EMPTY;
    if (this.options) return fillLookup(this.options, [], table);
    return table.rows.length === 0 ? { ...table, rows: [{ option: '', target: null }] } : table;
  }

  #renderTable(words: MappingConversionMessages['lookup'], table: LookupTable): TemplateResult {
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${words.option}</th>
          <th scope="col">${words.target}</th>
          <td class="act"></td>
        </tr>
      </thead>
      <tbody>
        ${table.rows.map((row, index) => this.#renderRow(words, table, row, index))}
        <tr class="last">
          <td>${words.otherwise}</td>
          <td>
            ${this.#renderTarget(words, words.otherwiseTarget, table.otherwise ?? null, (target, typed) => {
              const { rows } = table;
              this.#change(target ? { rows, otherwise: target } : { rows }, typed);
            })}
          </td>
          <td></td>
        </tr>
      </tbody>
    </table>`;
  }

  #renderRow(words: MappingConversionMessages['lookup'], table: LookupTable, row: Row, index: number): TemplateResult {
    const known = this.options?.find((option) => option.value === row.option);
    const name = known?.label ?? row.option;
    const isGap = row.target === null && table.otherwise === undefined;
    const isFree = this.options === null;
    return html`<tr>
      <td>
        ${
          isFree && !this.readonly
            ? html`<input
                class="input option"
                maxlength="200"
                aria-label=${words.optionNth(index + 1)}
                .value=${row.option}
                @input=${(event: Event) =>
                  this.#setRow(table, index, { ...row, option: (event.target as HTMLInputElement).value }, true)}
              />`
            : name
        }${!isFree && !known ? html`<span class="mark muted">${words.gone}</span>` : nothing}
      </td>
      <td>
        ${this.#renderTarget(words, words.targetOf(name), row.target, (target, typed) =>
          this.#setRow(table, index, { ...row, target }, typed),
        )}${isGap && row.option !== '' ? html`<span class="mark gap">${words.missing}</span>` : nothing}
      </td>
      <td class="act">
        ${
          !this.readonly && !known
            ? html`<button
                class="button quiet small icon"
                type="button"
                aria-label=${words.remove(name)}
                @click=${() => this.#change({ ...table, rows: table.rows.toSpliced(index, 1) }, false)}
              >
                ${glyph('trash')}
              </button>`
            : nothing
        }
      </td>
    </tr>`;
  }

  #renderTarget(
    words: MappingConversionMessages['lookup'],
    label: string,
    target: LookupTarget | null,
    change: (target: LookupTarget | null, typed: boolean) => void,
  ): TemplateResult {
    const { targets } = this;
    if (this.readonly) return html`${target ? this.#nameOf(target) : words.none}`;
    if (!targets) {
      return html`<input
        class="input target"
        maxlength="200"
        aria-label=${label}
        .value=${target ? String(target.value) : ''}
        @input=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          change(value === '' ? null : { value }, true);
        }}
      />`;
    }
    const chosen = targets.findIndex((candidate) => candidate.value === target?.value);
    return html`<select
      class="input target"
      aria-label=${label}
      @change=${(event: Event) => {
        const found = targets[Number((event.target as HTMLSelectElement).value)];
        change(found ?? null, false);
      }}
    >
      <option value="-1" ?selected=${target === null}>${words.none}</option>
      ${target !== null && chosen < 0 ? html`<option value="-2" selected disabled>${this.#nameOf(target)}</option>` : nothing}
      ${targets.map((candidate, index) => html`<option value=${index} ?selected=${index === chosen}>${candidate.label}</option>`)}
    </select>`;
  }

  #renderActs(words: MappingConversionMessages['lookup'], table: LookupTable): TemplateResult {
    const { options, targets } = this;
    return html`${
      options && targets
        ? html`<button
            class="button small fill"
            type="button"
            @click=${() => this.#change(fillLookup(options, targets, table), false)}
          >
            ${words.fill}
          </button>`
        : nothing
    }${
      options
        ? nothing
        : html`<button
            class="button small add"
            type="button"
            @click=${() => this.#change({ ...table, rows: [...table.rows, { option: '', target: null }] }, false)}
          >
            ${glyph('plus')}${words.add}
          </button>`
    }`;
  }

  #renderReverse(words: MappingConversionMessages['lookup'], table: LookupTable): TemplateResult {
    const groups = reverseLookup(table);
    if (groups.length === 0) return html`<p class="muted">${words.reverseEmpty}</p>`;
    return html`<ul>
      ${groups.map(
        ({ target, options }) =>
          html`<li>
            <b>${this.#nameOf(target)}</b><span aria-hidden="true">←</span>${options.map(
              (option) => html`<span class="badge">${this.#optionName(option)}</span>`,
            )}
          </li>`,
      )}
    </ul>`;
  }

  #nameOf({ value, label }: LookupTarget): string {
    const known = this.targets?.find((candidate) => candidate.value === value);
    return known?.label ?? label ?? String(value);
  }

  #optionName(value: string): string {
    return this.options?.find((option) => option.value === value)?.label ?? value;
  }

  #setRow(table: LookupTable, index: number, row: Row, typed: boolean): void {
    this.#change({ ...table, rows: table.rows.with(index, row) }, typed);
  }

  #change(table: LookupTable, typed: boolean): void {
    this.dispatchEvent(new CustomEvent<LookupChange>('lookup-change', { detail: { table, typed } }));
  }
}
