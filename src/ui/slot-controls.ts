import { html, nothing, type TemplateResult } from 'lit';

import { configOf, kindOf } from '../core/editor-mapping.js';
import { valueAt } from '../core/pointer.js';
import type { SlotDefinition } from '../core/slots.js';
import { ProviderId } from '../schema/provider-id.js';
import type { TextTemplate } from '../schema/value-source.js';
import type { FlowPoint } from '../schema/workflow.js';
import { focusItem, itemAct } from './chip-keys.js';
import { glyph } from './icons.js';
import {
  capabilitiesOf,
  listAt,
  nodeName,
  placeName,
  pointName,
  sentence,
  setChange,
  slotName,
  slotWords,
  unbindChange,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import { renderPartyScope } from './party-scope.js';
import { renderDeadline } from './slot-deadline.js';
import { renderDocuments } from './slot-documents.js';
import { label, renderPicker, type Render } from './slot-picker.js';
import { renderSource, renderSources, renderTemplate, type KindChoice } from './slot-source.js';

/** The control of a slot. Lists of parties and rules have parts of their own. */
export function renderControl(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  kind: KindChoice,
): TemplateResult {
  switch (slot.control) {
    case 'workflow':
      return renderWorkflow(view, actions, slot);
    case 'provider':
    case 'binding':
      return renderReference(view, actions, slot);
    case 'table':
      return renderPartyScope(view, actions, slot);
    case 'text':
      return renderText(view, actions, slot);
    case 'identifier':
      return renderIdentifier(view, actions, slot);
    case 'number':
      return renderNumber(view, actions, slot);
    case 'switch':
      return renderSwitch(view, actions, slot);
    case 'choice':
      return renderChoice(view, actions, slot);
    case 'source':
      return renderSource(view, actions, slot, kind);
    case 'sources':
      return renderSources(view, actions, slot);
    case 'field':
      return renderPicker(view, actions, slot);
    case 'documents':
      return renderDocuments(view, actions, slot, kind);
    case 'nodes':
    case 'points':
      return renderPoints(view, actions, slot);
    case 'deadline':
      return renderDeadline(view, actions, slot);
    case 'template':
      return renderTemplate(view, actions, slot, (valueAt(view.mapping, slot.pointer) as TextTemplate | null) ?? []);
    case 'texts':
      return html`<esign-text-grid
        pointer=${slot.pointer}
        .view=${view}
        .actions=${actions}
        .locale=${view.locale}
      ></esign-text-grid>`;
    case 'parties':
    case 'dynamicParties':
    case 'placements':
    case 'callbacks':
    case 'operations':
    case 'sealCallbacks':
      return html``;
  }
}

/** C-01: a stored document keeps its workflow; a new one may go to another, or to the configuration that one has. */
const renderWorkflow: Render = (view, actions, slot) => {
  const { workflow, messages } = view;
  if (view.stored || !view.editable) {
    return html`<div class="value">
      ${workflow.name}<span class="badge">${messages.toolbar.workflowVersion(workflow.version)}</span>
    </div>`;
  }
  return html`<select
    class="input"
    aria-label=${label(view, slot)}
    @change=${(event: Event) => {
      const select = event.target as HTMLSelectElement;
      const { value } = select;
      // the person may still decide to stay; another document brings its own choice
      select.value = workflow.id;
      actions.openWorkflow(value);
    }}
  >
    ${view.workflows.map((item) => {
      const taken = configOf(item, kindOf(view.mapping)) !== null && item.id !== workflow.id;
      return html`<option value=${item.id} ?selected=${item.id === workflow.id}>
        ${taken ? messages.status.takenOption(item.name) : item.name}
      </option>`;
    })}
  </select>`;
};

const renderReference: Render = (view, actions, slot) => {
  const { card } = view.messages;
  const value = valueAt(view.mapping, slot.pointer) as string | null;
  const options = referenceOptions(view, slot);
  if (options.length === 0) {
    return html`<p class="notice">${card.fixedBinding}</p>`;
  }
  const known = value === null || options.some((option) => option.id === value);
  return html`<select
    class="input"
    aria-label=${label(view, slot)}
    ?disabled=${!view.editable}
    @change=${(event: Event) => {
      const chosen = (event.target as HTMLSelectElement).value;
      actions.change(
        slot.control === 'provider'
          ? providerChange(view, slot, chosen)
          : setChange(view, slot.pointer, chosen || null),
      );
    }}
  >
    <option value="" ?selected=${value === null}>${card.choose}</option>
    ${known ? nothing : html`<option value=${value} selected>${view.messages.flow.goneName(value)}</option>`}
    ${options.map((option) => html`<option value=${option.id} ?selected=${option.id === value}>${option.name}</option>`)}
  </select>`;
};

function referenceOptions(view: MappingView, slot: SlotDefinition): { id: string; name: string }[] {
  const { basic } = view.mapping;
  switch (slot.control) {
    case 'provider':
      return view.providers.filter(
        (provider) => isAble(view, provider.id) && view.bindings.some((binding) => binding.provider === provider.id),
      );
    default:
      return view.bindings
        .filter((binding) => (basic.provider ?? binding.provider) === binding.provider)
        .filter((binding) => binding.id === basic.bindingId || isAble(view, binding.provider))
        .map(({ id, name, isDefault }) => ({
          id,
          name: isDefault ? `${name} (${view.messages.card.isDefault})` : name,
        }));
  }
}

/** P-01: physical seals are only with providers that have them; the chosen one is shown whatever it can do. */
function isAble(view: MappingView, provider: ProviderId): boolean {
  if (kindOf(view.mapping) === 'signing' || view.mapping.basic.provider === provider) return true;
  return view.providers.some(({ id, capabilities }) => id === provider && capabilities.physicalSeal);
}

/** C-02, C-03: another provider has other services; its default one is chosen in the same step of undo. */
function providerChange(view: MappingView, slot: SlotDefinition, chosen: string) {
  const provider = ProviderId.safeParse(chosen);
  const own = view.bindings.filter((binding) => provider.success && binding.provider === provider.data);
  const binding = own.find((candidate) => candidate.isDefault) ?? own[0];
  return {
    command: {
      type: 'batch' as const,
      commands: [
        { type: 'set' as const, pointer: slot.pointer, value: provider.success ? provider.data : null },
        { type: 'set' as const, pointer: '/basic/bindingId', value: binding?.id ?? null },
      ],
    },
    sentence: sentence('set', slotName(view, slot.pointer)),
  };
}

/** A text or number of the mapping as a control shows it. */
function plainValue(view: MappingView, slot: SlotDefinition): string {
  const value = valueAt(view.mapping, slot.pointer);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const renderText: Render = (view, actions, slot) =>
  html`<input
    class="input"
    aria-label=${label(view, slot)}
    maxlength="200"
    ?readonly=${!view.editable}
    .value=${plainValue(view, slot)}
    @input=${(event: Event) =>
      actions.change(setChange(view, slot.pointer, (event.target as HTMLInputElement).value, true))}
  />`;

/** An id of another system; an emptied one is not set. */
const renderIdentifier: Render = (view, actions, slot) =>
  html`<input
    class="input"
    aria-label=${label(view, slot)}
    maxlength="120"
    autocomplete="off"
    spellcheck="false"
    ?readonly=${!view.editable}
    .value=${plainValue(view, slot)}
    @input=${(event: Event) => {
      const text = (event.target as HTMLInputElement).value.trim();
      actions.change(setChange(view, slot.pointer, text || null, true));
    }}
  />`;

const renderNumber: Render = (view, actions, slot) =>
  html`<input
    class="input number"
    type="number"
    min="1"
    max="999"
    step="1"
    aria-label=${label(view, slot)}
    ?readonly=${!view.editable}
    .value=${plainValue(view, slot)}
    @change=${(event: Event) => {
      const input = event.target as HTMLInputElement;
      if (input.value !== '' && input.checkValidity())
        actions.change(setChange(view, slot.pointer, input.valueAsNumber));
      else input.value = plainValue(view, slot);
    }}
  />`;

/** Switches that need a capability of the provider. */
const SILENT: ReadonlySet<string> = new Set(['initiatorAutoSign', 'partyAutoSign']);

const renderSwitch: Render = (view, actions, slot) => {
  const on = valueAt(view.mapping, slot.pointer) === true;
  const refused = SILENT.has(slot.id) && capabilitiesOf(view)?.silentSign === false;
  return html`<label class="switch">
    <input
      type="checkbox"
      role="switch"
      aria-label=${label(view, slot)}
      aria-describedby=${refused ? 'refused' : nothing}
      ?disabled=${!view.editable || (refused && !on)}
      .checked=${on}
      @change=${(event: Event) => actions.change(setChange(view, slot.pointer, (event.target as HTMLInputElement).checked))}
    /><span aria-hidden="true">${on ? view.messages.card.on : view.messages.card.off}</span>
    ${refused ? html`<span id="refused" class="muted">${view.messages.card.noSilentSign}</span>` : nothing}
  </label>`;
};

const renderChoice: Render = (view, actions, slot) => {
  const value = valueAt(view.mapping, slot.pointer);
  const { choices, name } = slotWords(view, slot);
  return html`<div class="segments" role="radiogroup" aria-label=${name}>
    ${(slot.choices ?? []).map(
      (choice) =>
        html`<label class="segment">
          <input
            class="visually-hidden"
            type="radio"
            name="choice"
            ?disabled=${!view.editable}
            .checked=${choice === value}
            @change=${() => actions.change(setChange(view, slot.pointer, choice))}
          />${choices?.[choice] ?? choice}
        </label>`,
    )}
  </div>`;
};

/** Nodes and exits as chips; the choice itself is made in the flow diagram. */
const renderPoints: Render = (view, actions, slot) => {
  const { flow, card } = view.messages;
  const items = listAt(view, slot.pointer) as readonly (string | FlowPoint)[];
  return html`<div
    class="points ${view.editable ? '' : 'readonly'}"
    @keydown=${(event: KeyboardEvent) => handlePointKey(event, view, actions, slot)}
  >
    ${items.map((item, index) => {
      const name = typeof item === 'string' ? nodeName(view, item) : pointName(view, item);
      const shown = view.editable && typeof item === 'object' ? placeName(view, item) : name;
      return html`<span class="chip" data-item=${`${slot.pointer}/${index}`}
        >${shown}${
          view.editable
            ? html`${typeof item === 'object' ? renderTiming(view, actions, slot, item, index, name) : nothing}<button
                  class="chip-button"
                  type="button"
                  aria-label=${card.remove(name)}
                  @click=${() => actions.change(unbindChange(view, slot, index))}
                >
                  ${glyph('close')}
                </button>`
            : nothing
        }</span
      >`;
    })}
    ${items.length === 0 && !view.editable ? html`<span class="muted">${flow.none}</span>` : nothing}
    ${
      view.editable
        ? html`<button
            class="button small"
            type="button"
            aria-label=${`${view.picking === slot.pointer ? flow.done : flow.pick}: ${label(view, slot)}`}
            aria-pressed=${view.picking === slot.pointer}
            @click=${() => actions.pick(view.picking === slot.pointer ? null : slot.pointer)}
          >
            ${glyph('flow')}${view.picking === slot.pointer ? flow.done : flow.pick}
          </button>`
        : nothing
    }
  </div>`;
};

/** Delete on a moment takes it out; the cursor stays among the others. */
function handlePointKey(event: KeyboardEvent, view: MappingView, actions: MappingActions, slot: SlotDefinition): void {
  const list = event.currentTarget as HTMLElement;
  const chip = (event.target as Element).closest('.chip');
  const index = [...list.querySelectorAll('.chip')].findIndex((candidate) => candidate === chip);
  if (index < 0 || !view.editable || itemAct(event) !== 'remove') return;
  event.preventDefault();
  event.stopPropagation();
  actions.change(unbindChange(view, slot, index));
  focusItem(list, '.chip', index, '.chip-button', ':scope > button');
}

function renderTiming(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  point: FlowPoint,
  index: number,
  name: string,
): TemplateResult | typeof nothing {
  if (point.kind !== 'exit') return nothing;
  const { flow } = view.messages;
  const other = point.timing === 'before' ? 'after' : 'before';
  return html`<button
    class="button quiet small"
    type="button"
    aria-label=${`${name}: ${flow.switchTiming(flow[other])}`}
    title=${flow.switchTiming(flow[other])}
    @click=${() => actions.change(setChange(view, `${slot.pointer}/${index}`, { ...point, timing: other }))}
  >
    ${flow[point.timing]}
  </button>`;
}
