import type { MappingProblem } from '../schema/dom-events.js';
import type { PersonValue } from '../schema/form.js';
import { INITIATOR_PARTY } from '../schema/placement.js';
import type { ProviderCapabilities } from '../schema/provider.js';
import type { SealUseMapping } from '../schema/seal-use-config.js';
import type { SigningMapping } from '../schema/signing-config.js';
import type { ValueSource } from '../schema/value-source.js';
import { calendarDay } from './calendar.js';
import { problem } from './check-references.js';
import { isSealUse, type EditorMapping } from './editor-mapping.js';
import { checkFileName, renderName } from './naming.js';
import {
  fixedSources,
  partyRows,
  readPartyContact,
  readPartySigners,
  rowSources,
  type PartySources,
} from './planner/party-readings.js';
import { SlotReader } from './planner/reader.js';
import { readSigners } from './planner/readings.js';
import { readAppendCount, readUseCount } from './planner/seal-use-readings.js';
import { resolveDay, resolveFiles, type ResolveContext } from './resolve.js';
import { slotAt } from './slots.js';

/**
 * What only shows with a filled-in form: FILE-NONE, FILE-TYPE, DATE-PAST, SIGN-DUP and NAME-FIXED; of physical
 * seals COUNT-BAD. They are warnings, because another record may be fine. The clock and the record come in with the
 * context.
 */
export function checkWithRecord(
  mapping: EditorMapping,
  context: ResolveContext,
  capabilities?: Pick<ProviderCapabilities, 'fileExtensions'>,
): MappingProblem[] {
  if (isSealUse(mapping)) return checkCounts(mapping, context);
  return [
    ...checkFiles(mapping, context, capabilities),
    ...checkDeadline(mapping, context),
    ...checkSigners(mapping, context),
    ...checkName(mapping, context),
  ];
}

/** P-06, P-10, P-11: a seal is used a whole number of times; nothing need be appended. */
function checkCounts(mapping: SealUseMapping, context: ResolveContext): MappingProblem[] {
  const { apply, append } = mapping;
  const counts: [string, ValueSource | null, (reader: SlotReader) => number | null][] = [
    ['/apply/useCount', apply.useCount, (reader) => readUseCount(mapping, reader)],
    ['/append/count', append.count, (reader) => readAppendCount(mapping, 'P-10', reader)],
    ['/append/seamCount', append.seamCount, (reader) => readAppendCount(mapping, 'P-11', reader)],
  ];
  return counts.flatMap(([pointer, source, read]) => {
    if (source?.kind !== 'field') return [];
    const reader = new SlotReader(context);
    const value = read(reader);
    const isBad = reader.problems.some(({ code }) => code === 'COUNT-BAD');
    return isBad ? warn('COUNT-BAD', pointer, { name: source.field.label, value: String(value) }) : [];
  });
}

/** C-44: what a field brings into the name of the file may be refused there, and is then replaced. */
function checkName({ advanced }: SigningMapping, context: ResolveContext): MappingProblem[] {
  if (!advanced.namingRule) return [];
  const name = renderName(advanced.namingRule, context);
  const check = name === '' ? { ok: true as const } : checkFileName(name);
  return check.ok ? [] : warn('NAME-FIXED', '/advanced/namingRule', { name, fixed: check.fixed });
}

function warn(code: Parameters<typeof problem>[0], pointer: string, params: Record<string, string>): MappingProblem[] {
  const slot = slotAt(pointer);
  return slot ? [problem(code, 'warning', slot, params, pointer)] : [];
}

function checkFiles(
  { required }: SigningMapping,
  context: ResolveContext,
  capabilities: Pick<ProviderCapabilities, 'fileExtensions'> | undefined,
): MappingProblem[] {
  const allowed = capabilities && new Set(capabilities.fileExtensions.map((name) => name.toLowerCase()));
  return required.documents.flatMap((document, index) => {
    if (document.kind !== 'field') return [];
    const pointer = `/required/documents/${index}`;
    const read = resolveFiles(document.field, context);
    if (!read.ok) return [];
    const name = document.field.label;
    if (read.value.length === 0) return warn('FILE-NONE', pointer, { name });
    const refused = read.value.find((file) => allowed && !allowed.has(extensionOf(file.name)));
    return refused && allowed
      ? warn('FILE-TYPE', pointer, { name, file: refused.name, allowed: [...allowed].join(', ') })
      : [];
  });
}

function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function checkDeadline({ optional }: SigningMapping, context: ResolveContext): MappingProblem[] {
  const field = optional.deadline?.kind === 'field' ? optional.deadline.field : null;
  if (field === null) return [];
  const read = resolveDay(field, context);
  const today = calendarDay(context.now, context.utcOffset);
  if (!read.ok || read.value === null || read.value >= today) return [];
  return warn('DATE-PAST', '/optional/deadline', { name: field.label, date: read.value });
}

/** Whoever a party turns out to be. */
interface Signing {
  readonly pointer: string;
  /** Id of the party that signs, as placement rules name it. */
  readonly party: string;
  /** What tells people apart: the user in the OA, the contact outside. */
  readonly people: readonly { readonly key: string; readonly name: string }[];
}

/** Two parties that turn out to be the same person: that one would be asked to sign twice (C-15, C-30, C-31). */
function checkSigners(mapping: SigningMapping, context: ResolveContext): MappingProblem[] {
  const reader = new SlotReader(context);
  const { flow } = mapping;
  const signing = [
    ...(flow.initiatorAction === 'launchAndSign'
      ? [{ pointer: '/required/signers', party: INITIATOR_PARTY, people: readSigners(mapping, reader).map(inside) }]
      : []),
    ...(flow.addParties.fixed
      ? flow.parties.map((party, index) =>
          signingOf(`/flow/parties/${index}`, party.id, fixedSources(party), reader, 'signers'),
        )
      : []),
    ...(flow.addParties.dynamic ? rowSigning(mapping, reader) : []),
  ];
  const seen = new Map<string, Signing>();
  return signing.flatMap((own) => {
    const twice = own.people.find(({ key }) => seen.has(key));
    const other = twice && seen.get(twice.key);
    for (const { key } of own.people) if (!seen.has(key)) seen.set(key, own);
    if (!twice || !other) return [];
    return warn('SIGN-DUP', own.pointer, { name: twice.name, party: own.party, other: other.party });
  });
}

function rowSigning({ flow }: SigningMapping, reader: SlotReader): Signing[] {
  const { dynamicParties: rows } = flow;
  const sources = rowSources(rows);
  return partyRows(rows, reader.context.record).map(({ values, index }) => {
    const row = reader.atRow(rows.table ?? '', values);
    return signingOf('/flow/dynamicParties', `${rows.table}-${index + 1}`, sources, row, 'signer');
  });
}

function signingOf(
  pointer: string,
  party: string,
  sources: PartySources,
  reader: SlotReader,
  signers: 'signers' | 'signer',
): Signing {
  if (sources.scope === 'internal') {
    return { pointer: `${pointer}/${signers}`, party, people: readPartySigners(sources, reader).map(inside) };
  }
  const contact = readPartyContact(sources, reader);
  const people = contact === null ? [] : [{ key: `contact ${contact}`, name: contact }];
  return { pointer: `${pointer}/contact`, party, people };
}

function inside({ userId, name }: PersonValue): Signing['people'][number] {
  return { key: `user ${userId}`, name };
}
