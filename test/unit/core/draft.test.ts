import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  DRAFTS_KEPT,
  draftKey,
  dropDrafts,
  isWorthKeeping,
  putDraft,
  readDrafts,
  returnDraft,
  type MappingDraft,
} from '../../../src/core/draft.js';
import type { EditorMapping } from '../../../src/core/editor-mapping.js';
import { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import { SigningMapping } from '../../../src/schema/signing-config.js';
import { aMapping } from '../../support/builders.js';
import { arbitraryOf } from '../../support/schema-arbitrary.js';

const mappings = arbitraryOf(SigningMapping) as fc.Arbitrary<SigningMapping>;
const sealUses = arbitraryOf(SealUseMapping) as fc.Arbitrary<SealUseMapping>;

function aDraft(change: Partial<MappingDraft> = {}): MappingDraft {
  return {
    id: 'editor-1',
    savedAt: '2026-11-20T08:00:00.000Z',
    base: { version: 1, etag: '"1"', mapping: aMapping() },
    mapping: aMapping({ basic: { name: '改过' } }),
    ...change,
  };
}

const workflowId = aMapping().basic.workflowId;
const read = (text: string | null) => readDrafts(text, 'signing', workflowId);

function withWorkflow<M extends EditorMapping>(mapping: M): M {
  return { ...mapping, basic: { ...mapping.basic, workflowId } };
}

describe('drafts of unsaved work', () => {
  it('gives back any mapping as it was written', () => {
    fc.assert(
      fc.property(mappings.map(withWorkflow), mappings.map(withWorkflow), (base, mapping) => {
        const draft = aDraft({ base: { version: 3, etag: '"3"', mapping: base }, mapping });
        expect(read(putDraft(null, draft))).toEqual([{ kind: 'draft', id: draft.id, draft }]);
      }),
    );
  });

  it('does so for physical seals, too', () => {
    fc.assert(
      fc.property(sealUses.map(withWorkflow), (mapping) => {
        const draft = aDraft({ base: { version: 0, etag: '', mapping }, mapping });
        expect(readDrafts(putDraft(null, draft), 'seal-use', workflowId)).toEqual([
          { kind: 'draft', id: draft.id, draft },
        ]);
      }),
    );
  });

  it('never throws and never loses what stands in the store, whatever that is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const before = read(text);
        const after = read(putDraft(text, aDraft()));
        expect(after[0]?.id).toBe('editor-1');
        expect(after.slice(1).map(({ id }) => id)).toEqual(before.map(({ id }) => id).slice(0, DRAFTS_KEPT - 1));
      }),
    );
  });

  it('hands out what it cannot read as it is, and takes it away when it was discarded', () => {
    const text = putDraft(null, { ...aDraft(), mapping: { basic: { name: '<img src=x onerror=alert(1)>' } } as never });
    const [offer] = read(text);
    expect(offer?.kind).toBe('broken');
    expect(offer?.kind === 'broken' && offer.text).toContain('onerror');

    expect(dropDrafts(text, [offer!.id])).toBeNull();
    expect(read(returnDraft(null, offer!))).toEqual([offer]);
  });

  it('keeps a draft of each editor, the newest first, and a limited number', () => {
    let text: string | null = null;
    for (let count = 1; count <= DRAFTS_KEPT + 2; count += 1) {
      const savedAt = `2026-11-20T08:00:${String(count).padStart(2, '0')}.000Z`;
      text = putDraft(text, aDraft({ id: `editor-${count}`, savedAt }));
    }
    text = putDraft(text, aDraft({ id: 'editor-7', savedAt: '2026-11-20T09:00:00.000Z' }));

    const ids = read(text).map(({ id }) => id);
    expect(ids).toHaveLength(DRAFTS_KEPT);
    expect(ids.slice(0, 3)).toEqual(['editor-7', 'editor-10', 'editor-9']);
  });

  it('puts one in and takes others out in one write', () => {
    const text = putDraft(putDraft(null, aDraft({ id: 'old' })), aDraft({ id: 'new' }), ['old']);

    expect(read(text).map(({ id }) => id)).toEqual(['new']);
  });

  it('belongs to the workflow that is open, whatever the text says', () => {
    const other = aMapping({ basic: { workflowId: 'wf-other' } });
    const [offer] = read(putDraft(null, aDraft({ mapping: other })));

    expect(offer?.kind === 'draft' && offer.draft.mapping.basic.workflowId).toBe(workflowId);
  });

  it('is worth keeping while it has something that the document has not', () => {
    const { base, mapping } = aDraft();

    expect(isWorthKeeping({ base, mapping }, aMapping())).toBe(true);
    expect(isWorthKeeping({ base, mapping: structuredClone(base.mapping) }, mapping)).toBe(false);
    expect(isWorthKeeping({ base, mapping }, structuredClone(mapping))).toBe(false);
  });

  it('is kept apart by person, kind and workflow', () => {
    const keys = [
      draftKey('t1/a', aMapping()),
      draftKey('t1/b', aMapping()),
      draftKey('t1/a', aMapping({ basic: { workflowId: 'wf-other' } })),
    ];

    expect(new Set(keys).size).toBe(3);
  });
});
