import type { FieldRef, FileValue, PersonValue, RefValue } from '../../schema/form.js';
import type { SigningMapping } from '../../schema/signing-config.js';
import type { ControlValue, ValueSource } from '../../schema/value-source.js';
import { addDays, calendarDay } from '../calendar.js';
import { readContacts } from '../contact.js';
import { fieldOf, type SlotReader } from './reader.js';

/**
 * What each slot of a signing mapping gives for a record. The planner makes envelopes of it and the cards of the editor show
 * it, so that nobody sees anything else than what is sent.
 */

export const LONGEST_SUBJECT = 200;

/** C-10 */
export function readSubject({ required: { subject } }: SigningMapping, reader: SlotReader): string | null {
  const field = fieldOf(subject);
  const text = reader.need(() => reader.text(subject, 'C-10'), { code: 'REQ', slot: 'C-10', field });
  if (text !== null && text.length > LONGEST_SUBJECT) reader.refuse('TOO-LONG', 'C-10', field);
  return text;
}

/** C-11 */
export function readOrganization({ required: { organization } }: SigningMapping, reader: SlotReader): string | null {
  const refusal = { code: 'REQ', slot: 'C-11', field: fieldOf(organization) } as const;
  return reader.need(() => reader.text(organization, 'C-11'), refusal);
}

/** C-12: the operator unless the mapping names somebody else. */
export function readInitiator({ required }: SigningMapping, reader: SlotReader): PersonValue | null {
  const source = required.initiator ?? { kind: 'operator' as const };
  const refusal = { code: 'REQ', slot: 'C-12', field: fieldOf(source) } as const;
  return reader.need(() => reader.persons(source, 'C-12')[0] ?? null, refusal);
}

/** C-15 */
export function readSigners({ required: { signers } }: SigningMapping, reader: SlotReader): PersonValue[] {
  const read = () => uniquePeople(signers.flatMap((source) => reader.persons(source, 'C-15')));
  return reader.need(read, { code: 'SIGN-NONE', slot: 'C-15', field: fieldOf(signers[0] ?? null) });
}

/** C-23: the day that a field names, or the one so many days after a launch now; null without a deadline. */
export function readDeadline({ optional: { deadline } }: SigningMapping, reader: SlotReader): string | null {
  const today = calendarDay(reader.context.now, reader.context.utcOffset);
  if (deadline?.kind === 'days') return addDays(today, deadline.days);
  const field = deadline?.field ?? null;
  const day = field && reader.day(field, 'C-23');
  if (day !== null && day < today) reader.refuse('DATE-PAST', 'C-23', field);
  return day;
}

/** A file of the form, or a template with the texts of its controls. */
export type ReadDocument =
  | { readonly kind: 'file'; readonly sourceId: string; readonly file: FileValue }
  | {
      readonly kind: 'template';
      readonly sourceId: string;
      readonly template: RefValue;
      readonly controls: readonly ControlValue[];
      readonly texts: readonly ControlText[];
    };

export interface ControlText {
  readonly control: string;
  readonly value: string;
}

/** C-13: one empty field among several is no fault, no file at all is one. */
export function readDocuments(mapping: SigningMapping, reader: SlotReader): ReadDocument[] {
  const [first] = mapping.required.documents;
  const field: FieldRef | null = first?.kind === 'field' ? first.field : fieldOf(first?.template ?? null);
  return reader.need(() => readAnyDocuments(mapping, reader), { code: 'REQ', slot: 'C-13', field });
}

/** The documents as the record has them now, without a word on whether there are any. */
export function readAnyDocuments({ required }: SigningMapping, reader: SlotReader): ReadDocument[] {
  return required.documents.flatMap((source): ReadDocument[] => {
    const sourceId = source.id;
    if (source.kind === 'field') {
      return reader.files(source.field, 'C-13').map((file) => ({ kind: 'file', sourceId, file }));
    }
    const [template] = reader.refs(source.template, 'C-13');
    if (!template) return [];
    const { controls } = source;
    return [{ kind: 'template', sourceId, template, controls, texts: readControls(controls, reader) }];
  });
}

/** What the form puts into the controls of a template; an empty one stays empty. */
export function readControls(controls: readonly ControlValue[], reader: SlotReader): ControlText[] {
  return controls.map(({ control, value }) => ({ control, value: reader.text(value, 'C-13') ?? '' }));
}

/** C-49: people of the OA. */
export function readInternalCopies({ advanced: { cc } }: SigningMapping, reader: SlotReader): PersonValue[] {
  return uniquePeople(cc.internal.flatMap((source) => reader.persons(source, 'C-49')));
}

/** C-49: contacts of people outside; one that reaches nobody is refused, as that of a party is. */
export function readExternalCopies({ advanced: { cc } }: SigningMapping, reader: SlotReader): string[] {
  const contacts = cc.external.flatMap((source) => {
    const read = readContacts(reader.text(source, 'C-49') ?? '');
    if (read.wrong.length > 0) reader.refuse('SIGN-CONTACT', 'C-49', fieldOf(source));
    return read.contacts;
  });
  return [...new Set(contacts)];
}

/** C-46: null without one. */
export function readDownloadCreator({ advanced }: SigningMapping, reader: SlotReader): PersonValue | null {
  return reader.persons(advanced.downloadCreator, 'C-46')[0] ?? null;
}

/** C-31, C-36: a party signs with one seal. */
export function readSeal(source: ValueSource | null, reader: SlotReader, slot: string): RefValue | null {
  return reader.refs(source, slot)[0] ?? null;
}

export function uniquePeople(people: readonly PersonValue[]): PersonValue[] {
  return [...new Map(people.map((person) => [person.userId, person])).values()];
}

/** How a person of the OA is reached. */
export function contactOf({ mobile, email }: PersonValue): string | null {
  return mobile ?? email ?? null;
}
