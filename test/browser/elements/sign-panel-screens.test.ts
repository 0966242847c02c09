import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import type { HostClient } from '../../../src/api/host-client.js';
import { EsignError } from '../../../src/core/errors.js';
import { signPanel as wordsEn } from '../../../src/i18n/sign-panel.en.js';
import { signPanel as wordsZhCn } from '../../../src/i18n/sign-panel.zh-cn.js';
import { TabState } from '../../../src/schema/record-tab.js';
import { aSignHost, aSignTab, contract, envelopeOf, seals } from '../../support/browser-sign-host.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

describe('<esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  describe('screens', () => {
    for (const state of TabState.options) {
      for (const [locale, theme] of [
        ['zh-CN', 'light'],
        ['en', 'dark'],
      ] as const) {
        it(`shows ${state} accessibly (${locale}, ${theme})`, async () => {
          const hidden = ['notConfigured', 'notCreated', 'forbidden'].includes(state);
          const tab = hidden ? aSignTab({ state, envelope: null, me: null }) : aSignTab({ state });
          const ready = oneEvent(document, 'esign-ready');
          const panel = await SignPanelHarness.open(aSignHost({ tabs: [tab] }), { locale, theme });
          if (!hidden) await panel.drawn();

          expect((await ready).detail.state).to.equal(state);
          // where something is to be signed, the pages and what is put on them say it
          const { title } = (locale === 'en' ? wordsEn : wordsZhCn).screens[state];
          if (state !== 'sign') expect(panel.text).to.include(title);
          expect(panel.act('submit') !== null).to.equal(state === 'sign');
          await expect(panel.element).to.be.accessible();
        });
      }
    }

    it('tells the page of each state that its envelope comes to', async () => {
      const states = ['sign', 'waitingForOthers', 'completed'] as const;
      const host = aSignHost({ tabs: states.map((state) => aSignTab({ state })) });
      const told: string[] = [];
      const listen = (event: Event): void => void told.push((event as CustomEvent<{ state: string }>).detail.state);
      document.addEventListener('esign-ready', listen);
      await SignPanelHarness.openDocument(host);

      for (const version of [2, 3]) {
        host.report({ envelopeId: 'envelope-1', version, status: 'launched' });
        await waitUntil(() => told.length === version, 'the page was told nothing');
      }

      document.removeEventListener('esign-ready', listen);
      expect(told).to.deep.equal(states);
    });

    it('only shows where the page says so, whoever looks at it', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost(), { mode: 'view' });

      expect(panel.text).to.include('查看签署文件');
      expect(panel.act('submit')).to.equal(null);
      expect(panel.act('reject')).to.equal(null);
      expect(panel.root.querySelector('esign-seal-tray')).to.equal(null);
      await expect(panel.element).to.be.accessible();
    });

    it('speaks another language at once, and keeps what was placed', async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      await placeFirst(panel);

      for (const [locale, words] of [
        ['zh-TW', '提交簽署'],
        ['en', 'Submit'],
        ['zh-CN', '提交签署'],
      ] as const) {
        panel.element.locale = locale;
        await waitUntil(() => panel.act('submit')?.textContent?.includes(words), `${locale} does not come`);
        expect(panel.markLabels).to.have.length(1);
      }
    });

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

    it('says that the workflow was not submitted, and has it tried again (C-38)', async () => {
      const asked: string[] = [];
      const done = aSignTab({ state: 'completed', submitsWorkflow: true });
      const problems = [{ code: 'submit-blocked', slot: 'C-38', field: null }];
      const host = aSignHost({
        tabs: [{ ...done, problems, mayRetrySubmit: true }, done],
        retrySubmit: (recordId) => {
          asked.push(recordId);
          return Promise.resolve(done);
        },
      });
      const panel = await SignPanelHarness.open(host);
      await panel.drawn();
      expect(panel.text).to.include('流程没有自动提交');
      await expect(panel.element).to.be.accessible();
      const again = panel.act('resubmit');

      again?.click();
      again?.click();
      await waitUntil(() => !panel.text.includes('流程没有自动提交'), 'the line stayed');

      expect(asked).to.deep.equal([done.recordId]);
    });

    it('leaves what it says on a phone its width: the subject beside its date, words beside a button', async () => {
      await setViewport({ width: 360, height: 740 });
      const problems = [{ code: 'submit-blocked', slot: 'C-38', field: null }];
      const tab = aSignTab({ state: 'completed', problems, mayRetrySubmit: true });
      const panel = await SignPanelHarness.open(aSignHost({ tabs: [tab] }), { locale: 'en' });
      await panel.drawn();

      const widthOf = (selector: string): number =>
        panel.root.querySelector(selector)?.getBoundingClientRect().width ?? 0;
      // beside all that is said, the page is still seen
      expect(panel.pages.getBoundingClientRect().height).to.be.at.least(150);
      expect(widthOf('h2')).to.be.greaterThan(100);
      expect(widthOf('[data-notice=not-submitted] .words')).to.be.greaterThan(200);
      await setViewport({ width: 1200, height: 800 });
    });

    it('has no button where somebody else must submit the workflow (C-38)', async () => {
      const problems = [{ code: 'forbidden', slot: 'C-38', field: null }];
      const panel = await SignPanelHarness.open(aSignHost({ tabs: [aSignTab({ state: 'completed', problems })] }));
      await panel.drawn();

      expect(panel.text).to.include('请在表单中手动提交');
      expect(panel.act('resubmit')).to.equal(null);
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

    it('tells the page of a download once the file was handed over, and of one that fails by its error only', async () => {
      const [sign] = aSignTab().buttons;
      const tab = aSignTab({ state: 'view', buttons: sign ? [{ ...sign, kind: 'download' }] : [] });
      let refused = true;
      const host = aSignHost({
        tabs: [tab],
        downloadSigned: () =>
          refused ? Promise.reject(new EsignError('network', 'lost')) : Promise.resolve(new Blob(['%PDF-1.7'])),
      });
      const panel = await SignPanelHarness.open(host);
      const told: unknown[] = [];
      panel.element.addEventListener('esign-download', (event) => told.push(event.detail));
      const files: string[] = [];
      const keep = (event: MouseEvent): void => {
        if (!(event.target instanceof HTMLAnchorElement)) return;
        event.preventDefault();
        files.push(event.target.download);
      };
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        this.addEventListener('click', keep, { once: true });
        click.call(this);
      };
      try {
        await panel.press('download');
        await waitUntil(() => panel.errors.length === 1, 'the failure was not told');
        expect(told).to.deep.equal([]);

        refused = false;
        await panel.press('download');
        await waitUntil(() => told.length === 1, 'the download was not told');
      } finally {
        HTMLAnchorElement.prototype.click = click;
      }

      const { id, documents } = envelopeOf(tab);
      expect(told).to.deep.equal([{ envelopeId: id, documentId: documents[0]!.id }]);
      expect(files).to.have.length(1);
      expect(files[0]).to.match(/\.pdf$/);
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

    it('says of an envelope by its own id, too, that the workflow was not submitted (C-38)', async () => {
      const asked: string[] = [];
      const envelope = { ...envelopeOf(aSignTab()), recordId: 'rec-1001', status: 'completed' as const };
      const done = aSignTab({ state: 'completed', submitsWorkflow: true, envelope });
      const problems = [{ code: 'submit-blocked', slot: 'C-38', field: null }];
      const host = aSignHost({
        tabs: [{ ...done, problems, mayRetrySubmit: true }, done],
        getEnvelope: () => Promise.resolve({ value: envelope, etag: '"1"' }),
        retrySubmit: (recordId) => {
          asked.push(recordId);
          return Promise.resolve(done);
        },
      });
      const panel = await SignPanelHarness.open(host, { 'record-id': '', 'envelope-id': envelope.id });
      await panel.drawn();
      expect(panel.text).to.include('流程没有自动提交');

      await panel.press('resubmit');
      await waitUntil(() => !panel.text.includes('流程没有自动提交'), 'the line stayed');

      expect(asked).to.deep.equal(['rec-1001']);
    });

    it('announces before the submit that the workflow goes on, where the signer may read the record (C-38)', async () => {
      const envelope = { ...envelopeOf(aSignTab()), recordId: 'rec-1001', order: 'unordered' as const };
      const tab = aSignTab({ submitsWorkflow: true, envelope });
      const getEnvelope: HostClient['getEnvelope'] = () => Promise.resolve({ value: envelope, etag: '"1"' });
      const byId = { 'record-id': '', 'envelope-id': envelope.id };
      const reader = await SignPanelHarness.openDocument(aSignHost({ tabs: [tab], getEnvelope }), byId);
      await placeFirst(reader);
      await reader.press('submit');
      expect(reader.text).to.include('流程将自动提交到下一节点');
      await reader.press('back');

      const getRecordTab: HostClient['getRecordTab'] = () => Promise.reject(new EsignError('forbidden', 'not yours'));
      const other = await SignPanelHarness.openDocument(aSignHost({ getRecordTab, getEnvelope }), byId);
      await placeFirst(other);
      await other.press('submit');
      expect(other.act('confirm') === null).to.equal(false);
      expect(other.text).to.not.include('流程将自动提交到下一节点');
    });

    it('goes on without an envelope’s record only where it may not be read', async () => {
      const envelope = { ...envelopeOf(aSignTab()), recordId: 'rec-1001' };
      const host = aSignHost({
        getEnvelope: () => Promise.resolve({ value: envelope, etag: '"1"' }),
        getRecordTab: () => Promise.reject(new EsignError('unavailable', 'the host is down')),
      });

      const panel = await SignPanelHarness.open(host, { 'record-id': '', 'envelope-id': envelope.id });

      expect(panel.errors).to.deep.equal(['unavailable']);
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
      // one reads, one draws
      expect(workers).to.have.length(2);
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
