import type { FieldRef } from '../schema/form.js';
import type { SealUseAction } from '../schema/seal-use-config.js';
import type { FieldSource, RowCondition } from '../schema/value-source.js';
import type { Workflow } from '../schema/workflow.js';
import { isObject, stepInto, type Members } from './document-parts.js';
import { withBasic, type EditorMapping } from './editor-mapping.js';
import { TransferMatcher, type TransferKind, type TransferWay } from './transfer-match.js';

export type { TransferKind, TransferWay } from './transfer-match.js';

/** One thing of the workflow that the mapping names, found in the other workflow. */
export interface TransferMatch {
  readonly kind: TransferKind;
  readonly name: string;
  /** What it is called there. */
  readonly now: string;
  readonly way: TransferWay;
  /** The id is the same, but the name or the type is not: a person should look at it. */
  readonly differs: boolean;
  readonly pointers: readonly string[];
}

/** One thing that the other workflow does not have, or has several times so that nobody can tell which is meant. */
export interface TransferGap {
  readonly kind: TransferKind;
  readonly name: string;
  readonly reason: 'absent' | 'several';
  readonly pointers: readonly string[];
}

export interface Transfer<M extends EditorMapping = EditorMapping> {
  readonly mapping: M;
  readonly matched: readonly TransferMatch[];
  readonly missing: readonly TransferGap[];
}

type PlaceKind = Exclude<TransferKind, 'field' | 'option'>;

const NODE_LISTS = /\/(signingNodes|hideSignAt|openTabAt)$/;

/**
 * A mapping of one workflow for another one: every field, detail table, node, exit and action flow that it names is looked
 * for there, by its id and name, then by its name and type. What is not found stays as it is, so that nothing is lost and
 * the checks say so. Without `from` (a file of a workflow that is not here) only ids and the fields' own labels can be
 * compared.
 *
 * Laws: between a workflow and itself nothing changes; between workflows that differ by their ids only, everything is found.
 */
export function transferMapping<M extends EditorMapping>(
  mapping: M,
  from: Workflow | undefined,
  to: Workflow,
): Transfer<M> {
  const sameWorkflow = mapping.basic.workflowId === to.id;
  const matcher = new TransferMatcher(sameWorkflow ? to : from, to, sameWorkflow, fieldRefsOf(mapping));
  const walk = new TransferWalk(matcher);
  const moved = walk.walk(mapping, '') as M;
  return { mapping: withBasic(moved, { workflowId: to.id }), matched: walk.matched, missing: walk.missing };
}

/**
 * What is stored for a workflow that takes over a mapping: switched off, under the name that it has there already or the
 * workflow's own, because a name says which workflow is meant.
 */
export function asDraftOf<M extends EditorMapping>(mapping: M, to: Pick<Workflow, 'id' | 'name'>, name?: string): M {
  return withBasic(mapping, { workflowId: to.id, name: (name ?? to.name).slice(0, 200), enabled: false });
}

/** Every reference to a field in a mapping, in its order. */
function fieldRefsOf(value: unknown): FieldRef[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => fieldRefsOf(item));
  if (!isObject(value)) return [];
  return isFieldRef(value) ? [value as unknown as FieldRef] : Object.values(value).flatMap(fieldRefsOf);
}

function isFieldRef(value: Members): boolean {
  return ['table', 'field', 'label', 'type'].every((name) => typeof value[name] === 'string');
}

function isCondition(value: Members): boolean {
  return 'equals' in value && isObject(value['field']) && isFieldRef(value['field']);
}

type WriteField = Extract<SealUseAction, { kind: 'writeField' }>;
type LookupSource = Pick<Required<FieldSource>, 'field' | 'lookup'>;

/** Goes through a mapping once; what does not change is shared with the result. */
class TransferWalk {
  readonly #matcher: TransferMatcher;
  readonly #matched = new Map<string, TransferMatch>();
  readonly #missing = new Map<string, TransferGap>();

  constructor(matcher: TransferMatcher) {
    this.#matcher = matcher;
  }

