import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { mmToPt } from '../../../src/core/geometry.js';
import { aPlacement, aSignHost, aSignTab, contract, envelopeOf, SEAL } from '../../support/browser-sign-host.js';
import { keywordPages } from '../../support/keyword-cases.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { TextFinderHarness } from '../harness/text-finder.harness.js';
import { waitUntil } from '../harness/wait.js';

describe('finding a text in <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('opens by Ctrl+F, marks every hit, goes on and back around the end, and closes by Escape', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    panel.pages.scroller?.focus();

    await panel.chord('Control', 'f');
    const finder = await TextFinderHarness.of(panel);
    await sendKeys({ type: '采购' });
    await finder.read();

    const count = finder.count;
    expect(count).to.be.greaterThan(2);
    expect(finder.counted).to.equal(`1 / ${count}`);
    expect(finder.marked('current')).to.equal(1);
    expect(finder.marked('hit')).to.be.greaterThan(0);

    await sendKeys({ press: 'Enter' });
    await panel.frames();
    expect(finder.counted).to.equal(`2 / ${count}`);
    await panel.chord('Shift', 'Enter');
    await panel.chord('Shift', 'Enter');
    expect(finder.counted).to.equal(`${count} / ${count}`);
    expect(finder.spoken).to.match(new RegExp(`^第 ${count} 处，共 ${count} 处，第 \\d+ 页$`));
    await sendKeys({ press: 'F3' });
    await panel.frames();
    expect(finder.counted).to.equal(`1 / ${count}`);

    await sendKeys({ press: 'Escape' });
    await panel.frames();
    expect(panel.root.querySelector('esign-text-finder') === null).to.equal(true);
    expect(finder.marked('hit')).to.equal(0);
    expect(panel.focused === panel.pages.scroller).to.equal(true);
  });

  it('says that there is none when the whole text was read', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await panel.press('find');
    const finder = await TextFinderHarness.of(panel);

    await finder.type('此文件里没有的话');
    await finder.read();

    expect(finder.counted).to.equal('无匹配');
  });

  it('says which pages have no text, for they cannot be searched (C-37)', async () => {
    const files = { contract: '/test/browser/pdf/fixtures/keywords.pdf' };
    const tab = aSignTab();
    const envelope = envelopeOf(tab);
    const documents = [{ ...contract, sha256: 'c'.repeat(64), pages: [...keywordPages] }];
    const panel = await SignPanelHarness.openDocument(
      aSignHost({ files, tabs: [{ ...tab, envelope: { ...envelope, documents } }] }),
    );
    await panel.press('find');
    const finder = await TextFinderHarness.of(panel);

    await finder.read();

    expect(finder.notice).to.contain('1 页没有文字');
  });

  it('passes axe with the bar and with the choice of a keyword', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await panel.press('by-keyword');
    const finder = await TextFinderHarness.of(panel);
    await finder.type('甲方');
    await finder.read();

    await expect(panel.element).to.be.accessible();
  });
});

describe('placing by keyword in <esign-sign-panel> (C-37)', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('puts the seal at every hit in one step, with its centre on the keyword', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await panel.press('by-keyword');
    const finder = await TextFinderHarness.of(panel);
    await finder.type('甲方（盖章）');
    await finder.read();
    const count = finder.count;
    expect(count).to.be.greaterThan(0);
    expect(finder.rows).to.have.length(count);
    expect(finder.marked('place')).to.be.greaterThan(0);
    const [current] = finder.rects('current');
    const [place] = finder.rects('place');

    await panel.press('place-keyword');

    expect(panel.marks).to.have.length(count);
    expect(panel.marks[0]?.rect.width).to.be.closeTo(SEAL, 0.01);
    expect(place!.left + place!.width / 2).to.be.closeTo(current!.left + current!.width / 2, 1);
    expect(place!.top + place!.height / 2).to.be.closeTo(current!.top + current!.height / 2, 1);
    await panel.click('撤销');
    expect(panel.marks).to.deep.equal([]);
  });

  it('takes the chosen hit, pages, side and offset', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await panel.press('by-keyword');
    const finder = await TextFinderHarness.of(panel);
    await finder.type('采购');
    await finder.read();
    const all = finder.count;
    await finder.choose('哪一处', '第一处');
    await finder.choose('页码范围', '首页');
    expect(finder.count).to.be.lessThan(all);
    await finder.choose('相对关键字', '下方');
    await finder.choose('印章', '公章');
    const [word] = finder.rects('current');
    const [before] = finder.rects('place');
    await finder.fill('下移（毫米）', '5');
    const [after] = finder.rects('place');
    await panel.press('place-keyword');

    expect(before!.top).to.be.closeTo(word!.bottom, 4);
    expect(after!.top - before!.top).to.be.closeTo(mmToPt(5) * panel.pages.scale, 0.5);
    expect(panel.marks.map(({ pageIndex, sealId }) => [pageIndex, sealId])).to.deep.equal([[0, 'seal-company']]);
    expect(panel.root.querySelector('esign-text-finder') === null).to.equal(true);
  });

  it('fills a prepared place that the keyword stands in', async () => {
    const tab = aSignTab();
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await panel.press('by-keyword');
    const finder = await TextFinderHarness.of(panel);
    await finder.type('甲方（盖章）');
    await finder.read();
    await panel.press('place-keyword');
    const { pageIndex, rect } = panel.marks[0]!;
    const place = aPlacement({ pageIndex, rect });
    const prepared = { ...tab, envelope: { ...envelopeOf(tab), placements: [place] } };
    const again = await SignPanelHarness.openDocument(aSignHost({ tabs: [prepared] }));
    await again.press('by-keyword');
    const other = await TextFinderHarness.of(again);
    await other.type('甲方（盖章）');
    await other.read();

    await again.press('place-keyword');

    expect(again.marks.filter(({ placementId }) => placementId === 'place-1')).to.have.length(1);
  });

  it('refuses pages that do not exist', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await panel.press('by-keyword');
    const finder = await TextFinderHarness.of(panel);
    await finder.type('采购');
    await finder.read();
    await finder.choose('页码范围', '指定页');
    await finder.fill('指定页', '99');

    await waitUntil(() => finder.text.includes('页码范围不正确'));
    expect(panel.act('place-keyword')?.disabled).to.equal(true);
  });
});
