import { plan, type PlanInput } from '../../../../src/core/planner/plan.js';
import { isFinal, mergeObservations } from '../../../../src/core/status.js';
import { isEverySigned, openTurns, whoseTurn } from '../../../../src/core/turn.js';
import type { Envelope, EnvelopeStatus } from '../../../../src/schema/envelope.js';
import type { FormRecord } from '../../../../src/schema/form.js';
import type { Effect, Plan, PlanEvent } from '../../../../src/schema/plan.js';
import type { EnvelopeEvent, SigningMapping } from '../../../../src/schema/signing-config.js';
import { anEnvelope, anEnvelopeDocument, aFile, aParty, aRecord, aSigner } from '../../../support/builders.js';
import { anInput, NOW } from './planner.fixture.js';

export type Step =
  | { readonly kind: 'event'; readonly event: PlanEvent }
  | { readonly kind: 'edit'; readonly sha256: string }
  | { readonly kind: 'move'; readonly nodeId: string }
  | { readonly kind: 'save' }
  | { readonly kind: 'sign' }
  | { readonly kind: 'end'; readonly status: Extract<EnvelopeStatus, 'rejected' | 'revoked' | 'expired'> };

/**
 * A host in small: one record, its envelopes, and the effects that were carried out, told apart by their keys only. It knows
 * no rule of the planner; what the planner gets wrong goes wrong here.
 */
export class World {
  readonly envelopes: Envelope[] = [];
  readonly known = new Set<string>();
  readonly plans: { readonly input: PlanInput; readonly plan: Plan }[] = [];
  record: FormRecord = aRecord();
  /** Effects that wait; a prompt host carries them out at once. */
  readonly waiting: Effect[] = [];
  readonly mapping: SigningMapping;
  readonly isPrompt: boolean;
  #configVersion = 1;
  #isCarryingOut = false;

  constructor(mapping: SigningMapping, isPrompt: boolean) {
    this.mapping = mapping;
    this.isPrompt = isPrompt;
  }

  take(step: Step): void {
    switch (step.kind) {
      case 'event':
        return this.happen(step.event);
      case 'edit':
        this.record = aRecord({
          currentNodeId: this.record.currentNodeId,
          values: { ...this.record.values, 'f-contract': [aFile({ sha256: step.sha256 })] },
        });
        return;
      case 'move':
        this.record = { ...this.record, currentNodeId: step.nodeId };
        return;
      case 'save':
        this.#configVersion += 1;
        return;
      case 'sign':
        return this.#sign();
      case 'end':
        return this.#change((open) => ({ ...open, status: step.status }), step.status);
    }
  }

  /** Plans for an event, stores what is new, and carries it out if it is prompt. */
  happen(event: PlanEvent): void {
    const input = this.input(event);
    const planned = plan(input);
    this.plans.push({ input, plan: planned });
    for (const effect of planned.effects) {
      if (this.known.has(effect.key)) continue;
      this.known.add(effect.key);
      this.waiting.push(effect);
    }
    if (this.isPrompt) this.carryOut();
  }

  input(event: PlanEvent): PlanInput {
    const { newest } = this;
    const kept = newest && !isFinal(newest.status) ? newest.configVersion : null;
    return anInput({
      mapping: this.mapping,
      record: this.record,
      envelope: newest,
      configVersion: kept ?? this.#configVersion,
      event,
    });
  }

  /** Everything that waits, in order; what an effect sets off waits behind it. */
  carryOut(): void {
    if (this.#isCarryingOut) return;
    this.#isCarryingOut = true;
    for (let effect = this.waiting.shift(); effect; effect = this.waiting.shift()) this.#carryOut(effect);
    this.#isCarryingOut = false;
  }

  get newest(): Envelope | null {
    return this.envelopes.at(-1) ?? null;
  }

  get open(): Envelope[] {
    return this.envelopes.filter(({ status }) => !isFinal(status));
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'createEnvelope':
        return this.#create(effect);
      case 'launchEnvelope':
        return this.#change((open) => (open.status === 'draft' ? launched(open) : open), 'launched', effect.envelopeId);
      case 'revokeEnvelope':
        return this.#change((open) => ({ ...open, status: 'revoked' }), 'revoked', effect.envelopeId);
      case 'fileSigned':
        return this.#replace(effect.envelopeId, (envelope) => ({ ...envelope, filedAt: NOW }));
      case 'archiveEnvelope':
        return this.#replace(effect.envelopeId, (envelope) => ({ ...envelope, archivedAt: NOW }));
      default:
        return;
    }
  }

  #create({ draft, launch, follows, revokeReason }: Extract<Effect, { kind: 'createEnvelope' }>): void {
    // only an effect that lay about may be out of date; a prompt host must do without this check
    if (!this.isPrompt && (this.newest?.id ?? null) !== follows) return;
    if (follows && revokeReason !== undefined) {
      this.#change((open) => ({ ...open, status: 'revoked' }), 'revoked', follows);
    }
    const id = `envelope-${this.envelopes.length + 1}`;
    const made = anEnvelope({
      id,
      status: 'draft',
      launchedAt: null,
      configVersion: this.#configVersion,
      initiator: draft.initiator,
      parties: draft.parties.map(({ signers, ...party }) =>
        aParty({
          ...party,
          status: 'waiting',
          signers: signers.map((signer) => aSigner({ ...signer, status: 'waiting' })),
        }),
      ),
      documents: draft.documents.map(({ sha256 }) => anEnvelopeDocument({ sourceSha256: sha256 })),
    });
    this.envelopes.push(launch ? launched(made) : made);
    this.#tell('created');
    if (launch) this.#tell('launched');
  }

  #sign(): void {
    const [partyId] = this.newest ? whoseTurn(this.newest) : [];
    if (partyId === undefined) return;
    this.#change(
      (open) => openTurns(mergeObservations(open, [{ kind: 'party', partyId, status: 'signed' }])),
      'partySigned',
    );
    if (this.newest && isEverySigned(this.newest)) {
      this.#change((open) => ({ ...open, status: 'completed' }), 'completed');
    }
  }

  /** Changes an envelope that is open, the newest one unless it is named, and lets the planner hear of it. */
  #change(change: (open: Envelope) => Envelope, event: EnvelopeEvent, id: string | null = null): void {
    const target = this.envelopes.find((envelope) => envelope.id === (id ?? this.newest?.id));
    if (!target || isFinal(target.status)) return;
    const next = change(target);
    if (next === target) return;
    this.#replace(target.id, () => next);
    if (next.id === this.newest?.id) this.#tell(event);
  }

  #replace(id: string, change: (envelope: Envelope) => Envelope): void {
    const index = this.envelopes.findIndex((envelope) => envelope.id === id);
    const target = this.envelopes[index];
    if (target) this.envelopes[index] = change(target);
  }

  #tell(event: EnvelopeEvent): void {
    this.happen({ kind: 'envelope', event });
  }
}

function launched(envelope: Envelope): Envelope {
  return openTurns({ ...envelope, status: 'launched', launchedAt: NOW });
}
