import { describe, expect, it } from 'vitest';

import type { FileOperation } from '../../../../src/schema/signing-config.js';
import type { FlowPoint } from '../../../../src/schema/workflow.js';
import { aMapping, anEnvelope } from '../../../support/builders.js';
import { at, planWith, signedByA } from './planner.fixture.js';

const OUT_OF_A: FlowPoint = { kind: 'node', id: 'n-sign-a', timing: 'after' };
const message = { 'zh-CN': '请先签署' };

function verifyAt({ kind, id, timing }: FlowPoint, operation: FileOperation['operation'] = 'verifySigned') {
  return aMapping({ operations: [{ id: 'op-1', kind, target: id, timing, operation, message }] });
}

describe('R-06: verifySigned', () => {
  it('stops the submit of a node where a signature is missing, with its text', () => {
    const { blocks } = planWith({ mapping: verifyAt(OUT_OF_A), envelope: anEnvelope(), event: at(OUT_OF_A) });

    expect(blocks).toMatchObject([{ code: 'NOT-SIGNED', text: message, why: { rule: 'R-06', slot: 'C-70' } }]);
  });

  it('lets go when the parties of this node have signed, although others have not', () => {
    const over = { mapping: verifyAt(OUT_OF_A), envelope: signedByA(), event: at(OUT_OF_A) };

    expect(planWith(over).blocks).toEqual([]);
  });

  it('wants every party that signs at this node', () => {
    const [first, second] = signedByA().parties;
    const envelope = signedByA({ parties: [first!, { ...second!, signingNodes: ['n-sign-a'] }] });

    expect(planWith({ mapping: verifyAt(OUT_OF_A), envelope, event: at(OUT_OF_A) }).blocks).toHaveLength(1);
  });

  it('wants everybody at a node where no party signs', () => {
    const point: FlowPoint = { kind: 'node', id: 'n-legal', timing: 'after' };
    const over = { mapping: verifyAt(point), event: at(point) };

    expect(planWith({ ...over, envelope: signedByA() }).blocks).toHaveLength(1);
    expect(planWith({ ...over, envelope: signedByA({ status: 'completed' }) }).blocks).toEqual([]);
  });

  it('looks at the node that an exit leaves', () => {
    const point: FlowPoint = { kind: 'exit', id: 'e-sign-a', timing: 'before' };
    const over = { mapping: verifyAt(point), event: at(point) };

    expect(planWith({ ...over, envelope: anEnvelope() }).blocks).toHaveLength(1);
    expect(planWith({ ...over, envelope: signedByA() }).blocks).toEqual([]);
  });

  it.each(['draft', 'rejected', 'revoked', 'expired', 'terminated', 'deleted'] as const)(
    'stops when the envelope is %s',
    (status) => {
      const over = { mapping: verifyAt(OUT_OF_A), envelope: signedByA({ status }), event: at(OUT_OF_A) };
      expect(planWith(over).blocks).toHaveLength(1);
    },
  );

  it('stops when there is no envelope', () => {
    expect(planWith({ mapping: verifyAt(OUT_OF_A), event: at(OUT_OF_A) }).blocks).toHaveLength(1);
  });

  it('cannot stop what has happened: arrival at a node, or after an exit', () => {
    for (const point of [
      { kind: 'node', id: 'n-sign-a', timing: 'before' },
      { kind: 'exit', id: 'e-sign-a', timing: 'after' },
    ] as const) {
      expect(planWith({ mapping: verifyAt(point), envelope: anEnvelope(), event: at(point) }).blocks).toEqual([]);
    }
  });

  it('stops neither at another point nor for another operation', () => {
    const elsewhere: FlowPoint = { kind: 'node', id: 'n-sign-b', timing: 'after' };

    expect(planWith({ mapping: verifyAt(OUT_OF_A), envelope: anEnvelope(), event: at(elsewhere) }).blocks).toEqual([]);
    const remind = verifyAt(OUT_OF_A, 'remind');
    expect(planWith({ mapping: remind, envelope: anEnvelope(), event: at(OUT_OF_A) }).blocks).toEqual([]);
  });

  it('leaves no effects and no problems behind in a submit that it stops', () => {
    const mapping = { ...verifyAt(OUT_OF_A), flow: { ...aMapping().flow, createAt: [OUT_OF_A] } };

    const stopped = planWith({ mapping, event: at(OUT_OF_A) });
    const free = planWith({ mapping: { ...mapping, operations: [] }, event: at(OUT_OF_A) });

    expect(stopped).toMatchObject({ effects: [], problems: [] });
    expect(stopped.blocks).toHaveLength(1);
    expect(free.effects).toHaveLength(1);
  });
});
