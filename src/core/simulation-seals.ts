import type { Effect } from '../schema/plan.js';
import { SCHEMA_VERSION } from '../schema/primitives.js';
import type { SealUse, SealUseDraft } from '../schema/seal-use.js';
import type { SealUseEvent } from '../schema/seal-use-event.js';
import type { SealUseMapping } from '../schema/seal-use-config.js';
import type { SealUseAct } from './seal-use.js';
import { canSpend, isOpenSealUse } from './seal-use.js';
import { isFinalSealUse } from './status.js';
import { TRIAL } from './simulation-state.js';

type ApplyEffect = Extract<Effect, { kind: 'applySealUse' }>;

/** One press of the seal. */
export const ONE_USE = { count: 1, seamCount: 0 } as const;

/** The seal use that an application makes in a trial run, with a use code as the register gives one. */
export function appliedSealUse(mapping: SealUseMapping, effect: ApplyEffect, act: SealUseAct): SealUse {
  const { subject, applicant, fileType, seals, count, key, recordId } = effect;
  const none = { count: 0, appended: 0, used: 0 };
  return {
    ...TRIAL,
    schemaVersion: SCHEMA_VERSION,
    id: key,
    recordId,
    bindingId: mapping.basic.bindingId ?? '',
    provider: mapping.basic.provider ?? 'builtin',
    subject,
    applicant,
    fileType,
    seals,
    status: 'applied',
    uses: { ...none, count },
    seamUses: none,
    useCodes: [useCode(1)],
    entries: [{ id: act.entryId, kind: 'applied', at: act.at, by: act.by, count, seamCount: 0, note: null }],
    version: 1,
    createdAt: act.at,
    updatedAt: act.at,
  };
}

/** The application as it was sent, in the shape in which it is shown before. */
export function sentApplication({ recordId, subject, applicant, fileType, seals, count }: ApplyEffect): SealUseDraft {
  return { recordId, subject, applicant, fileType, seals, count, problems: [] };
}

/** A code that looks like one, and is always the same in the same run. */
export function useCode(nth: number): string {
  return String(100_000 + nth * 1111);
}

const AT_APPROVAL: readonly SealUseEvent[] = ['terminated', 'rejected'];

/** The events that can come at a status. */
export function sealEventsOf(sealUse: SealUse | null): ('sealUsed' | SealUseEvent)[] {
  if (!sealUse || isFinalSealUse(sealUse.status)) return [];
  return [
    ...(canSpend(sealUse, ONE_USE) ? (['sealUsed'] as const) : []),
    ...(isOpenSealUse(sealUse) ? (['smartUseCompleted'] as const) : []),
    ...(sealUse.status === 'completed' ? (['filingCompleted'] as const) : []),
    'autoEnded' as const,
    ...(sealUse.status === 'applied' ? AT_APPROVAL : []),
  ];
}
