import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

import { kindOf } from '../../core/editor-mapping.js';
import { hiddenAmong, hiddenSlots } from '../../core/hidden-slots.js';
import { slotsOf, slotTable, type SlotDefinition } from '../../core/slots.js';
import type { EditorStep } from '../../schema/dom-events.js';
import { renderHiddenSlots } from '../../ui/hidden-slots.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';
import type { PartRenderer } from './editor-parts.js';

/** Groups with a heading of their own inside a step; the rest follows one after the other. */
type Group = keyof MappingView['messages']['groups'];

/** The slots of one step as cards; parties and placement rules have their lists under the card. */
export function renderStep(
  view: MappingView,
  actions: MappingActions,
  step: EditorStep,
  parts: PartRenderer,
): TemplateResult {
  const slots = slotTable(kindOf(view.mapping)).filter((slot) => slot.step === step && slot.applies(view.mapping));
  const groups = [...new Set(slots.map((slot) => slot.group))];
  return html`${groups.map((group) => {
    const cards = slots
      .filter((slot) => slot.group === group)
      .map((slot) => keyed(slot.pointer, renderSlot(view, actions, slot, parts)));
    return html`<section class="group" aria-label=${group ? groupName(view, group) : view.messages.steps[step]}>
      ${group ? html`<h3>${groupName(view, group)}</h3>` : nothing}${cards}
    </section>`;
  })}
  ${renderHiddenSlots(view, actions, hiddenSlots(view.mapping, step))}`;
}

function groupName(view: MappingView, group: string): string {
  return view.messages.groups[group as Group];
}

function renderCard(view: MappingView, actions: MappingActions, slot: SlotDefinition, compact = false): TemplateResult {
  return html`<esign-slot-card
    ?compact=${compact}
    .slotDefinition=${slot}
    .view=${view}
    .actions=${actions}
  ></esign-slot-card>`;
}

function renderSlot(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  parts: PartRenderer,
): TemplateResult {
  switch (slot.control) {
    case 'parties':
      return html`${renderCard(view, actions, slot)}<esign-party-list
          .slotDefinition=${slot}
          .view=${view}
          .actions=${actions}
        ></esign-party-list>`;
    case 'placements':
      return html`${renderCard(view, actions, slot)}
      ${parts.renderLoaded(
        'esign-placement-rules',
        view,
        () => html`<esign-placement-rules .view=${view} .actions=${actions}></esign-placement-rules>`,
      )}`;
    case 'callbacks':
      return html`${renderCard(view, actions, slot)}
      ${parts.renderLoaded(
        'esign-callback-list',
        view,
        () =>
          html`<esign-callback-list .view=${view} .actions=${actions} .locale=${view.locale}></esign-callback-list>`,
      )}`;
    case 'operations':
      return html`${renderCard(view, actions, slot)}
      ${parts.renderLoaded(
        'esign-operation-list',
        view,
        () =>
          html`<esign-operation-list .view=${view} .actions=${actions} .locale=${view.locale}></esign-operation-list>`,
      )}`;
    case 'sealCallbacks':
      return html`${renderCard(view, actions, slot)}
      ${parts.renderLoaded(
        'esign-seal-callbacks',
        view,
        () => html`<esign-seal-callbacks .view=${view} .actions=${actions}></esign-seal-callbacks>`,
      )}`;
    case 'texts':
      return parts.renderLoaded('esign-text-grid', view, () => renderCard(view, actions, slot));
    case 'dynamicParties': {
      const nested = slotsOf(view.mapping).filter((other) => other.pointer.startsWith(`${slot.pointer}/`));
      const shown = nested.filter((other) => other.applies(view.mapping));
      return html`<div class="nested">
        ${shown.map((other) => keyed(other.pointer, renderCard(view, actions, other, true)))}
        ${renderHiddenSlots(view, actions, hiddenAmong(view.mapping, nested))}
      </div>`;
    }
    default:
      return renderCard(view, actions, slot);
  }
}
