import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkSigningMapping } from '../../../src/core/checks.js';
import { canStop, submitEvents } from '../../../src/core/graph.js';
import { hasCallback, newCallback, newOperation, operationCopy } from '../../../src/core/list-rows.js';
import type { ProviderCapabilities } from '../../../src/schema/provider.js';
import {
  FileOperation,
  FileOperationKind,
  type CallbackRule,
  type SigningMapping,
} from '../../../src/schema/signing-config.js';
import { aBinding, aFieldSource, aMapping, aPartyConfig, aWorkflow, someCapabilities } from '../../support/builders.js';

const flows = [
  { id: 'af-notify', name: '通知经办人', enabled: true },
  { id: 'af-old', name: '旧动作流', enabled: false },
];
const workflow = aWorkflow({ actionFlows: flows });

function brief(mapping: SigningMapping, capabilities: Partial<ProviderCapabilities> = {}): string[] {
  const context = { bindings: [aBinding()], capabilities: { ...someCapabilities(), ...capabilities } };
  return checkSigningMapping(mapping, workflow, context).map(
    ({ code, severity, pointer }) => `${code} ${severity} ${pointer}`,
  );
}

const aRule = (overrides: Partial<CallbackRule> = {}): CallbackRule => ({
  event: 'completed',
  actionFlowId: 'af-notify',
  enabled: true,
  ...overrides,
});

const withRules = (...callbacks: CallbackRule[]): SigningMapping => aMapping({ advanced: { callbacks } });

function anOperation(overrides: Partial<FileOperation> = {}): FileOperation {
  return {
    id: 'operation-1',
    kind: 'node',
    target: 'n-sign-a',
    timing: 'after',
    operation: 'verifySigned',
    message: {},
    ...overrides,
  };
}

/** With a party that signs silently, so that nothing is missing for it. */
function withOperations(...rows: Partial<FileOperation>[]): SigningMapping {
  const operations = rows.map((row, index) => anOperation({ id: `operation-${index + 1}`, ...row }));
  const seal = { kind: 'constant', value: 'seal-company' } as const;
  const silent = aPartyConfig({ kind: 'organization', autoSign: true, seal, name: aFieldSource('f-supplier') });
  return aMapping({ operations, flow: { parties: [silent] } });
}

describe('callbacks (C-48)', () => {
  it('are there when an enabled rule names an enabled action flow', () => {
    expect(hasCallback(withRules(), workflow)).toBe(false);
    expect(hasCallback(withRules(aRule()), workflow)).toBe(true);
    expect(hasCallback(withRules(aRule({ enabled: false })), workflow)).toBe(false);
    expect(hasCallback(withRules(aRule({ actionFlowId: 'af-old' })), workflow)).toBe(false);
    expect(hasCallback(withRules(aRule({ actionFlowId: 'af-gone' })), workflow)).toBe(false);
  });

  it('begin with the first event that nothing listens to, and only while there is an action flow', () => {
    expect(newCallback(withRules(), workflow)).toEqual(aRule());
    expect(newCallback(withRules(aRule()), workflow)).toMatchObject({ event: 'created', actionFlowId: 'af-notify' });
    expect(newCallback(withRules(), aWorkflow({ actionFlows: [] }))).toBeNull();
  });

  it('say which action flow is gone or off, and which rule is there twice', () => {
    expect(brief(withRules(aRule()))).toEqual([]);
    expect(brief(withRules(aRule({ actionFlowId: 'af-gone' })))).toEqual(['GONE error /advanced/callbacks/0']);
    expect(brief(withRules(aRule({ actionFlowId: 'af-gone', enabled: false })))).toEqual([
      'GONE warning /advanced/callbacks/0',
    ]);
    expect(brief(withRules(aRule({ actionFlowId: 'af-old' })))).toEqual(['CALL-OFF warning /advanced/callbacks/0']);
    expect(brief(withRules(aRule(), aRule({ event: 'revoked' }), aRule()))).toEqual([
      'CALL-DUP warning /advanced/callbacks/2',
    ]);
    expect(brief(withRules(aRule(), aRule({ enabled: false })))).toEqual([]);
  });
});

