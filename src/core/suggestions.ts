import { isEmptyValue } from './check-references.js';
import type { Field, FieldRef } from '../schema/form.js';
import type { EditorMapping } from './editor-mapping.js';
import { toFieldRef, type FieldIndex, type FieldRow } from './field-index.js';
import { fold, type Speller } from './name-search.js';
import { valueAt } from './pointer.js';
import { rowTableOf, slotsOf, type SlotDefinition } from './slots.js';
import { shippedSynonyms, type Synonyms } from './suggestion-synonyms.js';
import { fitSlot, type Fit } from './type-matrix.js';

/** Why a field is suggested; a key of the translations. */
export type SuggestionReason = 'sameName' | 'synonym' | 'soundsAlike' | 'similarName' | 'onlyField';

export interface SuggestionCandidate {
  readonly field: FieldRef;
  readonly fit: Fit;
  readonly reason: SuggestionReason;
  /** A certain one may be accepted together with others, unseen. */
  readonly level: 'certain' | 'likely';
}

/** A field for an empty slot, and what else would do. */
export interface Suggestion extends SuggestionCandidate {
  readonly pointer: string;
  readonly others: readonly SuggestionCandidate[];
}

export interface SuggestionOptions {
  /** The names of a slot in the languages of the page. */
  names(slot: SlotDefinition): readonly string[];
  readonly synonyms?: Synonyms;
  readonly spell?: Speller | undefined;
}

/** Answers the suggestions for a mapping; `refused` holds keys of {@link suggestionKey}. */
export type Suggest = (mapping: EditorMapping, refused?: ReadonlySet<string>) => Suggestion[];

type FieldEntry = Extract<FieldRow, { kind: 'field' }>;

interface Scored extends SuggestionCandidate {
  readonly score: number;
}

/** Controls that hold fields and have an empty state. */
const CONTROLS: ReadonlySet<SlotDefinition['control']> = new Set<SlotDefinition['control']>([
  'source',
  'sources',
  'documents',
  'field',
  'deadline',
]);

/** Types of which a form has few fields, so that being the only one says something. */
const TELLING: ReadonlySet<SlotDefinition['type']> = new Set<SlotDefinition['type']>([
  'files',
  'organization',
  'people',
  'person',
]);

/** The buttons are drawn on a field that may well have another use (C-20). */
const SHARING: ReadonlySet<string> = new Set(['buttonField']);

const SCORES: Record<SuggestionReason, number> = {
  sameName: 5,
  synonym: 4,
  soundsAlike: 3,
  similarName: 2,
  onlyField: 1,
};

/** How many other candidates are worth showing. */
const OTHERS = 4;

/** A pair of slot and field, for remembering what was refused. */
export function suggestionKey(pointer: string, { table, field }: Pick<FieldRef, 'table' | 'field'>): string {
  return `${pointer} ${table} ${field}`;
}

/**
 * Finds fields for empty slots: by name, by other names of the slot, by sound and likeness, and by being the only field
 * of its type. The same document always gives the same answer. A slot that has a value, a field that does not fit, a
 * foreign detail table and a field that is used already are never touched. Names are compared once per slot and form.
 */
export function suggester(index: FieldIndex, options: SuggestionOptions): Suggest {
  const scored = new Map<string, readonly Scored[]>();
  const scoresOf = (slot: SlotDefinition, rowTable: string | null): readonly Scored[] => {
    const key = `${slot.id} ${slot.control} ${rowTable ?? ''}`;
    const known = scored.get(key) ?? scoreFields(index, slot, rowTable, options);
    scored.set(key, known);
    return known;
  };
  return (mapping, refused = new Set()) => {
    const used = usedFields(mapping);
    const open = slotsOf(mapping)
      .filter((slot) => CONTROLS.has(slot.control) && slot.type !== undefined && slot.applies(mapping))
      .filter((slot) => isEmptyValue(valueAt(mapping, slot.pointer)))
      .map((slot) => ({
        slot,
        found: scoresOf(slot, rowTableOf(mapping, slot.pointer)).filter(
          ({ field }) =>
            !refused.has(suggestionKey(slot.pointer, field)) && (SHARING.has(slot.id) || !used.has(fieldKey(field))),
        ),
      }));
    return assign(open, mapping);
  };
}

interface OpenSlot {
  readonly slot: SlotDefinition;
  readonly found: readonly Scored[];
}

