import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { SignOptions } from '../../../src/api/host-client.js';
import type { SigningProgress } from '../../../src/schema/sign-progress.js';
import { aReceipt, aSignHost, aSignTab, contract, envelopeOf, specification } from '../../support/browser-sign-host.js';
import { Gates } from '../../support/gates.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const LONG = `${'设备采购与安装调试服务及后续三年质保'.repeat(6)}合同终稿（双方确认版）.pdf`;

/** A host that signs when a test says so, and tells what a test tells it. */
class TellingHost {
  readonly gates = new Gates<'sign'>();
  options: SignOptions | undefined;
  readonly client = aSignHost({
    tabs: [
      aSignTab({ envelope: { ...envelopeOf(aSignTab()), documents: [contract, { ...specification, name: LONG }] } }),
      aSignTab({ state: 'signedByMe' }),
    ],
    signEnvelope: async (_id, _request, options) => {
      this.options = options;
      await this.gates.wait('sign');
      return aReceipt();
    },
  });

  tell(index: number, state: SigningProgress['state']): void {
    const documentId = index === 1 ? 'contract' : 'specification';
    this.options?.onProgress?.({ documentId, index, of: 2, state });
  }
}

const partOf = (panel: SignPanelHarness) => panel.root.querySelector('esign-sign-progress');
const rowsOf = (panel: SignPanelHarness): string[] =>
  [...(partOf(panel)?.shadowRoot?.querySelectorAll('li') ?? [])].map((row) =>
    [...row.querySelectorAll('.name, .state')].map((cell) => cell.textContent?.trim()).join(': '),
  );
const seen = (panel: SignPanelHarness, selector: string): string =>
  partOf(panel)?.shadowRoot?.querySelector(selector)?.textContent?.trim() ?? '';

async function submit(host: TellingHost, documents: number, locale = 'zh-CN'): Promise<SignPanelHarness> {
  const panel = await SignPanelHarness.openDocument(host.client, { locale });
  await placeFirst(panel);
  if (documents > 1) {
    panel.root.querySelectorAll<HTMLElement>('[role=tab]')[1]?.click();
    await panel.frames();
    await panel.drawn();
    await placeFirst(panel);
  }
  await panel.press('submit');
  await panel.press('confirm');
  await waitUntil(() => host.options !== undefined, 'nothing was sent');
  return panel;
}

async function told(panel: SignPanelHarness, host: TellingHost, index: number, state: 'signing' | 'done') {
  host.tell(index, state);
  // shorter than usual: the file has several of these, and its own limit would name none of them
  await waitUntil(() => rowsOf(panel).length > 0, 'no progress is shown', 20_000);
  await panel.frames();
}

describe('the progress of a signature in <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('shows each document by its name with where it stands, and nothing as signed before the receipt', async () => {
    const host = new TellingHost();
    const panel = await submit(host, 2);
    expect(rowsOf(panel)).to.deep.equal([]);
    expect(panel.text).to.contain('正在提交签署');

    await told(panel, host, 1, 'signing');
    expect(rowsOf(panel)).to.deep.equal(['采购合同.pdf: 正在签署', `${LONG}: 等待签署`]);
    expect(seen(panel, '.now')).to.equal('正在签署第 1/2 份：采购合同.pdf');
    await expect(panel.element).to.be.accessible();

    await told(panel, host, 1, 'done');
    await told(panel, host, 2, 'signing');
    expect(rowsOf(panel)).to.deep.equal(['采购合同.pdf: 已处理', `${LONG}: 正在签署`]);
    expect(partOf(panel)?.shadowRoot?.querySelector('progress')?.value).to.equal(1);
    await told(panel, host, 2, 'done');
    expect(seen(panel, '.now')).to.contain('正在保存签署结果');
    expect(panel.announcement).not.to.contain('签署成功');
    expect(panel.root.querySelector('[data-notice=signed]')).to.equal(null);

    host.gates.open();
    await panel.settled();
    expect(partOf(panel)).to.equal(null);
    expect(panel.announcement).to.contain('签署成功');
  });

  it('tells a screen reader of each of a few documents, and not of every step', async () => {
    const host = new TellingHost();
    const panel = await submit(host, 2, 'en');

    const heard: string[] = [];
    for (const [index, state] of [
      [1, 'signing'],
      [1, 'done'],
      [2, 'signing'],
      [2, 'done'],
    ] as const) {
      await told(panel, host, index, state);
      heard.push(seen(panel, '[role=status]'));
    }

    const first = 'Signing document 1 of 2: 采购合同.pdf';
    expect(heard).to.deep.equal([
      first,
      first,
      `Signing document 2 of 2: ${LONG}`,
      'All 2 documents are processed. Storing your signature…',
    ]);
    // what is spoken is spoken once
    expect(panel.root.querySelector('.veil')?.getAttribute('role')).to.equal(null);
    host.gates.open();
    await panel.settled();
  });

  it('keeps everything after a failure on the way, and begins anew with the next attempt', async () => {
    const host = new TellingHost();
    const panel = await submit(host, 2);
    await told(panel, host, 1, 'done');

    host.gates.fail('network');
    await panel.settled();

    expect(partOf(panel)).to.equal(null);
    expect(panel.markLabels).to.have.length(1);
    const { idempotencyKey } = host.options ?? {};
    host.options = undefined;
    await panel.press('submit');
    await panel.press('confirm');
    await waitUntil(() => host.options !== undefined, 'nothing was sent');
    expect(host.options).to.have.property('idempotencyKey', idempotencyKey);
    expect(partOf(panel)).to.equal(null);
    host.gates.open();
    await panel.settled();
  });

  it('shows no list of one document, whatever a host tells', async () => {
    const host = new TellingHost();
    const panel = await submit(host, 1);

    host.options?.onProgress?.({ documentId: 'contract', index: 1, of: 1, state: 'signing' });
    await panel.frames();

    expect(partOf(panel)).to.equal(null);
    expect(panel.text).to.contain('正在提交签署');
    host.gates.open();
    await panel.settled();
  });

  it('fits a phone with a long name', async () => {
    await setViewport({ width: 360, height: 640 });
    const host = new TellingHost();
    const panel = await submit(host, 2);

    await told(panel, host, 2, 'signing');

    const box = partOf(panel)?.getBoundingClientRect();
    const around = panel.root.querySelector('.veil')?.getBoundingClientRect();
    const rows = [...(partOf(panel)?.shadowRoot?.querySelectorAll('li, .now') ?? [])];
    expect(box?.left).to.be.at.least(0);
    expect(box?.right).to.be.at.most(360);
    expect(box?.bottom).to.be.at.most(around?.bottom ?? 0);
    expect(rows.every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).to.equal(true);
    host.gates.open();
    await panel.settled();
  });
});
