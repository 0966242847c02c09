import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bind, unbind } from '../../../src/core/bind.js';
import { applyCommand } from '../../../src/core/commands.js';
import { checkWithRecord } from '../../../src/core/check-record.js';
import { checkSigningMapping } from '../../../src/core/checks.js';
import { switchDeadline, USUAL_DAYS } from '../../../src/core/deadline-modes.js';
import { fixesOf } from '../../../src/core/fixes.js';
import { plan } from '../../../src/core/planner/plan.js';
import { Deadline, SigningMapping } from '../../../src/schema/signing-config.js';
import { aBinding, aFieldRef, aMapping, aPerson, aRecord, aWorkflow } from '../../support/builders.js';

const field = aFieldRef('f-deadline');
const days = fc.integer({ min: 1, max: 3650 });
const anyDeadline: fc.Arbitrary<Deadline | null> = fc.oneof(
  fc.constant(null),
  fc.constant<Deadline>({ kind: 'field', field }),
  days.map((number): Deadline => ({ kind: 'field', field, days: number })),
  days.map((number): Deadline => ({ kind: 'field', field: null, days: number })),
  days.map((number): Deadline => ({ kind: 'days', days: number })),
  days.map((number): Deadline => ({ kind: 'days', days: number, field })),
);
const pointer = '/optional/deadline';
const withDeadline = (deadline: Deadline | null): SigningMapping => aMapping({ optional: { deadline } });
const now = '2026-11-28T08:00:00Z';

function planned(deadline: Deadline | null, value: string | null = '2026-12-24') {
  const record = aRecord({ values: { ...aRecord().values, 'f-deadline': value } });
  const outcome = plan({
    mapping: withDeadline(deadline),
    sealUseMapping: null,
    configId: 'c',
    configVersion: 1,
    record,
    workflow: aWorkflow(),
    envelope: null,
    sealUse: null,
    event: { kind: 'flow', point: { kind: 'exit', id: 'e-legal-ok', timing: 'after' }, actor: aPerson() },
    viewer: aPerson(),
    now,
  });
  const [effect] = outcome.effects;
  return effect?.kind === 'createEnvelope' ? effect.draft.deadline : outcome.problems;
}

describe('the two ways to give a deadline (C-23)', () => {
  it('reads what was stored before values could be parked', () => {
    const old = [{ kind: 'field', field }, { kind: 'days', days: 7 }, null];
    for (const deadline of old) {
      expect(SigningMapping.parse({ ...aMapping(), optional: { ...aMapping().optional, deadline } })).toMatchObject({
        optional: { deadline },
      });
    }
  });

  it('parks the value of the other way when it is switched, and takes it back', () => {
    fc.assert(
      fc.property(anyDeadline, fc.constantFrom('field', 'days'), (deadline, kind) => {
        const there = switchDeadline(deadline, kind);
        expect(Deadline.safeParse(there).success || there === null).toBe(true);
        expect(switchDeadline(there, kind)).toEqual(there);
        const other = kind === 'days' ? 'field' : 'days';
        const back = switchDeadline(switchDeadline(there, other), kind);
        expect(back?.field ?? null).toEqual(deadline?.field ?? null);
        if (deadline?.days !== undefined) expect(back?.days).toBe(deadline.days);
        if (deadline && deadline.kind === kind) expect(switchDeadline(there, other)?.kind).toBe(other);
      }),
    );
  });

  it('keeps what is parked while the other value is bound, replaced and taken away', () => {
    let doc = withDeadline({ kind: 'days', days: 7 });
    const act = (command: ReturnType<typeof bind>) => (doc = applyCommand(doc, command).doc).optional.deadline;

    expect(act(bind(doc, pointer, field, 'replace'))).toEqual({ kind: 'field', field, days: 7 });
    expect(act(unbind(doc, pointer))).toEqual({ kind: 'field', field: null, days: 7 });
    expect(act({ type: 'set', pointer, value: switchDeadline(doc.optional.deadline, 'days') })).toEqual({
      kind: 'days',
      days: 7,
    });
    expect(act(bind(doc, pointer, 9, 'replace'))).toEqual({ kind: 'days', days: 9 });
    expect(act(bind(doc, pointer, field, 'replace'))).toEqual({ kind: 'field', field, days: 9 });
    expect(act(bind(doc, pointer, 3, 'replace'))).toEqual({ kind: 'days', days: 3, field });
    expect(act(unbind(doc, pointer))).toBeNull();
  });

  it('lets nothing that is parked act: not at run time, not in the checks', () => {
    expect(planned({ kind: 'field', field, days: 3 })).toBe('2026-12-24T15:59:59.999Z');
    expect(planned({ kind: 'field', field: null, days: 3 })).toBeNull();
    expect(planned({ kind: 'days', days: 3, field }, '2026-01-01')).toBe('2026-12-01T15:59:59.999Z');

    const gone = { ...field, field: 'f-gone' };
    const context = { bindings: [aBinding()] };
    const found = (deadline: Deadline) =>
      checkSigningMapping(withDeadline(deadline), aWorkflow(), context).map(({ code }) => code);
    expect(found({ kind: 'days', days: 3, field: gone })).toEqual([]);
    expect(found({ kind: 'field', field: null, days: 3 })).toEqual([]);
    expect(found({ kind: 'field', field: gone, days: 3 })).toEqual(['GONE']);
  });

  it('keeps the field of a day that is over, when a fix counts days instead', () => {
    const mapping = withDeadline({ kind: 'field', field });
    const record = aRecord({ values: { ...aRecord().values, 'f-deadline': '2026-01-01' } });
    const [problem] = checkWithRecord(mapping, { record, operator: aPerson(), now }).filter(
      ({ code }) => code === 'DATE-PAST',
    );
    const [fix] = fixesOf(problem!, mapping, aWorkflow(), { bindings: [] });

    expect(applyCommand(mapping, fix!.command).doc.optional.deadline).toEqual({
      kind: 'days',
      days: USUAL_DAYS,
      field,
    });
  });
});
