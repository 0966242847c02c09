import { expect, oneEvent } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { EsignError } from '../../../src/core/errors.js';
import { markDraftKey, writeMarkDraft } from '../../../src/core/mark-draft.js';
import { noTerms } from '../../../src/core/reading.js';
import type { Party, SignEnvelope } from '../../../src/schema/envelope.js';
import type { Mark, Rect } from '../../../src/schema/placement.js';
import type { RecordTab, TabState } from '../../../src/schema/record-tab.js';
import type { IntentAnswer, SigningTerms } from '../../../src/schema/signing-terms.js';
import {
  aReceipt,
  aSignHost,
  aSignTab,
  contract,
  envelopeOf,
  SEAL,
  type SignHostOptions,
} from '../../support/browser-sign-host.js';
import { aParty, aSigner } from '../../support/builders.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

function parties(count: number): Party[] {
  return Array.from({ length: count }, (_, index) =>
    aParty({
      id: `party-${index}`,
      name: `第${index + 1}方${'很长的公司名称'.repeat(6)}有限公司`,
      order: index + 1,
      status: index < 2 ? 'signed' : index === 2 ? 'pending' : 'waiting',
      signers: [
        aSigner({
          id: `signer-${index}`,
          name: `签署人${index}`,
          ...(index < 2 && { signedAt: '2026-11-22T03:00:00Z' }),
        }),
      ],
    }),
  );
}

function tabIn(
  state: TabState,
  envelope: Partial<ReturnType<typeof envelopeOf>>,
  tab: Partial<RecordTab> = {},
): RecordTab {
  const base = aSignTab({ state, ...tab });
  return { ...base, envelope: { ...envelopeOf(base), ...envelope } };
}

function asking(terms: Partial<SigningTerms>, options: SignHostOptions = {}): ReturnType<typeof aSignHost> {
  return aSignHost({ getSigningTerms: () => Promise.resolve({ ...noTerms, ...terms }), ...options });
}

