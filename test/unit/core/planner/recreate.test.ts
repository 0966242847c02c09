import { describe, expect, it } from 'vitest';

import { EnvelopeStatus, type Envelope } from '../../../../src/schema/envelope.js';
import type { FileValue, FormRecord } from '../../../../src/schema/form.js';
import type { SigningMapping } from '../../../../src/schema/signing-config.js';
import type { ValueSource } from '../../../../src/schema/value-source.js';
import type { FlowPoint } from '../../../../src/schema/workflow.js';
import {
  aFieldRef,
  aFieldSource,
  aFile,
  aMapping,
  anEnvelope,
  anEnvelopeDocument,
  aRecord,
  type Patch,
} from '../../../support/builders.js';
import {
  applicant,
  at,
  click,
  completed,
  CREATE_POINT,
  draftWith,
  effectOf,
  kinds,
  LAUNCH_POINT,
  planWith,
  signerA,
  signerB,
  stranger,
} from './planner.fixture.js';

const NEW = 'b'.repeat(64);
const SIGNED = 'c'.repeat(64);
const ARRIVAL: FlowPoint = { kind: 'node', id: 'n-sign-b', timing: 'before' };

function recreating(patch: Patch<SigningMapping> = {}): SigningMapping {
  return aMapping({ ...patch, advanced: { recreate: true, downloadInto: null, ...patch.advanced } });
}

function holding(...files: FileValue[]): FormRecord {
  return aRecord({ values: { ...aRecord().values, 'f-contract': files } });
}

const replaced = holding(aFile({ sha256: NEW }));

function replan(over: Parameters<typeof planWith>[0] = {}) {
  return planWith({ mapping: recreating(), envelope: anEnvelope(), record: replaced, event: at(ARRIVAL), ...over });
}

