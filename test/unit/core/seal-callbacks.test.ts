import { describe, expect, it } from 'vitest';

import { bind } from '../../../src/core/bind.js';
import { checkMapping, type CheckContext } from '../../../src/core/checks.js';
import { applyCommand } from '../../../src/core/commands.js';
import { configOf, emptyMapping, kindOf, sealUseOf, signingOf, withBasic } from '../../../src/core/editor-mapping.js';
import {
  firstValue,
  newSealAction,
  newSealCallback,
  SEAL_ACTIONS,
  writableFields,
} from '../../../src/core/seal-callbacks.js';
import { findSlot, rowTableOf, slotAt, slotsOf, slotTable } from '../../../src/core/slots.js';
import { SealUseAction, type SealUseCallback } from '../../../src/schema/seal-use-config.js';
import { SealUseEvent } from '../../../src/schema/seal-use-event.js';
import type { FlowPoint } from '../../../src/schema/workflow.js';
import {
  aBinding,
  aFieldRef,
  aFieldSource,
  aMapping,
  aSealUseMapping,
  aWorkflow,
  someCapabilities,
} from '../../support/builders.js';

const context: CheckContext = { bindings: [aBinding()], capabilities: someCapabilities() };
const check = (patch: Parameters<typeof aSealUseMapping>[0]) =>
  checkMapping(aSealUseMapping(patch), aWorkflow(), context);
const node = (id: string, timing: FlowPoint['timing']): FlowPoint => ({ kind: 'node', id, timing });
const aCallback = (...actions: SealUseAction[]): SealUseCallback => ({
  id: 'callback-1',
  event: 'smartUseCompleted',
  enabled: true,
  actions,
});

describe('the two kinds of mapping', () => {
  it('are told apart, also when empty (P-01)', () => {
    expect(kindOf(emptyMapping('signing', 'wf-1', 'a'))).toBe('signing');
    expect(kindOf(emptyMapping('seal-use', 'wf-1', 'a'))).toBe('seal-use');
    expect(kindOf(withBasic(aSealUseMapping(), { enabled: false }))).toBe('seal-use');
    expect(() => signingOf(aSealUseMapping())).toThrow();
    expect(() => sealUseOf(aMapping())).toThrow();
    expect(signingOf(aMapping())).toEqual(aMapping());
  });

  it('have slots with pointers of their own, but for the basics (P-01 to P-15)', () => {
    const signing = new Set(slotTable('signing').map((slot) => slot.pointer));
    const shared = slotTable('seal-use').filter((slot) => signing.has(slot.pointer));

    expect(shared.every((slot) => slot.step === 'basic')).toBe(true);
    expect(slotsOf(aSealUseMapping()).map((slot) => slot.code)).toContain('P-15');
    expect(slotAt('/apply/physicalSeals/0')?.code).toBe('P-05');
    expect(findSlot('P-14')?.pointer).toBe('/endAt');
    expect(rowTableOf(aSealUseMapping(), '/apply/subject')).toBeNull();
  });

  it('are bound by the same command, and keep their configuration apart (P-05, P-01)', () => {
    const { doc } = applyCommand(
      aSealUseMapping(),
      bind(aSealUseMapping(), '/apply/physicalSeals', { kind: 'constant', value: 'seal-2' }, 'add'),
    );

    expect(doc.apply.physicalSeals).toEqual([aFieldSource('f-physical-seal'), { kind: 'constant', value: 'seal-2' }]);
    const summary = { id: 'w', name: 'W', version: 'V1', fieldCount: 1, nodeCount: 1 };
    const taken = { ...summary, signingConfigId: 's', sealUseConfigId: null };
    expect([configOf(taken, 'signing'), configOf(taken, 'seal-use')]).toEqual(['s', null]);
  });
});

describe('callbacks of a physical-seal mapping (P-15)', () => {
  it.each(SEAL_ACTIONS)('begin %s as a valid action', (kind) => {
    const action = newSealAction(kind, aWorkflow(), '请查看');

    expect(SealUseAction.parse(action)).toEqual(action);
    expect(check({ callbacks: [aCallback(action!)] })).toEqual([]);
  });

  it('offer no action that the workflow has nothing for', () => {
    const bare = { ...aWorkflow(), nodes: [], actionFlows: [] };

    expect(newSealAction('sendBack', bare, '')).toBeNull();
    expect(newSealAction('runActionFlow', bare, '')).toBeNull();
  });

  it('listen to the next event that nobody listens to', () => {
    const first = newSealCallback([]);
    const second = newSealCallback([first]);

    expect(first.event).toBe(SealUseEvent.options[0]);
    expect(second.event).toBe(SealUseEvent.options[1]);
    expect(second.id).not.toBe(first.id);
  });

  it('write only fields of the main table that have a plain value', () => {
    const fields = writableFields(aWorkflow());

    expect(fields.every((field) => field.table === 'main')).toBe(true);
    expect(fields.map((field) => field.field)).not.toContain('f-contract');
    expect(firstValue(aWorkflow(), aFieldRef('f-archive'))).toBe(true);
    expect(firstValue(aWorkflow(), aFieldRef('f-category'))).toBe('goods');
    expect(firstValue(aWorkflow(), aFieldRef('f-title'))).toBeNull();
  });

  it('are warned about without an action', () => {
    expect(check({ callbacks: [aCallback()] })).toMatchObject([
      { code: 'CALL-EMPTY', severity: 'warning', slot: 'P-15', pointer: '/callbacks/0/actions' },
    ]);
  });

  it.each<[string, SealUseAction]>([
    ['node', { kind: 'sendBack', nodeId: 'n-gone' }],
    ['actionFlow', { kind: 'runActionFlow', actionFlowId: 'flow-gone' }],
    ['field', { kind: 'writeField', field: { ...aFieldRef('f-title'), field: 'f-gone' }, value: null }],
  ])('say that their %s is gone', (kind, action) => {
    expect(check({ callbacks: [aCallback(action)] })).toMatchObject([
      { code: 'GONE', severity: 'error', slot: 'P-15', pointer: '/callbacks/0/actions/0', params: { kind } },
    ]);
  });
});

describe('the order of a seal use', () => {
  it('refuses an end and an append that can only come before the application (P-13, P-14)', () => {
    const workflow = aWorkflow();
    // with a way back to the start the application could come first
    const forth = { ...workflow, exits: workflow.exits.filter((exit) => exit.to !== 'n-start') };
    const mapping = aSealUseMapping({
      append: { count: aFieldSource('f-use-count'), appendAt: [node('n-start', 'before')] },
      endAt: [node('n-start', 'before')],
    });

    const problems = checkMapping(mapping, forth, context);

    expect(problems).toMatchObject([
      { code: 'FLOW-ORDER', slot: 'P-13', pointer: '/append/appendAt/0', params: { reason: 'appendBeforeApply' } },
      { code: 'FLOW-ORDER', slot: 'P-14', pointer: '/endAt/0', params: { reason: 'endBeforeApply' } },
    ]);
  });

  it('accepts an end after the application, and says nothing while there is none (P-07, P-14)', () => {
    const last = aWorkflow().nodes.at(-1)!.id;

    expect(check({ endAt: [node(last, 'before')] })).toEqual([]);
    expect(check({ apply: { applyAt: [] }, endAt: [node('n-start', 'before')] }).map((found) => found.slot)).toEqual([
      'P-07',
    ]);
  });
});
