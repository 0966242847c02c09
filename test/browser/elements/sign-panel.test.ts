import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { mmToPt } from '../../../src/core/geometry.js';
import { EsignError } from '../../../src/core/errors.js';
import type { ActOptions } from '../../../src/api/host-client.js';
import type { SignEnvelope, SignReceipt } from '../../../src/schema/envelope.js';
import type { Placement } from '../../../src/schema/placement.js';
import { TabState, type RecordTab } from '../../../src/schema/plan.js';
import { anEnvelope } from '../../support/builders.js';
import { aReceipt, aSignHost, aSignTab, contract, seals } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';

const SEAL = mmToPt(42);

const envelopeOf = (tab: RecordTab) => {
  if (!tab.envelope) throw new Error('the tab has no envelope');
  return tab.envelope;
};

function aPlacement(overrides: Partial<Placement> = {}): Placement {
  return {
    id: 'place-1',
    partyId: 'initiator',
    documentId: 'contract',
    mark: 'seal',
    policy: 'locked',
    required: true,
    pageIndex: 0,
    rect: { x: 300, y: 120, width: SEAL, height: SEAL },
    zone: null,
    ...overrides,
  };
}

async function placeFirst(panel: SignPanelHarness): Promise<void> {
  panel.seal('seal-contract').focus();
  await sendKeys({ press: 'Enter' });
  await panel.frames();
}

