import type { PersonValue, RefValue } from '../schema/form.js';
import type { SealUseMapping } from '../schema/seal-use-config.js';
import type { SigningMapping } from '../schema/signing-config.js';
import { isSealUse, type EditorMapping } from './editor-mapping.js';
import {
  fixedSources,
  partyRows,
  readPartyContact,
  readPartyName,
  readPartySigners,
  readRowOrder,
  rowSources,
  type PartySources,
} from './planner/party-readings.js';
import { SlotReader, type ReadFault } from './planner/reader.js';
import {
  contactOf,
  readDeadline,
  readDocuments,
  readDownloadCreator,
  readExternalCopies,
  readInitiator,
  readInternalCopies,
  readOrganization,
  readSeal,
  readSigners,
  readSubject,
} from './planner/readings.js';
import {
  readAppendCount,
  readApplicant,
  readFileType,
  readPhysicalSeals,
  readSealSubject,
  readUseCount,
} from './planner/seal-use-readings.js';
import { signedFileNames } from './planner/signed-names.js';
import type { ResolveContext } from './resolve.js';
import type { SlotDefinition } from './slot-definition.js';

/** Why a slot would not go over. */
export type ResultFault = ReadFault;

/** What a slot would send for a record: one or more values as people read them, nothing, or a fault. */
export type SlotResult =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'fault'; readonly code: ResultFault };

/**
 * What a slot would send for the record of the context, read by the very functions that the planner reads with; null for a
 * slot that is the same for every record, such as a switch or a node, and for one that is parked. A slot that is read for each row of a detail table
 * (C-30) answers a value for each row that becomes a party. Faults are those that stop the creation.
 */
export function resultOf(slot: SlotDefinition, mapping: EditorMapping, context: ResolveContext): SlotResult | null {
  // what is parked is not sent
  if (!slot.applies(mapping)) return null;
  const read = isSealUse(mapping) ? sealUseReader(slot.pointer, mapping) : signingReader(slot.pointer, mapping);
  if (!read) return null;
  const reader = new SlotReader(context);
  const values = read(reader);
  const [problem] = reader.problems;
  if (problem) return { kind: 'fault', code: problem.code };
  return values.length === 0 ? { kind: 'empty' } : { kind: 'values', values };
}

type Read = (reader: SlotReader) => string[];

const FIXED = /^\/flow\/parties\/(\d+)(\/[a-z]+)$/i;
const ROWS = /^\/flow\/dynamicParties(\/[a-z]+)$/i;

function signingReader(pointer: string, mapping: SigningMapping): Read | null {
  const own = SIGNING[pointer];
  if (own) return (reader) => own(mapping, reader);
  const [, index, ofParty = ''] = FIXED.exec(pointer) ?? [];
  const party = index === undefined ? undefined : mapping.flow.parties[Number(index)];
  const readFixed = PARTY[ofParty];
  if (party && readFixed) return (reader) => readFixed(fixedSources(party), reader);
  const [, ofRow = ''] = ROWS.exec(pointer) ?? [];
  return rowReader(ofRow, mapping);
}

function rowReader(member: string, { flow }: SigningMapping): Read | null {
  const { dynamicParties: rows } = flow;
  const { table } = rows;
  const sources = rowSources(rows);
  const readPart = PARTY[member === '/signer' ? '/signers' : member];
  if (member !== '/order' && !readPart) return null;
  return (reader) =>
    partyRows(rows, reader.context.record).flatMap(({ values, index }) => {
      const row = reader.atRow(table ?? '', values);
      return readPart ? readPart(sources, row) : [String(readRowOrder(rows, row, index))];
    });
}

const SIGNING: Readonly<Record<string, (mapping: SigningMapping, reader: SlotReader) => string[]>> = {
  '/required/subject': (mapping, reader) => texts(readSubject(mapping, reader)),
  '/required/organization': (mapping, reader) => texts(readOrganization(mapping, reader)),
  '/required/initiator': (mapping, reader) => people(readInitiator(mapping, reader)),
  '/required/documents': (mapping, reader) => documentNames(mapping, reader),
  '/required/signers': (mapping, reader) => people(...readSigners(mapping, reader)),
  '/optional/sceneNumber': ({ optional }, reader) => texts(reader.text(optional.sceneNumber, 'C-21')),
  '/optional/remark': ({ optional }, reader) => texts(reader.text(optional.remark, 'C-22')),
  '/optional/deadline': (mapping, reader) => texts(readDeadline(mapping, reader)),
  '/flow/initiator/seal': ({ flow }, reader) => names(readSeal(flow.initiator.seal, reader, 'C-36')),
  '/advanced/namingRule': (mapping, reader) => signedNames(mapping, reader),
  '/advanced/downloadCreator': (mapping, reader) => people(readDownloadCreator(mapping, reader)),
  '/advanced/cc/internal': (mapping, reader) => people(...readInternalCopies(mapping, reader)),
  '/advanced/cc/external': (mapping, reader) => readExternalCopies(mapping, reader),
};

const PARTY: Readonly<Record<string, (party: PartySources, reader: SlotReader) => string[]>> = {
  '/name': (party, reader) => texts(readPartyName(party, reader)),
  '/signers': (party, reader) => people(...readPartySigners(party, reader)),
  '/contact': (party, reader) => texts(readPartyContact(party, reader)),
  '/seal': (party, reader) => names(readSeal(party.seal, reader, party.slot)),
};

function sealUseReader(pointer: string, mapping: SealUseMapping): Read | null {
  const own = SEAL_USE[pointer];
  return own ? (reader) => own(mapping, reader) : null;
}

const SEAL_USE: Readonly<Record<string, (mapping: SealUseMapping, reader: SlotReader) => string[]>> = {
  '/apply/subject': (mapping, reader) => texts(readSealSubject(mapping, reader)),
  '/apply/applicant': (mapping, reader) => people(readApplicant(mapping, reader)),
  '/apply/fileType': (mapping, reader) => names(readFileType(mapping, reader)),
  '/apply/physicalSeals': (mapping, reader) => names(...readPhysicalSeals(mapping, reader)),
  '/apply/useCount': (mapping, reader) => numbers(readUseCount(mapping, reader)),
  '/append/count': (mapping, reader) => numbers(readAppendCount(mapping, 'P-10', reader)),
  '/append/seamCount': (mapping, reader) => numbers(readAppendCount(mapping, 'P-11', reader)),
};

/** C-44: signed files are PDFs; what cannot be read among the documents is told at their own slot. */
function signedNames(mapping: SigningMapping, { context }: SlotReader): string[] {
  const documents = documentNames(mapping, new SlotReader(context));
  const signed = documents.map((name) => ({ name, mediaType: 'application/pdf' }));
  return signedFileNames(mapping, signed, context);
}

function documentNames(mapping: SigningMapping, reader: SlotReader): string[] {
  return readDocuments(mapping, reader).map((document) =>
    document.kind === 'file' ? document.file.name : document.template.name,
  );
}

function texts(text: string | null): string[] {
  return text === null ? [] : [text];
}

function numbers(number: number | null): string[] {
  return number === null ? [] : [String(number)];
}

function names(...refs: readonly (RefValue | null)[]): string[] {
  return refs.flatMap((ref) => (ref === null ? [] : [ref.name]));
}

/** People with how they are reached. */
function people(...found: readonly (PersonValue | null)[]): string[] {
  return found.flatMap((person) => {
    if (person === null) return [];
    const contact = contactOf(person);
    return [contact === null ? person.name : `${person.name} | ${contact}`];
  });
}