describe('R-03: recreate when a source has changed (C-40)', () => {
  it('makes a new envelope that takes the place of the open one, as one effect, at any moment of the workflow', () => {
    expect(replan()).toMatchObject({
      effects: [
        {
          kind: 'createEnvelope',
          launch: true,
          follows: 'envelope-1',
          revokeReason: '原文件已变更，系统已重新创建签署文件',
          draft: { documents: [{ sha256: NEW }] },
          why: { rule: 'R-03', slot: 'C-40', reason: 'sourcesChanged' },
        },
      ],
      problems: [],
    });
  });

  it('does nothing where C-40 is off, or while the content is the same', () => {
    expect(replan({ mapping: aMapping() }).effects).toEqual([]);
    expect(replan({ record: aRecord() }).effects).toEqual([]);
    expect(replan({ record: holding(aFile({ fileId: 'uploaded-again', name: '新名称.pdf' })) }).effects).toEqual([]);
  });

  it('does nothing before there is an envelope, nor in a finished record', () => {
    expect(replan({ envelope: null }).effects).toEqual([]);
    expect(replan({ envelope: anEnvelope({ version: 0 }) }).effects).toEqual([]);
    expect(replan({ record: { ...replaced, finished: true } }).effects).toEqual([]);
  });

  it.each(EnvelopeStatus.options)('takes only what is open or completed: %s', (status) => {
    const isTaken = ['draft', 'launched', 'completed'].includes(status);

    const { effects } = replan({ envelope: anEnvelope({ status }) });

    expect(kinds(effects)).toEqual(isTaken ? ['createEnvelope'] : []);
    if (isTaken) expect('revokeReason' in effectOf(effects, 'createEnvelope')).toBe(status !== 'completed');
  });

  it('leaves what is past its deadline alone, as every end without completion (R-14)', () => {
    expect(replan({ envelope: anEnvelope({ deadline: '2026-11-22T07:59:59Z' }) }).effects).toEqual([]);
  });

  it('keeps the new one as a draft where C-33 says so', () => {
    const mapping = recreating({ flow: { saveAsDraft: true, launchAt: [LAUNCH_POINT] } });

    expect(effectOf(replan({ mapping }).effects, 'createEnvelope').launch).toBe(false);
    expect(kinds(replan({ mapping, event: at(LAUNCH_POINT) }).effects)).toEqual(['createEnvelope', 'launchEnvelope']);
  });

  it('has one key for the same content, and another for other content or after another envelope', () => {
    const keyOf = (over: Parameters<typeof planWith>[0]) => effectOf(replan(over).effects, 'createEnvelope').key;
    const once = keyOf({});

    expect(keyOf({ event: click('open'), viewer: signerB })).toBe(once);
    expect(keyOf({ now: '2026-11-23T08:00:00Z' })).toBe(once);
    expect(keyOf({ record: holding(aFile({ sha256: SIGNED })) })).not.toBe(once);
    expect(keyOf({ envelope: anEnvelope({ id: 'envelope-2' }) })).not.toBe(once);
  });

  it('notices a file that was added, and one that was taken away', () => {
    const added = holding(aFile(), aFile({ fileId: 'file-2', sha256: NEW }));
    const two = anEnvelope({
      documents: [anEnvelopeDocument(), anEnvelopeDocument({ id: 'document-2', sourceSha256: NEW })],
    });

    expect(kinds(replan({ record: added }).effects)).toContain('createEnvelope');
    expect(kinds(replan({ record: aRecord(), envelope: two }).effects)).toContain('createEnvelope');
    expect(replan({ record: added, envelope: two }).effects).toEqual([]);
  });

  it('does not take a signed file in the same field for a new source (C-43)', () => {
    const envelope = anEnvelope({
      status: 'completed',
      documents: [anEnvelopeDocument({ signedSha256: SIGNED })],
    });
    const beside = holding(aFile(), aFile({ fileId: 'signed', sha256: SIGNED }));
    const instead = holding(aFile({ fileId: 'signed', sha256: SIGNED }));

    for (const record of [beside, instead]) expect(replan({ envelope, record }).effects).toEqual([]);
  });

  it('keeps the old one while no new one can be made, and says why', () => {
    expect(replan({ record: holding() })).toMatchObject({ effects: [], problems: [{ code: 'REQ', slot: 'C-13' }] });
  });

  it('never leaves two open ones where the point of creation comes at the same time', () => {
    const { effects } = replan({
      event: at(CREATE_POINT),
      envelope: anEnvelope({ status: 'completed' }),
      configVersion: 2,
    });

    expect(kinds(effects)).toEqual(['createEnvelope']);
  });
});

describe('R-03: who sets it off', () => {
  it.each(['open', 'sign', 'setPositions', 'launch'] as const)(
    'a signer, the initiator or the creator who asks to %s',
    (action) => {
      for (const person of [signerA, signerB, applicant]) {
        expect(kinds(replan({ event: click(action, person) }).effects)).toContain('createEnvelope');
      }
    },
  );

  it('not a person who only may read, nor a download, nor news of the provider', () => {
    for (const event of [click('open', stranger), click('download', signerA), completed]) {
      expect(kinds(replan({ event }).effects)).not.toContain('createEnvelope');
    }
  });

  it('does not make whoever comes by the initiator (C-12)', () => {
    const event = click('open', signerB);
    const mapped = recreating({ required: { initiator: aFieldSource('f-signer-a') } });
    const initiator = (mapping: SigningMapping) =>
      effectOf(replan({ mapping, event }).effects, 'createEnvelope').draft.initiator.userId;

    expect(initiator(recreating())).toBe('applicant');
    expect(initiator(mapped)).toBe('signer-a');
  });
});