describe('the flow of <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  describe('progress (C-35, R-05)', () => {
    it('tells of 100 parties the ones that matter, and all of them on request', async () => {
      const envelope = { order: 'ordered' as const, parties: parties(100) };
      const tab = tabIn('waitingForOthers', envelope, { me: { partyId: 'party-50', signerId: 'signer-50' } });
      const panel = await SignPanelHarness.openDocument(aSignHost({ tabs: [tab] }));

      expect(panel.text).to.include('已签署 2/100').and.include('另有 95 方').and.not.include('第20方');
      await expect(panel.element).to.be.accessible();
      await panel.press('parties');

      expect(panel.text).to.include('第20方').and.include('签署人99').and.include('2026年11月22日');
      await expect(panel.element).to.be.accessible();
      expect(panel.element.scrollWidth).to.be.at.most(panel.element.clientWidth);
    });

    it('says who has to sign before me', async () => {
      const tab = tabIn(
        'waitingForOthers',
        { order: 'ordered', parties: parties(8) },
        { me: { partyId: 'party-7', signerId: 'signer-7' } },
      );

      const panel = await SignPanelHarness.open(aSignHost({ tabs: [tab] }));

      expect(panel.text).to.match(/在您之前还需签署：第3方\S+、第4方\S+、第5方\S+ 等 5 方/);
    });

    it('says how long there is until the deadline', async () => {
      const deadline = new Date(Date.now() + 3 * 24 * 3600 * 1000 + 60_000).toISOString();

      const panel = await SignPanelHarness.open(aSignHost({ tabs: [tabIn('sign', { deadline })] }));

      expect(panel.text).to.include('3天后');
    });
  });

  describe('screens (R-14)', () => {
    it('says who declined, why and when', async () => {
      const rejected = aParty({
        name: '云峰数据',
        status: 'rejected',
        signers: [aSigner({ name: '陈刚', status: 'rejected', reason: '金额有误' })],
      });
      const tab = tabIn('rejected', {
        status: 'rejected',
        parties: [rejected],
        finishReason: '金额有误',
        finishedAt: '2026-11-22T03:00:00Z',
      });

      const panel = await SignPanelHarness.open(aSignHost({ tabs: [tab] }));

      expect(panel.text).to.include('拒签方：云峰数据（陈刚）').and.include('原因：金额有误').and.include('结束时间');
    });

    it('says who withdrew it, when it was due, and who has to launch it', async () => {
      const initiator = { userId: 'zhang', name: '张经理' };
      const revoked = await SignPanelHarness.open(
        aSignHost({ tabs: [tabIn('revoked', { status: 'revoked', initiator, finishReason: '改签' })] }),
      );
      const expired = await SignPanelHarness.open(
        aSignHost({ tabs: [tabIn('expired', { status: 'expired', deadline: '2026-01-05T10:00:00Z' })] }),
      );
      const draft = await SignPanelHarness.open(aSignHost({ tabs: [tabIn('draft', { status: 'draft', initiator })] }));

      expect(revoked.text).to.include('发起人：张经理').and.include('原因：改签');
      expect(expired.text).to.include('截止时间 2026年1月5日');
      expect(draft.text).to.include('等待 张经理 发起');
    });

    it('offers the reasons of the host when a signer declines', async () => {
      const panel = await SignPanelHarness.openDocument(asking({ rejectReasons: ['价格需重新确认'] }));
      await panel.press('reject');

      await panel.click('价格需重新确认');

      expect(panel.typedReason).to.equal('价格需重新确认');
      expect(panel.text).to.not.include('合同条款有误');
    });
  });

  describe('reading', () => {
    it('lets nobody submit before it was read to the end, says why, and sends what was read', async () => {
      const asked: SignEnvelope[] = [];
      const tab = aSignTab();
      const documents = [{ ...contract, pages: contract.pages }];
      const host = asking(
        { reading: { minSeconds: 1, toEnd: true } },
        {
          tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents } }],
          signEnvelope: (_, request) => {
            asked.push(request);
            return new Promise(() => undefined);
          },
        },
      );
      const panel = await SignPanelHarness.openDocument(host);
      await placeFirst(panel);
      expect(panel.act('submit')?.disabled).to.equal(true);
      expect(panel.root.querySelector('#reading') !== null).to.equal(true);
      expect(panel.act('submit')?.getAttribute('aria-describedby')).to.equal('reading');
      expect(panel.text).to.include('请阅读到最后一页');
      expect(panel.root.querySelector<HTMLProgressElement>('#reading progress')?.max).to.equal(1);
      await expect(panel.element).to.be.accessible();

      panel.pages.reveal(contract.pages.length - 1);
      await waitUntil(() => panel.act('submit')?.disabled === false, 'still not read');
      await panel.press('submit');
      await panel.press('confirm');

      expect(panel.root.querySelector('#reading') === null).to.equal(true);
      const last = asked[0]?.reading?.find(({ pageIndex }) => pageIndex === contract.pages.length - 1);
      expect(last?.documentId).to.equal('contract');
      expect(last?.seconds).to.be.at.least(1);
    });

    it('takes a line for the time and one for the files on a narrow phone, whatever their number', async () => {
      await setViewport({ width: 320, height: 640 });
      const panel = await SignPanelHarness.openDocument(asking({ reading: { minSeconds: 30, toEnd: true } }, {}));

      const line = panel.root.querySelector('#reading')!;

      const files = [...line.querySelectorAll('button')].map((button) => button.getBoundingClientRect());
      expect(files.length).to.be.at.least(2);
      expect(new Set(files.map(({ top }) => Math.round(top))).size, 'lines of files').to.equal(1);
      expect(line.getBoundingClientRect().height).to.be.at.most(68);
      await expect(panel.element).to.be.accessible();
      await setViewport({ width: 1200, height: 800 });
    });

    it('asks a host that knows no terms for nothing, and sends it nothing that it would refuse', async () => {
      const asked: SignEnvelope[] = [];
      const host = aSignHost({
        getSigningTerms: () => Promise.reject(new EsignError('not-found', 'no such route')),
        signEnvelope: (_, request) => {
          asked.push(request);
          return new Promise(() => undefined);
        },
      });
      const panel = await SignPanelHarness.openDocument(host);
      await placeFirst(panel);
      await panel.press('submit');
      await panel.press('confirm');

      expect(Object.keys(asked[0] ?? {}).sort()).to.deep.equal(['documents', 'marks']);
    });
  });

  describe('proof of the intent', () => {
    const answer = (change: Partial<IntentAnswer>): IntentAnswer => ({
      outcome: 'wrong',
      token: null,
      attemptsLeft: 4,
      lockedUntil: null,
      ...change,
    });
    const later = (millis: number): string => new Date(Date.now() + millis).toISOString();
    const proving = (
      kind: SigningTerms['intent']['kind'],
      answers: IntentAnswer[],
      options: SignHostOptions = {},
    ): { host: ReturnType<typeof aSignHost>; signed: SignEnvelope[]; secrets: string[] } => {
      const signed: SignEnvelope[] = [];
      const secrets: string[] = [];
      const channels = kind === 'code' ? [{ channel: 'sms' as const, masked: '138****0001' }] : [];
      const host = asking(
        { intent: { kind, channels } },
        {
          startIntent: () =>
            Promise.resolve({
              id: 'intent-1',
              kind,
              sentTo: kind === 'code' ? '138****0001' : null,
              expiresAt: later(600_000),
              resendAt: kind === 'code' ? later(60_000) : null,
              attemptsLeft: 5,
            }),
          verifyIntent: (_, { secret }) => {
            secrets.push(secret);
            const next = answers.shift();
            return next ? Promise.resolve(next) : Promise.reject(new Error('no more answers'));
          },
          signEnvelope: (_, request) => {
            signed.push(request);
            return Promise.resolve(aReceipt());
          },
          ...options,
        },
      );
      return { host, signed, secrets };
    };
    const reach = async (host: ReturnType<typeof aSignHost>): Promise<SignPanelHarness> => {
      const panel = await SignPanelHarness.openDocument(host);
      await placeFirst(panel);
      await panel.press('submit');
      await panel.press('confirm');
      await waitUntil(() => panel.isProving, 'no dialog');
      await panel.frames();
      return panel;
    };

    it('signs with the token of a password, after a wrong one', async () => {
      const { host, signed, secrets } = proving('password', [
        answer({}),
        answer({ outcome: 'right', token: 'token-1' }),
      ]);
      const panel = await reach(host);
      await expect(panel.element).to.be.accessible();
      expect(signed).to.have.length(0);

      await panel.prove('wrong');
      await waitUntil(() => panel.proofFault.includes('还可尝试 4 次'), 'nothing was told');
      await expect(panel.element).to.be.accessible();
      await panel.prove('right');
      await waitUntil(() => signed.length === 1, 'not signed');

      expect(signed[0]?.intentToken).to.equal('token-1');
      expect(secrets).to.deep.equal(['wrong', 'right']);
      await waitUntil(() => !panel.isProving, 'the dialog stayed');
    });

    it('sends a code only when it is asked for, and another one only after the wait', async () => {
      let sent = 0;
      const { host, signed } = proving('code', [answer({ outcome: 'right', token: 't' })]);
      const start = host.startIntent!;
      host.startIntent = (...given) => {
        sent += 1;
        return start(...given);
      };
      const panel = await reach(host);
      expect(sent).to.equal(0);

      await panel.press('send-code');
      await waitUntil(() => panel.text.includes('验证码已发送至 138****0001'), 'nothing was sent');
      expect(panel.act('send-code')?.disabled).to.equal(true);
      expect(panel.text).to.match(/\d+ 秒后可重新发送/);
      await panel.prove('123456');
      await waitUntil(() => signed.length === 1, 'not signed');

      expect(sent).to.equal(1);
    });

    it('keeps the code that was sent when the dialog is closed and opened again', async () => {
      let sent = 0;
      const { host, signed } = proving('code', [answer({ outcome: 'right', token: 't' })]);
      const start = host.startIntent!;
      host.startIntent = (...given) => {
        sent += 1;
        return start(...given);
      };
      const panel = await reach(host);
      await panel.press('send-code');
      await waitUntil(() => panel.text.includes('验证码已发送至 138****0001'), 'nothing was sent');

      await panel.press('back');
      await waitUntil(() => !panel.isProving, 'the dialog stayed');
      await panel.press('submit');
      await panel.press('confirm');
      await waitUntil(() => panel.isProving, 'no dialog');

      expect(panel.text).to.include('验证码已发送至 138****0001');
      expect(panel.text).to.match(/(10:00|9:\d\d) 内有效/);
      await panel.prove('123456');
      await waitUntil(() => signed.length === 1, 'not signed');
      expect(sent).to.equal(1);
    });

    it('says that it is locked, and signs nothing', async () => {
      const { host, signed } = proving('password', [
        answer({ outcome: 'locked', attemptsLeft: 0, lockedUntil: later(900_000) }),
      ]);
      const panel = await reach(host);

      await panel.prove('wrong');
      await waitUntil(() => panel.proofFault.includes('已锁定'), 'nothing was told');

      expect(panel.act('prove')).to.equal(null);
      expect(signed).to.have.length(0);
      await expect(panel.element).to.be.accessible();
    });

    it('goes back to the marks when the person gives up, and asks again at the next submit', async () => {
      const { host, signed } = proving('password', []);
      const panel = await reach(host);

      await panel.press('back');
      await waitUntil(() => !panel.isProving, 'the dialog stayed');

      expect(panel.markLabels).to.have.length(1);
      expect(signed).to.have.length(0);
      await panel.press('submit');
      await panel.press('confirm');
      await waitUntil(() => panel.isProving, 'not asked again');
    });

    it('takes the proof of an element of the page', async () => {
      const { host, signed, secrets } = proving('custom', [answer({ outcome: 'right', token: 'face' })]);
      const panel = await SignPanelHarness.openDocument(host);
      const own = document.createElement('button');
      own.slot = 'intent';
      own.textContent = '刷脸';
      own.addEventListener('click', () =>
        own.dispatchEvent(
          new CustomEvent('esign-intent-answer', { detail: { secret: 'scan-1' }, bubbles: true, composed: true }),
        ),
      );
      panel.element.append(own);
      await placeFirst(panel);
      await panel.press('submit');
      await panel.press('confirm');
      await waitUntil(() => panel.isProving && own.checkVisibility(), 'the element is not shown');

      own.click();
      await waitUntil(() => signed.length === 1, 'not signed');

      expect(secrets).to.deep.equal(['scan-1']);
      expect(signed[0]?.intentToken).to.equal('face');
    });

    it('asks again when the host does not take the token any more', async () => {
      const { host } = proving('password', [answer({ outcome: 'right', token: 'old' })], {
        signEnvelope: () => Promise.reject(new EsignError('intent-required', 'too old')),
      });
      const panel = await reach(host);
      await panel.prove('right');
      await panel.settled();
      expect(panel.errors).to.deep.equal(['intent-required']);

      await panel.press('submit');
      await panel.press('confirm');

      await waitUntil(() => panel.isProving, 'not asked again');
    });
  });

  describe('drafts', () => {
    beforeEach(() => localStorage.clear());
    afterEach(() => localStorage.clear());
    const keeping = { 'without-drafts': 'false' };
    /** As if these marks of the contract seal had been placed so many hours ago. */
    const keepDraft = (hours: number, ...rects: Rect[]): void => {
      const { me, envelope } = aSignTab();
      if (!me || !envelope) throw new Error('nobody signs');
      const marks = rects.map((rect, index): Mark => ({
        id: `mark-${index}`,
        documentId: contract.id,
        kind: 'seal',
        sealId: 'seal-contract',
        placementId: null,
        pageIndex: 2 + index,
        rect,
      }));
      const savedAt = new Date(Date.now() - hours * 3_600_000).toISOString();
      localStorage.setItem(markDraftKey(envelope, me), writeMarkDraft(marks, envelope.documents, savedAt));
    };

    it('brings back what was placed before a crash, with its age, and lets it be discarded', async () => {
      const before = await SignPanelHarness.openDocument(aSignHost(), keeping);
      await placeFirst(before);
      await waitUntil(() => localStorage.length === 1, 'nothing was kept');
      before.element.remove();
      expect(Object.values(localStorage).join('')).to.not.include('采购合同');

      const panel = await SignPanelHarness.openDocument(aSignHost(), keeping);
      await waitUntil(() => panel.markLabels.length === 1, 'nothing came back');
      expect(panel.text).to.include('处印章或签名');
      await expect(panel.element).to.be.accessible();
      await panel.press('discard-draft');

      expect(panel.markLabels).to.have.length(0);
      await waitUntil(() => localStorage.length === 0, 'it is still kept');
    });

    it('says how old is what it brought back, until the person has read it', async () => {
      keepDraft(3, { x: 200, y: 300, width: SEAL, height: SEAL });

      const panel = await SignPanelHarness.openDocument(aSignHost(), keeping);
      await waitUntil(() => panel.act('keep-draft'), 'nothing came back');

      expect(panel.text).to.include('已恢复3小时前放置但未提交的 1 处印章或签名');
      await panel.press('keep-draft');
      expect(panel.text).to.not.include('已恢复');
      expect(panel.marks).to.have.length(1);
    });

    it('says of what was placed a moment ago that it is a minute old, not that it is of now', async () => {
      keepDraft(0, { x: 200, y: 300, width: SEAL, height: SEAL });

      const panel = await SignPanelHarness.openDocument(aSignHost(), keeping);
      await waitUntil(() => panel.act('keep-draft'), 'nothing came back');

      expect(panel.text).to.include('已恢复1分钟前放置');
    });

    it('leads from each line of what is wrong to its mark, and submits nothing: outside the page, below the real size', async () => {
      keepDraft(
        1,
        { x: 595.28 - SEAL / 2, y: 300, width: SEAL, height: SEAL },
        { x: 200, y: 300, width: SEAL / 2, height: SEAL / 2 },
      );
      const panel = await SignPanelHarness.openDocument(aSignHost(), keeping);
      await waitUntil(() => panel.marks.length === 2, 'nothing came back');

      await panel.press('submit');

      expect(panel.act('confirm')).to.equal(null);
      const lines = [...panel.root.querySelectorAll('.faults li')];
      expect(lines.map((line) => line.textContent?.trim().slice(0, 9))).to.deep.equal([
        '印章超出了页面范围',
        '印章位置不符合要求',
      ]);
      await expect(panel.element).to.be.accessible();
      for (const [index, line] of lines.entries()) {
        line.querySelector('button')?.click();
        await waitUntil(() => panel.focused?.getAttribute('data-mark') === `mark-${index}`, 'the mark has no focus');
        expect(panel.focused?.matches('.faulty')).to.equal(true);
      }
    });

    it('keeps nothing after the submit, for other files, or where it is switched off', async () => {
      const host = aSignHost({
        tabs: [aSignTab(), aSignTab({ state: 'signedByMe' })],
        signEnvelope: () => Promise.resolve(aReceipt()),
      });
      const signer = await SignPanelHarness.openDocument(host, keeping);
      await placeFirst(signer);
      await waitUntil(() => localStorage.length === 1, 'nothing was kept');
      await signer.press('submit');
      await signer.press('confirm');
      await signer.settled();
      await waitUntil(() => localStorage.length === 0, 'it is still kept');

      const first = await SignPanelHarness.openDocument(aSignHost(), keeping);
      await placeFirst(first);
      await waitUntil(() => localStorage.length === 1, 'nothing was kept');
      first.element.remove();
      const tab = aSignTab();
      const documents = [{ ...contract, sha256: 'e'.repeat(64) }];
      const other = aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents } }] });
      const second = await SignPanelHarness.openDocument(other, keeping);
      expect(second.markLabels).to.have.length(0);
      localStorage.clear();
      const off = await SignPanelHarness.openDocument(aSignHost());
      await placeFirst(off);
      expect(localStorage.length).to.equal(0);
    });

    it('takes the open draft out of a store of the page, and leaves what else it holds', async () => {
      const host = aSignHost({ signEnvelope: () => Promise.reject(new EsignError('not-signed-in', 'gone')) });
      const panel = await SignPanelHarness.openDocument(host, keeping);
      const texts = new Map([['of the page', 'kept']]);
      panel.element.drafts = {
        read: (key) => Promise.resolve(texts.get(key) ?? null),
        write: (key, text) => Promise.resolve(void texts.set(key, text)),
        remove: (key) => Promise.resolve(void texts.delete(key)),
      };
      await placeFirst(panel);
      await waitUntil(() => texts.size === 2, 'nothing was kept');

      await panel.press('submit');
      await panel.press('confirm');

      await waitUntil(() => texts.size === 1, 'it is still kept');
      expect([...texts.keys()]).to.deep.equal(['of the page']);
    });

    it('forgets everything when nobody is signed in any more', async () => {
      const host = aSignHost({ signEnvelope: () => Promise.reject(new EsignError('not-signed-in', 'gone')) });
      const panel = await SignPanelHarness.openDocument(host, keeping);
      await placeFirst(panel);
      await waitUntil(() => localStorage.length === 1, 'nothing was kept');

      await panel.press('submit');
      await panel.press('confirm');

      await waitUntil(() => localStorage.length === 0, 'it is still kept');
    });
  });

  describe('in the page of the OA', () => {
    it('tells once a minute that a person works, and asks to be closed where that follows the signature', async () => {
      const host = aSignHost({
        tabs: [aSignTab(), aSignTab({ state: 'signedByMe' })],
        signEnvelope: () => Promise.resolve(aReceipt()),
      });
      const panel = await SignPanelHarness.openDocument(host, { 'after-sign': 'close' });
      let told = 0;
      panel.element.addEventListener('esign-activity', () => (told += 1));
      await placeFirst(panel);
      await placeFirst(panel);
      expect(told).to.equal(1);
      const close = oneEvent(panel.element, 'esign-close');

      await panel.press('submit');
      await panel.press('confirm');

      expect((await close).detail).to.deep.equal({ envelopeId: 'envelope-1' });
    });
  });
});
