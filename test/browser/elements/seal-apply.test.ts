import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { HostClient } from '../../../src/api/host-client.js';
import { EsignError } from '../../../src/core/errors.js';
import type { SealApply } from '../../../src/elements/seal-apply/seal-apply.js';
import type { SealUse, SealUseTab } from '../../../src/schema/seal-use.js';
import { aSealUse } from '../../support/builders.js';
import {
  aSealUseDraft,
  aSealUseTab,
  applicable,
  hostOf,
  hostWith,
  running,
  SealApplyHarness,
} from '../harness/seal-apply.harness.js';
import { waitUntil } from '../harness/wait.js';

/** Answers the tab, then what the record looks like after the act. */
function hostThatMoves(before: SealUseTab, after: SealUseTab, more: Partial<HostClient>): HostClient {
  const answers = [before];
  return hostOf({ getRecordSealUse: () => Promise.resolve(answers.shift() ?? after), ...more });
}

const PIXEL = new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'], { type: 'image/svg+xml' });
const OWED = { sealUseId: 'use-0', recordId: null, subject: '框架合同用印', photos: 1 };

/** A use with so many photos. */
function photographed(
  count: number,
  fetched: string[],
  answer: () => Promise<Blob> = () => Promise.resolve(PIXEL),
): HostClient {
  const photos = Array.from({ length: count }, (_, index) => ({
    id: `photo-${index + 1}`,
    at: '2026-11-21T02:00:00Z',
    sealId: 'physical-1',
  }));
  const getSealUsePhoto: HostClient['getSealUsePhoto'] = (_, photoId) => {
    fetched.push(photoId);
    return answer();
  };
  return hostWith({ ...running(), sealUse: { ...running().sealUse!, photos } }, { getSealUsePhoto });
}

