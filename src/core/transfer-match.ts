import { MAIN_TABLE, type Field, type FieldRef, type FormTable } from '../schema/form.js';
import type { Workflow, WorkflowExit } from '../schema/workflow.js';
import { byRank, matchChoice, sameName, type ChoiceMatch } from './choice-match.js';
import { tableOf } from './field-index.js';
import { choicesOf } from './lookup.js';

/** What a mapping names of its workflow. */
export type TransferKind = 'field' | 'table' | 'node' | 'exit' | 'actionFlow' | 'option';

/** How a thing was found: by its id; by its name (a field also by its type); by its ends (an exit), by its columns (a table). */
export type TransferWay = 'id' | 'label' | 'place';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The answer for one thing: what was found and how, or why nothing was. */
export interface Answer<T> {
  readonly found?: T;
  readonly name: string;
  readonly way?: TransferWay;
  readonly differs?: boolean;
  readonly reason?: 'absent' | 'several';
}

type Lists = Record<'table' | 'node' | 'exit' | 'actionFlow', readonly Named[]>;

function listsOf({ form, nodes, exits, actionFlows }: Workflow): Lists {
  return {
    table: form.details.map(({ id, label }) => ({ id, name: label })),
    node: nodes,
    exit: exits,
    actionFlow: actionFlows,
  };
}

/** Finds what a mapping names of one workflow in another one; every thing is looked for once. */
export class TransferMatcher {
  readonly #from: Workflow | undefined;
  readonly #to: Workflow;
  /** Between a workflow and itself only ids count: a name that is gone must not become another field. */
  readonly #idsOnly: boolean;
  readonly #refs: readonly FieldRef[];
  readonly #here: Lists | undefined;
  readonly #there: Lists;
  readonly #places = new Map<string, Answer<Named>>();

  constructor(from: Workflow | undefined, to: Workflow, idsOnly: boolean, refs: readonly FieldRef[]) {
    this.#from = from;
    this.#to = to;
    this.#idsOnly = idsOnly;
    this.#refs = refs;
    this.#here = from && listsOf(from);
    this.#there = listsOf(to);
  }

