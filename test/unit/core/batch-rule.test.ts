import { describe, expect, it } from 'vitest';

import { resolveRule, type BatchRule, type BatchWhere } from '../../../src/core/batch-rule.js';
import { mmToPt } from '../../../src/core/geometry.js';
import { viewOfEnvelope } from '../../../src/core/envelope-view.js';
import type { PanelView } from '../../../src/core/panel-view.js';
import { indexPage, type TextIndex } from '../../../src/core/text-index.js';
import type { Envelope } from '../../../src/schema/envelope.js';
import type { Placement } from '../../../src/schema/placement.js';
import type { Seal } from '../../../src/schema/seal.js';
import { aParty, aPerson, aSeal, anEnvelope, anEnvelopeDocument, aSigner } from '../../support/builders.js';
import { aPage } from '../../support/pdf-builders.js';

const SEAL = mmToPt(42);
const a4 = aPage();
const document = anEnvelopeDocument({ pages: [a4, a4, a4] });
const seals = [aSeal(), aSeal({ id: 'seal-wang', kind: 'personal', widthMm: 20, heightMm: 20 })];

function aView(envelope: Partial<Envelope> = {}): PanelView {
  const viewer = aPerson({ userId: 'signer-a' });
  return viewOfEnvelope(anEnvelope({ documents: [document], ...envelope }), viewer, '2026-11-22T03:00:00Z');
}

function aText(...pages: (readonly [x: number, y: number][])[]): TextIndex {
  return pages.map((places) =>
    indexPage(a4, {
      items: places.map(([x, y]) => ({
        ...{ str: '盖章', dir: 'ltr', transform: [10, 0, 0, 10, x, 841.89 - y], width: 20, height: 10 },
        ...{ fontName: 'f', hasEOL: true },
      })),
      styles: { f: { vertical: false } },
    }),
  );
}

function aPlace(overrides: Partial<Placement> = {}): Placement {
  return {
    id: 'place-1',
    partyId: 'initiator',
    documentId: document.id,
    mark: 'seal',
    policy: 'locked',
    required: true,
    pageIndex: 0,
    rect: { x: 300, y: 120, width: SEAL, height: SEAL },
    zone: null,
    ...overrides,
  };
}

const keyword = (occurrence: 'all' | number, word = '盖章'): BatchWhere => ({
  kind: 'keyword',
  choice: { keyword: word, occurrence, pages: 'all', acrossLines: true },
  offset: { relation: 'on', dx: 0, dy: 0 },
});
const position = (change: Partial<Extract<BatchWhere, { kind: 'position' }>> = {}): BatchWhere => ({
  ...{ kind: 'position', pages: 'last', corner: 'bottomRight', x: mmToPt(20), y: mmToPt(20) },
  ...change,
});

function resolve(
  where: BatchWhere,
  view = aView(),
  { texts = [], rule = {}, seals: own = seals }: { texts?: TextIndex; rule?: Partial<BatchRule>; seals?: Seal[] } = {},
) {
  return resolveRule({
    view,
    seals: own,
    rule: { sealId: 'seal-contract', documents: 'all', where, ...rule },
    texts: new Map([[document.id, texts]]),
  });
}
const codes = ({ problems }: ReturnType<typeof resolve>) => problems.map(({ code }) => code);

