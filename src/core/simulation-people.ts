import type { PersonValue } from '../schema/form.js';
import type { PlanMessage, PlannedButton, PlanProblem, Why } from '../schema/record-tab.js';
import type { ButtonKind } from '../schema/signing-kinds.js';
import { isSigning, signingOf } from './editor-mapping.js';
import { canAppend } from './seal-use.js';
import { why } from './planner/input.js';
import { plan } from './planner/plan.js';
import { findSeat, type Seat, type SeatState } from './planner/seat.js';
import { inputFor, lookBy, planFor, type Simulation } from './simulation-state.js';
import { isFinal } from './status.js';

/** A button that a person who takes part does not get, and why. */
export interface AbsentButton {
  readonly kind: ButtonKind;
  readonly why: Why;
}

/** What one person would see now. */
export interface PersonSight {
  readonly person: PersonValue;
  readonly buttons: readonly PlannedButton[];
  readonly messages: readonly PlanMessage[];
  readonly absent: readonly AbsentButton[];
  /** The buttons that do something in a trial run. */
  readonly live: ReadonlySet<ButtonKind>;
}

/** Everybody who has to do with the record: who made it, who takes part, and who is named in it. */
export function peopleIn({ record, envelope, sealUse }: Simulation): PersonValue[] {
  const { creator, values, details } = record;
  const all = [values, ...Object.values(details).flat()].flatMap((row) => Object.values(row).flat());
  const signers = (envelope?.parties ?? []).flatMap(({ signers: list }) =>
    list.flatMap(({ userId, name }) => (userId === null ? [] : [{ userId, name }])),
  );
  const others = [envelope?.initiator, sealUse?.applicant].filter((person) => person !== undefined);
  const people = new Map<string, PersonValue>();
  for (const person of [creator, ...others, ...signers, ...all.filter(isPerson)]) {
    if (!people.has(person.userId)) people.set(person.userId, person);
  }
  return [...people.values()];
}

/** What a person would see at the record's node. */
export function sightOf(simulation: Simulation, person: PersonValue): PersonSight {
  const { buttons, messages } = plan(inputFor(simulation, lookBy(person), person));
  const absent = isSigning(simulation.mapping)
    ? absentInSigning(simulation, person, buttons)
    : absentInSealUse(simulation, person);
  const live = new Set(buttons.filter((button) => isLive(simulation, button)).map(({ kind }) => kind));
  return { person, buttons, messages, absent, live };
}

/** Who has something to do now, else who made the record. */
export function whoActs(simulation: Simulation): PersonValue {
  const people = peopleIn(simulation);
  const acting = people.find((person) => {
    const { buttons, live } = sightOf(simulation, person);
    return buttons.some(({ kind, enabled }) => enabled && live.has(kind) && !OPTIONAL.has(kind));
  });
  return acting ?? simulation.record.creator;
}

/** The seat of a person in the envelope. */
export function seatOf(simulation: Simulation, userId: string): Seat | null {
  const { envelope, mapping, record, now } = simulation;
  if (!envelope || !isSigning(mapping)) return null;
  const hiddenAt = mapping.advanced.hideSignAt;
  return findSeat({ envelope, userId, nodeId: record.currentNodeId, hiddenAt, now });
}

/** What a launch of the draft would be told now: a draft is frozen at its creation and checked at its launch. */
export function launchProblems(simulation: Simulation): readonly PlanProblem[] {
  const { envelope } = simulation;
  if (envelope?.status !== 'draft') return [];
  return planFor(simulation, { kind: 'user', action: 'launch', actor: envelope.initiator }).problems;
}

/** What nobody has to do for the run to go on. */
const OPTIONAL: ReadonlySet<ButtonKind> = new Set(['revoke', 'setPositions', 'reject', 'endSeal', 'appendSeal']);

const ACTING: ReadonlySet<ButtonKind> = new Set([
  'sign',
  'reject',
  'setPositions',
  'launch',
  'revoke',
  'applySeal',
  'appendSeal',
  'endSeal',
]);

/** Looking, downloading and reminding change nothing, and neither does moving the positions of a draft. */
function isLive({ envelope }: Simulation, { kind, enabled }: PlannedButton): boolean {
  if (!enabled || !ACTING.has(kind)) return false;
  return kind !== 'setPositions' || !envelope || isFinal(envelope.status);
}

const ABSENT_SEATS: Partial<Record<SeatState, Why>> = {
  hidden: why('R-04', 'C-41', 'hiddenHere'),
  elsewhere: why('R-04', 'C-14', 'signsElsewhere'),
  done: why('R-04', 'C-14', 'signedAlready'),
  closed: why('R-14', null, 'signingClosed'),
};

function absentInSigning(
  simulation: Simulation,
  { userId }: PersonValue,
  buttons: readonly PlannedButton[],
): AbsentButton[] {
  const { envelope } = simulation;
  if (!envelope) return [];
  const shown = new Set(buttons.map(({ kind }) => kind));
  const seat = seatOf(simulation, userId);
  const reason = seat ? ABSENT_SEATS[seat.state] : undefined;
  const absent: AbsentButton[] = reason && !shown.has('sign') ? [{ kind: 'sign', why: reason }] : [];
  const isRunning = envelope.status === 'launched' || envelope.status === 'completed';
  if (!isRunning || shown.has('download')) return absent;
  const { downloadOnlyCompleted } = signingOf(simulation.mapping).advanced;
  const isTooEarly = downloadOnlyCompleted && envelope.status !== 'completed';
  const none = isTooEarly ? why('R-04', 'C-47', 'notCompletedYet') : why('R-04', 'C-42', 'notDownloadableHere');
  return [...absent, { kind: 'download', why: none }];
}

function absentInSealUse({ sealUse }: Simulation, { userId }: PersonValue): AbsentButton[] {
  if (!sealUse || sealUse.applicant.userId === userId || !canAppend(sealUse)) return [];
  const reason = why('R-13', 'P-03', 'notApplicant');
  return [
    { kind: 'appendSeal', why: reason },
    { kind: 'endSeal', why: reason },
  ];
}

function isPerson(value: unknown): value is PersonValue {
  return typeof value === 'object' && value !== null && 'userId' in value;
}
