import type { MappingProblem } from '../schema/dom-events.js';
import type { ProviderCapabilities } from '../schema/provider.js';
import type { SealUseMapping } from '../schema/seal-use-config.js';
import type { SigningMapping } from '../schema/signing-config.js';
import type { ValueSource } from '../schema/value-source.js';
import { calendarDay } from './calendar.js';
import { problem } from './check-references.js';
import { isSealUse, type EditorMapping } from './editor-mapping.js';
import { checkFileName, renderName } from './naming.js';
import { resolveDay, resolveFiles, resolveNumber, resolvePersons, type ResolveContext } from './resolve.js';
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

/** P-06, P-10, P-11: a seal is used a whole number of times, and once at least. */
function checkCounts({ apply, append }: SealUseMapping, context: ResolveContext): MappingProblem[] {
  const counts: [string, ValueSource | null][] = [
    ['/apply/useCount', apply.useCount],
    ['/append/count', append.count],
    ['/append/seamCount', append.seamCount],
  ];
  return counts.flatMap(([pointer, source]) => {
    if (source?.kind !== 'field') return [];
    const read = resolveNumber(source, context);
    if (!read.ok || read.value === null || (Number.isInteger(read.value) && read.value >= 1)) return [];
    return warn('COUNT-BAD', pointer, { name: source.field.label, value: String(read.value) });
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

interface Signing {
  readonly pointer: string;
  /** Id of the party that signs, as placement rules name it. */
  readonly party: string;
  readonly sources: readonly ValueSource[];
}

/** Two parties that turn out to be the same person: that one would be asked to sign twice. */
function checkSigners({ required, flow }: SigningMapping, context: ResolveContext): MappingProblem[] {
  const signing: Signing[] = [
    ...(flow.initiatorAction === 'launchAndSign'
      ? [{ pointer: '/required/signers', party: 'initiator', sources: required.signers }]
      : []),
    ...(flow.addParties.fixed
      ? flow.parties.flatMap((party, index) =>
          party.scope === 'internal'
            ? [{ pointer: `/flow/parties/${index}/signers`, party: party.id, sources: party.signers }]
            : [],
        )
      : []),
  ];
  const seen = new Map<string, Signing>();
  return signing.flatMap((own) => {
    const people = own.sources.flatMap((source) => {
      const read = resolvePersons(source, context);
      return read.ok ? read.value : [];
    });
    const twice = people.find((person) => seen.has(person.userId));
    for (const person of people) if (!seen.has(person.userId)) seen.set(person.userId, own);
    const other = twice && seen.get(twice.userId);
    if (!twice || !other || other === own) return [];
    return warn('SIGN-DUP', own.pointer, { name: twice.name, party: own.party, other: other.party });
  });
}
