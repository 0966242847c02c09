import { describe, expect, it } from 'vitest';

import { mmToPt } from '../../../src/core/geometry.js';
import { checkDates } from '../../../src/core/check-dates.js';
import { checkFillIns } from '../../../src/core/check-fill-ins.js';
import { checkMarks } from '../../../src/core/marks.js';
import type { Mark, Placement } from '../../../src/schema/placement.js';
import { anEnvelope, anEnvelopeDocument, aParty, aSeal } from '../../support/builders.js';

const SIZE = mmToPt(42);

function aMark(over: Partial<Mark> = {}): Mark {
  const rect = { x: 100, y: 200, width: SIZE, height: SIZE };
  return {
    id: 'mark-1',
    documentId: 'document-1',
    kind: 'seal',
    sealId: 'seal-contract',
    placementId: null,
    pageIndex: 0,
    rect,
    ...over,
  };
}

function aPlace(over: Partial<Placement> = {}): Placement {
  const rect = { x: 100, y: 200, width: SIZE, height: SIZE };
  return {
    id: 'place-1',
    partyId: 'initiator',
    documentId: 'document-1',
    mark: 'seal',
    policy: 'free',
    required: false,
    pageIndex: 0,
    rect,
    zone: null,
    ...over,
  };
}

function moved(dx: number, dy = 0) {
  return { ...aMark().rect, x: 100 + dx, y: 200 + dy };
}

function check(marks: Mark[], envelope: Parameters<typeof checkMarks>[1] = anEnvelope(), seals = [aSeal()]) {
  return checkMarks(marks, envelope, 'initiator', seals).map(({ pointer, code }) => [pointer, code]);
}

function withPlace(over: Partial<Placement> = {}) {
  return anEnvelope({ placements: [aPlace(over)] });
}

