import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { signingOf } from '../core/editor-mapping.js';
import { newOperation, operationCopy } from '../core/list-rows.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingRowsEn } from '../i18n/mapping-rows.en.js';
import { mappingRowsZhCn } from '../i18n/mapping-rows.zh-cn.js';
import { FileOperationKind, type FileOperation } from '../schema/signing-config.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { nodeName, setChange, type MappingActions, type MappingView } from './mapping-view.js';
import styles from './row-list.styles.js';
import problemStyles from './row-problems.styles.js';
import { renderRowSelect, RowList, type RowOption } from './row-list.js';

const POINTER = '/operations';

/** What runs by itself when the workflow passes a node or an exit, in order (C-70). */
export class OperationList extends LitElement {
  static override styles = [controls, problemStyles, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property() locale = '';

  readonly #localize = new LocalizeController(this, {
    'zh-CN': mappingRowsZhCn,
    en: mappingRowsEn,
    'zh-TW': async () => (await import('../i18n/mapping-rows.zh-tw.js')).mappingRowsZhTw,
  });
  readonly #rows = new RowList(this, {
    pointer: POINTER,
    view: () => this.#shown(),
    actions: () => this.actions,
    copy: (index) => {
      const mapping = this.view && signingOf(this.view.mapping);
      const row = mapping?.operations[index];
      return mapping && row && operationCopy(mapping, row);
    },
  });

  protected override render(): TemplateResult | typeof nothing {
    const view = this.#shown();
    if (!view) return nothing;
    const words = this.#localize.messages;
    const { operations: own } = words;
    const mapping = signingOf(view.mapping);
    const rows = mapping.operations;
    const next = newOperation(mapping, view.workflow);
    return html`<div class="list" @keydown=${this.#rows.handleKey}>
      ${this.view?.editable && !view.editable ? html`<p class="notice">${glyph('warning')}${own.forbidden}</p>` : nothing}
      ${
        rows.length > 0
          ? html`<ol class="rows">
              ${repeat(
                rows,
                ({ id }) => id,
                (row, index) => this.#renderOperation(view, row, index),
              )}
            </ol>`
          : html`<p class="empty muted">${own.empty}</p>`
      }
      ${
        view.editable && next
          ? html`<div class="add">
              <button class="button small" type="button" data-part="add" @click=${() => this.#rows.add(next)}>
                ${glyph('plus')}${own.add}
              </button>
            </div>`
          : nothing
      }
      ${view.editable && rows.length > 1 ? html`<p class="keys muted">${words.keys}</p>` : nothing}
    </div>`;
  }

  /** Without the OA's right to automate, the list can be read only (C-70). */
  #shown(): MappingView | undefined {
    const { view } = this;
    if (!view || view.permissions.includes('automation')) return view;
    return { ...view, editable: false };
  }

  #renderOperation(view: MappingView, row: FileOperation, index: number): TemplateResult {
    const words = this.#localize.messages;
    const { operations: own } = words;
    const { flow } = view.messages;
    const name = words.nth(index + 1);
    const { editable } = view;
    const change = (patch: Partial<FileOperation>): void =>
      this.actions?.change(setChange(view, `${POINTER}/${index}`, { ...row, ...patch }));
    return html`<li class="row" data-row=${index} data-item=${`${POINTER}/${index}`}>
      <div class="line">
        <span class="number" aria-hidden="true">${index + 1}</span>
        ${renderRowSelect({
          part: 'place',
          label: words.part(name, own.place),
          value: `${row.kind} ${row.target}`,
          options: this.#places(view),
          gone: flow.goneName(row.target),
          editable,
          choose: (value) => {
            const [kind, target = ''] = value.split(' ');
            change({ kind: kind === 'exit' ? 'exit' : 'node', target });
          },
        })}
        ${renderRowSelect({
          part: 'timing',
          label: words.part(name, own.timing),
          value: row.timing,
          options: [
            { value: 'before', name: flow.before },
            { value: 'after', name: flow.after },
          ],
          gone: row.timing,
          editable,
          choose: (value) => change({ timing: value === 'before' ? 'before' : 'after' }),
        })}
        ${renderRowSelect({
          part: 'operation',
          label: words.part(name, own.operation),
          value: row.operation,
          options: FileOperationKind.options.map((value) => ({ value, name: own.operations[value] })),
          gone: row.operation,
          editable,
          choose: (value) => {
            const operation = FileOperationKind.options.find((option) => option === value);
            if (operation) change({ operation });
          },
        })}
        ${this.#rows.renderTools(words, index)}
      </div>
      ${this.#renderMessage(view, row, index)} ${this.#rows.renderProblems(index)}
    </li>`;
  }

  #places(view: MappingView): RowOption[] {
    const { operations: own } = this.#localize.messages;
    const { flow } = view.messages;
    return [
      ...view.workflow.nodes.map(({ id, name }) => ({ value: `node ${id}`, name, group: own.node })),
      ...view.workflow.exits.map((exit) => ({
        value: `exit ${exit.id}`,
        name: flow.exitName(nodeName(view, exit.from), exit.name, nodeName(view, exit.to)),
        group: own.exit,
      })),
    ];
  }

  /** What people read when they are stopped, in every language; and why a file was revoked, which parties outside read. */
  #renderMessage(view: MappingView, row: FileOperation, index: number): TemplateResult | typeof nothing {
    const words = this.#localize.messages;
    const { operations: own } = words;
    const pointer = `${POINTER}/${index}/message`;
    if (row.operation === 'verifySigned') {
      return html`<esign-text-grid
        pointer=${pointer}
        data-part="message"
        .view=${view}
        .actions=${this.actions}
        .locale=${this.locale}
      ></esign-text-grid>`;
    }
    if (row.operation !== 'revoke') return nothing;
    return html`<label class="line">
      <span class="muted">${own.reason}</span>
      <input
        class="input"
        data-part="message"
        lang="zh-CN"
        maxlength="500"
        placeholder=${own.reasonDefault}
        aria-label=${words.part(words.nth(index + 1), own.reason)}
        ?readonly=${!view.editable}
        .value=${row.message['zh-CN'] ?? ''}
        @input=${(event: Event) => {
          const text = (event.target as HTMLInputElement).value;
          const { 'zh-CN': _, ...others } = row.message;
          this.actions?.change(setChange(view, pointer, text ? { ...others, 'zh-CN': text } : others, true));
        }}
      />
    </label>`;
  }
}
