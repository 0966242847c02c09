import { html, nothing, type TemplateResult } from 'lit';

import { valueAt } from '../core/pointer.js';
import type { SlotDefinition } from '../core/slots.js';
import type { CatalogItem } from '../schema/provider.js';
import type { TextTemplate, ValueSource } from '../schema/value-source.js';
import {
  bindChange,
  sentence,
  setChange,
  slotName,
  unbindChange,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import { label, renderPicker, type Render } from './slot-picker.js';

type Kind = ValueSource['kind'];

/** Which kind of value a person works with while the slot is still empty; kept by the card, not by the document. */
export interface KindChoice {
  readonly kind: Kind | undefined;
  choose(kind: Kind): void;
  /** The same for a control inside the slot. */
  of(pointer: string): KindChoice;
}

/** The kind of value stands in front of the value; a slot with one kind shows no choice. */
export function renderSource(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  choice: KindChoice,
): TemplateResult {
  const value = (valueAt(view.mapping, slot.pointer) ?? null) as ValueSource | null;
  const kinds = slot.kinds ?? [];
  const kind = value?.kind ?? choice.kind ?? kinds[0] ?? 'field';
  const { kinds: words } = view.messages;
  return html`<div class="line">
    ${
      kinds.length > 1
        ? html`<select
            class="input kind"
            aria-label=${`${label(view, slot)}: ${words.label}`}
            ?disabled=${!view.editable}
            @change=${(event: Event) => {
              const chosen = kinds.find((name) => name === (event.target as HTMLSelectElement).value);
              if (!chosen) return;
              choice.choose(chosen);
              chooseKind(view, actions, slot, chosen, value);
            }}
          >
            ${kinds.map((name) => html`<option value=${name} ?selected=${name === kind}>${words[name]}</option>`)}
          </select>`
        : nothing
    }
    ${renderKind(view, actions, slot, kind, value)}
  </div>`;
}

/** Only what can be said at once goes into the document; the rest is empty until something is typed or picked. */
function chooseKind(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  kind: Kind,
  value: ValueSource | null,
): void {
  const template = kind === 'template' ? asTemplate(value) : [];
  if (kind === 'operator' || kind === 'creator') actions.change(bindChange(view, slot, { kind }, 'replace'));
  else if (kind === 'template' && template.length > 0) {
    actions.change(bindChange(view, slot, { kind, template }, 'replace'));
  } else if (value !== null) actions.change(unbindChange(view, slot));
}

/** A field that was bound goes on as the first part of the text. */
function asTemplate(value: ValueSource | null): TextTemplate {
  if (value?.kind === 'field') return [{ kind: 'field', field: value.field }];
  if (value?.kind === 'constant') return [{ kind: 'text', text: String(value.value) }];
  return [];
}

function renderKind(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  kind: Kind,
  value: ValueSource | null,
): TemplateResult | typeof nothing {
  if (kind === 'constant' && listKinds(slot).length > 0) return renderListed(view, actions, slot, value);
  if (kind === 'constant' && slot.type === 'number') return renderCount(view, actions, slot, value);
  switch (kind) {
    case 'field':
      return html`${renderPicker(view, actions, slot)}`;
    case 'template':
      return renderTemplate(view, actions, slot, value?.kind === 'template' ? value.template : []);
    case 'constant':
      return html`<input
        class="input grow value"
        aria-label=${label(view, slot)}
        maxlength="200"
        placeholder=${view.messages.picker.placeholderText}
        ?readonly=${!view.editable}
        .value=${value?.kind === 'constant' ? String(value.value) : ''}
        @input=${(event: Event) => {
          const text = (event.target as HTMLInputElement).value;
          const change = text
            ? bindChange(view, slot, { kind: 'constant', value: text }, 'replace')
            : setChange(view, slot.pointer, null);
          actions.change({ ...change, mergeKey: slot.pointer });
        }}
      />`;
    default:
      return nothing;
  }
}

/** The lists of the service (B-16) that a fixed value of a slot is one of. */
function listKinds(slot: SlotDefinition): readonly CatalogItem['kind'][] {
  // whatever takes a fixed value browses what a service lists
  return slot.type === 'seal' ? ['seal'] : ((slot.browse ?? []) as CatalogItem['kind'][]);
}

/** P-06, P-10, P-11: a fixed number of uses. */
function renderCount(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  value: ValueSource | null,
): TemplateResult {
  return html`<input
    class="input number value"
    type="number"
    min="1"
    step="1"
    aria-label=${label(view, slot)}
    ?readonly=${!view.editable}
    .value=${value?.kind === 'constant' ? String(value.value) : ''}
    @input=${(event: Event) => {
      const { value: text, valueAsNumber } = event.target as HTMLInputElement;
      const change = text
        ? bindChange(view, slot, { kind: 'constant', value: valueAsNumber }, 'replace')
        : setChange(view, slot.pointer, null);
      actions.change({ ...change, mergeKey: slot.pointer });
    }}
  />`;
}

/** P-05: fields beside items of the service's own list. */
export const renderSources: Render = (view, actions, slot) => {
  const kinds = slot.kinds?.includes('constant') ? listKinds(slot) : [];
  const items = view.catalog.filter((item) => kinds.includes(item.kind) && item.enabled);
  if (!view.editable || items.length === 0) return renderPicker(view, actions, slot);
  const { addItem } = view.messages.sealUse;
  return html`${renderPicker(view, actions, slot)}<select
      class="input"
      aria-label=${`${label(view, slot)}: ${addItem}`}
      @change=${(event: Event) => {
        const select = event.target as HTMLSelectElement;
        const item = items.find(({ id }) => id === select.value);
        select.value = '';
        if (item) actions.change(bindChange(view, slot, constantOf(item), 'add'));
      }}
    >
      <option value="" selected>${addItem}</option>
      ${items.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
    </select>`;
};

function constantOf({ id, name }: CatalogItem): ValueSource {
  return { kind: 'constant', value: id, label: name };
}

/** A fixed seal, or file type, is one of those that the service has. */
function renderListed(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  value: ValueSource | null,
): TemplateResult {
  const seals = view.catalog.filter((item) => listKinds(slot).includes(item.kind));
  const chosen = value?.kind === 'constant' ? String(value.value) : '';
  const known = chosen === '' || seals.some((seal) => seal.id === chosen);
  if (seals.length === 0 && known) {
    const { card, sealUse } = view.messages;
    return html`<p class="muted grow">${slot.type === 'seal' ? card.noSeals : sealUse.noItems}</p>`;
  }
  return html`<select
    class="input grow value"
    aria-label=${label(view, slot)}
    ?disabled=${!view.editable}
    @change=${(event: Event) => {
      const seal = seals.find((item) => item.id === (event.target as HTMLSelectElement).value);
      if (seal) {
        actions.change(bindChange(view, slot, constantOf(seal), 'replace'));
      } else actions.change(unbindChange(view, slot));
    }}
  >
    <option value="" ?selected=${chosen === ''}>${view.messages.card.choose}</option>
    ${known ? nothing : html`<option value=${chosen} selected>${view.messages.flow.goneName(chosen)}</option>`}
    ${seals.map(
      (seal) =>
        html`<option value=${seal.id} ?selected=${seal.id === chosen} ?disabled=${!seal.enabled}>${seal.name}</option>`,
    )}
  </select>`;
}

/** A text with slots; a text that was emptied leaves nothing behind. */
export function renderTemplate(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  template: TextTemplate,
): TemplateResult {
  return html`<esign-template-field
    .view=${view}
    .template=${template}
    .label=${label(view, slot)}
    @template-change=${({ detail }: CustomEvent<TextTemplate>) => {
      const value = slot.control === 'template' ? detail : { kind: 'template' as const, template: detail };
      actions.change({ ...setChange(view, slot.pointer, detail.length === 0 ? null : value), mergeKey: slot.pointer });
    }}
    @template-move=${({ detail }: CustomEvent<TextTemplate>) => {
      const value = slot.control === 'template' ? detail : { kind: 'template' as const, template: detail };
      const { command } = setChange(view, slot.pointer, value);
      // no typing: a step of its own
      actions.change({ command, sentence: sentence('move', slotName(view, slot.pointer)) });
    }}
  ></esign-template-field>`;
}
