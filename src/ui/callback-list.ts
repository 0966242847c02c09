import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { signingOf } from '../core/editor-mapping.js';
import { hasCallback, newCallback } from '../core/list-rows.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingRowsEn } from '../i18n/mapping-rows.en.js';
import { mappingRowsZhCn } from '../i18n/mapping-rows.zh-cn.js';
import { EnvelopeEvent, type CallbackRule } from '../schema/signing-config.js';
import { controls } from './controls.styles.js';
import { emit } from './emit.js';
import { glyph } from './icons.js';
import { setChange, type MappingActions, type MappingView } from './mapping-view.js';
import styles from './row-list.styles.js';
import problemStyles from './row-problems.styles.js';
import { renderRowSelect, RowList } from './row-list.js';

const POINTER = '/advanced/callbacks';

/**
 * Which event of a file runs which action flow of the OA (C-48).
 *
 * @fires {CustomEvent<{ workflowId: string }>} esign-new-action-flow - A person wants a new action flow; a page that opens
 * its own place for that cancels the event, otherwise the list says where to go.
 */
export class CallbackList extends LitElement {
  static override styles = [controls, problemStyles, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property() locale = '';

  @state() private hinted = false;

  readonly #localize = new LocalizeController(this, {
    'zh-CN': mappingRowsZhCn,
    en: mappingRowsEn,
    'zh-TW': async () => (await import('../i18n/mapping-rows.zh-tw.js')).mappingRowsZhTw,
  });
  readonly #rows = new RowList(this, {
    pointer: POINTER,
    view: () => this.view,
    actions: () => this.actions,
    copy: (index) => this.view && signingOf(this.view.mapping).advanced.callbacks[index],
  });

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const words = this.#localize.messages;
    const { callbacks: own } = words;
    const mapping = signingOf(view.mapping);
    const rules = mapping.advanced.callbacks;
    const listens = hasCallback(mapping, view.workflow);
    const next = newCallback(mapping, view.workflow);
    return html`<div class="list" @keydown=${this.#rows.handleKey}>
      <p class="status">
        <span>${own.status}</span>
        <span class="badge ${listens ? 'success' : ''}">${listens ? own.yes : own.no}</span>
        <span class="muted">${listens ? own.yesHelp : own.noHelp}</span>
      </p>
      ${
        rules.length > 0
          ? html`<ol class="rows">
              ${rules.map((rule, index) => this.#renderRule(view, rule, index))}
            </ol>`
          : html`<p class="empty muted">${next ? own.empty : own.noFlows}</p>`
      }
      ${
        view.editable
          ? html`<div class="add">
                ${
                  next
                    ? html`<button
                        class="button small"
                        type="button"
                        data-part="add"
                        @click=${() => this.#rows.add(next)}
                      >
                        ${glyph('plus')}${own.add}
                      </button>`
                    : nothing
                }
                <button class="button small" type="button" @click=${() => this.#create(view)}>${own.create}</button>
              </div>
              <div role="status">${this.hinted ? html`<p class="notice hint">${own.createHint}</p>` : nothing}</div>`
          : nothing
      }
      ${view.editable && rules.length > 1 ? html`<p class="keys muted">${words.keys}</p>` : nothing}
    </div>`;
  }

  #renderRule(view: MappingView, rule: CallbackRule, index: number): TemplateResult {
    const words = this.#localize.messages;
    const { callbacks: own } = words;
    const row = words.nth(index + 1);
    const pointer = `${POINTER}/${index}`;
    const set = (member: keyof CallbackRule, value: string | boolean): void =>
      this.actions?.change(setChange(view, `${pointer}/${member}`, value));
    return html`<li class="row ${rule.enabled ? '' : 'off'}" data-row=${index} data-item=${`${POINTER}/${index}`}>
      <div class="line">
        <label class="check">
          <input
            type="checkbox"
            data-part="enabled"
            aria-label=${words.part(row, own.enabled)}
            ?disabled=${!view.editable}
            .checked=${rule.enabled}
            @change=${(event: Event) => set('enabled', (event.target as HTMLInputElement).checked)}
          /><span aria-hidden="true">${own.enabled}</span>
        </label>
        ${renderRowSelect({
          part: 'event',
          label: words.part(row, own.event),
          value: rule.event,
          options: EnvelopeEvent.options.map((value) => ({ value, name: own.events[value] })),
          gone: rule.event,
          editable: view.editable,
          choose: (value) => set('event', value),
        })}
        <span class="muted">${own.runs}</span>
        ${renderRowSelect({
          part: 'actionFlowId',
          label: words.part(row, own.flow),
          value: rule.actionFlowId,
          options: view.workflow.actionFlows.map(({ id, name, enabled }) => ({
            value: id,
            name: enabled ? name : own.flowOff(name),
          })),
          gone: view.messages.flow.goneName(rule.actionFlowId),
          editable: view.editable,
          choose: (value) => set('actionFlowId', value),
        })}
        ${this.#rows.renderTools(words, index)}
      </div>
      ${this.#rows.renderProblems(index)}
    </li>`;
  }

  #create({ workflow }: MappingView): void {
    this.hinted = emit(this, 'esign-new-action-flow', { workflowId: workflow.id });
  }
}
