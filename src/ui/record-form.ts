import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { tablesRead, typedRecord, typedText, typedValue } from '../core/typed-record.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingTypedEn } from '../i18n/mapping-typed.en.js';
import { mappingTypedZhCn, type MappingTypedMessages } from '../i18n/mapping-typed.zh-cn.js';
import { MAIN_TABLE, type Field, type FieldValues, type FormRecord, type FormTable } from '../schema/form.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import type { MappingView } from './mapping-view.js';
import styles from './record-form.styles.js';
import { renderTyped } from './typed-input.js';
import type { TrialPort } from './trial-port.js';

/** A row as it is typed: its fields by their id, beside what they were. */
interface Row {
  readonly old: FieldValues;
  readonly texts: Readonly<Record<string, string>>;
}

let made = 0;

/** A record that a person types in, to see what the mapping makes of it; it begins as the one that is looked at. */
export class RecordForm extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) trial: TrialPort | undefined;
  @property({ attribute: false }) close: (() => void) | undefined;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  @property() locale = '';

  @state() private named = '';
  @state() private rows: Readonly<Record<string, readonly Row[]>> = {};
  /** Fields that hold no number, by their place. */
  @state() private faults: ReadonlySet<string> = new Set();

  #base: FormRecord | undefined;
  #tables: readonly FormTable[] = [];

  readonly #localize = new LocalizeController<MappingTypedMessages>(this, {
    'zh-CN': mappingTypedZhCn,
    en: mappingTypedEn,
    'zh-TW': async () => (await import('../i18n/mapping-typed.zh-tw.js')).mappingTypedZhTw,
  });

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.view && !this.#base) this.#begin(this.view);
  }

  #begin(view: MappingView): void {
    const { record } = view.trial.context;
    this.#base = record;
    this.#tables = tablesRead(view.mapping, view.workflow);
    this.named =
      view.trial.origin === 'typed' ? record.title : this.#localize.messages.titleOf(view.trial.name).slice(0, 200);
    this.rows = Object.fromEntries(
      this.#tables.map((table) => {
        const own = table.id === MAIN_TABLE ? [record.values] : (record.details[table.id] ?? []);
        return [table.id, own.map((values) => asRow(table, values))];
      }),
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, trial } = this;
    if (!view || !trial) return nothing;
    const { messages } = this.#localize;
    if (this.#tables.length === 0) return html`<p class="muted">${messages.nothing}</p>`;
    const isTyped = view.trial.origin === 'typed';
    return html`<form novalidate @submit=${(event: SubmitEvent) => this.#submit(event, trial, isTyped)}>
      <p class="muted">${messages.intro}</p>
      <label class="field"
        ><span>${messages.title}</span>
        <input
          class="input title"
          maxlength="200"
          required
          aria-invalid=${this.faults.has('title')}
          aria-describedby="title-fault"
          .value=${this.named}
          @input=${(event: InputEvent) => {
            this.named = (event.target as HTMLInputElement).value;
          }}
        />
        <span id="title-fault" class="fault">${this.faults.has('title') ? messages.titleMissing : ''}</span>
      </label>
      ${this.#tables.map((table) => this.#renderTable(table, messages))}
      <footer>
        <button class="button quiet" type="button" data-act="clear" @click=${() => this.#clear()}>
          ${messages.clear}
        </button>
        <span class="grow"></span>
        ${
          isTyped
            ? html`<button
                  class="button danger"
                  type="button"
                  data-act="remove"
                  @click=${() => this.#remove(view, trial)}
                >
                  ${messages.remove}
                </button>
                <button class="button" type="button" data-act="save-new" @click=${() => this.#save(trial, false)}>
                  ${messages.saveNew}
                </button>`
            : nothing
        }
        <button class="button primary" type="submit" data-act="save">${messages.save}</button>
      </footer>
    </form>`;
  }

  #renderTable(table: FormTable, messages: MappingTypedMessages): TemplateResult {
    const rows = this.rows[table.id] ?? [];
    if (table.id === MAIN_TABLE) {
      return html`<fieldset>
        <legend>${messages.main}</legend>
        ${rows.map((row) => this.#renderRow(table, row, 0, messages))}
      </fieldset>`;
    }
    return html`<fieldset data-table=${table.id}>
      <legend>${table.label}</legend>
      ${rows.map(
        (row, at) =>
          html`<div class="row" role="group" aria-label=${`${table.label} ${messages.row(at + 1)}`}>
            <header>
              <span>${messages.row(at + 1)}</span>
              <button
                class="button quiet small"
                type="button"
                data-act="remove-row"
                aria-label=${messages.removeRowOf(table.label, at + 1)}
                @click=${() => this.#removeRow(table, at)}
              >
                ${glyph('trash')}${messages.removeRow}
              </button>
            </header>
            ${this.#renderRow(table, row, at, messages)}
          </div>`,
      )}
      <button
        class="button small add"
        type="button"
        data-act="add-row"
        aria-label=${messages.addRowOf(table.label)}
        @click=${() => this.#addRow(table)}
      >
        ${glyph('plus')}${messages.addRow}
      </button>
    </fieldset>`;
  }

  #renderRow(table: FormTable, row: Row, at: number, messages: MappingTypedMessages): TemplateResult {
    return html`<div class="fields">
      ${table.fields.map((field) =>
        renderTyped(field, messages, {
          id: `${table.id}-${at}-${field.id}`,
          text: row.texts[field.id] ?? '',
          isFaulty: this.faults.has(placeOf(table, at, field)),
          typed: (text) => this.#type(table, at, field, text),
        }),
      )}
    </div>`;
  }

  #type(table: FormTable, at: number, field: Field, text: string): void {
    const rows = this.rows[table.id] ?? [];
    const row = rows[at];
    if (!row) return;
    this.rows = { ...this.rows, [table.id]: rows.with(at, { ...row, texts: { ...row.texts, [field.id]: text } }) };
  }

  #addRow(table: FormTable): void {
    const rows = this.rows[table.id] ?? [];
    this.rows = { ...this.rows, [table.id]: [...rows, asRow(table, {})] };
    this.#focus(`[data-table="${CSS.escape(table.id)}"] .row:last-of-type :is(input, select, textarea)`);
  }

  #removeRow(table: FormTable, at: number): void {
    this.rows = { ...this.rows, [table.id]: (this.rows[table.id] ?? []).toSpliced(at, 1) };
    this.#focus(`[data-table="${CSS.escape(table.id)}"] .add`);
  }

  #clear(): void {
    this.faults = new Set();
    this.rows = Object.fromEntries(
      this.#tables.map((table) => [
        table.id,
        (this.rows[table.id] ?? []).map(({ old }) => ({ ...asRow(table, {}), old })),
      ]),
    );
    this.#focus('.fields :is(input, select, textarea)');
  }

  #submit(event: SubmitEvent, trial: TrialPort, isTyped: boolean): void {
    event.preventDefault();
    this.#save(trial, isTyped);
  }

  #save(trial: TrialPort, isChange: boolean): void {
    const base = this.#base;
    const title = this.named.trim();
    const read = this.#read();
    if (title === '') read.faults.add('title');
    this.faults = read.faults;
    if (!base || read.faults.size > 0) {
      this.#focus('[aria-invalid="true"]');
      return;
    }
    const id = isChange ? base.recordId : `typed-${(made += 1)}`;
    const { [MAIN_TABLE]: main = [], ...details } = read.values;
    trial.keepTyped(typedRecord(base, { title, values: main[0] ?? {}, details }, id), isChange ? base : undefined);
    this.say?.(this.#localize.messages.saved(title));
    this.close?.();
  }

  /** What was typed as values; columns that the mapping does not read stay as they are. */
  #read(): { values: Record<string, FieldValues[]>; faults: Set<string> } {
    const faults = new Set<string>();
    const values: Record<string, FieldValues[]> = {};
    for (const table of this.#tables) {
      values[table.id] = (this.rows[table.id] ?? []).map(({ old, texts }, at) => {
        const read = table.fields.map((field) => {
          const value = typedValue(field, texts[field.id] ?? '', old[field.id] ?? null);
          if (value === undefined) faults.add(placeOf(table, at, field));
          return [field.id, value ?? null] as const;
        });
        return { ...old, ...Object.fromEntries(read) };
      });
    }
    return { values, faults };
  }

  #remove(view: MappingView, trial: TrialPort): void {
    trial.dropTyped(view.trial.context.record);
    this.say?.(this.#localize.messages.removed(view.trial.name));
    this.close?.();
  }

  #focus(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }
}

function placeOf(table: FormTable, row: number, field: Field): string {
  return `${table.id} ${row} ${field.id}`;
}

function asRow(table: FormTable, old: FieldValues): Row {
  const texts = table.fields.map((field) => [field.id, typedText(field, old[field.id] ?? null)] as const);
  return { old, texts: Object.fromEntries(texts) };
}