  get matched(): TransferMatch[] {
    return [...this.#matched.values()];
  }

  get missing(): TransferGap[] {
    return [...this.#missing.values()];
  }

  walk(value: unknown, pointer: string): unknown {
    if (Array.isArray(value)) return this.#list(value, pointer);
    if (!isObject(value)) return value;
    if (isFieldRef(value)) return this.#field(value as unknown as FieldRef, pointer);
    const changes = this.#ownIds(value, pointer);
    let isChanged = Object.keys(changes).length > 0;
    const result: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      const next = name in changes ? changes[name] : this.walk(member, stepInto(pointer, name));
      isChanged ||= next !== member;
      result[name] = next;
    }
    const moved = isChanged ? result : value;
    if (isObject(value['lookup'])) return this.#lookup(value as unknown as LookupSource, moved, pointer);
    if (isCondition(value)) return this.#condition(value as unknown as RowCondition, moved, pointer);
    return value['kind'] === 'writeField' ? this.#written(value as unknown as WriteField, moved, pointer) : moved;
  }

  /** The rows of a lookup table name the choices of their field, which may be stored under other values there. */
  #lookup({ field, lookup }: LookupSource, moved: Members, pointer: string): unknown {
    const found = moved['field'] as FieldRef;
    const rows = lookup.rows.map((row) => ({ ...row, option: this.#option(field, found, row.option, pointer) }));
    const isSame = rows.every(({ option }, at) => option === lookup.rows[at]!.option);
    return isSame ? moved : { ...moved, lookup: { ...lookup, rows } };
  }

  /** And so does the condition that says which rows are meant (C-30). */
  #condition({ field, equals }: RowCondition, moved: Members, pointer: string): unknown {
    if (typeof equals === 'boolean') return moved;
    const option = this.#option(field, moved['field'] as FieldRef, String(equals), pointer);
    return option === String(equals) ? moved : { ...moved, equals: option };
  }

  /** And what an action writes into a field (P-15). */
  #written({ field, value }: WriteField, moved: Members, pointer: string): unknown {
    if (typeof value !== 'string') return moved;
    const option = this.#option(field, moved['field'] as FieldRef, value, pointer);
    return option === value ? moved : { ...moved, value: option };
  }

  /** A choice as it is stored there. */
  #option(field: FieldRef, there: FieldRef, value: string, pointer: string): string {
    const match = this.#matcher.option(field, there, value);
    if (!match) return value;
    const { own, found, reason, stored } = match;
    const name = `${field.label}: ${own.label}`;
    const way = found?.value === own.value ? 'id' : 'label';
    this.#note(
      'option',
      `${field.table} ${field.field} ${value}`,
      name,
      pointer,
      found ? { now: name, way } : { reason },
    );
    return stored;
  }

  #list(list: readonly unknown[], pointer: string): readonly unknown[] {
    const isNodes = NODE_LISTS.test(pointer);
    const next = list.map((item, index) =>
      isNodes ? this.#place('node', String(item), `${pointer}/${index}`) : this.walk(item, `${pointer}/${index}`),
    );
    return next.some((item, index) => item !== list[index]) ? next : list;
  }

  /** The ids that an object holds by itself: a moment, a file operation, an action, the table of parties. */
  #ownIds(value: Members, pointer: string): Record<string, unknown> {
    const changes: Record<string, unknown> = {};
    const take = (name: string, kind: PlaceKind): void => {
      const id = value[name];
      if (typeof id !== 'string') return;
      const next = this.#place(kind, id, pointer);
      if (next !== id) changes[name] = next;
    };
    const { kind } = value;
    if ((kind === 'node' || kind === 'exit') && 'timing' in value) take('target' in value ? 'target' : 'id', kind);
    if (kind === 'sendBack') take('nodeId', 'node');
    if ('actionFlowId' in value) take('actionFlowId', 'actionFlow');
    if (pointer === '/flow/dynamicParties') take('table', 'table');
    return changes;
  }

  #field(ref: FieldRef, pointer: string): FieldRef {
    const { found, name, key, ...rest } = this.#matcher.field(ref);
    this.#note('field', key, name, pointer, found ? { now: found.label, ...rest } : rest);
    if (!found || (found.table === ref.table && found.field === ref.field)) return ref;
    return { table: found.table, field: found.field, label: found.label, type: found.type };
  }

  #place(kind: PlaceKind, id: string, pointer: string): string {
    const { found, name, ...rest } = this.#matcher.place(kind, id);
    this.#note(kind, id, name, pointer, found ? { now: found.name, ...rest } : rest);
    return found?.id ?? id;
  }

  #note(
    kind: TransferKind,
    key: string,
    name: string,
    pointer: string,
    facts: { now?: string; way?: TransferWay; differs?: boolean; reason?: TransferGap['reason'] },
  ): void {
    const id = `${kind} ${key}`;
    const { now, way, differs = false, reason = 'absent' } = facts;
    if (now !== undefined && way !== undefined) {
      const pointers = [...(this.#matched.get(id)?.pointers ?? []), pointer];
      this.#matched.set(id, { kind, name, now, way, differs, pointers });
    } else {
      const pointers = [...(this.#missing.get(id)?.pointers ?? []), pointer];
      this.#missing.set(id, { kind, name, reason, pointers });
    }
  }
}
