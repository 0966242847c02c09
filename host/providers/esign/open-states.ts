import type { Envelope, PartyStatus } from '../../../src/schema/index.js';
import type { RemoteObservation } from '../remote-service.js';
import { fromShanghai } from '../shanghai-time.js';
import { FLOW_STATUS } from './flow-states.js';
import type { OpenDetail } from './open-client.js';
import { placesOf, seatKey, type OpenPlace } from './open-flows.js';
import type { RemoteState } from '../remote-service.js';

type Entry = NonNullable<OpenDetail['signDetail']>[number];

export const RUNNING = 1;
const SIGNED = 2;
const ENDED = 3;
const WITHDRAWN = 4;
const DOCUMENT_FAILED = 3;
const DOCUMENT_REFUSED = 4;

/** What became of people whose flow ended before they acted. */
const WITH_FLOW: Readonly<Record<number, PartyStatus>> = { 3: 'revoked', 5: 'expired' };

/** What a flow says in our terms; what has no time of its own counts as just seen. */
export function openObservations({ flowStatus, startTime, signDetail }: OpenDetail, now: string): RemoteObservation[] {
  const reached = FLOW_STATUS[flowStatus];
  if (reached === undefined) return [];
  const entries = signDetail ?? [];
  const seen = entries.flatMap((entry): RemoteObservation[] => {
    const status = statusOf(entry, flowStatus);
    const signer = seatKey(entry.accountId, entry.authorizationOrgId);
    return status ? [{ kind: 'signer', signer, status, at: timeOf(entry) ?? now, ...reasonOf(entry) }] : [];
  });
  const refusal = entries.find(isRefused);
  const times = entries.map(timeOf).filter((at) => at !== null);
  const end = (refusal && timeOf(refusal)) ?? (reached === 'completed' ? times.sort().at(-1) : undefined) ?? now;
  return [
    { kind: 'envelope', status: 'launched', at: fromShanghai(startTime ?? '') ?? now },
    ...seen,
    ...(reached === 'launched'
      ? []
      : [{ kind: 'envelope' as const, status: reached, at: end, ...(refusal ? reasonOf(refusal) : {}) }]),
  ];
}

/** A task that was withdrawn says nothing of the signer: it is made anew for each page, and for others than who signed. */
function statusOf(entry: Entry, flowStatus: number): PartyStatus | null {
  switch (entry.signStatus) {
    case 0:
    case 1:
      return 'pending';
    case SIGNED:
      return 'signed';
    case ENDED:
      if (isRefused(entry)) return 'rejected';
      return documents(entry).some((status) => status === DOCUMENT_FAILED) ? 'failed' : (WITH_FLOW[flowStatus] ?? null);
    default:
      return null;
  }
}

function isRefused(entry: Entry): boolean {
  return documents(entry).includes(DOCUMENT_REFUSED);
}

function documents({ signInfo }: Entry): (number | null | undefined)[] {
  return (signInfo ?? []).map(({ signStatus }) => signStatus);
}

function timeOf({ signInfo }: Entry): string | null {
  const times = (signInfo ?? []).map(({ signTime }) => fromShanghai(signTime ?? '')).filter((at) => at !== null);
  return times.sort().at(-1) ?? null;
}

function reasonOf({ signInfo }: Entry): { reason?: string } {
  const reason = (signInfo ?? []).map(({ signExplain }) => signExplain).find(Boolean);
  return reason ? { reason } : {};
}

/** What there is to do in a flow by the word of the service: whom to ask, whose task nobody needs any more. */
export interface OpenTurn {
  /** Seats whose turn it is. */
  readonly inTurn: readonly OpenPlace[];
  /** Those of them that have no task. */
  readonly missing: readonly OpenPlace[];
  /** Tasks of parties for which somebody else has signed (或签). */
  readonly spare: readonly OpenPlace[];
  readonly isDone: boolean;
}

/** The order is kept here: the service itself lets everybody sign whom it has a task for. */
export function openTurn({ envelope, names }: RemoteState, detail: OpenDetail): OpenTurn {
  const places = placesOf(names);
  const entries = detail.signDetail ?? [];
  const has = ({ key }: OpenPlace, statuses: readonly number[]): boolean =>
    entries.some(
      (entry) => seatKey(entry.accountId, entry.authorizationOrgId) === key && statuses.includes(entry.signStatus),
    );
  const isDone = ({ id }: Envelope['parties'][number]): boolean =>
    places.some((place) => place.partyId === id && has(place, [SIGNED]));
  const open = envelope.parties.filter((party) => !isDone(party));
  const first = Math.min(...open.map(({ order }) => order));
  const turn = open.filter(({ order }) => envelope.order === 'unordered' || order === first).map(({ id }) => id);
  const inTurn = places.filter(({ partyId }) => turn.includes(partyId));
  return {
    inTurn,
    missing: inTurn.filter((place) => !has(place, [0, 1, ENDED])),
    spare: places.filter((place) => !open.some(({ id }) => id === place.partyId) && has(place, [0, 1])),
    isDone: open.length === 0,
  };
}

/** Whether somebody has a task that waits. */
export function hasOpenTask(detail: OpenDetail, { key }: OpenPlace): boolean {
  return (detail.signDetail ?? []).some(
    (entry) =>
      seatKey(entry.accountId, entry.authorizationOrgId) === key &&
      entry.signStatus !== WITHDRAWN &&
      entry.signStatus < SIGNED,
  );
}
