import { noticeTexts, textFor } from '../core/notice-texts.js';
import type { SimulationRow } from '../core/simulation.js';
import { findSlot } from '../core/slots.js';
import type { MappingSimulationMessages } from '../i18n/mapping-simulation.zh-cn.js';
import type { FieldValue } from '../schema/form.js';
import type { Effect } from '../schema/plan.js';
import type { PlanMessage, PlannedButton, PlanProblem, Why } from '../schema/record-tab.js';
import type { Locale } from '../schema/primitives.js';
import type { WhyReason } from '../schema/why-reasons.js';
import { nodeName, pointName, slotWords, type MappingView } from './mapping-view.js';

type Words = MappingSimulationMessages;

/** Names of people by their ids. */
export type Names = ReadonlyMap<string, string>;

/** What happened, in words: a moment of the flow, an event or an act. */
export function eventText(view: MappingView, words: Words, event: SimulationRow['event']): string {
  switch (event.kind) {
    case 'flow':
      return pointName(view, event.point);
    case 'envelope':
      return words.events[event.event];
    case 'user':
      return words.by(event.actor.name, words.acts[event.action]);
    case 'sealUse':
      return view.messages.sealUse.events[event.event];
    case 'sealUsed':
      return words.sealUsed;
  }
}

/** What is carried out, with what it is about. */
export function effectText(view: MappingView, words: Words, effect: Effect, names: Names): string {
  const what = words.effects[effect.kind];
  const detail = detailOf(view, words, effect, names);
  return detail ? words.detail(what, detail) : what;
}

/** Rule, slot and reason. */
export function whyText(view: MappingView, words: Words, { rule, slot, reason }: Why): string {
  const { reasons } = words.why;
  const text = reason in reasons ? reasons[reason as WhyReason] : '';
  return words.because(rule, slot === null ? '' : slotByCode(view, slot), text);
}

export function planProblemText(view: MappingView, { why }: Words, { code, slot, field }: PlanProblem): string {
  return why.fault(slotByCode(view, slot), field?.label ?? '', why.faults[code] ?? why.faults.other);
}

/** C-60: the configured label in the language of the page, else the usual one. */
export function buttonText(
  words: Words,
  locale: Locale,
  { kind, label }: Pick<PlannedButton, 'kind' | 'label'>,
): string {
  return label[locale] || words.buttons[kind];
}

export function messageText(words: Words, locale: Locale, { code, text }: PlanMessage): string {
  if (text[locale]) return text[locale];
  return code === 'notSigned' ? noticeTexts[locale].notSigned : (words.messageTexts[code] ?? words.messageTexts.other);
}

function slotByCode(view: MappingView, code: string): string {
  const slot = findSlot(code);
  return slot ? slotWords(view, slot).name : code;
}

function valueText(view: MappingView, value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? view.messages.sealUse.yes : view.messages.sealUse.no;
  if (Array.isArray(value)) return value.map(({ name }) => name).join(view.messages.listSeparator);
  return typeof value === 'object' ? value.name : String(value);
}

function detailOf(view: MappingView, words: Words, effect: Effect, names: Names): string {
  const { listSeparator } = view.messages;
  const joined = (...parts: string[]): string => parts.filter(Boolean).join(' · ');
  switch (effect.kind) {
    case 'createEnvelope':
      return effect.draft.subject;
    case 'fileSigned':
      return words.written(effect.field.label, effect.names.map(({ name }) => name).join(listSeparator));
    case 'writeField':
      return words.written(effect.field.label, valueText(view, effect.value));
    case 'runActionFlow':
      return view.workflow.actionFlows.find(({ id }) => id === effect.actionFlowId)?.name ?? effect.actionFlowId;
    case 'notify':
      return joined(
        effect.to.map((id) => names.get(id) ?? id).join(listSeparator),
        textFor(effect.texts ?? {}, view.locale as Locale) || effect.text,
      );
    case 'sendBack':
      return nodeName(view, effect.nodeId);
    case 'revokeEnvelope':
      return effect.reason;
    case 'applySealUse':
      return joined(effect.subject, words.times(effect.count, 0), codeWords(words, effect.useCodeInto));
    case 'appendSealUse':
      return joined(words.times(effect.count, effect.seamCount), codeWords(words, effect.codeInto));
    default:
      return '';
  }
}

function codeWords(words: Words, field: { readonly label: string } | null): string {
  return field ? words.codeInto(field.label) : '';
}