describe('<esign-seal-apply>', () => {
  it('fills the application from the form (P-02…P-06)', async () => {
    const seal = await SealApplyHarness.open(hostWith(applicable()));

    expect(seal.text).to.include('服务器采购合同用印').and.include('公章（一号柜）').and.include('合同');
    expect(seal.countInput.value).to.equal('3');
  });

  it('makes one application of a double click and tells the page about the receipt', async () => {
    const asked: unknown[] = [];
    const applySealUse = (request: unknown): Promise<SealUse> => {
      asked.push(request);
      return Promise.resolve(aSealUse());
    };
    const seal = await SealApplyHarness.open(hostThatMoves(applicable(), running(), { applySealUse }));
    const applied = oneEvent(seal.element, 'esign-applied');
    await seal.typeCount('5');

    const button = seal.button('提交用印申请');
    button.click();
    button.click();

    expect((await applied).detail.sealUse).to.deep.equal(aSealUse());
    await seal.settled();
    expect(asked).to.deep.equal([{ recordId: 'rec-2001', count: 5 }]);
    expect(seal.text).to.include('用印中');
  });

  it('says which values the form lacks and does not apply then', async () => {
    const draft = aSealUseDraft({ fileType: null, problems: [{ code: 'REQ', slot: 'P-04' }] });
    const seal = await SealApplyHarness.open(hostWith(aSealUseTab({ canApply: true, draft })));

    await seal.press('提交用印申请');

    expect(seal.text).to.include('请先在表单中补全以下内容： 文件类型');
    expect(seal.button('提交用印申请').getAttribute('aria-disabled')).to.equal('true');
  });

  it('keeps the application and names the cause when the host refuses', async () => {
    const applySealUse = (): Promise<SealUse> => Promise.reject(new EsignError('forbidden', 'no'));
    const seal = await SealApplyHarness.open(hostWith(applicable(), { applySealUse }));
    const failed = oneEvent(seal.element, 'esign-error');

    await seal.press('提交用印申请');

    expect((await failed).detail.code).to.equal('forbidden');
    expect(seal.text).to.include('您没有权限执行此操作');
    expect(seal.countInput.value).to.equal('3');
  });

  it('shows used, approved and remaining uses with the appended ones', async () => {
    const seal = await SealApplyHarness.open(hostWith(running()));

    expect(seal.text).to.include('已用 1 / 共 5 次 · 含追加 2 次').and.include('剩余4');
  });

  it('has a meter for each seal that its register counts apart', async () => {
    const seals = [
      { id: 'a', name: '公司公章' },
      { id: 'b', name: '法人章' },
    ];
    const bySeal = [
      { sealId: 'a', granted: 5, used: 1, seamGranted: 1, seamUsed: 0 },
      { sealId: 'b', granted: 3, used: 3, seamGranted: 0, seamUsed: 0 },
    ];
    const { sealUse } = running();
    const seal = await SealApplyHarness.open(hostWith({ ...running(), sealUse: { ...sealUse!, seals, bySeal } }));

    expect(seal.meters).to.deep.equal([
      '公司公章：已用 1 次，共批准 5 次，剩余 4 次',
      '公司公章 · 骑缝章：已用 0 次，共批准 1 次，剩余 1 次',
      '法人章：已用 3 次，共批准 3 次，剩余 0 次',
    ]);
  });

  it('draws the use code for a camera when asked to (P-09)', async () => {
    const seal = await SealApplyHarness.open(hostWith(running()));

    await seal.press('二维码');
    await waitUntil(() => seal.codeDrawing, 'no code was drawn');

    expect(seal.codeDrawing?.getAttribute('aria-label')).to.equal('用印码的二维码');
    await seal.press('二维码');
    expect(seal.codeDrawing === null).to.equal(true);
  });

  it('shows the photos of a use one by one, by keyboard, and fetches each once', async () => {
    const fetched: string[] = [];
    const seal = await SealApplyHarness.open(photographed(8, fetched));
    await waitUntil(() => seal.pictures.length === 6, 'the newest photos did not come');
    expect(seal.text).to.include('用印照片（8）');

    seal.button('查看全部').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => seal.viewer?.querySelector('img'), 'the first photo did not come');
    await expect(seal.element).to.be.accessible();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'End' });
    await waitUntil(() => seal.text.includes('照片 8 / 8') && seal.viewer?.querySelector('img'));
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => seal.viewer === null);

    expect(seal.focused).to.equal(seal.button('查看全部'));
    expect(fetched.toSorted()).to.deep.equal(Array.from({ length: 8 }, (_, index) => `photo-${index + 1}`));
  });

  it('says that a photo did not come, and fetches it again when asked to', async () => {
    let isAway = true;
    const seal = await SealApplyHarness.open(
      photographed(1, [], () =>
        isAway ? Promise.reject(new EsignError('network', 'offline')) : Promise.resolve(PIXEL),
      ),
    );
    seal.photo(1).click();
    await waitUntil(() => seal.text.includes('照片没有加载成功'));

    isAway = false;
    await seal.press('重试');

    await waitUntil(() => seal.viewer?.querySelector('img'), 'the photo did not come');
  });

  it('says which photos are missing, and lets nobody apply until they have come (T27)', async () => {
    const asked: unknown[] = [];
    const applySealUse = (request: unknown): Promise<SealUse> => {
      asked.push(request);
      return Promise.resolve(aSealUse());
    };
    const owed = { sealUseId: 'use-0', recordId: 'rec-1', subject: '框架合同用印', photos: 2 };
    const answers: SealUseTab[] = [{ ...applicable(), owed }];
    const getRecordSealUse: HostClient['getRecordSealUse'] = () => Promise.resolve(answers.shift() ?? applicable());
    const seal = await SealApplyHarness.open(hostOf({ getRecordSealUse, applySealUse }));
    await seal.typeCount('7');

    await seal.press('提交用印申请');
    expect(asked).to.deep.equal([]);
    expect(seal.text).to.include('您之前的用印「框架合同用印」还缺 2 张照片');
    await seal.press('刷新');
    await seal.press('提交用印申请');

    expect(asked).to.deep.equal([{ recordId: 'rec-2001', count: 7 }]);
  });

  it('keeps the form with what was typed when reading it again fails', async () => {
    const answers = [applicable()];
    const getRecordSealUse: HostClient['getRecordSealUse'] = () => {
      const answer = answers.shift();
      return answer ? Promise.resolve(answer) : Promise.reject(new EsignError('network', 'offline'));
    };
    const seal = await SealApplyHarness.open(hostOf({ getRecordSealUse }));
    await seal.typeCount('9');

    await seal.press('刷新');

    expect(seal.countInput.value).to.equal('9');
    expect(seal.text).to.include('网络连接失败');
  });

  it('says why the workflow could not apply, in words', async () => {
    const [entry] = running().sealUse?.entries ?? [];
    const entries = entry ? [{ ...entry, kind: 'rejected' as const, note: 'photos-owed' }] : [];
    const seal = await SealApplyHarness.open(
      hostWith({ ...applicable(), sealUse: aSealUse({ status: 'rejected', entries }) }),
    );

    expect(seal.text).to.include('您之前的用印还缺照片').and.not.include('photos-owed');
  });

  it('hides use codes until they are asked for (P-09)', async () => {
    const seal = await SealApplyHarness.open(hostWith(running()));
    expect(seal.text).not.to.include('771204');

    await seal.press('显示');

    expect(seal.text).to.include('771204').and.not.include('482913');
  });

  it('selects the use code where the browser refuses to copy', async () => {
    const seal = await SealApplyHarness.open(hostWith(running()));
    const clipboard = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });

    await seal.press('复制');
    Reflect.deleteProperty(navigator, 'clipboard');

    expect(clipboard).not.to.equal(undefined);
    await waitUntil(() => seal.text.includes('请按 Ctrl+C 复制'));
    expect(seal.text).to.include('771204');
  });

  it('asks for more uses with a reason (P-10, P-11)', async () => {
    const asked: unknown[] = [];
    const appendSealUse = (id: string, request: unknown): Promise<SealUse> => {
      asked.push([id, request]);
      return Promise.resolve(aSealUse({ version: 2 }));
    };
    const seal = await SealApplyHarness.open(hostWith(running(), { appendSealUse }));
    const appended = oneEvent(seal.element, 'esign-appended');
    await seal.ask('追加次数');
    seal.fill('count', '2');
    seal.fill('seamCount', '1');
    seal.fill('reason', '增加一式两份');

    await seal.press('提交追加');

    expect((await appended).detail.sealUse.version).to.equal(2);
    expect(asked).to.deep.equal([['use-1', { count: 2, seamCount: 1, reason: '增加一式两份' }]]);
    expect(seal.dialog).to.equal(null);
  });

  it('names each fault of an append form and goes to the first', async () => {
    const seal = await SealApplyHarness.open(hostWith(running()));
    await seal.ask('追加次数');
    seal.fill('count', '0');
    seal.fill('reason', ' ');

    await seal.press('提交追加');

    expect(seal.text).to.include('请填写原因');
    expect(seal.focused?.getAttribute('aria-invalid')).to.equal('true');
  });

  it('does not append nothing', async () => {
    const seal = await SealApplyHarness.open(hostWith(running()));
    await seal.ask('追加次数');
    seal.fill('count', '0');
    seal.fill('reason', '多印一份');

    await seal.press('提交追加');

    expect(seal.text).to.include('两项次数不能同时为 0');
  });

  it('keeps what was typed when the host refuses to append', async () => {
    const appendSealUse = (): Promise<SealUse> => Promise.reject(new EsignError('seal-use-closed', 'ended'));
    const seal = await SealApplyHarness.open(hostWith(running(), { appendSealUse }));
    await seal.ask('追加次数');
    seal.fill('reason', '多印一份');

    await seal.press('提交追加');

    expect(seal.text).to.include('本次用印已结束，不能再操作。');
    expect(seal.dialog?.querySelector('textarea')?.value).to.equal('多印一份');
  });

  it('warns of the uses that are lost and ends with a reason (P-14)', async () => {
    const asked: unknown[] = [];
    const endSealUse = (id: string, request: unknown): Promise<SealUse> => {
      asked.push([id, request]);
      return Promise.resolve(aSealUse({ status: 'ended' }));
    };
    const after = aSealUseTab({ sealUse: aSealUse({ status: 'ended' }) });
    const seal = await SealApplyHarness.open(hostThatMoves(running(), after, { endSealUse }));
    const ended = oneEvent(seal.element, 'esign-ended');
    await seal.ask('结束用印');
    expect(seal.text).to.include('还有 4 次没有使用');
    seal.fill('reason', '合同已全部用印完毕');

    await seal.press('确认结束');

    expect((await ended).detail.sealUse.status).to.equal('ended');
    expect(asked).to.deep.equal([['use-1', { reason: '合同已全部用印完毕' }]]);
    expect(() => seal.button('追加次数')).to.throw();
  });

  it('closes a request by Escape and puts the focus back', async () => {
    const seal = await SealApplyHarness.open(hostWith(running()));
    seal.button('结束用印').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => seal.dialog?.open);

    await sendKeys({ press: 'Escape' });
    await waitUntil(() => seal.dialog === null);

    expect(seal.focused).to.equal(seal.button('结束用印'));
  });

  it('applies by keyboard alone', async () => {
    const asked: unknown[] = [];
    const applySealUse = (request: unknown): Promise<SealUse> => {
      asked.push(request);
      return Promise.resolve(aSealUse());
    };
    const seal = await SealApplyHarness.open(hostThatMoves(applicable(), running(), { applySealUse }));
    seal.countInput.focus();
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'Tab' });
    const applied = oneEvent(seal.element, 'esign-applied');

    await sendKeys({ press: 'Enter' });
    await applied;

    expect(asked).to.deep.equal([{ recordId: 'rec-2001', count: 4 }]);
  });

  it('reads again after a failure', async () => {
    const answers = [Promise.reject(new EsignError('network', 'offline')), Promise.resolve(applicable())];
    const seal = await SealApplyHarness.open(
      hostOf({ getRecordSealUse: () => answers.shift() ?? Promise.resolve(running()) }),
    );

    await seal.press('重试');

    expect(seal.text).to.include('申请用印');
  });

  it('offers to apply again after a refusal, and says what became of the first (R-13)', async () => {
    const [entry] = running().sealUse?.entries ?? [];
    const entries = entry ? [{ ...entry, kind: 'rejected' as const, note: '公章外借中' }] : [];
    const tab = { ...applicable(), sealUse: aSealUse({ status: 'rejected', entries }) };

    const seal = await SealApplyHarness.open(hostWith(tab));

    expect(seal.text).to.include('上一次用印申请已驳回').and.include('公章外借中').and.include('提交用印申请');
  });

  it('does not abort an application that is on its way when it is removed', async () => {
    let given: AbortSignal | undefined;
    let isAsked = false;
    const host = hostWith(applicable(), {
      applySealUse: (_, options) => {
        isAsked = true;
        given = options.signal;
        return new Promise(() => undefined);
      },
    });
    const seal = await SealApplyHarness.open(host);
    seal.button('提交用印申请').click();
    await waitUntil(() => isAsked, 'nothing was asked');

    seal.element.remove();
    await nextFrame();

    expect(given).to.equal(undefined);
  });

  it('shows a seal use by its id, without acts that its record does not offer', async () => {
    const host = hostOf({ getSealUse: () => Promise.resolve(aSealUse({ recordId: null, status: 'inUse' })) });
    const element = await fixture<SealApply>(
      html`<esign-seal-apply seal-use-id="use-1" locale="zh-CN" .host=${host}></esign-seal-apply>`,
    );
    const seal = new SealApplyHarness(element);
    await seal.settled();

    expect(seal.text).to.include('用印中').and.not.include('结束用印');
  });

  it('works the same when its properties come late', async () => {
    const element = await fixture<SealApply>(html`<esign-seal-apply locale="zh-CN"></esign-seal-apply>`);
    const seal = new SealApplyHarness(element);
    await seal.settled();

    element.host = hostWith(running());
    element.recordId = 'rec-2001';
    await seal.settled();

    expect(seal.text).to.include('用印中');
  });

  it('keeps its state when it is moved in the page', async () => {
    const seal = await SealApplyHarness.open(hostWith(applicable()));
    await seal.typeCount('7');
    const home = document.createElement('div');
    seal.element.parentElement?.append(home);

    home.append(seal.element);
    await seal.settled();

    expect(seal.countInput.value).to.equal('7');
  });

  it('aborts what it reads when it is removed', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const getRecordSealUse: HostClient['getRecordSealUse'] = (_, options) => {
      signals.push(options?.signal);
      return new Promise(() => undefined);
    };
    const element = await fixture<SealApply>(
      html`<esign-seal-apply record-id="rec-2001" .host=${hostOf({ getRecordSealUse })}></esign-seal-apply>`,
    );
    await nextFrame();

    element.remove();
    await nextFrame();

    expect(signals.map((signal) => signal?.aborted)).to.deep.equal([true]);
  });

  it('starts over for another record', async () => {
    const getRecordSealUse: HostClient['getRecordSealUse'] = (recordId) =>
      Promise.resolve(recordId === 'rec-2001' ? running() : applicable());
    const seal = await SealApplyHarness.open(hostOf({ getRecordSealUse }));

    seal.element.recordId = 'rec-2002';
    await nextFrame();
    await seal.settled();

    expect(seal.text).to.include('申请用印');
  });

  it('speaks English without a Chinese word of its own', async () => {
    const tab = applicable();
    const seal = await SealApplyHarness.open(
      hostWith({ ...tab, draft: aSealUseDraft({ subject: 'S', applicant: null, fileType: null, seals: [] }) }),
      { locale: 'en' },
    );

    expect(seal.text).to.include('Apply for seal use');
    expect(seal.text).not.to.match(/[\u4e00-\u9fff]/);
  });

  const rejects = (code: ConstructorParameters<typeof EsignError>[0]): HostClient =>
    hostOf({ getRecordSealUse: () => Promise.reject(new EsignError(code, 'no')) });
  const screens: [string, HostClient, string][] = [
    ['the application', hostWith(applicable()), '提交用印申请'],
    ['a use that runs', hostWith(running()), '用印记录'],
    ['a rejected use', hostWith(aSealUseTab({ sealUse: aSealUse({ status: 'rejected', useCodes: [] }) })), '已驳回'],
    ['a filed use', hostWith(aSealUseTab({ sealUse: aSealUse({ status: 'filed' }) })), '已归档'],
    ['a use with photos', photographed(2, []), '用印照片（2）'],
    [
      'missing photos',
      hostWith({ ...running(), sealUse: { ...running().sealUse!, photosOwed: 2 } }),
      '还缺 2 张用印照片',
    ],
    ['an application that waits for photos', hostWith({ ...applicable(), owed: OWED }), '请先到印章机补拍'],
    ['no application yet', hostWith(aSealUseTab()), '还没有用印申请'],
    ['no configuration', hostWith(aSealUseTab({ configured: false })), '此流程没有启用物理用印'],
    ['no right', rejects('forbidden'), '您无权查看此处的用印信息'],
    ['no network', rejects('network'), '网络连接失败'],
  ];
  for (const [name, host, words] of screens) {
    for (const theme of ['light', 'dark']) {
      it(`has an accessible screen for ${name} (${theme})`, async () => {
        const seal = await SealApplyHarness.open(host, { theme });

        expect(seal.text).to.include(words);
        await expect(seal.element).to.be.accessible();
      });
    }
  }

  for (const label of ['追加次数', '结束用印']) {
    it(`has an accessible dialog for ${label}`, async () => {
      const seal = await SealApplyHarness.open(hostWith(running()));

      await seal.ask(label);

      expect(seal.dialog?.open).to.equal(true);
      await expect(seal.element).to.be.accessible();
    });
  }
});