describe('the rule of a batch', () => {
  const text = aText(
    [[100, 200]],
    [],
    [
      [100, 200],
      [100, 600],
    ],
  );

  it('finds a keyword at all, the first and the last of its places', () => {
    const pages = (occurrence: 'all' | number) =>
      resolve(keyword(occurrence), aView(), { texts: text }).marks.map(({ pageIndex, rect }) => [
        pageIndex,
        Math.round(rect.y + rect.height / 2),
      ]);

    expect(pages('all')).toEqual([
      [0, 196],
      [2, 196],
      [2, 596],
    ]);
    expect(pages(1)).toEqual([[0, 196]]);
    expect(pages(-1)).toEqual([[2, 596]]);
  });

  it('tells a keyword that stands nowhere from a document without text', () => {
    expect(codes(resolve(keyword('all', '签字'), aView(), { texts: text }))).toEqual(['keyword-not-found']);
    expect(codes(resolve(keyword('all'), aView(), { texts: aText([], [], []) }))).toEqual(['no-text']);
  });

  it('makes the same request of the same rule', () => {
    expect(resolve(keyword('all'), aView(), { texts: text })).toEqual(
      resolve(keyword('all'), aView(), { texts: text }),
    );
  });

  it('stands at the same place from the corner, and is not moved on a page where it has no room', () => {
    const small = aPage({ cropBox: [0, 0, 100, 100] });
    const view = aView({ documents: [anEnvelopeDocument({ ...document, pages: [a4, small] })] });

    const [mark] = resolve(position()).marks;
    const rect = mark?.rect ?? { x: 0, y: 0 };

    expect(mark?.pageIndex).toBe(2);
    expect(rect.x).toBeCloseTo(595.28 - SEAL - mmToPt(20), 1);
    expect(rect.y).toBeCloseTo(841.89 - SEAL - mmToPt(20), 1);
    expect(resolve(position({ pages: 'all' }), view).problems).toEqual([
      { code: 'placement-outside-page', documentId: document.id, pageIndex: 1 },
    ]);
    expect(codes(resolve(position({ pages: '7' })))).toEqual(['placement-outside-page']);
  });

  it('is about the first document only, where that is asked for', () => {
    const second = anEnvelopeDocument({ id: 'document-2', pages: [a4] });
    const view = aView({ documents: [document, second] });

    const ids = (documents: 'all' | 'first') =>
      resolve(position(), view, { rule: { documents } }).marks.map(({ documentId }) => documentId);

    expect(ids('all')).toEqual(['document-1', 'document-2']);
    expect(ids('first')).toEqual(['document-1']);
  });

  it('cuts a seam over every document with sheets to cut, and tells where there is none', () => {
    const single = anEnvelopeDocument({ id: 'single', pages: [a4] });
    const seam: BatchWhere = { kind: 'seam', edge: 'left', doubleSided: false };

    const both = resolve(seam, aView({ documents: [document, single] }));
    const none = resolve(seam, aView({ documents: [single] }));

    expect(both.marks).toMatchObject([{ documentId: document.id, seam: { edge: 'left', pages: 'all' } }]);
    expect(both.problems).toEqual([]);
    expect(codes(none)).toEqual(['seam-impossible']);
  });

  it('fills what was prepared: with the prescribed seal, the date without one, and a seam only once', () => {
    const placements = [
      aPlace(),
      aPlace({ id: 'place-date', mark: 'date', rect: { x: 300, y: 300, width: 90, height: 14 } }),
      aPlace({
        ...{ id: 'place-seam', policy: 'movable', rect: { x: 0, y: 400, width: SEAL, height: SEAL } },
        seam: { edge: 'right', pages: 'all', doubleSided: false },
      }),
    ];
    const view = aView({ placements });

    const { marks, problems } = resolve({ kind: 'seam', edge: 'right', doubleSided: false }, view);

    expect(marks.map(({ placementId, sealId }) => [placementId, sealId])).toEqual([
      ['place-1', 'seal-contract'],
      ['place-date', null],
      ['place-seam', 'seal-contract'],
    ]);
    expect(problems).toEqual([]);
  });

  it('takes the prepared place where its keyword meets it, instead of a second mark', () => {
    const view = aView({ placements: [aPlace({ rect: { x: 60, y: 140, width: SEAL, height: SEAL } })] });

    const { marks, problems } = resolve(keyword(1), view, { texts: text });

    expect(marks.map(({ placementId }) => placementId)).toEqual(['place-1']);
    expect(problems).toEqual([]);
  });

  it('tells that nothing was prepared, and that no seal fits what was', () => {
    expect(codes(resolve({ kind: 'places' }))).toEqual(['no-place']);
    const view = aView({ placements: [aPlace({ mark: 'legalSeal' })] });
    expect(codes(resolve(keyword('all'), view, { texts: text }))).toEqual(['placement-required']);
  });

  it('leaves out where the signer has to fill something in themselves', () => {
    const box = aPlace({ id: 'box', mark: 'checkbox', rect: { x: 10, y: 10, width: 14, height: 14 } });

    expect(codes(resolve({ kind: 'places' }, aView({ placements: [box] })))).toContain('no-place');
    expect(codes(resolve(position(), aView({ placements: [{ ...box, required: true }] })))).toEqual([
      'placement-required',
    ]);
  });

  it('leaves out where the party must use another seal', () => {
    const parties = [aParty({ sealId: 'seal-company', signers: [aSigner()] })];

    expect(codes(resolve(position(), aView({ parties })))).toEqual(['seal-not-usable']);
    expect(codes(resolve(position(), aView(), { rule: { sealId: 'gone' } }))).toEqual(['seal-not-usable']);
  });

  it('leaves out where seals would lie over each other, and says on which page', () => {
    const close = aText(
      [
        [100, 200],
        [120, 240],
      ],
      [],
      [],
    );

    expect(resolve(keyword('all'), aView(), { texts: close }).problems).toEqual([
      { code: 'overlap', documentId: document.id, pageIndex: 0 },
    ]);
  });
});
