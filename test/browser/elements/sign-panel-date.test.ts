import { expect } from '@open-wc/testing';

import { dateBox, dateLine } from '../../../src/core/signing-date.js';
import type { Mark, Placement } from '../../../src/schema/placement.js';
import { aPlacement, aReceipt, aSignHost, aSignTab, envelopeOf } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const RECT = { x: 120, y: 260, width: 110, height: 18 };

async function open(place: Partial<Placement> = {}, attributes: Record<string, string> = {}) {
  const tab = aSignTab();
  const placements = [aPlacement({ id: 'place-date', mark: 'date', rect: RECT, policy: 'free', ...place })];
  const host = aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements } }] });
  const panel = await SignPanelHarness.openDocument(host, attributes);
  return { panel, host };
}

async function openDated(place: Partial<Placement> = {}, attributes: Record<string, string> = {}) {
  const { panel } = await open(place, attributes);
  panel.place('place-date').click();
  await waitUntil(() => panel.field('date-format') !== null, 'no fields for the date');
  return panel;
}

function drawn(panel: SignPanelHarness): { text: string; size: number; places: number[]; left: number } {
  const line = panel.mark().querySelector('text')!;
  const { scale } = panel.pages;
  const sheet = panel.mark().getBoundingClientRect();
  return {
    text: line.textContent ?? '',
    size: parseFloat(getComputedStyle(line).fontSize) / scale,
    // the middle of a character is where it was put, whatever face the browser has
    places: Array.from({ length: line.getNumberOfChars() }, (_, at) => {
      const { x, width } = line.getExtentOfChar(at);
      return (x + width / 2) / scale;
    }),
    left: sheet.left,
  };
}

describe('the style of a signing date (C-37)', () => {
  it('shows what its place was prepared with, at the size in points, each character where it is stamped', async () => {
    const panel = await openDated({ dateFormat: 'yyyy/MM/dd', fontSize: 14 });

    const { text, size, places } = drawn(panel);

    expect(text).to.match(/^\d{4}\/\d\d\/\d\d$/);
    expect(size).to.be.closeTo(14, 0.05);
    const line = dateLine(text, RECT, 14);
    places.forEach((middle, at) => expect(middle).to.be.closeTo(line.glyphs[at]!.x, 0.1));
  });

  it('takes another format and another size, each as one step that can be taken back and made again', async () => {
    const panel = await openDated();
    const before = panel.marks[0];

    await panel.fill('date-format', 'dd/MM/yyyy');
    await panel.fill('date-size', '20');

    const changed = panel.marks[0]!;
    expect(changed).to.deep.include({ dateFormat: 'dd/MM/yyyy', fontSize: 20, placementId: 'place-date' });
    expect(changed.rect).to.deep.include({ x: RECT.x, ...dateBox('dd/MM/yyyy', 20) });
    expect(drawn(panel).text).to.match(/^\d\d\/\d\d\/\d{4}$/);
    expect(drawn(panel).size).to.be.closeTo(20, 0.05);
    await panel.click('撤销');
    expect(panel.marks[0]?.dateFormat).to.equal('dd/MM/yyyy');
    expect(panel.marks[0]?.fontSize).to.not.equal(20);
    await panel.click('撤销');
    expect(panel.marks[0]).to.deep.equal(before);
    await panel.click('重做');
    await panel.click('重做');
    expect(panel.marks[0]).to.deep.equal(changed);
  });

  it('sends the host what the signer chose, and nothing where nothing was chosen', async () => {
    const tab = aSignTab();
    const placements = [aPlacement(), aPlacement({ id: 'place-date', mark: 'date', rect: RECT, policy: 'free' })];
    const sent: Mark[] = [];
    const host = aSignHost({
      tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements } }],
      signEnvelope: (_, request) => {
        sent.push(...request.marks);
        return Promise.resolve(aReceipt());
      },
    });
    const panel = await SignPanelHarness.openDocument(host);
    panel.place('place-date').click();
    await waitUntil(() => panel.field('date-size') !== null, 'no fields for the date');
    expect(Object.keys(panel.marks[0] ?? {})).to.not.include('fontSize');

    await panel.fill('date-size', '10');
    panel.place('place-1').click();
    await panel.frames();
    await panel.press('submit');
    await panel.press('confirm');
    await panel.settled();

    expect(sent.find(({ kind }) => kind === 'date')).to.deep.include({ fontSize: 10, dateFormat: 'yyyy年M月d日' });
  });

  it('becomes as large as there is room, and says so', async () => {
    const panel = await openDated({ policy: 'movable', zone: { x: 100, y: 240, width: 150, height: 60 } });

    await panel.fill('date-size', '60');

    expect(panel.marks[0]?.fontSize).to.equal(20);
    expect(panel.text).to.include('已改为 20 磅');
    expect(panel.field('date-size')?.value).to.equal('20');
  });

  it('leaves a prescribed style alone', async () => {
    const panel = await openDated({ policy: 'locked', dateFormat: 'yyyy-MM-dd', fontSize: 12 });

    expect(panel.field('date-format')?.disabled).to.equal(true);
    expect(panel.field('date-size')?.disabled).to.equal(true);
    expect(panel.text).to.include('已由发起方指定');
  });

  it('is put by the signer, too: where one is asked for, else below the seal, else in the middle', async () => {
    const { panel } = await open();

    const add = async (count: number): Promise<void> => {
      await panel.press('add-date');
      await waitUntil(() => panel.marks.length === count, 'no date came');
      await panel.frames();
    };
    await add(1);
    expect(panel.marks[0]).to.deep.include({ placementId: 'place-date', rect: RECT });
    await add(2);
    await add(3);

    const [first, below] = panel.marks.slice(1);
    expect(first).to.deep.include({ kind: 'date', sealId: null, placementId: null, fontSize: 12 });
    expect(first?.rect.y).to.be.greaterThan(RECT.y);
    expect(below?.rect.y).to.be.greaterThan(first?.rect.y ?? Infinity);
    expect(panel.markLabels[1]).to.match(/^签署日期 \d{4}年/);
  });

  it('speaks English', async () => {
    const panel = await openDated(
      { policy: 'movable', zone: { x: 100, y: 240, width: 150, height: 60 } },
      { locale: 'en' },
    );

    await panel.fill('date-size', '60');

    expect(panel.text).to.include('it is 20 pt now');
  });
});