describe('file operations (C-70)', () => {
  it('make rows and copies with ids of their own', () => {
    const mapping = withOperations({});
    const first = newOperation(aMapping(), workflow);
    const second = newOperation(mapping, workflow);

    expect(FileOperation.parse(first)).toMatchObject({
      target: 'n-sign-a',
      timing: 'after',
      operation: 'verifySigned',
    });
    expect(second).toMatchObject({ id: 'operation-2', target: 'n-sign-a', message: {} });
    expect(operationCopy(mapping, mapping.operations[0]!)).toEqual({ ...mapping.operations[0], id: 'operation-2' });
    expect(newOperation(aMapping(), aWorkflow({ nodes: [], exits: [] }))).toBeNull();
  });

  it('start without a problem: what is added first is a check that can stop the submit', () => {
    expect(brief(aMapping({ operations: [newOperation(aMapping(), workflow)!] }))).toEqual([]);
  });

  it('say when their place is gone', () => {
    expect(brief(withOperations({ target: 'n-gone' }, { kind: 'exit', target: 'e-gone' }))).toEqual([
      'GONE error /operations/0',
      'GONE error /operations/1',
    ]);
  });

  it('check signatures only where the submit can still be stopped', () => {
    expect(brief(withOperations({ timing: 'before' }))).toEqual(['OP-NO-STOP warning /operations/0']);
    expect(brief(withOperations({ kind: 'exit', target: 'e-sign-a', timing: 'before' }))).toEqual([]);
    expect(brief(withOperations({ kind: 'exit', target: 'e-sign-a', timing: 'after' }))).toEqual([
      'OP-NO-STOP warning /operations/0',
    ]);
  });

  it('know where a check waits for a silent signature that comes behind it, in whichever order', () => {
    const legal = { target: 'n-legal' };
    expect(brief(withOperations({ ...legal, operation: 'autoSign' }, legal))).toEqual([
      'OP-NO-PASS error /operations/1',
    ]);
    expect(brief(withOperations(legal, { ...legal, operation: 'autoSign' }))).toEqual([
      'OP-NO-PASS error /operations/0',
    ]);
    expect(brief(withOperations({ operation: 'autoSign', target: 'n-legal' }, {}))).toEqual([]);
  });

  it('warn of silent signing behind a check that others can pass, or that it has passed by itself', () => {
    expect(brief(withOperations({ operation: 'autoSign' }, {}))).toEqual(['OP-NO-PASS warning /operations/1']);
    const own = { target: 'n-sign-b' };
    expect(brief(withOperations({ ...own, operation: 'autoSign' }, own))).toEqual(['OP-NO-PASS warning /operations/1']);
    const nobody = aMapping({ operations: [anOperation({ operation: 'autoSign' }), anOperation({ id: 'b' })] });
    expect(brief(nobody)).toEqual(['OP-NEEDS warning /operations/0']);
  });

  it('warn of what comes after the record was archived', () => {
    expect(brief(withOperations({ target: 'n-archive', timing: 'after', operation: 'archive' }))).toEqual([
      'OP-LATE warning /operations/0',
    ]);
    expect(brief(withOperations({ target: 'n-archive', timing: 'before', operation: 'remind' }))).toEqual([
      'OP-LATE warning /operations/0',
    ]);
    expect(brief(withOperations({ target: 'n-archive', timing: 'before', operation: 'archive' }))).toEqual([]);
    expect(brief(withOperations({ kind: 'exit', target: 'e-sign-b', timing: 'after', operation: 'launch' }))).toEqual([
      'OP-LATE warning /operations/0',
    ]);
  });

  it('ask for what they need: a field, a silent party, a capability', () => {
    const none = aMapping({ operations: [anOperation({ operation: 'autoSign' })] });
    const download = { ...withOperations({ operation: 'download' }) };
    const without = { ...download, advanced: { ...download.advanced, downloadInto: null } };

    expect(brief(none)).toEqual(['OP-NEEDS warning /operations/0']);
    expect(brief(download)).toEqual([]);
    expect(brief(without)).toEqual(['OP-NEEDS warning /operations/0']);
    expect(brief(withOperations({ operation: 'remind' }), { remind: false })).toEqual([
      'CAPABILITY error /operations/0',
    ]);
  });

  it('never find a check wrong at a moment before the move, unless silent signing stands there too', () => {
    const moments = workflow.exits.flatMap((exit) => submitEvents(workflow, exit.id));
    fc.assert(
      fc.property(fc.constantFrom(...moments), fc.constantFrom(...FileOperationKind.options), (point, other) => {
        const { kind, id: target, timing } = point;
        const place = { kind, target, timing };
        const codes = brief(withOperations(place, { ...place, operation: other }));
        const isStopped = codes.some((code) => code.startsWith('OP-NO-PASS'));

        expect(isStopped).toBe(canStop(point) && other === 'autoSign');
        if (canStop(point)) expect(codes.some((code) => code.startsWith('OP-NO-STOP'))).toBe(false);
      }),
    );
  });
});
