import { describe, expect, it } from 'vitest';

import { EnvelopeStatus, type Envelope } from '../../../../src/schema/envelope.js';
import type { TextTemplate } from '../../../../src/schema/value-source.js';
import {
  aFieldRef,
  aFieldSource,
  aMapping,
  anEnvelope,
  anEnvelopeDocument,
  aRecord,
} from '../../../support/builders.js';
import { completed, effectOf, kinds, planWith } from './planner.fixture.js';

const done = anEnvelope({
  status: 'completed',
  documents: [anEnvelopeDocument(), anEnvelopeDocument({ id: 'document-2' })],
});

function names(namingRule: TextTemplate | null, envelope = done) {
  const mapping = aMapping({ advanced: { namingRule, downloadInto: aFieldRef('f-signed') } });
  const { effects } = planWith({ mapping, envelope, event: completed });
  return effectOf(effects, 'fileSigned').names;
}

describe('R-08 and R-07: when all have signed', () => {
  it('files first and submits then', () => {
    const { effects } = planWith({ envelope: done, event: completed });

    expect(effects).toMatchObject([
      {
        kind: 'fileSigned',
        key: 'file:envelope-1',
        field: { field: 'f-signed' },
        directoryId: null,
        creator: null,
        why: { rule: 'R-08', slot: 'C-43', field: { field: 'f-signed' } },
      },
      { kind: 'submitWorkflow', key: 'submit:envelope-1', recordId: 'rec-1001', why: { rule: 'R-07', slot: 'C-38' } },
    ]);
  });

  it.each(EnvelopeStatus.options.filter((status) => status !== 'completed'))(
    'does nothing for the word of an event when the envelope is %s',
    (status) => {
      expect(planWith({ envelope: anEnvelope({ status }), event: completed }).effects).toEqual([]);
    },
  );

  it('does nothing at other events of a completed envelope', () => {
    for (const event of ['launched', 'partySigned', 'revoked'] as const) {
      expect(planWith({ envelope: done, event: { kind: 'envelope', event } }).effects).toEqual([]);
    }
  });

  it('files once: not again when the files are in the record (R-08)', () => {
    const filed = { ...done, filedAt: '2026-11-22T07:00:00Z' };

    expect(kinds(planWith({ envelope: filed, event: completed }).effects)).toEqual(['submitWorkflow']);
  });

  it('plans the same keys for a repeated event, so that a retry changes nothing', () => {
    const keys = () => planWith({ envelope: done, event: completed }).effects.map((effect) => effect.key);

    expect(keys()).toEqual(keys());
  });

  it('files nothing without a field (C-43)', () => {
    const mapping = aMapping({ advanced: { downloadInto: null } });

    expect(kinds(planWith({ mapping, envelope: done, event: completed }).effects)).toEqual(['submitWorkflow']);
  });

  it('submits only where C-38 is on, while the record waits at a signing node', () => {
    const off = aMapping({ flow: { submitWorkflow: false } });
    expect(kinds(planWith({ mapping: off, envelope: done, event: completed }).effects)).toEqual(['fileSigned']);

    const elsewhere = aRecord({ currentNodeId: 'n-archive' });
    expect(kinds(planWith({ envelope: done, event: completed, record: elsewhere }).effects)).toEqual(['fileSigned']);
    const finished = aRecord({ finished: true });
    expect(kinds(planWith({ envelope: done, event: completed, record: finished }).effects)).toEqual(['fileSigned']);
    const atB = aRecord({ currentNodeId: 'n-sign-b' });
    expect(kinds(planWith({ envelope: done, event: completed, record: atB }).effects)).toContain('submitWorkflow');
  });

  it('submits at any node only when no party is tied to one', () => {
    const submitsAt = (currentNodeId: string, parties: Envelope['parties']): boolean => {
      const { effects } = planWith({
        envelope: { ...done, parties },
        event: completed,
        record: aRecord({ currentNodeId }),
      });
      return kinds(effects).includes('submitWorkflow');
    };
    const free = done.parties.map((party) => ({ ...party, signingNodes: [] }));
    // a party from outside signs at no node; a late signature of it must not push the record on
    const external = [done.parties[0]!, { ...free[1]!, scope: 'external' as const }];

    expect(submitsAt('n-legal', free)).toBe(true);
    expect(submitsAt('n-legal', external)).toBe(false);
    expect(submitsAt('n-sign-a', external)).toBe(true);
  });

  it('names folder and creator of the files (C-45, C-46)', () => {
    const advanced = { directoryId: 'dir-9', downloadCreator: aFieldSource('f-signer-a') };
    const { effects } = planWith({ mapping: aMapping({ advanced }), envelope: done, event: completed });

    expect(effectOf(effects, 'fileSigned')).toMatchObject({ directoryId: 'dir-9', creator: { userId: 'signer-a' } });
  });
});

describe('names of signed files (C-44)', () => {
  it('are the name of the document with -已签署, all different', () => {
    expect(names(null)).toEqual([
      { documentId: 'document-1', name: '采购合同-已签署.pdf' },
      { documentId: 'document-2', name: '采购合同-已签署 (2).pdf' },
    ]);
    expect(names([])[0]?.name).toBe('采购合同-已签署.pdf');
  });

  it('follow the naming rule with fields and system slots', () => {
    const rule: TextTemplate = [
      { kind: 'field', field: aFieldRef('f-title') },
      { kind: 'text', text: '-' },
      { kind: 'system', name: 'documentName' },
      { kind: 'text', text: '-' },
      { kind: 'system', name: 'sequence' },
      { kind: 'text', text: '-' },
      { kind: 'system', name: 'today' },
    ];

    expect(names(rule).map(({ name }) => name)).toEqual([
      '服务器采购合同-采购合同-1-2026-11-22.pdf',
      '服务器采购合同-采购合同-2-2026-11-22.pdf',
    ]);
  });

  it('are made legal, and fall back when the rule gives nothing', () => {
    expect(names([{ kind: 'text', text: 'a/b:c' }])[0]?.name).toBe('a_b_c.pdf');
    expect(names([{ kind: 'text', text: '  ' }])[0]?.name).toBe('采购合同-已签署.pdf');
  });

  it('end in .pdf also when the source was a Word file', () => {
    const envelope = anEnvelope({ status: 'completed', documents: [anEnvelopeDocument({ name: '合同.docx' })] });

    expect(names(null, envelope)[0]?.name).toBe('合同-已签署.pdf');
    expect(names([{ kind: 'text', text: '终稿.PDF' }], envelope)[0]?.name).toBe('终稿.PDF');
  });
});
