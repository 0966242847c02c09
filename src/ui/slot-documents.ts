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
  capabilitiesOf,
  listAt,
  sentence,
  setChange,
  slotName,
  unbindChange,
  valueName,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import { renderPicker, type NamedSlot } from './slot-picker.js';
import { renderSource, type KindChoice } from './slot-source.js';

/** C-13: fields in their order, and templates of the provider with their controls. */
export function renderDocuments(
  view: MappingView,
  actions: MappingActions,
  slot: SlotDefinition,
  choice: KindChoice,
): TemplateResult {
  const { documents } = view.messages;
  const items = listAt(view, slot.pointer) as readonly DocumentSource[];
  const [first] = templateChoices(view);
  return html`${renderPicker(view, actions, slot)}
  ${items.map((item, index) => (item.kind === 'template' ? renderTemplateDocument(view, actions, slot, item, index, choice) : nothing))}
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
  }
  ${renderLimits(view)}`;
}

/** What the provider takes; a file that is none of these is refused when the envelope is made. */
function renderLimits(view: MappingView): TemplateResult | typeof nothing {
  const capabilities = capabilitiesOf(view);
  if (!capabilities) return nothing;
  const megabytes = Math.round((capabilities.maxFileBytes / 1_048_576) * 10) / 10;
  const { documents, listSeparator } = view.messages;
  return html`<p class="limits muted">
    ${documents.limits(String(megabytes), capabilities.fileExtensions.join(listSeparator))}
  </p>`;
}

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
  choice: KindChoice,
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
  const last = listAt(view, slot.pointer).length - 1;
  const move = (event: Event, to: number): void => {
    if (to < 0 || to > last) return;
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    const part = (event.target as HTMLElement).closest<HTMLElement>('[data-part]')?.dataset['part'] ?? 'template';
    // the cursor goes with the template
    requestAnimationFrame(() => {
      const box = root.querySelector(`.template[data-item="${slot.pointer}/${to}"]`);
      const same = box?.querySelector<HTMLElement>(`[data-part="${part}"]:not(:disabled)`);
      (same ?? box?.querySelector<HTMLElement>('select'))?.focus();
    });
    actions.change({
      command: { type: 'move', pointer: slot.pointer, from: index, to },
      sentence: sentence('move', slotName(view, slot.pointer)),
    });
  };
  const tool = (icon: 'up' | 'down', text: string, to: number): TemplateResult =>
    html`<button
      class="button quiet icon"
      type="button"
      data-part=${icon}
      aria-label=${text}
      ?disabled=${to < 0 || to > last}
      @click=${(event: Event) => move(event, to)}
    >
      ${glyph(icon)}
    </button>`;
  return html`<div
    class="template"
    data-item=${pointer}
    @keydown=${(event: KeyboardEvent) => {
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
      if (!event.altKey || by === 0 || !view.editable || event.defaultPrevented) return;
      event.preventDefault();
      move(event, index + by);
    }}
  >
    <div class="line">
      ${last > 0 ? html`<span class="badge" aria-hidden="true">${index + 1}</span>` : nothing}
      <select
        class="input grow"
        data-part="template"
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
          ? html`${last > 0 ? html`${tool('up', card.moveUp(documents.templateOf(index + 1)), index - 1)}${tool('down', card.moveDown(documents.templateOf(index + 1)), index + 1)}` : nothing}<button
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
      const name = names.get(control.control) ?? control.control;
      const nested: NamedSlot = {
        ...slot,
        pointer: `${pointer}/controls/${at}/value`,
        control: 'source',
        type: 'text',
        kinds: ['field', 'template', 'constant'],
        label: documents.control(name),
      };
      return html`<div class="row">
        <span>${name}</span>
        ${renderSource(view, actions, nested, choice.of(nested.pointer))}
      </div>`;
    })}
  </div>`;
}
