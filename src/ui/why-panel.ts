import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { calendarDay } from '../core/calendar.js';
import { isSigning } from '../core/editor-mapping.js';
import type { SlotDefinition } from '../core/slots.js';
import { traceOf, type TraceStep } from '../core/trace.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingTraceEn } from '../i18n/mapping-trace.en.js';
import { mappingTraceZhCn, type MappingTraceMessages } from '../i18n/mapping-trace.zh-cn.js';
import { fieldName, slotName, type MappingView } from './mapping-view.js';
import { contextOf, resultText } from './slot-result.js';
import styles from './why-panel.styles.js';

/** Of a large detail table so many values, and of a long way so many steps are shown. */
const SHOWN = 5;
const MOST = 30;

/** Why a slot gives its result: field, rows, conversion, text, one step after the other, for the record that is looked at. */
export class WhyPanel extends LitElement {
  static override styles = [styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) slotDefinition: SlotDefinition | undefined;
  @property() locale = '';

  readonly #localize = new LocalizeController<MappingTraceMessages>(this, {
    'zh-CN': mappingTraceZhCn,
    en: mappingTraceEn,
    'zh-TW': async () => (await import('../i18n/mapping-trace.zh-tw.js')).mappingTraceZhTw,
  });

  protected override render(): TemplateResult | typeof nothing {
    const { view, slotDefinition: slot } = this;
    if (!view || !slot) return nothing;
    const { messages } = this.#localize;
    const { steps, result } = traceOf(slot, view.mapping, contextOf(view, slot));
    const lines = [...this.#rules(view, slot, messages), ...steps.map((step) => this.#line(view, messages, step))];
    return html`<h4>${messages.title(slotName(view, slot.pointer))}</h4>
      <p class="muted">${messages.record(view.trial.name)}</p>
      <ol>
        ${lines.slice(0, MOST).map((line) => html`<li>${line}</li>`)}
      </ol>
      ${lines.length > MOST ? html`<p class="muted">${messages.more(lines.length - MOST)}</p>` : nothing}
      ${
        result
          ? html`<p class="result">
              ${messages.result(resultText(view.messages.record, view.messages.listSeparator, result))}
            </p>`
          : nothing
      }`;
  }

  /** What counts beside the values: the scope of rows, the order by default, days that begin with the launch. */
  #rules(view: MappingView, { pointer }: SlotDefinition, messages: MappingTraceMessages): string[] {
    const { mapping, trial } = view;
    if (!isSigning(mapping)) return [];
    const { deadline } = mapping.optional;
    if (pointer === '/optional/deadline' && deadline?.kind === 'days') {
      return [messages.days(deadline.days, calendarDay(trial.context.now, trial.context.utcOffset))];
    }
    if (!pointer.startsWith('/flow/dynamicParties/')) return [];
    const { where, order } = mapping.flow.dynamicParties;
    const lines: string[] = [];
    if (where) {
      const { table, label } = fieldName(view, where.field);
      lines.push(messages.scope(table ?? '', label, String(where.equals)));
    }
    if (pointer.endsWith('/order') && order === null) lines.push(messages.order);
    return lines;
  }

  #line(view: MappingView, messages: MappingTraceMessages, step: TraceStep): string {
    const { conversions, system, listSeparator } = view.messages;
    const or = (text: string): string => text || messages.empty;
    switch (step.kind) {
      case 'field': {
        const { table, label } = fieldName(view, step.field);
        const shown = step.values.slice(0, SHOWN).map(or).join(listSeparator);
        const more = step.values.length > SHOWN ? ` … (${step.values.length})` : '';
        return messages.field(table ? `${table} · ${label}` : label, or(shown + more));
      }
      case 'rows': {
        const { choice, of, taken } = step;
        return choice.pick === 'where'
          ? messages.rows.where(of, choice.field.label, String(choice.equals), taken)
          : messages.rows[choice.pick](of);
      }
      case 'convert': {
        const name = conversions[step.conversion];
        return step.to === null
          ? messages.failed(name, or(step.from))
          : messages.convert(name, or(step.from), or(step.to));
      }
      case 'system':
        return messages.system(system[step.name], or(step.text));
      default:
        return messages[step.kind](or(step.text));
    }
  }
}
