import type { PersonValue } from '../../schema/form.js';
import { reachable } from '../graph.js';
import { isFinal, statusAt } from '../status.js';
import { contextOf, type SigningInput } from './input.js';
import { planParties } from './parties.js';
import { SlotReader } from './reader.js';
import { readInitiator } from './readings.js';
import { isSigningNode } from './seat.js';

/** Which of the lazy buttons a person gets before there is an envelope, or after one has ended without completion. */
export type LazyAction = 'sign' | 'setPositions' | 'launch';

/**
 * What a person may click before there is an envelope, where it is made at the first click (C-32 empty): signers whose turn
 * it would be at this node, and the initiator for the positions. After an envelope has ended without completion the
 * initiator may launch a new one, while somebody can still get to sign it.
 */
export function lazyActions(input: SigningInput, person: PersonValue): LazyAction[] {
  const { mapping, record } = input;
  if (mapping.flow.createAt.length > 0 || record.finished) return [];
  const reader = new SlotReader(contextOf(input));
  if (!isUntouched(input)) {
    return hasEndedInVain(input) && isLazyInitiator(input, person, reader) && canStillBeSigned(input, reader)
      ? ['launch']
      : [];
  }
  const parties = planParties(input, null, reader);
  const lowest = Math.min(...parties.map((party) => party.order));
  const signs = parties.some(
    (party) =>
      (mapping.flow.order === 'unordered' || party.order === lowest) &&
      isSigningNode(party.signingNodes, record.currentNodeId) &&
      party.signers.some((signer) => signer.userId === person.userId),
  );
  const hidden = mapping.advanced.hideSignAt.includes(record.currentNodeId);
  const initiates = isLazyInitiator(input, person, reader);
  return [...(signs && !hidden ? (['sign'] as const) : []), ...(initiates ? (['setPositions'] as const) : [])];
}

/** A look at a record whose envelope has ended must not start another one; only a deleted draft left no trace. */
function isUntouched({ envelope }: SigningInput): boolean {
  return envelope === null || envelope.status === 'deleted';
}

function hasEndedInVain({ envelope, now }: SigningInput): boolean {
  const status = envelope ? statusAt(envelope, now) : null;
  return status !== null && isFinal(status) && status !== 'completed';
}

/** Whether the record is at a node where a party signs, or can still come to one. */
function canStillBeSigned(input: SigningInput, reader: SlotReader): boolean {
  const { currentNodeId } = input.record;
  const ahead = reachable(input.workflow, currentNodeId).add(currentNodeId);
  return planParties(input, null, reader).some(
    ({ signingNodes }) => signingNodes.length === 0 || signingNodes.some((node) => ahead.has(node)),
  );
}

/** With the operator as initiator (C-12) everybody would be one: then it is who made the record. */
function isLazyInitiator(input: SigningInput, person: PersonValue, reader: SlotReader): boolean {
  const source = input.mapping.required.initiator;
  const fixed = source !== null && source.kind !== 'operator';
  const initiator = (fixed ? readInitiator(input.mapping, reader) : null) ?? input.record.creator;
  return initiator.userId === person.userId;
}