describe('checkMarks', () => {
  it('has nothing against a seal in its real size on the page', () => {
    expect(check([aMark()])).toEqual([]);
  });

  it.each([
    ['left', { x: -1 }],
    ['top', { y: -1 }],
    ['right', { x: 595 - SIZE + 1 }],
    ['bottom', { y: 842 - SIZE + 1 }],
  ])('refuses a mark over the %s edge of the page', (_, at) => {
    expect(check([aMark({ rect: { ...aMark().rect, ...at } })])).toEqual([['/marks/0/rect', 'placement-outside-page']]);
  });

  it('measures a turned page as it is shown (chapter 8)', () => {
    const pages = [
      { cropBox: [0, 0, 595, 842] as [number, number, number, number], rotation: 90 as const, userUnit: 1 },
    ];
    const envelope = anEnvelope({ documents: [anEnvelopeDocument({ pages })] });

    expect(check([aMark({ rect: { ...aMark().rect, x: 700 } })], envelope)).toEqual([]);
    expect(check([aMark({ rect: { ...aMark().rect, y: 700 } })], envelope)).toHaveLength(1);
  });

  it('refuses a page or a document that is not there', () => {
    expect(check([aMark({ pageIndex: 1 })])).toEqual([['/marks/0/pageIndex', 'placement-outside-page']]);
    expect(check([aMark({ documentId: 'other' })])).toEqual([['/marks/0/documentId', 'placement-invalid']]);
  });

  it('refuses a seal below its real size, and lets a signature be smaller', () => {
    const small = { ...aMark().rect, width: mmToPt(41), height: mmToPt(41) };

    expect(check([aMark({ rect: small })])).toEqual([['/marks/0/rect', 'placement-invalid']]);
    expect(check([aMark({ rect: { ...aMark().rect, height: mmToPt(41) } })])).toHaveLength(1);
    const hand = aSeal({ id: 'hand', kind: 'signature' });
    expect(check([aMark({ rect: small, kind: 'signature', sealId: 'hand' })], anEnvelope(), [hand])).toEqual([]);
  });

  it('goes by the seal and not by what the client calls the mark (C-31)', () => {
    const small = { ...aMark().rect, width: mmToPt(10), height: mmToPt(10) };
    const held = anEnvelope({ parties: [aParty({ sealId: 'seal-finance' })] });

    expect(check([aMark({ kind: 'signature', rect: small })], held)).toEqual([['/marks/0/sealId', 'seal-not-usable']]);
    expect(check([aMark(), aMark({ id: 'mark-2', kind: 'date' })])).toEqual([['/marks/1/sealId', 'seal-not-usable']]);
    const legal = aSeal({ id: 'legal', kind: 'legalRepresentative' });
    expect(check([aMark({ sealId: 'legal' })], anEnvelope(), [legal])).toEqual([
      ['/marks/0/sealId', 'seal-not-usable'],
    ]);
  });

  it('takes a personal seal where a signature is wanted, in its real size, and no company seal (C-37)', () => {
    const envelope = withPlace({ mark: 'signature', policy: 'free' });
    const small = { ...aMark().rect, width: mmToPt(10), height: mmToPt(10) };
    const sign = (kind: 'personal' | 'contract', over: Partial<Mark> = {}) =>
      check([aMark({ kind: 'signature', placementId: 'place-1', ...over })], envelope, [aSeal({ kind })]);

    expect(sign('personal')).toEqual([]);
    expect(sign('personal', { rect: small })).toEqual([['/marks/0/rect', 'placement-invalid']]);
    expect(sign('contract')).toEqual([['/marks/0/sealId', 'seal-not-usable']]);
  });

  it('takes no date for a signature, and lets a date stand beside one (C-37)', () => {
    const date = aMark({ id: 'mark-2', kind: 'date', sealId: null, placementId: 'date-1' });
    const envelope = anEnvelope({ placements: [aPlace({ id: 'date-1', mark: 'date', required: true })] });

    expect(check([date], envelope)).toEqual([['/marks', 'placement-required']]);
    expect(check([aMark()], envelope)).toEqual([['/marks', 'placement-required']]);
    expect(check([aMark(), date], envelope)).toEqual([]);
  });

  it('takes a tick and a remark where a place asks for them, with words, and for no signature (C-37)', () => {
    const tick = aMark({ id: 'mark-2', kind: 'checkbox', sealId: null, placementId: 'box' });
    const remark = (text?: string) =>
      aMark({ id: 'mark-3', kind: 'remark', sealId: null, placementId: 'words', ...(text !== undefined && { text }) });
    const envelope = anEnvelope({
      placements: [
        aPlace({ id: 'box', mark: 'checkbox', required: true }),
        aPlace({ id: 'words', mark: 'remark' }),
        aPlace({ id: 'place-1' }),
      ],
    });

    expect(check([aMark(), tick, remark('同意')], envelope)).toEqual([]);
    expect(check([aMark(), tick], envelope)).toEqual([]);
    expect(check([aMark()], envelope)).toEqual([['/marks', 'placement-required']]);
    expect(check([tick], envelope)).toEqual([['/marks', 'placement-required']]);
    for (const text of [undefined, '', ' \n ']) {
      expect(check([aMark(), tick, remark(text)], envelope)).toEqual([['/marks/2/text', 'placement-required']]);
    }
    expect(check([aMark(), { ...tick, placementId: 'words' }], envelope).map(([at]) => at)).toEqual([
      '/marks/1/placementId',
      '/marks',
    ]);
    expect(check([aMark(), { ...tick, sealId: 'seal-contract' }], envelope)).toEqual([
      ['/marks/1/sealId', 'seal-not-usable'],
    ]);
    const seam = { edge: 'right', pages: 'all', doubleSided: false } as const;
    expect(check([aMark(), { ...tick, seam }], envelope)[0]).toEqual(['/marks/1/seam', 'placement-invalid']);
  });

  it('holds what is filled in to the size of its place, and words to their room; only the host asks (C-37)', () => {
    const rect = { x: 10, y: 10, width: 60, height: 16 };
    const words = aPlace({ id: 'words', mark: 'remark', rect });
    const remark = (over: Partial<Mark>): Mark =>
      aMark({ kind: 'remark', sealId: null, placementId: 'words', rect, text: '同意', ...over });
    const faults = (mark: Mark) => checkFillIns([mark], [words]).map(({ pointer }) => pointer);

    expect(faults(remark({}))).toEqual([]);
    expect(faults(remark({ rect: { ...rect, x: 50 } }))).toEqual([]);
    expect(faults(remark({ placementId: null }))).toEqual(['/marks/0/placementId']);
    expect(faults(remark({ rect: { ...rect, width: 90 } }))).toEqual(['/marks/0/rect']);
    expect(faults(remark({ text: '长'.repeat(60) }))).toEqual(['/marks/0/text']);
    expect(faults(aMark({ text: 'x' }))).toEqual(['/marks/0/text']);
    expect(faults(aMark())).toEqual([]);
  });

  it('takes a date in another style, in full, unless its place prescribes one (C-37)', () => {
    const rect = { x: 100, y: 400, width: 60, height: 17 };
    const style = { dateFormat: 'yyyy-MM-dd', fontSize: 10 } as const;
    const date = (over: Partial<Mark>): Mark[] => [
      aMark(),
      aMark({ id: 'mark-2', kind: 'date', sealId: null, placementId: 'date-1', rect, ...over }),
    ];
    const place = aPlace({ id: 'date-1', mark: 'date', rect });
    const free = anEnvelope({ placements: [place] });
    const locked = anEnvelope({ placements: [{ ...place, policy: 'locked', ...style }] });
    const refused = [['/marks/1/fontSize', 'placement-invalid']];
    const check = (marks: Mark[], { placements }: Pick<typeof free, 'placements'> = anEnvelope()) =>
      checkDates(marks, placements).map(({ pointer, code }) => [pointer, code]);

    expect(check(date(style), free)).toEqual([]);
    expect(check(date({ ...style, placementId: null }))).toEqual([]);
    expect(check(date({ ...style, fontSize: 12 }), free)).toEqual(refused);
    expect(check(date({}), locked)).toEqual([]);
    expect(check(date(style), locked)).toEqual([]);
    expect(check(date({ dateFormat: 'dd/MM/yyyy' }), locked)).toEqual(refused);
    expect(check(date({ fontSize: 9 }), locked)).toEqual(refused);
    expect(check([aMark({ fontSize: 12 })])).toEqual([['/marks/0/fontSize', 'placement-invalid']]);
  });

  it('refuses an unknown, an unusable, and a missing seal', () => {
    expect(check([aMark({ sealId: 'stolen' })])).toEqual([['/marks/0/sealId', 'seal-not-usable']]);
    expect(check([aMark()], anEnvelope(), [aSeal({ usable: false })])).toEqual([
      ['/marks/0/sealId', 'seal-not-usable'],
    ]);
    expect(check([aMark({ sealId: null })])).toEqual([['/marks/0/sealId', 'seal-not-usable']]);
  });

  it('holds a party to the seal that is prescribed for it (C-31)', () => {
    const envelope = anEnvelope({ parties: [aParty({ sealId: 'seal-finance' })] });
    const seals = [aSeal(), aSeal({ id: 'seal-finance' })];

    expect(check([aMark()], envelope, seals)).toEqual([['/marks/0/sealId', 'seal-not-usable']]);
    expect(check([aMark({ sealId: 'seal-finance' })], envelope, seals)).toEqual([]);
  });

  it('wants the seal of the legal representative where the mark says so', () => {
    const seals = [aSeal(), aSeal({ id: 'legal', kind: 'legalRepresentative' })];

    expect(check([aMark({ kind: 'legalSeal' })], anEnvelope(), seals)).toEqual([
      ['/marks/0/sealId', 'seal-not-usable'],
    ]);
    expect(check([aMark({ kind: 'legalSeal', sealId: 'legal' })], anEnvelope(), seals)).toEqual([]);
  });

  it('keeps a locked place where it is (C-37)', () => {
    const envelope = withPlace({ policy: 'locked' });

    expect(check([aMark({ placementId: 'place-1' })], envelope)).toEqual([]);
    expect(check([aMark({ placementId: 'place-1', rect: moved(0.4) })], envelope)).toEqual([]);
    expect(check([aMark({ placementId: 'place-1', rect: moved(1) })], envelope)).toEqual([
      ['/marks/0/rect', 'placement-invalid'],
    ]);
  });

  it('takes the size of a locked place as decided, and asks for the real size in a free one', () => {
    const rect = { ...aMark().rect, width: mmToPt(30), height: mmToPt(30) };
    const mark = aMark({ placementId: 'place-1', rect });

    expect(check([mark], withPlace({ policy: 'locked', rect }))).toEqual([]);
    expect(check([mark], withPlace({ policy: 'free', rect }))).toEqual([['/marks/0/rect', 'placement-invalid']]);
  });

  it('lets a movable place move inside its zone only (C-37)', () => {
    const zone = { x: 90, y: 190, width: SIZE + 20, height: SIZE + 20 };
    const envelope = withPlace({ policy: 'movable', zone });

    expect(check([aMark({ placementId: 'place-1', rect: moved(10, -10) })], envelope)).toEqual([]);
    expect(check([aMark({ placementId: 'place-1', rect: moved(12) })], envelope)).toHaveLength(1);
    expect(check([aMark({ placementId: 'place-1', rect: moved(0, -12) })], envelope)).toHaveLength(1);
  });

  it('lets a movable place without a zone move on its whole page, with a seal of any size (C-37)', () => {
    const envelope = withPlace({ policy: 'movable', rect: { x: 100, y: 200, width: 40, height: 40 } });
    const mark = aMark({ placementId: 'place-1', rect: moved(300) });

    expect(check([mark], envelope)).toEqual([]);
    expect(check([{ ...mark, pageIndex: 1 }], envelope)).toHaveLength(2);
  });

  it('lets a free place move anywhere on the page (C-37)', () => {
    expect(check([aMark({ placementId: 'place-1', rect: moved(300) })], withPlace())).toEqual([]);
  });

  it.each<[string, Partial<Placement>, Partial<Mark>]>([
    ['is unknown', {}, { placementId: 'place-9' }],
    ['belongs to another party', { partyId: 'party-b' }, {}],
    ['is in another document', { documentId: 'document-2' }, {}],
    ['wants another kind of mark', { mark: 'signature' }, {}],
    ['is locked on another page', { policy: 'locked', pageIndex: 1 }, {}],
  ])('refuses to fill a place that %s', (_, place, mark) => {
    expect(check([aMark({ placementId: 'place-1', ...mark })], withPlace(place))).toEqual([
      ['/marks/0/placementId', 'placement-invalid'],
    ]);
  });

  it('asks for every required place of the own party, and for no one else’s', () => {
    const placements = [
      aPlace({ id: 'mine', required: true }),
      aPlace({ id: 'optional' }),
      aPlace({ id: 'theirs', required: true, partyId: 'party-b' }),
    ];

    expect(check([aMark()], anEnvelope({ placements }))).toEqual([['/marks', 'placement-required']]);
    expect(check([aMark({ placementId: 'mine' })], anEnvelope({ placements }))).toEqual([]);
  });

  it('refuses an empty submit', () => {
    expect(check([])).toEqual([['/marks', 'placement-required']]);
  });

  it('refuses a place that is filled twice, and two marks with one id', () => {
    const twice = [aMark({ placementId: 'place-1' }), aMark({ id: 'mark-2', placementId: 'place-1' })];

    expect(check(twice, withPlace())).toEqual([['/marks/1/placementId', 'placement-invalid']]);
    expect(check([aMark(), aMark()])).toEqual([['/marks/1/id', 'placement-invalid']]);
  });

  it('refuses a party that the envelope does not have', () => {
    expect(checkMarks([aMark()], anEnvelope(), 'nobody', [aSeal()])).toMatchObject([{ code: 'not-a-signer' }]);
  });
});