describe('<esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  describe('placing', () => {
    it('gives the same points by drag and by click-then-click (chapter 8)', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      const spot = panel.at(0, 250, 200);
      const point = panel.pointAt(0, spot);

      await panel.drag(panel.seal('seal-contract'), spot);
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

      const spot = panel.at(1, 300, 90);
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

  describe('screens', () => {
    for (const state of TabState.options) {
      for (const [locale, theme] of [
        ['zh-CN', 'light'],
        ['en', 'dark'],
      ] as const) {
        it(`shows ${state} accessibly (${locale}, ${theme})`, async () => {
          const hidden = ['notConfigured', 'notCreated', 'forbidden'].includes(state);
          const tab = hidden ? aSignTab({ state, envelope: null, me: null }) : aSignTab({ state });
          const panel = await SignPanelHarness.open(aSignHost({ tabs: [tab] }), { locale, theme });
          if (!hidden) await panel.drawn();

          expect(panel.text.length).to.be.greaterThan(10);
          await expect(panel.element).to.be.accessible();
        });
      }
    }

    it('has accessible dialogs, faults and marks', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      await panel.press('submit');
      await expect(panel.element).to.be.accessible();

      await placeFirst(panel);
      await expect(panel.element).to.be.accessible();
      await panel.press('submit');
      await expect(panel.element).to.be.accessible();
      await panel.press('back');
      await panel.press('reject');
      await expect(panel.element).to.be.accessible();
    });

    it('makes the envelope at the first click, once (C-32)', async () => {
      const keys: string[] = [];
      const buttons = aSignTab().buttons;
      const host = aSignHost({
        tabs: [aSignTab({ state: 'notCreated', envelope: null, me: null, buttons }), aSignTab()],
        prepareRecord: (_, { idempotencyKey }) => {
          keys.push(idempotencyKey);
          return Promise.resolve(aSignTab());
        },
      });
      const panel = await SignPanelHarness.open(host);
      const create = panel.act('create');

      create?.click();
      create?.click();
      await panel.drawn();

      expect(keys).to.have.length(1);
    });

    it('labels its buttons as the configuration says (C-60)', async () => {
      const [sign] = aSignTab().buttons;
      const buttons = sign ? [{ ...sign, label: { 'zh-CN': '我要盖章' } }] : [];

      const panel = await SignPanelHarness.openDocument(aSignHost({ tabs: [aSignTab({ buttons })] }));

      expect(panel.act('submit')?.textContent?.trim()).to.equal('我要盖章');
    });

    it('says what to do when nothing can be read, and tries again', async () => {
      let calls = 0;
      const host = aSignHost({
        getRecordTab: () => {
          calls += 1;
          return calls === 1 ? Promise.reject(new EsignError('unavailable', 'down')) : Promise.resolve(aSignTab());
        },
      });
      const panel = await SignPanelHarness.open(host);
      expect(panel.text).to.include('服务暂时不可用');
      await expect(panel.element).to.be.accessible();

      await panel.click('重新加载');
      await panel.drawn();

      expect(panel.errors).to.deep.equal(['unavailable']);
    });

    it('says that a document is damaged, takes no seal on it, and lets the other one be read', async () => {
      const files = {
        contract: '/test/browser/pdf/fixtures/damaged.pdf',
        specification: '/host/demo/documents/technical-specification.pdf',
      };
      const panel = await SignPanelHarness.open(aSignHost({ files }));
      await waitUntil(() => panel.errors.includes('file-damaged'), 'no error was told');
      await panel.frames();
      expect(panel.text).to.include('文件已损坏');

      await placeFirst(panel);
      expect(panel.marks).to.deep.equal([]);
      await panel.click('技术规格书.pdf');
      await panel.drawn();

      expect(panel.text).to.not.include('文件已损坏');
    });

    it('says that one page cannot be shown, takes no seal on it, and goes on with the others', async () => {
      const tab = aSignTab();
      const pages = contract.pages.map((box, index) => (index === 1 ? { ...box, rotation: 90 as const } : box));
      const documents = [{ ...contract, pages }];
      const host = aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents } }] });
      const panel = await SignPanelHarness.openDocument(host);
      await waitUntil(() => panel.act('redraw') !== null, 'no notice on the page');
      expect(panel.drawnPages).to.include(0).and.not.include(1);
      expect(panel.errors).to.have.length(1);

      await panel.press('redraw');
      await waitUntil(() => panel.errors.length === 2, 'the page was not tried again');
      await placeFirst(panel);
      await sendKeys({ press: 'PageDown' });
      await panel.frames();

      expect(panel.marks[0]?.pageIndex).to.equal(0);
      await expect(panel.element).to.be.accessible();
    });

    it('says in words what the form lacks', async () => {
      const field = { table: 'main', field: 'f-title', label: '合同名称', type: 'text' as const };
      const problems = [
        { code: 'REQ', slot: 'C-10', field },
        { code: 'WHAT-ELSE', slot: 'C-99', field: null },
      ];
      const tab = aSignTab({ state: 'notCreated', envelope: null, me: null, problems });

      const panel = await SignPanelHarness.open(aSignHost({ tabs: [tab] }));

      expect(panel.text).to.include('文件主题（合同名称）：未填写').and.include('流程数据：内容不符合要求');
      expect(panel.text).to.not.include('C-');
    });

    it('starts again what ended in vain, where the plan offers it (C-32)', async () => {
      const [sign] = aSignTab().buttons;
      const buttons = sign ? [{ ...sign, kind: 'launch' as const }] : [];
      const prepared: string[] = [];
      const host = aSignHost({
        tabs: [aSignTab({ state: 'rejected', buttons }), aSignTab()],
        prepareRecord: (recordId) => {
          prepared.push(recordId);
          return Promise.resolve(aSignTab());
        },
      });
      const panel = await SignPanelHarness.openDocument(host);

      await panel.press('restart');
      await panel.settled();

      expect(prepared).to.deep.equal(['rec-1001']);
      expect(panel.act('submit')).to.not.equal(null);
    });

    it('names a download that is not the finished document', async () => {
      const [sign] = aSignTab().buttons;
      const buttons = sign ? [{ ...sign, kind: 'download' as const }] : [];

      const panel = await SignPanelHarness.open(aSignHost({ tabs: [aSignTab({ state: 'view', buttons })] }));

      expect(panel.text).to.include('下载当前版本');
    });

    it('shows an envelope by its own id', async () => {
      const tab = aSignTab();
      const host = aSignHost({
        getEnvelope: () => Promise.resolve({ value: { ...envelopeOf(tab), order: 'unordered' }, etag: '"1"' }),
      });

      const panel = await SignPanelHarness.open(host, { 'record-id': '', 'envelope-id': 'envelope-1' });
      await panel.drawn();

      expect(panel.text).to.include(envelopeOf(tab).subject);
    });
  });

  describe('in the page', () => {
    it('draws only the pages near the window, whichever page is asked for', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());

      panel.pages.reveal(9);
      await waitUntil(() => panel.drawnPages.includes(9), 'page 10 was not drawn');

      expect(panel.drawnPages.length).to.be.lessThan(6);
      expect(panel.drawnPages).to.not.include(0);
    });

    it('works when its properties come late or in another order', async () => {
      const element = document.createElement('esign-sign-panel');
      element.setAttribute('locale', 'zh-CN');
      document.body.append(element);
      await element.updateComplete;
      const panel = new SignPanelHarness(element);
      const ready = oneEvent(element, 'esign-ready');

      element.host = aSignHost();
      await element.updateComplete;
      element.recordId = 'rec-1001';

      expect((await ready).detail).to.deep.equal({ recordId: 'rec-1001', envelopeId: 'envelope-1', state: 'sign' });
      await panel.drawn();
      element.remove();
    });

    it('keeps the marks when it is moved, and lets everything go when it is removed', async () => {
      const workers: Worker[] = [];
      const terminated: Worker[] = [];
      const Original = window.Worker;
      window.Worker = class extends Original {
        constructor(...parameters: ConstructorParameters<typeof Worker>) {
          super(...parameters);
          workers.push(this);
        }
        override terminate(): void {
          terminated.push(this);
          super.terminate();
        }
      };
      let watched: AbortSignal | undefined;
      const host = aSignHost({ watchEnvelope: (_, __, signal) => (watched = signal) });
      const panel = await SignPanelHarness.openDocument(host);
      await placeFirst(panel);

      const elsewhere = document.createElement('div');
      document.body.append(elsewhere);
      elsewhere.append(panel.element);
      await panel.drawn();
      expect(panel.markLabels).to.have.length(1);
      expect(watched?.aborted).to.equal(false);
      expect(terminated).to.deep.equal([]);

      panel.element.remove();
      await waitUntil(() => terminated.length === workers.length, 'a worker was left');
      expect(workers).to.have.length(1);
      expect(watched?.aborted).to.equal(true);
      elsewhere.remove();
      window.Worker = Original;
    });

    it('fits a phone in one column', async () => {
      await setViewport({ width: 360, height: 740 });

      const panel = await SignPanelHarness.openDocument(aSignHost());

      expect(panel.element.scrollWidth).to.be.at.most(360);
      await expect(panel.element).to.be.accessible();
      await setViewport({ width: 1200, height: 800 });
    });

    it('releases the pictures of seals', async () => {
      const before = URL.revokeObjectURL;
      const revoked: string[] = [];
      URL.revokeObjectURL = (url) => {
        revoked.push(url);
        before.call(URL, url);
      };
      const panel = await SignPanelHarness.openDocument(aSignHost());

      panel.element.remove();
      await waitUntil(() => revoked.length === seals.length, 'pictures were left');

      URL.revokeObjectURL = before;
    });
  });
});
