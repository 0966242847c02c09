import { describe, expect, it } from 'vitest';

import { checkSealUseMapping, type CheckContext } from '../../../src/core/checks.js';
import { applyCommand } from '../../../src/core/commands.js';
import { emptySealUseMapping } from '../../../src/core/empty-mapping.js';
import { fixesOf } from '../../../src/core/fixes.js';
import { sealUseSlots } from '../../../src/core/seal-use-slots.js';
import type { FieldRef, FieldValue } from '../../../src/schema/form.js';
import type { FlowPoint } from '../../../src/schema/workflow.js';
import {
  aBinding,
  aFieldRef,
  aFieldSource,
  aSealUseMapping,
  aWorkflow,
  someCapabilities,
} from '../../support/builders.js';

const context: CheckContext = { bindings: [aBinding()], capabilities: someCapabilities() };

const at = (kind: FlowPoint['kind'], id: string, timing: FlowPoint['timing']): FlowPoint => ({ kind, id, timing });

describe('checks of a physical-seal mapping', () => {
  it('find nothing in a complete one', () => {
    expect(checkSealUseMapping(aSealUseMapping(), aWorkflow(), context)).toEqual([]);
  });

  it('name each required slot (P-01 to P-07)', () => {
    const problems = checkSealUseMapping(emptySealUseMapping('wf-purchase-contract', ''), aWorkflow(), context);

    expect(problems.map((found) => found.slot)).toEqual([
      'P-01',
      'P-01',
      'P-01',
      'P-02',
      'P-03',
      'P-04',
      'P-05',
      'P-06',
      'P-07',
    ]);
  });

  it.each(
    sealUseSlots
      .filter((slot) => slot.required(aSealUseMapping()) && slot.control !== 'workflow')
      .map(({ code, pointer }) => ({ code, pointer })),
  )('fail without $code at $pointer', ({ code, pointer }) => {
    const old: unknown = pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], aSealUseMapping());
    const value = Array.isArray(old) ? [] : code === 'P-01' && pointer === '/basic/name' ? '' : null;

    const { doc } = applyCommand(aSealUseMapping(), { type: 'set', pointer, value });

    expect(checkSealUseMapping(doc, aWorkflow(), context)).toMatchObject([{ code: 'REQ', slot: code, pointer }]);
  });

  it('want a number of uses where uses are appended (P-10, P-11, P-13)', () => {
    const append = { appendAt: [at('node', 'n-archive', 'before')] };
    const codes = (mapping: ReturnType<typeof aSealUseMapping>) =>
      checkSealUseMapping(mapping, aWorkflow(), context).map((found) => `${found.code} ${found.slot}`);

    expect(codes(aSealUseMapping({ append }))).toEqual(['REQ P-10']);
    expect(codes(aSealUseMapping({ append: { ...append, seamCount: aFieldSource('f-use-count') } }))).toEqual([]);
    expect(codes(aSealUseMapping({ append: { ...append, count: { kind: 'constant', value: 0 } } }))).toEqual([
      'TYPE P-10',
    ]);
  });

  it('take only the right kinds of browse field (P-04, P-05)', () => {
    const mapping = aSealUseMapping({
      apply: { fileType: aFieldSource('f-seal'), physicalSeals: [aFieldSource('f-physical-seal')] },
    });

    expect(checkSealUseMapping(mapping, aWorkflow(), context)).toMatchObject([
      { code: 'TYPE', slot: 'P-04', params: { reason: 'otherBrowse' } },
    ]);
  });

  it('find action flows, nodes and fields of callbacks that are gone (P-15), and what the provider cannot do', () => {
    const mapping = aSealUseMapping({
      endAt: [at('node', 'n-archive', 'before')],
      callbacks: [
        {
          id: 'callback-1',
          event: 'rejected',
          enabled: true,
          actions: [
            { kind: 'submitWorkflow' },
            { kind: 'sendBack', nodeId: 'n-gone' },
            { kind: 'runActionFlow', actionFlowId: 'af-gone' },
            { kind: 'writeField', field: { ...aFieldRef('f-remark'), field: 'f-gone' }, value: '驳回' },
            { kind: 'notify', to: aFieldSource('f-owner'), text: '已驳回' },
          ],
        },
      ],
    });

    const problems = checkSealUseMapping(mapping, aWorkflow(), {
      ...context,
      capabilities: someCapabilities({ physicalEnd: false }),
    });

    expect(problems.map((found) => `${found.code} ${found.params['kind'] ?? found.params['capability']}`)).toEqual([
      'GONE node',
      'GONE actionFlow',
      'GONE field',
      'CAPABILITY physicalEnd',
    ]);
  });

  it('mark whatever asks for more uses or for an end where the service knows neither (P-10 to P-14)', () => {
    const point = { kind: 'node', id: 'n-archive', timing: 'before' } as const;
    const count = aFieldSource('f-amount');
    const mapping = aSealUseMapping({
      append: { count, seamCount: count, codeInto: aFieldRef('f-remark'), appendAt: [point] },
      endAt: [point],
    });
    const found = checkSealUseMapping(mapping, aWorkflow(), {
      ...context,
      capabilities: someCapabilities({ physicalAppend: false, physicalEnd: false }),
    }).filter(({ code }) => code === 'CAPABILITY');

    expect(found.map(({ slot, severity }) => `${slot} ${severity}`)).toEqual([
      'P-10 warning',
      'P-11 warning',
      'P-12 warning',
      'P-13 error',
      'P-14 error',
    ]);
    const cleared = found
      .flatMap((problem) => fixesOf(problem, mapping, aWorkflow(), context))
      .map(({ command }) => command);
    expect(cleared).toMatchObject([
      { pointer: '/append/count', value: null },
      { pointer: '/append/seamCount', value: null },
      { pointer: '/append/codeInto', value: null },
      { pointer: '/append/appendAt', value: [] },
      { pointer: '/endAt', value: [] },
    ]);
  });

  it('mark an event that the service never reports, and offer to remove it (P-15)', () => {
    const flow = { kind: 'submitWorkflow' } as const;
    const mapping = aSealUseMapping({
      callbacks: (['smartUseCompleted', 'autoEnded', 'filingCompleted'] as const).map((event) => ({
        id: `on-${event}`,
        event,
        enabled: true,
        actions: event === 'filingCompleted' ? [] : [flow],
      })),
    });
    const found = checkSealUseMapping(mapping, aWorkflow(), {
      ...context,
      capabilities: someCapabilities({ physicalEvents: ['smartUseCompleted', 'rejected', 'terminated'] }),
    });

    expect(found).toMatchObject([
      { code: 'CAPABILITY', severity: 'warning', pointer: '/callbacks/1', params: { capability: 'autoEnded' } },
      { code: 'CAPABILITY', severity: 'warning', pointer: '/callbacks/2', params: { capability: 'filingCompleted' } },
    ]);
    expect(fixesOf(found[0]!, mapping, aWorkflow(), context)).toMatchObject([
      { id: 'remove', command: { type: 'remove', pointer: '/callbacks', index: 1 } },
    ]);
    expect(checkSealUseMapping(mapping, aWorkflow(), context).map(({ code }) => code)).toEqual(['CALL-EMPTY']);
  });

  const writes = (field: FieldRef, value: FieldValue) =>
    aSealUseMapping({
      callbacks: [
        { id: 'callback-1', event: 'rejected', enabled: true, actions: [{ kind: 'writeField', field, value }] },
      ],
    });

  it('write into fields of the main table alone: an event knows no row (P-09, P-12, P-15)', () => {
    const column = aFieldRef('i-name');
    const found = [
      aSealUseMapping({ apply: { useCodeInto: column } }),
      aSealUseMapping({ append: { codeInto: column } }),
      writes(column, '用印完成'),
    ].map((mapping) => checkSealUseMapping(mapping, aWorkflow(), context));

    expect(found).toMatchObject(
      ['P-09', 'P-12', 'P-15'].map((slot) => [
        { code: 'TYPE', severity: 'error', slot, params: { reason: 'mainTableOnly' } },
      ]),
    );
    expect(checkSealUseMapping(writes(aFieldRef('f-remark'), '用印完成'), aWorkflow(), context)).toEqual([]);
  });

  it('write no choice that the field does not have (P-15)', () => {
    const workflow = aWorkflow();
    const { main } = workflow.form;
    const level = { id: 'f-level', label: '密级', type: 'select' as const, options: [{ value: '1', label: '公开' }] };
    const live = { ...workflow, form: { ...workflow.form, main: { ...main, fields: [...main.fields, level] } } };
    const ref = aFieldRef('f-level', live);
    const check = (value: FieldValue) => checkSealUseMapping(writes(ref, value), live, context);

    expect([check('1'), check(null)]).toEqual([[], []]);
    const gone = check('9');
    expect(gone).toMatchObject([{ code: 'GONE', params: { kind: 'option', name: '9' } }]);
    expect(fixesOf(gone[0]!, writes(ref, '9'), live, context).map(({ id }) => id)).toEqual(['remove']);
  });
});
