import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { mmToPt } from '../../../src/core/geometry.js';
import { EsignError } from '../../../src/core/errors.js';
import type { ActOptions } from '../../../src/api/host-client.js';
import type { SignEnvelope, SignReceipt } from '../../../src/schema/envelope.js';
import { anEnvelope } from '../../support/builders.js';
import {
  aPlacement,
  aReceipt,
  aSignHost,
  aSignTab,
  contract,
  envelopeOf,
  SEAL,
} from '../../support/browser-sign-host.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

describe('<esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  describe('placing', () => {
    it('gives the same points by drag and by click-then-click (chapter 8)', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      const spot = panel.at(0, 250, 200);
      const point = panel.pointAt(0, spot);

      // a drag clings to lines and text of the page unless Alt is held
      await sendKeys({ down: 'Alt' });
      await panel.drag(panel.seal('seal-contract'), spot);
      await sendKeys({ up: 'Alt' });
      const dragged = panel.marks[0];
      await panel.click('撤销');
      panel.seal('seal-contract').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
      await panel.frames();
      await panel.clickAt(spot);

      for (const mark of [dragged, panel.marks[0]]) {
        expect(mark?.pageIndex).to.equal(0);
        expect(mark?.rect.width).to.equal(SEAL);
        expect(mark?.rect.x).to.be.closeTo(point.x - SEAL / 2, 0.02);
        expect(mark?.rect.y).to.be.closeTo(point.y - SEAL / 2, 0.02);
      }
    });

    it('places at the centre of the page by keyboard, moves by points and over pages, and removes', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());

      await placeFirst(panel);
      expect(panel.marks[0]?.rect.x).to.be.closeTo((595.28 - SEAL) / 2, 0.01);
      expect(panel.marks[0]?.rect.y).to.be.closeTo((841.89 - SEAL) / 2, 0.01);
      expect(panel.focused).to.equal(panel.mark());

      const { x, y } = panel.marks[0]?.rect ?? { x: 0, y: 0 };
      await sendKeys({ press: 'ArrowRight' });
      await panel.chord('Shift', 'ArrowDown');
      await sendKeys({ press: 'PageDown' });
      await panel.frames();
      expect(panel.marks[0]).to.deep.include({ pageIndex: 1 });
      expect(panel.marks[0]?.rect.x).to.be.closeTo(x + 1, 0.011);
      expect(panel.marks[0]?.rect.y).to.be.closeTo(y + 10, 0.011);
      await waitUntil(() => panel.focused === panel.mark(), 'the focus did not follow the mark');

      await sendKeys({ press: 'Delete' });
      await panel.frames();
      expect(panel.marks).to.deep.equal([]);
      expect(panel.focused?.getAttribute('role')).to.equal('region');
    });

    it('says where a mark is, in millimetres', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());

      await placeFirst(panel);

      expect(panel.announcement).to.equal('合同专用章 第 1 页 距左 84 毫米 距上 128 毫米');
      expect(panel.markLabels).to.deep.equal([panel.announcement]);
    });

    it('keeps the points whatever the zoom is', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      await panel.drag(panel.seal('seal-contract'), panel.at(0, 250, 200));
      const before = panel.marks[0]?.rect;

      await panel.click('放大');
      await panel.click('放大');
      const spot = panel.at(0, 260, 150);
      const grip = panel.pointAt(0, spot);
      await panel.drag(panel.mark(), spot);

      expect(before?.width).to.equal(SEAL);
      expect(panel.marks[0]?.rect.width).to.equal(SEAL);
      expect((panel.marks[0]?.rect.x ?? 0) + SEAL / 2).to.be.closeTo(grip.x, 0.6);
      expect((panel.marks[0]?.rect.y ?? 0) + SEAL / 2).to.be.closeTo(grip.y, 0.6);
    });

    it('keeps a seal inside the page, and drops nothing beside it', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());

      await panel.drag(panel.seal('seal-contract'), panel.at(0, 3, 60));
      expect(panel.marks[0]?.rect.x).to.equal(0);
      await panel.drag(panel.seal('seal-contract'), [4, 4]);

      expect(panel.marks).to.have.length(1);
    });

    it('takes numbers in millimetres', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      await placeFirst(panel);

      await panel.inspect('距左', '20');
      await panel.inspect('距上', '9999');
      await panel.inspect('页码', '3');

      expect(panel.marks[0]?.pageIndex).to.equal(2);
      expect(panel.marks[0]?.rect.x).to.be.closeTo(mmToPt(20), 0.01);
      expect(panel.marks[0]?.rect.y).to.be.closeTo(841.89 - SEAL, 0.01);
    });

    it('undoes and redoes by keys and buttons', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      await placeFirst(panel);
      await sendKeys({ press: 'ArrowRight' });
      const moved = panel.marks;

      await panel.chord('Control', 'z');
      await panel.chord('Control', 'z');
      expect(panel.marks).to.deep.equal([]);
      await panel.chord('Control', 'y');
      await panel.click('重做');

      expect(panel.marks).to.deep.equal(moved);
    });

    it('offers only seals that may be used, and says why not', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());

      expect(panel.seal('seal-old').getAttribute('aria-disabled')).to.equal('true');
      expect(panel.text).to.include('已过期');
      await panel.drag(panel.seal('seal-old'), panel.at(0, 250, 200));

      expect(panel.marks).to.deep.equal([]);
    });

    it('fills a prepared place with the seal that fits, and asks for the empty ones (C-37)', async () => {
      const tab = aSignTab();
      const placements = [aPlacement(), aPlacement({ id: 'place-2', documentId: 'specification', pageIndex: 1 })];
      const host = aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements } }] });
      const panel = await SignPanelHarness.openDocument(host);
      expect(panel.text).to.include('必签位置 0/2');

      panel.place('place-1').click();
      await panel.frames();
      expect(panel.marks[0]).to.deep.include({ placementId: 'place-1', rect: placements[0]?.rect });
      await panel.press('submit');
      expect(panel.text).to.include('还有必签位置未放置');
      await panel.press('next-place');
      panel.place('place-2').click();
      await panel.frames();

      expect(panel.text).to.include('必签位置 2/2');
      await panel.press('submit');
      expect(panel.act('confirm')).to.not.equal(null);
    });
  });

  describe('carrying', () => {
    it('carries a mark over the border of pages', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      await panel.showBorderBefore(1);
      await panel.drag(panel.seal('seal-contract'), panel.at(0, 250, 800));
      expect(panel.marks[0]?.pageIndex).to.equal(0);

      const spot = panel.at(1, 340, 90);
      const point = panel.pointAt(1, spot);
      await panel.drag(panel.mark(), spot);

      expect(panel.marks).to.have.length(1);
      expect(panel.marks[0]?.pageIndex).to.equal(1);
      expect((panel.marks[0]?.rect.x ?? 0) + SEAL / 2).to.be.closeTo(point.x, 0.6);
      expect((panel.marks[0]?.rect.y ?? 0) + SEAL / 2).to.be.closeTo(point.y, 0.6);
    });

    it('scrolls while a seal is held at the edge, and drops it on the page that came', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      const { scroller } = panel.pages;
      const box = scroller?.getBoundingClientRect() ?? new DOMRect();
      const edge: [number, number] = [Math.round(box.left + box.width / 2), Math.round(box.bottom - 6)];

      await panel.hold(panel.seal('seal-contract'), edge, () => panel.pages.currentPage >= 1);

      expect(panel.marks[0]?.pageIndex).to.be.at.least(1);
    });
  });

  describe('date places (C-37)', () => {
    it('takes the date with a click, shows the day, and lets the signer submit', async () => {
      const tab = aSignTab();
      const rect = { x: 300, y: 260, width: 110, height: 18 };
      const placements = [aPlacement(), aPlacement({ id: 'place-date', mark: 'date', rect })];
      const host = aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements } }] });
      const panel = await SignPanelHarness.openDocument(host);

      panel.place('place-date').click();
      await panel.frames();
      expect(panel.marks[0]).to.deep.include({ kind: 'date', sealId: null, placementId: 'place-date', rect });
      expect(panel.mark().textContent?.trim()).to.match(/^\d{4}年\d{1,2}月\d{1,2}日$/);
      panel.place('place-1').click();
      await panel.frames();
      await panel.press('submit');

      expect(panel.act('confirm')).to.not.equal(null);
    });

    it('asks for a seal where only a date was put', async () => {
      const tab = aSignTab();
      const placements = [
        aPlacement({ id: 'place-date', mark: 'date', rect: { x: 300, y: 260, width: 110, height: 18 } }),
      ];
      const host = aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements } }] });
      const panel = await SignPanelHarness.openDocument(host);
      panel.place('place-date').click();
      await panel.frames();

      await panel.press('submit');

      expect(panel.text).to.include('尚未放置印章');
    });
  });

  describe('dialogs', () => {
    it('keeps what was typed when another signer changes the envelope', async () => {
      const host = aSignHost();
      const panel = await SignPanelHarness.openDocument(host);
      await panel.press('reject');
      await panel.reason('条款有误');

      host.report({ envelopeId: 'envelope-1', version: 2, status: 'launched' });
      await panel.frames();

      expect(panel.typedReason).to.equal('条款有误');
    });

    it('gives the focus back when it is closed', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      const button = panel.act('reject');
      button?.focus();
      await panel.press('reject');

      await panel.press('back');

      await waitUntil(() => panel.focused === button, 'the focus is lost');
    });

    it('gives the focus to the heading when what opened it can no longer have it', async () => {
      const host = aSignHost({ signEnvelope: () => new Promise(() => undefined) });
      const panel = await SignPanelHarness.openDocument(host);
      await placeFirst(panel);
      panel.act('submit')?.focus();
      await panel.press('submit');

      await panel.press('confirm');

      await waitUntil(() => panel.focused?.localName === 'h2', 'the focus is lost');
    });
  });

  describe('submitting', () => {
    it('signs once on a double click, and calls it signed only with the receipt', async () => {
      const asked: [SignEnvelope, ActOptions][] = [];
      let answer: (receipt: SignReceipt) => void = () => undefined;
      const host = aSignHost({
        tabs: [aSignTab(), aSignTab({ state: 'signedByMe' })],
        signEnvelope: (_, request, options) => {
          asked.push([request, options]);
          return new Promise((resolve) => (answer = resolve));
        },
      });
      const panel = await SignPanelHarness.openDocument(host);
      await placeFirst(panel);
      await panel.press('submit');
      const submitted = oneEvent(panel.element, 'esign-submit-workflow');
      const signed = oneEvent(panel.element, 'esign-signed');

      const confirm = panel.act('confirm');
      confirm?.click();
      confirm?.click();
      await panel.frames();
      expect(panel.text).to.include('正在提交签署').and.not.include('签署成功');
      answer(aReceipt({ workflowSubmitted: true }));

      expect((await signed).detail.receipt).to.deep.equal(aReceipt({ workflowSubmitted: true }));
      expect((await submitted).detail).to.deep.equal({ recordId: 'rec-1001' });
      await panel.settled();
      expect(asked).to.have.length(1);
      expect(asked[0]?.[0].documents).to.deep.equal([
        { documentId: 'contract', sha256: contract.sha256 },
        { documentId: 'specification', sha256: contract.sha256 },
      ]);
      expect(panel.text).to.include('签署成功').and.include('流程已自动提交');
    });

    it('can be stopped by the page', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      panel.element.addEventListener('esign-before-sign', (event) => event.preventDefault());
      await placeFirst(panel);

      await panel.press('submit');
      await panel.press('confirm');

      expect(panel.act('confirm')).to.equal(null);
      expect(panel.act('submit')?.disabled).to.equal(false);
    });

    it('keeps the marks when the host cannot be reached, and repeats with the same key', async () => {
      const keys: string[] = [];
      const host = aSignHost({
        signEnvelope: (_, __, { idempotencyKey }) => {
          keys.push(idempotencyKey);
          return Promise.reject(new EsignError('network', 'offline'));
        },
      });
      const panel = await SignPanelHarness.openDocument(host);
      await placeFirst(panel);

      for (let attempt = 0; attempt < 2; attempt += 1) {
        await panel.press('submit');
        await panel.press('confirm');
        await panel.settled();
      }

      expect(panel.text).to.include('网络连接失败');
      expect(panel.errors).to.deep.equal(['network', 'network']);
      expect(panel.markLabels).to.have.length(1);
      expect(keys[0]).to.equal(keys[1]);
    });

    it('offers to load a document that changed, with the marks kept', async () => {
      const tab = aSignTab();
      const changed = {
        ...tab,
        envelope: { ...envelopeOf(tab), version: 2, documents: [{ ...contract, signedSha256: 'f'.repeat(64) }] },
      };
      const host = aSignHost({ tabs: [tab, changed] });
      const panel = await SignPanelHarness.openDocument(host);
      await placeFirst(panel);

      host.report({ envelopeId: 'envelope-1', version: 2, status: 'launched' });
      await panel.settled();
      expect(panel.text).to.include('有了新的签署');
      expect(panel.act('submit')?.disabled).to.equal(true);
      await panel.click('重新加载');
      await panel.settled();

      expect(panel.text).to.not.include('有了新的签署');
      expect(panel.markLabels).to.have.length(1);
      expect(panel.act('submit')?.disabled).to.equal(false);
    });

    it('declines with a reason', async () => {
      const reasons: string[] = [];
      const host = aSignHost({
        tabs: [aSignTab(), aSignTab({ state: 'rejected' })],
        rejectEnvelope: (_, { reason }) => {
          reasons.push(reason);
          return Promise.resolve(anEnvelope());
        },
      });
      const panel = await SignPanelHarness.openDocument(host);
      await panel.press('reject');

      await panel.press('confirm');
      expect(panel.text).to.include('请填写拒签原因');
      await panel.reason(' 条款有误 ');
      const rejected = oneEvent(panel.element, 'esign-rejected');
      await panel.press('confirm');

      expect((await rejected).detail).to.deep.equal({ envelopeId: 'envelope-1', reason: '条款有误' });
      await panel.settled();
      expect(reasons).to.deep.equal(['条款有误']);
      expect(panel.text).to.include('文件已被拒签');
    });
  });
});