  field(ref: FieldRef): Answer<FieldRef> & { readonly key: string } {
    const key = `${ref.table} ${ref.field}`;
    const home = tableOf(this.#from?.form, ref.table);
    const own = home?.fields.find(({ id }) => id === ref.field);
    const { label, type } = own ?? ref;
    const table = ref.table === MAIN_TABLE ? this.#to.form.main : this.#tableFor(ref.table);
    if (!table) return { key, name: label, reason: 'absent' };
    const answer = this.#fieldIn(table, { id: ref.field, label, type }, home, own);
    return { key, name: label, ...answer };
  }

  /** A choice of a field among those of the field that was found. */
  option(ref: FieldRef, found: FieldRef, value: string): ChoiceMatch | undefined {
    return this.#idsOnly ? undefined : matchChoice(choicesOf(this.#from, ref), choicesOf(this.#to, found), value);
  }

  #fieldIn(
    table: FormTable,
    wanted: Pick<Field, 'id' | 'label' | 'type'>,
    home: FormTable | undefined,
    own: Field | undefined,
  ): Omit<Answer<FieldRef>, 'name'> {
    const refOf = ({ id, label, type }: Field, as = type): FieldRef => ({
      table: table.id,
      field: id,
      label,
      type: as,
    });
    const sameId = table.fields.find(({ id }) => id === wanted.id);
    const isCalled = (field: Field): boolean => sameName(field.label, wanted.label);
    if (sameId && (this.#idsOnly || isCalled(sameId))) {
      return { found: refOf(sameId), way: 'id', differs: sameId.type !== wanted.type };
    }
    if (this.#idsOnly) return { reason: 'absent' };
    const isLike = (field: Field): boolean => isCalled(field) && field.type === wanted.type;
    const alike = table.fields.filter(isLike);
    const found = byRank((home?.fields ?? []).filter(isLike), own, alike);
    if (found) return { found: refOf(found), way: 'label', differs: false };
    if (alike.length > 1) return { reason: 'several' };
    if (sameId?.type === wanted.type) return { found: refOf(sameId), way: 'id', differs: true };
    // the old type stays, so that the check asks whether the new one will do
    const [only, second] = table.fields.filter(isCalled);
    if (only && !second) return { found: refOf(only, wanted.type), way: 'label', differs: true };
    return { reason: second ? 'several' : 'absent' };
  }

  #tableFor(id: string): FormTable | undefined {
    const { found } = this.place('table', id);
    return found && this.#to.form.details.find((table) => table.id === found.id);
  }

  /** A detail table, a node, an exit or an action flow by its id. */
  place(kind: keyof Lists, id: string): Answer<Named> {
    const key = `${kind} ${id}`;
    const known = this.#places.get(key);
    if (known) return known;
    const answer = this.#find(kind, id);
    this.#places.set(key, answer);
    return answer;
  }

  #find(kind: keyof Lists, id: string): Answer<Named> {
    const there = this.#there[kind];
    const here = this.#here?.[kind] ?? [];
    const own = here.find((item) => item.id === id);
    const sameId = there.find((item) => item.id === id);
    const name = own?.name ?? id;
    if (sameId && (this.#idsOnly || !own || sameName(sameId.name, own.name))) {
      // without the other workflow nobody can say whether the id means the same
      return { found: sameId, name: own?.name ?? sameId.name, way: 'id', differs: !own };
    }
    if (this.#idsOnly) return { name, reason: 'absent' };
    const called = own ? there.filter((item) => sameName(item.name, own.name)) : [];
    const found =
      kind === 'exit'
        ? this.#exitFor(own as WorkflowExit | undefined, called as WorkflowExit[])
        : byRank(
            here.filter((item) => own && sameName(item.name, own.name)),
            own,
            called,
          );
    if (found) return { found, name, way: own && sameName(found.name, own.name) ? 'label' : 'place', differs: false };
    if (sameId) return { found: sameId, name, way: 'id', differs: true };
    const byColumns = kind === 'table' ? this.#tableByColumns(id) : undefined;
    if (byColumns) return { found: byColumns, name, way: 'place', differs: true };
    return { name, reason: called.length > 1 ? 'several' : 'absent' };
  }

  /** An exit belongs to its node: “agree” leads out of many. Else the only one between the same two nodes is meant. */
  #exitFor(own: WorkflowExit | undefined, called: readonly WorkflowExit[]): WorkflowExit | undefined {
    if (!own) return undefined;
    const from = this.place('node', own.from).found?.id;
    const to = this.place('node', own.to).found?.id;
    if (from === undefined) return called.length === 1 ? called[0] : undefined;
    const here = (this.#from?.exits ?? []).filter((exit) => exit.from === own.from);
    const out = called.filter((exit) => exit.from === from);
    const sameEnds = out.filter((exit) => exit.to === to);
    const best = sameEnds.length > 0 ? sameEnds : out;
    const rivals = here.filter(
      (exit) => sameName(exit.name, own.name) && (sameEnds.length === 0 || exit.to === own.to),
    );
    const found = byRank(rivals, own, best);
    if (found || best.length > 0) return found;
    const between = this.#to.exits.filter((exit) => exit.from === from && exit.to === to);
    const only = here.filter((exit) => exit.to === own.to).length === 1 && between.length === 1;
    return only ? between[0] : undefined;
  }

  /** The one table that has the most of the columns that the mapping reads from a table. */
  #tableByColumns(id: string): Named | undefined {
    const wanted = this.#refs.filter((ref) => ref.table === id);
    const scored = this.#to.form.details.map(({ id: table, label, fields }) => ({
      id: table,
      name: label,
      score: wanted.filter((ref) => fields.some((field) => sameName(field.label, ref.label) && field.type === ref.type))
        .length,
    }));
    const best = scored.toSorted((a, b) => b.score - a.score);
    const [first, second] = best;
    return first && first.score > 0 && first.score > (second?.score ?? 0) ? first : undefined;
  }
}
