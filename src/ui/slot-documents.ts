import { html, nothing, type TemplateResult } from 'lit';

import { freeId } from '../core/bind.js';
import { signingOf } from '../core/editor-mapping.js';
import { toFieldRef } from '../core/field-index.js';
import type { SlotDefinition } from '../core/slots.js';
import type { DocumentSource } from '../schema/signing-config.js';
import type { ValueSource } from '../schema/value-source.js';
import { glyph } from './icons.js';
import {
  bindChange,
  listAt,
  setChange,
  unbindChange,
  valueName,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import { renderPicker, type Render } from './slot-picker.js';

/** C-13: fields in their order, and templates of the provider with their controls. */
export const renderDocuments: Render = (view, actions, slot) => {
  const { documents } = view.messages;
  const items = listAt(view, slot.pointer) as readonly DocumentSource[];
  const [first] = templateChoices(view);
  return html`${renderPicker(view, actions, slot)}
  ${items.map((item, index) => (item.kind === 'template' ? renderTemplateDocument(view, actions, slot, item, index) : nothing))}
  ${
    view.editable && first
      ? html`<div>
          <button
            class="button small"
            type="button"
            @click=${() => {
              const id = freeTemplateId(view);
              actions.change(bindChange(view, slot, templateDocument(view, id, first.source, []), 'add'));
            }}
          >
            ${glyph('plus')}${documents.addTemplate}
          </button>
        </div>`
      : nothing
  }`;
};

type TemplateDocument = Extract<DocumentSource, { kind: 'template' }>;

/** One way to say which template: one of the service's, or whatever a field of the form names (C-13). */
interface TemplateChoice {
  readonly key: string;
  readonly name: string;
  readonly source: ValueSource;
}

function templateChoices(view: MappingView): TemplateChoice[] {
  const own = view.catalog
    .filter((entry) => entry.kind === 'template' && entry.enabled)
    .map(({ id, name }) => ({
      key: `template ${id}`,
      name,
      source: { kind: 'constant', value: id, label: name } as const,
    }));
  const fields = view.workflow.form.main.fields
    .filter((field) => field.browse === 'template')
    .map((field) => toFieldRef(view.workflow.form.main, field))
    .map((field) => ({ key: `field ${field.field}`, name: field.label, source: { kind: 'field', field } as const }));
  return [...own, ...fields];
}

function keyOf(source: ValueSource): string {
  return source.kind === 'field'
    ? `field ${source.field.field}`
    : `template ${source.kind === 'constant' ? source.value : ''}`;
}

/** Never an id that a placement rule names, else the rule of a removed document would pass to the new one. */
function freeTemplateId({ mapping }: MappingView): string {
  const { flow, required } = signingOf(mapping);
  const named = flow.placements.map((rule) => rule.source);
  return freeId(required.documents, 'template', named);
}

/** The controls of another template stay as far as they have the same names; a field may name any template. */
function templateDocument(
  view: MappingView,
  id: string,
  template: ValueSource,
  controls: TemplateDocument['controls'],
): TemplateDocument {
  const entry = view.catalog.find((item) => item.kind === 'template' && keyOf(template) === `template ${item.id}`);
  if (!entry) return { kind: 'template', id, template, controls };
  const kept = new Map(controls.map(({ control, value }) => [control, value]));
  const own = (entry.controls ?? []).map((control) => ({ control: control.id, value: kept.get(control.id) ?? null }));
  return { kind: 'template', id, template, controls: own };
}

function renderTemplateDocument(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  item: TemplateDocument,
  index: number,
): TemplateResult {
  const { documents, card, flow } = view.messages;
  const pointer = `${slot.pointer}/${index}`;
  const choices = templateChoices(view);
  const chosen = keyOf(item.template);
  const names = new Map(
    view.catalog.flatMap((entry) => entry.controls ?? []).map((control) => [control.id, control.name]),
  );
  const option = ({ key, name }: TemplateChoice): TemplateResult =>
    html`<option value=${key} ?selected=${key === chosen}>${name}</option>`;
  const group = (label: string, found: readonly TemplateChoice[]): TemplateResult | typeof nothing =>
    found.length > 0 ? html`<optgroup label=${label}>${found.map(option)}</optgroup>` : nothing;
  return html`<div class="template">
    <div class="line">
      <select
        class="input grow"
        aria-label=${documents.templateOf(index + 1)}
        ?disabled=${!view.editable}
        @change=${(event: Event) => {
          const choice = choices.find(({ key }) => key === (event.target as HTMLSelectElement).value);
          if (!choice) return;
          actions.change(setChange(view, pointer, templateDocument(view, item.id, choice.source, item.controls)));
        }}
      >
        ${
          choices.some(({ key }) => key === chosen)
            ? nothing
            : html`<option value=${chosen} selected>${flow.goneName(valueName(view, item.template))}</option>`
        }
        ${group(
          documents.templates,
          choices.filter(({ source }) => source.kind === 'constant'),
        )}
        ${group(
          documents.templateFields,
          choices.filter(({ source }) => source.kind === 'field'),
        )}
      </select>
      ${
        view.editable
          ? html`<button
              class="button quiet icon"
              type="button"
              aria-label=${card.remove(documents.templateOf(index + 1))}
              @click=${() => actions.change(unbindChange(view, slot, index))}
            >
              ${glyph('trash')}
            </button>`
          : nothing
      }
    </div>
    ${item.controls.map((control, at) => {
      const nested: SlotDefinition = {
        ...slot,
        pointer: `${pointer}/controls/${at}/value`,
        control: 'source',
        type: 'text',
        kinds: ['field'],
      };
      const name = names.get(control.control) ?? control.control;
      return html`<div class="row">
        <span>${name}</span>
        <esign-source-picker
          .slotDefinition=${nested}
          .view=${view}
          .actions=${actions}
          .label=${documents.control(name)}
        ></esign-source-picker>
      </div>`;
    })}
  </div>`;
}
