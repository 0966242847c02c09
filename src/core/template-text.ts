import type { FieldRef, Form } from '../schema/form.js';
import { SystemVariable, type TemplatePart, type TextTemplate } from '../schema/value-source.js';

/** The words of the system variables in the person's language. */
export type SystemLabels = Readonly<Record<SystemVariable, string>>;

/** A slot that names nothing; `start` is where its brace stands in the text. */
export interface TemplateError {
  readonly name: string;
  readonly start: number;
}

export interface ParsedTemplate {
  readonly template: TextTemplate;
  readonly errors: readonly TemplateError[];
}

/**
 * A template as people edit it: `{label}` for a field of the main table, `{table.label}` for one of a detail table,
 * `{word}` for a system variable. Braces of the text itself are doubled. Where one label stands for several things the
 * id stands behind it, `{label#table/field}`, as behind that of a field that is gone. Without a form only labels are
 * printed, which is for reading.
 */
export function printTemplate(template: TextTemplate, form?: Form, systemLabels?: SystemLabels): string {
  const names = form ? slotNames(form, systemLabels) : null;
  return template
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return part.text.replaceAll(/[{}]/g, '$&$&');
        case 'system':
          return `{${escapeName(systemName(part.name, names, systemLabels))}}`;
        case 'field':
          return `{${escapeName(fieldName(part.field, names))}}`;
      }
    })
    .join('');
}

/**
 * Reads what a person typed. An unknown slot stays in the template as the text that was typed, and is reported: nothing
 * is lost while somebody is still typing a name. `previous` is the template before the edit: its fields are understood
 * even where the form has lost them.
 */
export function parseTemplate(
  text: string,
  form: Form,
  systemLabels?: SystemLabels,
  previous: TextTemplate = [],
): ParsedTemplate {
  const names = slotNames(form, systemLabels, previous);
  const template: TemplatePart[] = [];
  const errors: TemplateError[] = [];
  let plain = '';
  const flush = (): void => {
    // parts of a template are limited in length, a typed text is not
    for (let at = 0; at < plain.length; at += LONGEST_TEXT) {
      template.push({ kind: 'text', text: plain.slice(at, at + LONGEST_TEXT) });
    }
    plain = '';
  };
  for (const token of text.matchAll(TOKEN)) {
    const [raw] = token;
    const name = token[1];
    if (raw === '{{' || raw === '}}') plain += raw.charAt(0);
    else if (name === undefined) plain += raw;
    else {
      const part = partOf(unescapeName(name), names);
      if (part) {
        flush();
        template.push(part);
      } else {
        errors.push({ name: unescapeName(name).trim(), start: token.index });
        plain += raw;
      }
    }
  }
  flush();
  return { template, errors };
}

const LONGEST_TEXT = 500;

/** A doubled brace, a slot, a run of text, or a brace that nothing closes. */
const TOKEN = /\{\{|\}\}|\{((?:[^{}\\]|\\[\s\S])*)\}|[^{}]+|[{}]/g;

function escapeName(name: string): string {
  return name.replaceAll(/[{}\\]/g, String.raw`\$&`);
}

function unescapeName(name: string): string {
  return name.replaceAll(/\\([\s\S])/g, '$1');
}

type Part = Exclude<TemplatePart, { kind: 'text' }>;

interface SlotNames {
  /** Every name that can be typed; null where it stands for several things. */
  readonly parts: ReadonlyMap<string, Part | null>;
}

function slotNames(form: Form, systemLabels: SystemLabels | undefined, previous: TextTemplate = []): SlotNames {
  const parts = new Map<string, Part | null>();
  const add = (name: string, part: Part): void => {
    parts.set(name, parts.has(name) ? null : part);
  };
  for (const name of SystemVariable.options) add(systemLabels?.[name] ?? name, { kind: 'system', name });
  for (const table of [form.main, ...form.details]) {
    for (const field of table.fields) {
      const ref: FieldRef = { table: table.id, field: field.id, label: field.label, type: field.type };
      add(shortName(ref, form), { kind: 'field', field: ref });
      parts.set(longName(ref), { kind: 'field', field: ref });
    }
  }
  for (const part of previous) {
    if (part.kind === 'field' && !parts.has(longName(part.field))) parts.set(longName(part.field), part);
  }
  // the plain name of a variable is never ambiguous, because it is asked for last
  for (const name of SystemVariable.options) if (!parts.has(name)) parts.set(name, { kind: 'system', name });
  return { parts };
}

function shortName(ref: FieldRef, form: Form): string {
  const table = form.details.find((detail) => detail.id === ref.table);
  return table ? `${table.label}.${ref.label}` : ref.label;
}

function longName(ref: FieldRef): string {
  return `${ref.label}#${ref.table}/${ref.field}`;
}

function fieldName(ref: FieldRef, names: SlotNames | null): string {
  const same = (part: Part | null | undefined): boolean =>
    part?.kind === 'field' && part.field.table === ref.table && part.field.field === ref.field;
  if (names) for (const [name, part] of names.parts) if (same(part) && isSafeName(name)) return name;
  return names ? longName(ref) : ref.label;
}

function systemName(name: SystemVariable, names: SlotNames | null, labels: SystemLabels | undefined): string {
  const label = labels?.[name] ?? name;
  const part = names?.parts.get(label);
  return names && !(part?.kind === 'system' && part.name === name) ? `#${name}` : label;
}

/** A name with spaces at its ends would not be read back. */
function isSafeName(name: string): boolean {
  return name === name.trim() && name !== '';
}

const LONG = /#([^/#\s]+)\/([^/#\s]+)$/;

function partOf(name: string, { parts }: SlotNames): Part | null {
  const exact = parts.get(name) ?? parts.get(name.trim());
  if (exact) return exact;
  const variable = SystemVariable.safeParse(name.trim().replace(/^#/, ''));
  if (variable.success && name.trim().startsWith('#')) return { kind: 'system', name: variable.data };
  // the id counts, so a label that was changed since is still understood
  const [, table, field] = LONG.exec(name.trim()) ?? [];
  for (const part of parts.values()) {
    if (part?.kind === 'field' && part.field.table === table && part.field.field === field) return part;
  }
  return null;
}