describe('R-03: until it is made again', () => {
  it('nobody is offered to sign, and the reason is told', () => {
    const { buttons } = replan({ event: click('open') });
    const why = { rule: 'R-03', slot: 'C-40', reason: 'sourcesChanged' };

    expect(buttons.slice(0, 2)).toMatchObject([
      { kind: 'sign', enabled: false, why },
      { kind: 'reject', enabled: false, why },
    ]);
  });

  it('signatures under the old files let no submit pass (R-06)', () => {
    const point: FlowPoint = { kind: 'node', id: 'n-sign-a', timing: 'after' };
    const operation = {
      id: 'op',
      kind: 'node',
      target: point.id,
      timing: 'after',
      operation: 'verifySigned',
      message: {},
    } as const;
    const mapping = recreating({ operations: [operation] });
    const over = { mapping, envelope: anEnvelope({ status: 'completed' }), event: at(point) };

    expect(replan(over)).toMatchObject({ effects: [], blocks: [{ why: { reason: 'sourcesChanged' } }] });
    expect(replan({ ...over, record: aRecord() }).blocks).toEqual([]);
  });

  it('a completion of the old files does not submit the workflow (R-07)', () => {
    const envelope = anEnvelope({ status: 'completed' });

    expect(kinds(replan({ envelope, event: completed }).effects)).toEqual([]);
    expect(kinds(replan({ envelope, event: completed, record: aRecord() }).effects)).toEqual(['submitWorkflow']);
  });
});

describe('R-03: templates', () => {
  function filledWith(
    value: ValueSource,
    template: ValueSource = { kind: 'constant', value: 'tpl-1' },
  ): SigningMapping {
    const source = { kind: 'template' as const, id: 'doc-t', template, controls: [{ control: 'c', value }] };
    return recreating({ required: { documents: [source] } });
  }

  function madeBy(mapping: SigningMapping): Envelope {
    const [document] = draftWith(mapping).documents;
    return anEnvelope({ documents: [anEnvelopeDocument({ sourceId: 'doc-t', sourceSha256: document!.sha256 })] });
  }

  it('are made again when a value of the form or the template has changed', () => {
    const mapping = filledWith(aFieldSource('f-amount'));
    const envelope = madeBy(mapping);
    const dearer = aRecord({ values: { ...aRecord().values, 'f-amount': 128001 } });

    expect(replan({ mapping, envelope, record: aRecord() }).effects).toEqual([]);
    expect(kinds(replan({ mapping, envelope, record: dearer }).effects)).toContain('createEnvelope');
    const other = filledWith(aFieldSource('f-amount'), { kind: 'constant', value: 'tpl-2' });
    expect(kinds(replan({ mapping: other, envelope, record: aRecord() }).effects)).toContain('createEnvelope');
  });

  it.each(['today', 'nodeName', 'operatorName'] as const)('are not made again because of {%s}', (name) => {
    const mapping = filledWith({ kind: 'template', template: [{ kind: 'system', name }] });
    const envelope = madeBy(mapping);
    const later = { now: '2026-12-24T08:00:00Z', record: aRecord({ currentNodeId: 'n-sign-b' }) };

    expect(replan({ mapping, envelope, ...later, event: click('open', signerB) }).effects).toEqual([]);
  });

  it('have the value of the moment in the draft all the same', () => {
    const mapping = filledWith({ kind: 'template', template: [{ kind: 'system', name: 'today' }] });

    expect(draftWith(mapping).documents).toMatchObject([{ controls: [{ control: 'c', value: '2026-11-22' }] }]);
  });

  it('may come from a field that picks them', () => {
    const field = { ...aFieldRef('f-file-type') };
    const mapping = filledWith(aFieldSource('f-title'), { kind: 'field', field });
    const envelope = madeBy(mapping);
    const picked = aRecord({ values: { ...aRecord().values, 'f-file-type': { id: 'tpl-9', name: '新模板' } } });

    expect(replan({ mapping, envelope, record: aRecord() }).effects).toEqual([]);
    expect(kinds(replan({ mapping, envelope, record: picked }).effects)).toContain('createEnvelope');
  });
});
