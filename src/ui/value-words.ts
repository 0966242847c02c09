import { isObject, type Members } from '../core/document-parts.js';
import { slotAt } from '../core/slots.js';
import { printTemplate } from '../core/template-text.js';
import type { DocumentSource, PartyConfig } from '../schema/signing-config.js';
import type { FieldRef } from '../schema/form.js';
import type { MarkKind, PlacementPosition, PlacementRule } from '../schema/placement.js';
import type { TextTemplate } from '../schema/value-source.js';
import type { FlowPoint } from '../schema/workflow.js';
import { fieldName, nodeName, pointName, slotWords, valueName, type MappingView } from './mapping-view.js';

/** A value of the mapping as people read it, never as JSON. What is empty answers an empty text. */
export function valueWords(view: MappingView, pointer: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? view.messages.card.on : view.messages.card.off;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return stringWords(view, pointer, value);
  if (Array.isArray(value)) {
    if (isTemplate(pointer, value)) return templateWords(view, value);
    return value.map((item: unknown) => valueWords(view, pointer, item)).join(view.messages.listSeparator);
  }
  return isObject(value) ? objectWords(view, pointer, value) : '';
}

function isTemplate(pointer: string, value: readonly unknown[]): value is TextTemplate {
  return value.length > 0 && slotAt(pointer)?.control === 'template' && !/\/subject$/.test(pointer);
}

function templateWords(view: MappingView, template: TextTemplate): string {
  return printTemplate(template, undefined, view.messages.system);
}

function stringWords(view: MappingView, pointer: string, value: string): string {
  const slot = slotAt(pointer);
  switch (slot?.control) {
    case 'choice':
      return slotWords(view, slot).choices?.[value] ?? value;
    case 'nodes':
      return nodeName(view, value);
    case 'provider':
      return view.providers.find(({ id }) => id === value)?.name ?? value;
    case 'binding':
      return view.bindings.find(({ id }) => id === value)?.name ?? value;
    case 'workflow':
      return view.workflows.find(({ id }) => id === value)?.name ?? value;
    case 'table':
      return view.workflow.form.details.find(({ id }) => id === value)?.label ?? value;
    case 'parties':
      return partyName(view, value);
    default:
      return value;
  }
}

function objectWords(view: MappingView, pointer: string, value: Members): string {
  const { messages } = view;
  if ('table' in value && 'field' in value) return refWords(view, value as unknown as FieldRef);
  if ('timing' in value && Object.keys(value).length === 3) return pointName(view, value as unknown as FlowPoint);
  if ('position' in value) return placementWords(view, value as unknown as PlacementRule);
  if ('signers' in value && 'scope' in value) return partyWords(view, value as unknown as PartyConfig);
  switch (value['kind']) {
    case 'days':
      return `${String(value['days'])} ${messages.card.days}`;
    case 'template':
      return documentOrText(view, pointer, value);
    case 'field': {
      if (value['field'] === null) return '';
      const conversion = value['conversion'];
      const name = refWords(view, value['field'] as FieldRef);
      const how =
        typeof conversion === 'string' ? messages.conversions[conversion as keyof typeof messages.conversions] : '';
      return how ? `${name} (${how})` : name;
    }
    case 'constant':
    case 'operator':
    case 'creator':
      return valueName(view, value as Parameters<typeof valueName>[1]);
    default:
      return membersWords(view, pointer, value);
  }
}

function documentOrText(view: MappingView, pointer: string, value: Members): string {
  if (Array.isArray(value['template'])) return templateWords(view, value['template'] as TextTemplate);
  const { template } = value as unknown as Extract<DocumentSource, { kind: 'template' }>;
  return `${view.messages.documents.template}: ${valueWords(view, pointer, template)}`;
}

/** Texts in several languages, and what has no words of its own: its parts, one after the other. */
function membersWords(view: MappingView, pointer: string, value: Members): string {
  return Object.entries(value)
    .filter(([name]) => name !== 'id')
    .map(([, member]) => valueWords(view, pointer, member))
    .filter((text) => text !== '')
    .join(' · ');
}

function refWords(view: MappingView, ref: FieldRef): string {
  const { table, label } = fieldName(view, ref);
  return table === null ? label : `${table} · ${label}`;
}

function partyName(view: MappingView, id: string): string {
  const { messages, mapping } = view;
  const index = 'flow' in mapping ? mapping.flow.parties.findIndex((party) => party.id === id) : -1;
  if (id === 'initiator') return messages.parties.initiator;
  return index < 0 ? id : messages.parties.nth(index + 1);
}

function partyWords(view: MappingView, party: PartyConfig): string {
  const { choices: kinds } = view.messages.slots.partyKind;
  const { choices: scopes } = view.messages.slots.partyScope;
  const name = valueWords(view, '/flow/parties', party.name ?? party.signers);
  return [scopes?.[party.scope], kinds?.[party.kind], name].filter(Boolean).join(' · ');
}

function placementWords(view: MappingView, { party, mark, position }: PlacementRule): string {
  const { marks, positions } = view.messages.placements as {
    marks: Record<MarkKind, string>;
    positions: Record<PlacementPosition['kind'], string>;
  };
  const detail = 'keyword' in position ? position.keyword : 'name' in position ? position.name : '';
  const pages = 'pages' in position ? position.pages : '';
  return [partyName(view, party), marks[mark], positions[position.kind], detail, pages].filter(Boolean).join(' · ');
}
