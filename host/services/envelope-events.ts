import type { Envelope, EnvelopeStatus, PlanEvent } from '../../src/schema/index.js';

/** What happened to an envelope, as the planner hears of it. */
export type EnvelopeHappening = Extract<PlanEvent, { kind: 'envelope' }>;

/**
 * What happened between two states of an envelope, in the order in which the planner should hear of it; `before` is null
 * for a new one. The states alone tell, so that a signature on this host and one at a service have the same consequences.
 */
export function happeningsBetween(before: Envelope | null, after: Envelope): EnvelopeHappening[] {
  const isLaunched = after.launchedAt !== null && (before?.launchedAt ?? null) === null;
  const status = after.status === (before?.status ?? 'draft') ? null : after.status;
  return [
    ...(before === null ? [happening('created')] : []),
    ...(isLaunched ? [happening('launched')] : []),
    ...partiesThatAre('signed', before, after).map((partyId) => happening('partySigned', partyId)),
    ...partiesThatAre('rejected', before, after).map((partyId) => happening('partyRejected', partyId)),
    ...(partiesThatAre('failed', before, after).length > 0 ? [happening('failed')] : []),
    ...endOf(status),
  ];
}

function happening(event: EnvelopeHappening['event'], partyId?: string): EnvelopeHappening {
  return { kind: 'envelope', event, ...(partyId === undefined ? {} : { partyId }) };
}

function partiesThatAre(
  status: Envelope['parties'][number]['status'],
  before: Envelope | null,
  after: Envelope,
): string[] {
  const isNew = (id: string): boolean => before?.parties.find((party) => party.id === id)?.status !== status;
  return after.parties.filter((party) => party.status === status && isNew(party.id)).map(({ id }) => id);
}

function endOf(status: EnvelopeStatus | null): EnvelopeHappening[] {
  switch (status) {
    case 'completed':
    case 'rejected':
    case 'revoked':
    case 'expired':
      return [happening(status)];
    case 'terminated':
    case 'deleted':
      return [happening('failed')];
    default:
      return [];
  }
}
