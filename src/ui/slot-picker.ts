import { html, type TemplateResult } from 'lit';

import type { SlotDefinition } from '../core/slots.js';
import { slotWords, type MappingActions, type MappingView } from './mapping-view.js';

/** Draws the control of a slot. */
export type Render = (view: MappingView, actions: MappingActions, slot: SlotDefinition) => TemplateResult;

/** A slot inside another one, which has no words of its own in the catalogue. */
export interface NamedSlot extends SlotDefinition {
  readonly label: string;
}

/** The name of a slot, for its control. */
export const label = (view: MappingView, slot: SlotDefinition | NamedSlot): string =>
  'label' in slot ? slot.label : slotWords(view, slot).name;

/** The values of a slot as chips, with the combobox that binds by typing. */
export const renderPicker: Render = (view, actions, slot) =>
  html`<esign-source-picker
    .slotDefinition=${slot}
    .view=${view}
    .actions=${actions}
    .label=${label(view, slot)}
  ></esign-source-picker>`;
