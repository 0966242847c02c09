import { findSlot } from '../core/slots.js';
import type { MappingSimulationMessages } from '../i18n/mapping-simulation.zh-cn.js';
import type { Effect, PlanEvent, PlanProblem, Why } from '../schema/plan.js';
import { pointName, slotWords, type MappingView } from './mapping-view.js';

type Words = MappingSimulationMessages;

/** What happened, in words: a moment of the flow, an event or an act. */
export function eventText(view: MappingView, words: Words, event: PlanEvent): string {
  switch (event.kind) {
    case 'flow':
      return pointName(view, event.point);
    case 'envelope':
      return words.events[event.event];
    case 'user':
      return event.action === 'launch' ? words.actions.launch : words.actions.open;
    case 'sealUse':
      return event.event;
  }
}

/** What is carried out, with what it is about. */
export function effectText(view: MappingView, words: Words, effect: Effect): string {
  const what = words.effects[effect.kind];
  const detail = detailOf(view, effect);
  return detail ? words.detail(what, detail) : what;
}

/** Rule, slot and reason; a reason without words is left out, the slot still says where to look. */
export function whyText(view: MappingView, words: Words, { rule, slot, reason }: Why): string {
  return words.because(rule, slot === null ? '' : slotByCode(view, slot), words.reasons[reason] ?? '');
}

export function planProblemText(view: MappingView, words: Words, { slot, field }: PlanProblem): string {
  return words.problem(slotByCode(view, slot), field?.label ?? '');
}

function slotByCode(view: MappingView, code: string): string {
  const slot = findSlot(code);
  return slot ? slotWords(view, slot).name : code;
}

function detailOf(view: MappingView, effect: Effect): string {
  const { listSeparator } = view.messages;
  switch (effect.kind) {
    case 'createEnvelope':
      return effect.draft.subject;
    case 'fileSigned':
      return `${effect.field.label} ← ${effect.names.map(({ name }) => name).join(listSeparator)}`;
    case 'writeField':
      return effect.field.label;
    case 'runActionFlow':
      return view.workflow.actionFlows.find(({ id }) => id === effect.actionFlowId)?.name ?? effect.actionFlowId;
    case 'notify':
      return [effect.to.join(listSeparator), effect.text].filter(Boolean).join(' · ');
    case 'sendBack':
      return view.workflow.nodes.find(({ id }) => id === effect.nodeId)?.name ?? effect.nodeId;
    case 'revokeEnvelope':
      return effect.reason;
    default:
      return '';
  }
}
