import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Field, FieldValue, FieldValues, FileValue, FormRecord, FormTable } from '../../src/schema/form.js';
import { controls } from '../../src/ui/controls.styles.js';
import { oa, type DemoUser, type OpenRecord } from './api.js';
import { oaStyles } from './oa.styles.js';
import { oaTexts, type OaTexts } from './texts.js';

/** What was changed in the form, whole tables of values. */
export type FormPatch = Pick<FormRecord, 'values' | 'details'>;

const inputTypes: Partial<Record<Field['type'], string>> = {
  text: 'text',
  link: 'url',
  number: 'number',
  money: 'number',
  date: 'date',
};

/** The form of a record, drawn from the form's definition: main table, detail tables, attachments. Fires `form-change`. */
export class RecordForm extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      :host {
        display: grid;
        gap: var(--_gap-4);
      }
      .card > h2 {
        padding: var(--_gap-3) var(--_gap-4);
        border-bottom: 1px solid var(--_line);
      }
      .card > h2 .muted {
        margin-inline-start: var(--_gap-2);
        font-weight: 400;
        font-size: 13px;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr));
        gap: var(--_gap-3) var(--_gap-5);
        padding: var(--_gap-4);
      }
      .field {
        display: grid;
        grid-template-columns: 104px minmax(0, 1fr);
        gap: var(--_gap-2);
        align-items: center;
        min-height: var(--_control);
      }
      .field.wide {
        grid-column: 1 / -1;
        align-items: start;
      }
      .field.wide > .label {
        padding-top: 5px;
      }
      .field.wide > .value:not(:has(textarea)) {
        padding-top: 5px;
      }
      .field > .label {
        color: var(--_text-2);
        overflow-wrap: anywhere;
      }
      .required {
        color: var(--_danger);
      }
      .value {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .number {
        font-variant-numeric: tabular-nums;
      }
      .files {
        display: grid;
        gap: var(--_gap-1);
      }
      .files li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px var(--_gap-2);
      }
      td .input {
        min-width: 110px;
      }
      @media (max-width: 480px) {
        .field {
          grid-template-columns: 1fr;
          gap: 2px;
          min-height: 0;
        }
        .field.wide > .value:not(:has(textarea)) {
          padding-top: 0;
        }
        .fields {
          padding: var(--_gap-3);
        }
      }
    `,
  ];

  @property({ attribute: false }) open!: OpenRecord;
  @property({ attribute: false }) users: readonly DemoUser[] = [];
  @property() locale = 'zh-CN';
  @state() private draft: FormPatch | undefined;
  #draftOf: OpenRecord | undefined;

  protected override willUpdate(): void {
    // a newly read record replaces what was typed into the old one: it was saved, or the node is another
    if (this.#draftOf !== this.open) {
      this.#draftOf = this.open;
      this.draft = undefined;
    }
  }

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    const { form } = this.open.workflow;
    const { values, details } = this.#patch;
    return html`
      <section class="card">
        <h2>${form.main.label}</h2>
        <div class="fields">
          ${form.main.fields.map((field) => this.#renderField(field, values[field.id] ?? null, texts))}
        </div>
      </section>
      ${form.details.map((table) => this.#renderDetail(table, details[table.id] ?? [], texts))}
    `;
  }

  get #patch(): FormPatch {
    return this.draft ?? this.open.record;
  }

  #renderField(field: Field, value: FieldValue, texts: OaTexts): TemplateResult {
    const isWide = field.type === 'textarea' || field.type === 'attachment' || field.type === 'document';
    const change = (changed: FieldValue): void => {
      const { values, details } = this.#patch;
      this.#change({ values: { ...values, [field.id]: changed }, details });
    };
    return html`
      <div class="field ${isWide ? 'wide' : ''}">
        <span class="label" id="label-${field.id}"
          >${field.label}${
            field.required && this.open.canEdit ? html`<span class="required" aria-hidden="true"> *</span>` : nothing
          }</span
        >
        <div class="value">${this.#renderValue(field, value, field.label, change, texts)}</div>
      </div>
    `;
  }

  #renderDetail(table: FormTable, rows: readonly FieldValues[], texts: OaTexts): TemplateResult {
    const change = (index: number, fieldId: string, value: FieldValue): void => {
      const { values, details } = this.#patch;
      const changed = rows.map((row, position) => (position === index ? { ...row, [fieldId]: value } : row));
      this.#change({ values, details: { ...details, [table.id]: changed } });
    };
    return html`
      <section class="card">
        <h2>${table.label}<span class="muted">${texts.form.rows(rows.length)}</span></h2>
        ${
          rows.length === 0
            ? html`<p class="pad muted">${texts.form.noRows}</p>`
            : html`<div class="table-box" tabindex="0" role="region" aria-label=${table.label}>
                <table>
                  <thead>
                    <tr>
                      ${table.fields.map((field) => html`<th scope="col">${field.label}</th>`)}
                    </tr>
                  </thead>
                  <tbody>
                    ${rows.map(
                      (row, index) =>
                        html`<tr>
                          ${table.fields.map(
                            (field) =>
                              html`<td>
                                ${this.#renderValue(
                                  field,
                                  row[field.id] ?? null,
                                  `${field.label} ${index + 1}`,
                                  (value) => change(index, field.id, value),
                                  texts,
                                )}
                              </td>`,
                          )}
                        </tr>`,
                    )}
                  </tbody>
                </table>
              </div>`
        }
      </section>
    `;
  }

  #renderValue(
    field: Field,
    value: FieldValue,
    label: string,
    change: (value: FieldValue) => void,
    texts: OaTexts,
  ): TemplateResult {
    if (!this.open.canEdit) return shown(field, value, texts, this.locale);
    const type = inputTypes[field.type];
    if (type) {
      return html`${field.type === 'link' && typeof value === 'string' ? linkTo(value) : nothing}<input
          class="input"
          name=${field.id}
          type=${type}
          step="any"
          aria-label=${label}
          .value=${typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
          @change=${(event: Event & { currentTarget: HTMLInputElement }) => {
            const { value: text, valueAsNumber } = event.currentTarget;
            change(text === '' ? null : type === 'number' ? valueAsNumber : text);
          }}
        />`;
    }
    switch (field.type) {
      case 'textarea':
        return html`<textarea
          class="input"
          name=${field.id}
          rows="3"
          aria-label=${label}
          .value=${typeof value === 'string' ? value : ''}
          @change=${(event: Event & { currentTarget: HTMLTextAreaElement }) => change(event.currentTarget.value || null)}
        ></textarea>`;
      case 'checkbox':
        return html`<input
          name=${field.id}
          type="checkbox"
          aria-label=${label}
          .checked=${value === true}
          @change=${(event: Event & { currentTarget: HTMLInputElement }) => change(event.currentTarget.checked)}
        />`;
      case 'select':
        return this.#renderSelect(
          field.id,
          label,
          (field.options ?? []).map((option) => ({ value: option.value, label: option.label })),
          typeof value === 'string' ? value : '',
          (chosen) => change(chosen || null),
          texts,
        );
      case 'person':
        return this.#renderSelect(
          field.id,
          label,
          this.users.map((user) => ({ value: user.userId, label: user.name })),
          isPerson(value) ? value.userId : '',
          (userId) => change(this.#person(userId)),
          texts,
        );
      default:
        return shown(field, value, texts, this.locale);
    }
  }

  #renderSelect(
    name: string,
    label: string,
    options: readonly { value: string; label: string }[],
    value: string,
    choose: (value: string) => void,
    texts: OaTexts,
  ): TemplateResult {
    const isKnown = options.some((option) => option.value === value);
    return html`<select
      class="input"
      name=${name}
      aria-label=${label}
      @change=${(event: Event & { currentTarget: HTMLSelectElement }) => choose(event.currentTarget.value)}
    >
      <option value="" ?selected=${!isKnown}>${texts.form.choose}</option>
      ${options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
    </select>`;
  }

  #person(userId: string): FieldValue {
    const user = this.users.find((candidate) => candidate.userId === userId);
    return user ? { userId: user.userId, name: user.name } : null;
  }

  #change(patch: FormPatch): void {
    this.draft = { values: patch.values, details: patch.details };
    this.dispatchEvent(new CustomEvent('form-change', { detail: this.draft }));
  }
}

function isPerson(value: FieldValue): value is { userId: string; name: string } {
  return typeof value === 'object' && value !== null && 'userId' in value;
}

function isFile(value: object): value is FileValue {
  return 'fileId' in value;
}

/** A value as text, with links to the files. */
function shown(field: Field, value: FieldValue, texts: OaTexts, locale: string): TemplateResult {
  const empty = html`<span class="muted">${texts.form.empty}</span>`;
  if (field.type === 'checkbox') return html`${value === true ? texts.form.yes : texts.form.no}`;
  if (value === null || value === '')
    return field.type === 'attachment' ? html`<span class="muted">${texts.form.noFiles}</span>` : empty;
  if (Array.isArray(value)) {
    if (value.length === 0)
      return field.type === 'attachment' ? html`<span class="muted">${texts.form.noFiles}</span>` : empty;
    const files = value.filter(isFile);
    if (files.length === 0) return html`${value.map((item) => item.name).join('、')}`;
    return html`<ul class="files">
      ${files.map(
        (file) =>
          html`<li>
            <a href=${oa.fileUrl(file.fileId)} download=${file.name} aria-label="${texts.form.download} ${file.name}"
              >${file.name}</a
            >
            <span class="muted">${texts.form.bytes(file.size)}</span>
          </li>`,
      )}
    </ul>`;
  }
  if (typeof value === 'object') return html`${value.name}`;
  if (field.type === 'money' && typeof value === 'number') {
    return html`<span class="number"
      >${new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY' }).format(value)}</span
    >`;
  }
  if (typeof value === 'number')
    return html`<span class="number">${new Intl.NumberFormat(locale, { useGrouping: false }).format(value)}</span>`;
  if (field.type === 'select') return html`${field.options?.find((option) => option.value === value)?.label ?? value}`;
  if (field.type === 'date' || field.type === 'datetime') return html`<span class="number">${value}</span>`;
  if (field.type === 'link') return linkTo(String(value));
  return html`${String(value)}`;
}

/** Anything but a web address stays text. */
function linkTo(address: string): TemplateResult {
  if (!/^https?:/i.test(address)) return html`${address}`;
  return html`<a href=${address} target="_blank" rel="noreferrer">${address}</a>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-record-form': RecordForm;
  }
}