/** The best pairs first, so that a likeness never takes the field that another slot names exactly. */
function assign(open: readonly OpenSlot[], mapping: EditorMapping): Suggestion[] {
  const order = new Map(open.map(({ slot }, at) => [slot.pointer, at]));
  const pairs = open
    .flatMap(({ slot, found }) => found.map((candidate) => ({ slot, found, candidate })))
    .sort(
      (a, b) =>
        b.candidate.score - a.candidate.score ||
        Number(b.slot.required(mapping)) - Number(a.slot.required(mapping)) ||
        order.get(a.slot.pointer)! - order.get(b.slot.pointer)!,
    );
  const taken = new Set<string>();
  const chosen = new Map<string, Suggestion>();
  for (const { slot, found, candidate } of pairs) {
    const { pointer } = slot;
    const key = fieldKey(candidate.field);
    if (chosen.has(pointer) || (taken.has(key) && !SHARING.has(slot.id))) continue;
    if (!SHARING.has(slot.id)) taken.add(key);
    const others = found.filter((other) => other !== candidate).slice(0, OTHERS);
    chosen.set(pointer, { pointer, ...plain(candidate), others: others.map(plain) });
  }
  return [...chosen.values()]
    .map((suggestion) => ({
      ...suggestion,
      others: suggestion.others.filter(({ field }) => !taken.has(fieldKey(field))),
    }))
    .sort((a, b) => order.get(a.pointer)! - order.get(b.pointer)!);
}

function plain({ field, fit, reason, level }: Scored): SuggestionCandidate {
  return { field, fit, reason, level };
}

function scoreFields(
  index: FieldIndex,
  slot: SlotDefinition,
  rowTable: string | null,
  { names, synonyms = {}, spell }: SuggestionOptions,
): readonly Scored[] {
  const own = new Set(names(slot).map(fold));
  const known = [...(shippedSynonyms[slot.id] ?? []), ...(synonyms[slot.id] ?? [])].map(fold);
  const sounds = new Set([...own, ...known].map((name) => soundOf(name, spell)).filter((sound) => sound !== ''));
  const wanted = { own, known: new Set(known), sounds, texts: [...own, ...known].filter((text) => text.length > 1) };
  const table = rowTable ?? index.tables[0]?.table.id;
  const fitting = index.rows.flatMap((row) => {
    if (row.kind !== 'field' || row.table.id !== table) return [];
    const fit = fitSlot(slot, row.field, row.table.id, rowTable);
    return fit.kind === 'refused' ? [] : [{ row, fit }];
  });
  const direct = fitting.filter(({ fit }) => fit.kind === 'direct');
  return fitting
    .flatMap(({ row, fit }) => {
      const only = TELLING.has(slot.type) && direct.length === 1 && direct[0]?.row === row;
      const reason = nameReason(row, slot, wanted, spell) ?? (only ? 'onlyField' : null);
      return reason === null ? [] : [toScored(row, fit, reason)];
    })
    .sort((a, b) => b.score - a.score);
}

function toScored({ table, field }: FieldEntry, fit: Fit, reason: SuggestionReason): Scored {
  const named = reason === 'sameName' || reason === 'synonym';
  const isDirect = fit.kind === 'direct';
  return {
    field: toFieldRef(table, field),
    fit,
    reason,
    level: named && isDirect ? 'certain' : 'likely',
    score: SCORES[reason] + (isDirect ? 0.5 : 0),
  };
}

interface Wanted {
  readonly own: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  readonly sounds: ReadonlySet<string>;
  readonly texts: readonly string[];
}

function nameReason(
  { field }: { readonly field: Field },
  slot: SlotDefinition,
  { own, known, sounds, texts }: Wanted,
  spell: Speller | undefined,
): Exclude<SuggestionReason, 'onlyField'> | null {
  const label = fold(field.label);
  if (own.has(label) || fold(field.id) === fold(slot.id)) return 'sameName';
  if (known.has(label)) return 'synonym';
  // nothing but its name speaks for a field of any type
  if (slot.type === 'anyField') return null;
  if (sounds.size > 0 && sounds.has(soundOf(label, spell))) return 'soundsAlike';
  const alike = label.length > 1 && texts.some((text) => label.includes(text) || text.includes(label));
  return alike ? 'similarName' : null;
}

function soundOf(name: string, spell: Speller | undefined): string {
  return spell ? spell(name).join('') : '';
}

function fieldKey({ table, field }: Pick<FieldRef, 'table' | 'field'>): string {
  return `${table} ${field}`;
}

/** Every field that a mapping names, wherever it stands. */
function usedFields(value: unknown, used = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return used;
  if ('table' in value && 'field' in value && typeof value.field === 'string') {
    used.add(fieldKey({ table: String(value.table), field: value.field }));
  }
  for (const member of Object.values(value)) usedFields(member, used);
  return used;
}
