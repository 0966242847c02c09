import * as z from 'zod/mini';

import { FormRecord, PersonValue } from './form.js';
import { Id, Label, Timestamp } from './primitives.js';
import { wire } from './registry.js';

/**
 * Why a slot would not go over: several rows for one value (`CARD`), a value of another type (`TYPE`), a text that is no
 * date or number (`UNREADABLE`), a name that nobody is known by (`UNKNOWN`), a choice that a lookup table has nothing for
 * (`LOOKUP-GAP`), no address that a party can be reached at (`CONTACT`). Later versions may know more.
 */
const Fault = z.string().check(z.minLength(1), z.maxLength(40));

export const PinnedResult = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('values'), values: z.array(z.string()) }),
    z.strictObject({ kind: z.literal('empty') }),
    z.strictObject({ kind: z.literal('fault'), code: Fault }),
  ])
  .register(wire, { id: 'PinnedResult', description: 'What a slot is expected to send for a record.' });
export type PinnedResult = z.infer<typeof PinnedResult>;

/** A record with what a mapping is expected to send for it. Moment and operator are pinned: the answer depends on both. */
export const RecordCase = z
  .strictObject({
    name: Label,
    record: FormRecord,
    operator: PersonValue,
    now: Timestamp,
    /**
     * By the pointer of the slot, with the items of a list by their id (`/flow/parties/@party-b/name`), so that a party may
     * move. Older files name the place (`/flow/parties/0/name`), and are still read so.
     */
    expected: z.record(z.string(), PinnedResult),
  })
  .register(wire, { id: 'RecordCase', description: 'A pinned record and the results that are expected for it.' });
export type RecordCase = z.infer<typeof RecordCase>;

/** So many cases are kept: all of them run after every change. */
export const MOST_CASES = 20;

/** What the editor exports and a server runs: the cases of one mapping. */
export const CaseFile = z
  .strictObject({
    format: z.literal('esign-elements/cases'),
    version: z.literal(1),
    kind: z.enum(['signing', 'seal-use']),
    workflowId: Id,
    cases: z.array(RecordCase).check(z.maxLength(MOST_CASES)),
  })
  .register(wire, { id: 'CaseFile', description: 'The cases of one mapping, as a file.' });
export type CaseFile = z.infer<typeof CaseFile>;
