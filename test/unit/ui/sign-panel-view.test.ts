import { describe, expect, it } from 'vitest';

import { EsignError } from '../../../src/core/errors.js';
import { readView } from '../../../src/elements/sign-panel/sign-panel.actors.js';
import type { RecordTab } from '../../../src/schema/index.js';

function aTab(change: Partial<RecordTab> = {}, rule: 'R-03' | 'R-04' = 'R-04'): RecordTab {
  const why = { rule, slot: null, field: null, reason: 'any' } as const;
  return {
    recordId: 'rec-1',
    state: 'sign',
    tab: { visible: true, openFirst: false, name: {}, buttonField: null },
    buttons: [{ kind: 'sign', enabled: rule === 'R-04', label: {}, why }],
    messages: [],
    problems: [],
    envelope: null,
    me: null,
    submitsWorkflow: false,
    ...change,
  };
}

/** A host whose record has the tab, and what becomes of it when it is prepared. */
function aHost(tab: RecordTab, prepare: () => Promise<RecordTab>) {
  const prepared: string[] = [];
  return {
    prepared,
    getRecordTab: () => Promise.resolve(tab),
    prepareRecord: (recordId: string) => {
      prepared.push(recordId);
      return prepare();
    },
    getEnvelope: () => Promise.reject(new Error('not asked for')),
    getSession: () => Promise.reject(new Error('not asked for')),
  };
}

const TARGET = { kind: 'record', recordId: 'rec-1' } as const;
const { signal } = new AbortController();

describe('what a sign panel shows of a record', () => {
  it('is its tab, and nothing is made by looking', async () => {
    const host = aHost(aTab(), () => Promise.resolve(aTab({ state: 'view' })));

    expect((await readView(host, TARGET, signal)).state).toBe('sign');
    expect(host.prepared).toEqual([]);
  });

  it('is the envelope of the present files for a signer who comes to replaced ones (R-03)', async () => {
    const host = aHost(aTab({}, 'R-03'), () => Promise.resolve(aTab({ submitsWorkflow: true })));

    const view = await readView(host, TARGET, signal);

    expect(host.prepared).toEqual(['rec-1']);
    expect(view.submitsWorkflow).toBe(true);
  });

  it('is the old one with the problems where the record lacks a value for a new one (R-03)', async () => {
    const problems = [{ code: 'REQ', slot: 'C-13', field: null }];
    const refuse = (code: 'invalid-input' | 'network') => () => Promise.reject(new EsignError(code, 'no'));
    const tab = aTab({ problems }, 'R-03');

    expect((await readView(aHost(tab, refuse('invalid-input')), TARGET, signal)).problems).toEqual(problems);
    await expect(readView(aHost(tab, refuse('network')), TARGET, signal)).rejects.toMatchObject({ code: 'network' });
  });
});
