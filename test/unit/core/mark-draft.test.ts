import { describe, expect, it } from 'vitest';

import { markDraftKey, readMarkDraft, writeMarkDraft } from '../../../src/core/mark-draft.js';
import type { Mark } from '../../../src/schema/placement.js';
import { anEnvelopeDocument } from '../../support/builders.js';

const documents = [anEnvelopeDocument({ id: 'contract' })];
const mark: Mark = {
  id: 'm1',
  documentId: 'contract',
  kind: 'seal',
  sealId: 'seal-contract',
  placementId: null,
  pageIndex: 0,
  rect: { x: 1, y: 2, width: 119, height: 119 },
};
const savedAt = '2026-11-22T02:00:00Z';
const now = '2026-11-22T03:00:00Z';

describe('drafts of marks', () => {
  it('come back as they were, and hold nothing of the documents but their hashes', () => {
    const text = writeMarkDraft([mark], documents, savedAt);

    expect(readMarkDraft(text, documents, now)).toMatchObject({ savedAt, marks: [mark] });
    expect(text).not.toContain(documents[0]?.name);
  });

  it('stay when somebody else signed, and go with other files', () => {
    const text = writeMarkDraft([mark], documents, savedAt);
    const signed = [anEnvelopeDocument({ id: 'contract', signedSha256: 'f'.repeat(64) })];
    const other = [anEnvelopeDocument({ id: 'contract', sha256: 'e'.repeat(64) })];

    expect(readMarkDraft(text, signed, now)).not.toBeNull();
    expect(readMarkDraft(text, other, now)).toBeNull();
    expect(readMarkDraft(text, [], now)).toBeNull();
  });

  it.each([null, '', '{', '[]', '{"format":2}', writeMarkDraft([], documents, savedAt)])(
    'are nothing where the text is none: %s',
    (text) => {
      expect(readMarkDraft(text, documents, now)).toBeNull();
    },
  );

  it('are given up after two weeks', () => {
    const text = writeMarkDraft([mark], documents, savedAt);

    expect(readMarkDraft(text, documents, '2026-12-06T01:00:00Z')).not.toBeNull();
    expect(readMarkDraft(text, documents, '2026-12-06T02:00:01Z')).toBeNull();
  });

  it('are one for each person, party and envelope, whatever their ids hold', () => {
    const key = (id: string, partyId: string): string => markDraftKey({ id }, { partyId, signerId: 's' });

    expect(key('a', 'b/s')).not.toBe(key('a/b', 's'));
  });
});
