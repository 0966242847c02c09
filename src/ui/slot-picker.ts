import { html, type TemplateResult } from 'lit';

import type { SlotDefinition } from '../core/slots.js';
import { slotWords, type MappingActions, type MappingView } from './mapping-view.js';

/** Draws the control of a slot. */
export type Render = (view: MappingView, actions: MappingActions, slot: SlotDefinition) => TemplateResult;

/** The name of a slot, for its control. */
export const label = (view: MappingView, slot: SlotDefinition): string => slotWords(view, slot).name;

/** The values of a slot as chips, with the combobox that binds by typing. */
export const renderPicker: Render = (view, actions, slot) =>
  html`<esign-source-picker
    .slotDefinition=${slot}
    .view=${view}
    .actions=${actions}
    .label=${label(view, slot)}
  ></esign-source-picker>`;
