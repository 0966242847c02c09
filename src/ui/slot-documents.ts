import { html, nothing, type TemplateResult } from 'lit';

import type { SlotDefinition } from '../core/slots.js';
import type { DocumentSource } from '../schema/signing-config.js';
import { glyph } from './icons.js';
import { bindChange, listAt, setChange, unbindChange, type MappingActions, type MappingView } from './mapping-view.js';
import { renderPicker, type Render } from './slot-picker.js';

/** C-13: fields in their order, and templates of the provider with their controls. */
export const renderDocuments: Render = (view, actions, slot) => {
  const { documents } = view.messages;
  const items = listAt(view, slot.pointer) as readonly DocumentSource[];
  const templates = view.catalog.filter((item) => item.kind === 'template');
  return html`${renderPicker(view, actions, slot)}
  ${items.map((item, index) => (item.kind === 'template' ? renderTemplateDocument(view, actions, slot, item, index) : nothing))}
  ${
    view.editable && templates.length > 0
      ? html`<div>
          <button
            class="button small"
            type="button"
            @click=${() => {
              const first = templates[0];
              if (!first) return;
              const source = {
                kind: 'template' as const,
                id: `template-${items.length + 1}-${first.id}`,
                template: { kind: 'constant' as const, value: first.id, label: first.name },
                controls: (first.controls ?? []).map((control) => ({ control: control.id, value: null })),
              };
              actions.change(bindChange(view, slot, source, 'add'));
            }}
          >
            ${glyph('plus')}${documents.addTemplate}
          </button>
        </div>`
      : nothing
  }`;
};

function renderTemplateDocument(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  item: Extract<DocumentSource, { kind: 'template' }>,
  index: number,
): TemplateResult {
  const { documents, card } = view.messages;
  const pointer = `${slot.pointer}/${index}`;
  const templates = view.catalog.filter((entry) => entry.kind === 'template');
  const chosen = item.template.kind === 'constant' ? String(item.template.value) : '';
  const names = new Map(templates.find((entry) => entry.id === chosen)?.controls?.map(({ id, name }) => [id, name]));
  return html`<div class="template">
    <div class="line">
      <select
        class="input grow"
        aria-label=${documents.templateOf(index + 1)}
        ?disabled=${!view.editable}
        @change=${(event: Event) => {
          const entry = templates.find(({ id }) => id === (event.target as HTMLSelectElement).value);
          if (!entry) return;
          const next = {
            ...item,
            template: { kind: 'constant', value: entry.id, label: entry.name },
            controls: (entry.controls ?? []).map((control) => ({
              control: control.id,
              value: item.controls.find((old) => old.control === control.id)?.value ?? null,
            })),
          };
          actions.change(setChange(view, pointer, next));
        }}
      >
        ${templates.map(
          (entry) => html`<option value=${entry.id} ?selected=${entry.id === chosen}>${entry.name}</option>`,
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
