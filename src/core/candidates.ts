import type { Field, FieldRef, FormTable } from '../schema/form.js';
import type { Workflow } from '../schema/workflow.js';
import type { SlotDefinition } from './slot-definition.js';
import { fitSlot, type Fit } from './type-matrix.js';

/** A live field that may stand in for one that is gone, and how it fits the slot. */
export interface Candidate {
  readonly table: FormTable;
  readonly field: Field;
  readonly fit: Exclude<Fit, { kind: 'refused' }>;
  readonly why: 'sameLabel' | 'similarLabel' | 'onlyOne';
}

/** How alike two labels must be, from 0 to 1, to be offered. */
const ALIKE = 0.5;

/** More would be a list to search, and the picker does that better. */
const MOST = 3;

/**
 * Fields of the live form that fit a slot and are called like `ref`, best first: the same label, then similar ones. The
 * field itself is never among them.
 */
export function candidatesFor(
  workflow: Workflow,
  slot: SlotDefinition,
  ref: FieldRef,
  rowTable: string | null = null,
): Candidate[] {
  const wanted = fold(ref.label);
  const pairs = pairsOf(wanted);
  const found: { candidate: Candidate; score: number }[] = [];
  for (const { table, field, label } of labelsOf(workflow)) {
    if (table.id === ref.table && field.id === ref.field) continue;
    const score = label === wanted ? 2 : likeness(pairs, label);
    if (score < ALIKE) continue;
    const fit = fitSlot(slot, field, table.id, rowTable);
    if (fit.kind === 'refused') continue;
    // a field of the same type and the same table is the likelier twin
    const bonus = (field.type === ref.type ? 0.1 : 0) + (table.id === ref.table ? 0.05 : 0);
    const why = label === wanted ? 'sameLabel' : 'similarLabel';
    found.push({ candidate: { table, field, fit, why }, score: score + bonus });
  }
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ candidate }) => candidate);
}

/** The one field of the form that goes into an empty slot as it is; none where there is a choice to make. */
export function onlyCandidate(
  workflow: Workflow,
  slot: SlotDefinition,
  rowTable: string | null,
): Candidate | undefined {
  const fitting: Candidate[] = [];
  for (const { table, field } of labelsOf(workflow)) {
    const fit = fitSlot(slot, field, table.id, rowTable);
    if (fit.kind !== 'direct') continue;
    fitting.push({ table, field, fit, why: 'onlyOne' });
    if (fitting.length > 1) return undefined;
  }
  return fitting[0];
}

interface Labelled {
  readonly table: FormTable;
  readonly field: Field;
  readonly label: string;
}

// labels are folded once for each form, not for each problem
const labels = new WeakMap<Workflow, readonly Labelled[]>();

function labelsOf(workflow: Workflow): readonly Labelled[] {
  const known = labels.get(workflow);
  if (known) return known;
  const made = [workflow.form.main, ...workflow.form.details].flatMap((table) =>
    table.fields.map((field) => ({ table, field, label: fold(field.label) })),
  );
  labels.set(workflow, made);
  return made;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
}

function pairsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let at = 0; at < text.length - 1; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}

/** Dice's coefficient over pairs of letters; it does not care where a word was put in. */
function likeness(wanted: ReadonlySet<string>, label: string): number {
  if (wanted.size === 0 || label.length < 2) return 0;
  let shared = 0;
  for (let at = 0; at < label.length - 1; at += 1) if (wanted.has(label.slice(at, at + 2))) shared += 1;
  return (2 * shared) / (wanted.size + label.length - 1);
}
