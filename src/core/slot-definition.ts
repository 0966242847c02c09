import type { EditorStep } from '../schema/dom-events.js';
import type { BrowseTarget } from '../schema/form.js';
import type { ValueSource } from '../schema/value-source.js';
import type { EditorMapping } from './editor-mapping.js';
import { valueAt } from './pointer.js';

/** What a slot wants; the columns of the type table, and `seal` and `anyField`. */
export type SlotType =
  | 'text'
  | 'person'
  | 'people'
  | 'organization'
  | 'files'
  | 'date'
  | 'number'
  | 'choice'
  | 'switch'
  | 'contact'
  | 'seal'
  | 'anyField';

/** How a slot is edited. */
export type SlotControl =
  | 'workflow'
  | 'provider'
  | 'binding'
  | 'text'
  | 'identifier'
  | 'number'
  | 'switch'
  | 'choice'
  | 'source'
  | 'sources'
  | 'field'
  | 'table'
  | 'documents'
  | 'nodes'
  | 'points'
  | 'deadline'
  | 'parties'
  | 'dynamicParties'
  | 'placements'
  | 'callbacks'
  | 'operations'
  | 'sealCallbacks'
  | 'template'
  | 'texts';

/** What another slot has to hold for a slot to mean anything; without `value` anything that is set does. */
export interface SlotCondition {
  /** From where the slot's own pointer starts: the mapping, or the party. */
  readonly pointer: string;
  readonly value?: string | boolean;
  /** Will do as well. */
  readonly or?: SlotCondition;
}

export function conditionHolds(owner: object, { pointer, value, or }: SlotCondition): boolean {
  const present = valueAt(owner, pointer);
  const holds = value === undefined ? present !== null && present !== undefined : present === value;
  return holds || (or !== undefined && conditionHolds(owner, or));
}

/** What the slots of the whole mapping and those inside a party have in common. */
interface SlotFacts {
  /** The requirement, for example `C-10`. */
  readonly code: string;
  /** Key of the slot's texts in the translations. */
  readonly id: string;
  readonly control: SlotControl;
  readonly type?: SlotType;
  /** Kinds of value source that make sense here, the usual one first. */
  readonly kinds?: readonly ValueSource['kind'][];
  readonly choices?: readonly string[];
  /** Browse targets that go over as they are. */
  readonly browse?: readonly BrowseTarget[];
  /** The host writes into the field or finds it by itself: only a field of the main table that fits directly. */
  readonly mainOnly?: boolean;
  /** All of these hold where the slot applies. */
  readonly conditions?: readonly SlotCondition[];
}

/** A slot of one kind of mapping; its rules are only asked for a mapping of that kind. */
export interface SlotDefinition extends SlotFacts {
  readonly step: EditorStep;
  readonly group?: string;
  /** JSON pointer into the mapping. */
  readonly pointer: string;
  /** Whether the mapping is incomplete without it; only asked where `applies`. */
  required(mapping: EditorMapping): boolean;
  /** Whether the slot means anything with the present modes. What does not apply keeps its value. */
  applies(mapping: EditorMapping): boolean;
}

/** A slot inside a party; `pointer` is relative to the party. */
export interface NestedSlotDefinition<P> extends SlotFacts {
  readonly pointer: string;
  required(party: P): boolean;
  applies(party: P): boolean;
}

/** Most slots are optional; the tables of slots say only where that differs. */
export type Rules<A> = { required?(argument: A): boolean; readonly conditions?: readonly SlotCondition[] };

interface Ruled<A> {
  required(argument: A): boolean;
  applies(argument: A): boolean;
}

/** Fills in the usual rules of a table of slots. */
export function withRules<A extends object, S extends Rules<A>>(slot: S): S & Ruled<A> {
  const { conditions = [] } = slot;
  return {
    ...slot,
    required: slot.required ?? (() => false),
    applies: (owner) => conditions.every((condition) => conditionHolds(owner, condition)),
  };
}

export const always = (): boolean => true;
