import { plan, type PlanInput } from '../../../../src/core/planner/plan.js';
import type { Envelope } from '../../../../src/schema/envelope.js';
import type { Effect, EnvelopeDraft, PlanEvent } from '../../../../src/schema/plan.js';
import type { ButtonKind } from '../../../../src/schema/signing-kinds.js';
import type { SigningMapping } from '../../../../src/schema/signing-config.js';
import type { FlowPoint } from '../../../../src/schema/workflow.js';
import { aMapping, anEnvelope, aPerson, aRecord, aWorkflow } from '../../../support/builders.js';

export const NOW = '2026-11-22T08:00:00Z';
export const applicant = aPerson();
export const signerA = aPerson({ userId: 'signer-a', name: '王芳' });
export const signerB = aPerson({ userId: 'signer-b', name: '陈刚' });
export const stranger = aPerson({ userId: 'admin', name: '管理员' });

export const CREATE_POINT: FlowPoint = { kind: 'exit', id: 'e-legal-ok', timing: 'after' };
export const LAUNCH_POINT: FlowPoint = { kind: 'node', id: 'n-sign-a', timing: 'before' };

export function at(point: FlowPoint): PlanEvent {
  return { kind: 'flow', point, actor: applicant };
}

type UserAction = Extract<PlanEvent, { kind: 'user' }>['action'];

export function click(action: UserAction, actor = signerA): PlanEvent {
  return { kind: 'user', action, actor };
}

export const completed: PlanEvent = { kind: 'envelope', event: 'completed' };

/** A plan for the record of the builders, at the node where party A signs. */
export function planWith(over: Partial<PlanInput> = {}) {
  return plan(anInput(over));
}

export function anInput(over: Partial<PlanInput> = {}): PlanInput {
  return {
    mapping: aMapping(),
    sealUseMapping: null,
    configId: 'config-1',
    configVersion: 1,
    record: aRecord(),
    workflow: aWorkflow(),
    envelope: null,
    sealUse: null,
    event: at(CREATE_POINT),
    viewer: signerA,
    now: NOW,
    ...over,
  };
}

export function kinds(effects: readonly Effect[]): string[] {
  return effects.map((effect) => effect.kind);
}

/** What the viewer sees, disabled buttons in brackets. */
export function buttonsOf(over: Partial<PlanInput>): string[] {
  const { buttons } = planWith({ event: click('open', over.viewer), ...over });
  return buttons.map((button) => (button.enabled ? button.kind : `(${button.kind})`));
}

export function hasButton(kind: ButtonKind, over: Partial<PlanInput>): boolean {
  return buttonsOf(over).includes(kind);
}

export function effectOf<K extends Effect['kind']>(effects: readonly Effect[], kind: K): Extract<Effect, { kind: K }> {
  const effect = effects.find((candidate): candidate is Extract<Effect, { kind: K }> => candidate.kind === kind);
  if (!effect) throw new Error(`no effect ${kind} among ${kinds(effects).join(', ') || 'none'}`);
  return effect;
}

/** The envelope of the builders with party A done, so that party B is next. */
export function signedByA(over: Partial<Envelope> = {}): Envelope {
  const envelope = anEnvelope();
  const [first, second] = envelope.parties;
  if (!first || !second) throw new Error('the builder no longer makes two parties');
  return {
    ...envelope,
    parties: [
      { ...first, status: 'signed' },
      { ...second, status: 'pending' },
    ],
    ...over,
  };
}

/** What is drafted at the point of creation. */
export function draftWith(mapping: SigningMapping, record = aRecord()): EnvelopeDraft {
  return effectOf(planWith({ mapping, record }).effects, 'createEnvelope').draft;
}

/** Code, slot and field of what stops the creation; a plan with problems that still creates is a fault of its own. */
export function problemsWith(mapping: SigningMapping, record = aRecord()): (string | null)[][] {
  const { effects, problems } = planWith({ mapping, record });
  if (effects.length > 0) throw new Error(`created in spite of ${problems.length} problems`);
  return problems.map(({ code, slot, field }) => [code, slot, field?.field ?? null]);
}
