import type { Effect } from '../../schema/plan.js';
import type { PlannedButton, PlanProblem } from '../../schema/record-tab.js';
import type { SealUse, SealUseDraft } from '../../schema/seal-use.js';
import { canAppend, canEnd } from '../seal-use.js';
import { contextOf, inOrder, isAt, NOTHING, why, type Outcome, type SealUseInput } from './input.js';
import { fieldOf, SlotReader } from './reader.js';
import type { WhyReason } from '../../schema/why-reasons.js';
import {
  readAppendCount,
  readApplicant,
  readFileType,
  readPhysicalSeals,
  readSealSubject,
  readUseCount,
} from './seal-use-readings.js';

/**
 * R-13: physical seals are applied for (P-07), added to (P-13) and ended (P-14), in this order where points meet, or by
 * hand.
 */
export function planSealUse(input: SealUseInput): Outcome {
  const { sealUseMapping: mapping, event } = input;
  if (event.kind === 'user') return planByHand(input, event.action);
  const outcomes = [
    isAt(mapping.apply.applyAt, event) ? planApply(input, 'applyPoint') : NOTHING,
    isAt(mapping.append.appendAt, event) ? planAppend(input) : NOTHING,
    isAt(mapping.endAt, event) ? planEnd(input, 'endPoint') : NOTHING,
  ];
  return inOrder(outcomes);
}

function planByHand(input: SealUseInput, action: string): Outcome {
  switch (action) {
    case 'applySeal':
      return planApply(input, 'appliedByHand');
    case 'appendSeal':
      return planAppend(input);
    case 'endSeal':
      return planEnd(input, 'endedByHand');
    default:
      return NOTHING;
  }
}

/** What would be applied for, from the record by the mapping (P-02 to P-06). */
export function draftSealUse(input: SealUseInput): SealUseDraft {
  const { draft, problems } = readApplication(input);
  return { recordId: input.record.recordId, ...draft, problems: problems.map(({ code, slot }) => ({ code, slot })) };
}

/** The buttons of physical seals for the viewer; acting is for the applicant, looking for everyone. */
export function planSealUseButtons(input: SealUseInput): PlannedButton[] {
  const { sealUse, sealUseMapping, viewer } = input;
  const field = sealUseMapping.apply.buttonField;
  const applicant = sealUse ? sealUse.applicant : (readApplication(input).draft.applicant ?? input.record.creator);
  const isApplicant = applicant.userId === viewer.userId;
  const kinds = [
    ...(sealUse ? (['viewSealUse'] as const) : []),
    ...(isApplicant && isRoomForOne(input) && !input.record.finished ? (['applySeal'] as const) : []),
    ...(isApplicant && sealUse && canAppend(sealUse) ? (['appendSeal'] as const) : []),
    ...(isApplicant && sealUse && canEnd(sealUse) ? (['endSeal'] as const) : []),
  ];
  return kinds.map((kind) => ({ kind, enabled: true, label: {}, why: why('R-13', 'P-08', kind, field) }));
}

interface Application {
  readonly draft: Omit<SealUseDraft, 'recordId' | 'problems'>;
  readonly problems: PlanProblem[];
}

function readApplication(input: SealUseInput): Application {
  const { sealUseMapping: mapping } = input;
  const reader = new SlotReader(contextOf(input));
  const draft = {
    subject: readSealSubject(mapping, reader) ?? '',
    applicant: readApplicant(mapping, reader),
    fileType: readFileType(mapping, reader),
    seals: readPhysicalSeals(mapping, reader),
    count: readUseCount(mapping, reader),
  };
  return { draft, problems: reader.problems };
}

function planApply(input: SealUseInput, reason: WhyReason): Outcome {
  if (!isRoomForOne(input)) return NOTHING;
  const { draft, problems } = readApplication(input);
  const { subject, applicant, fileType, seals, count } = draft;
  if (problems.length > 0 || !applicant || !fileType || count === null) return { effects: [], problems };
  const { record, configId, configVersion, sealUse, sealUseMapping } = input;
  const key = `apply:${record.recordId}:${configId}:${configVersion}${sealUse ? `:after:${sealUse.id}` : ''}`;
  const useCodeInto = sealUseMapping.apply.useCodeInto;
  const trace = why('R-13', 'P-07', reason);
  const { recordId } = record;
  return {
    effects: [
      { kind: 'applySealUse', key, why: trace, recordId, subject, applicant, fileType, seals, count, useCodeInto },
    ],
    problems: [],
  };
}

/** Only an application that was turned down may be made again: used seals are never applied for twice by a retry. */
function isRoomForOne({ sealUse }: SealUseInput): boolean {
  return sealUse === null || sealUse.status === 'rejected' || sealUse.status === 'terminated';
}

function planAppend(input: SealUseInput): Outcome {
  const { append } = input.sealUseMapping;
  const { sealUse } = input;
  if (!sealUse || !canAppend(sealUse)) return NOTHING;
  const reader = new SlotReader(contextOf(input));
  const count = readAppendCount(input.sealUseMapping, 'P-10', reader) ?? 0;
  const seamCount = readAppendCount(input.sealUseMapping, 'P-11', reader) ?? 0;
  if (reader.problems.length > 0) return { effects: [], problems: reader.problems };
  if (count + seamCount === 0) return NOTHING;
  const effect: Effect = {
    kind: 'appendSealUse',
    key: `append:${sealUse.id}:${occasionOf(input, sealUse, `${count}+${seamCount}`)}`,
    why: why('R-13', 'P-13', 'appendPoint', fieldOf(append.count ?? append.seamCount)),
    sealUseId: sealUse.id,
    count,
    seamCount,
    codeInto: append.codeInto,
  };
  return { effects: [effect], problems: [] };
}

/**
 * A moment that is reported again (the submit failed after it, and was tried once more) is the same occasion; the next
 * arrival at its node is another. Where the OA does not count arrivals, the same wish at the same moment counts once.
 */
function occasionOf({ event, record }: SealUseInput, { entries }: SealUse, wish: string): string {
  // by hand, the length of the time line tells a second wish from a retry of the first one
  if (event.kind !== 'flow') return String(entries.length);
  const { kind, id, timing } = event.point;
  return `${kind}:${id}:${timing}:${record.visit === undefined ? wish : `visit ${record.visit}`}`;
}

function planEnd({ sealUse }: SealUseInput, reason: WhyReason): Outcome {
  if (!sealUse || !canEnd(sealUse)) return NOTHING;
  const effect: Effect = {
    kind: 'endSealUse',
    key: `end:${sealUse.id}`,
    why: why('R-13', 'P-14', reason),
    sealUseId: sealUse.id,
  };
  return { effects: [effect], problems: [] };
}
