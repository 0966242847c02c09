import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { EsignError } from '../../../src/core/errors.js';
import type { SignHostOptions } from '../../support/browser-sign-host.js';
import { aSignHost, aSignTab, contract, envelopeOf } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const why = { rule: 'R-04' as const, slot: null, field: null, reason: '' };
const buttons = [{ kind: 'download' as const, enabled: true, label: {}, why }];
const { click } = HTMLAnchorElement.prototype;

interface Downloads {
  readonly panel: SignPanelHarness;
  /** Names of the files that the browser was given, and ids of the documents that the page was told of. */
  readonly files: string[];
  readonly told: string[];
}

/** A panel that only shows; what it hands over is not saved, but kept here. */
async function open(options: SignHostOptions = {}, tab = aSignTab({ state: 'view', buttons })): Promise<Downloads> {
  const [files, told]: [string[], string[]] = [[], []];
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    files.push(this.download);
  };
  const host = aSignHost({
    tabs: [tab],
    downloadSigned: () => Promise.resolve(new Blob(['%PDF-1.7'])),
    ...options,
  });
  const panel = await SignPanelHarness.openDocument(host);
  panel.element.addEventListener('esign-download', ({ detail }) => told.push(detail.documentId));
  return { panel, files, told };
}

async function openMenu(panel: SignPanelHarness): Promise<void> {
  await panel.press('view-menu');
  await waitUntil(() => panel.act('turn-right'), 'no menu');
}

describe('downloads of <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));
  afterEach(() => (HTMLAnchorElement.prototype.click = click));

  it('hands over all documents one after the other, chosen by the keyboard', async () => {
    const { panel, files, told } = await open();
    panel.act('view-menu')?.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => panel.focused?.closest('[role=menu]'), 'the menu has not the focus');
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'ArrowUp' });
    expect(panel.focused).to.equal(panel.act('download-all'));

    await sendKeys({ press: 'Enter' });

    await waitUntil(() => told.length === 2, 'not all were handed over');
    expect(told).to.deep.equal(['contract', 'specification']);
    expect(files).to.deep.equal(['采购合同.pdf', '技术规格书.pdf']);
  });

  it('hands over one that is not shown', async () => {
    const { panel, told } = await open();
    await openMenu(panel);

    await panel.click('下载《技术规格书.pdf》');

    await waitUntil(() => told.length === 1, 'nothing was handed over');
    expect(told).to.deep.equal(['specification']);
  });

  it('stops at the first one that fails, and tells of it', async () => {
    const { panel, told } = await open({ downloadSigned: () => Promise.reject(new EsignError('network', 'lost')) });
    await openMenu(panel);

    await panel.press('download-all');

    await waitUntil(() => panel.errors.length > 0, 'the failure was not told');
    expect(panel.errors).to.deep.equal(['network']);
    expect(told).to.deep.equal([]);
  });

  it('names at its button the document that is shown, where there are several', async () => {
    const { panel, told } = await open();
    const label = (): string | undefined => panel.act('download')?.textContent?.trim().replace(/\s+/g, ' ');
    expect(label()).to.equal('下载当前版本 (采购合同.pdf)');
    panel.root.querySelector<HTMLElement>('[data-document=specification]')?.click();
    await panel.frames();

    expect(label()).to.equal('下载当前版本 (技术规格书.pdf)');
    expect(panel.act('download')?.title).to.equal('技术规格书.pdf');
    await panel.press('download');

    await waitUntil(() => told.length === 1, 'nothing was handed over');
    expect(told).to.deep.equal(['specification']);
    await expect(panel.element).to.be.accessible();
  });

  it('offers none where nothing may be downloaded, and none beside the button of a single document', async () => {
    const forbidden = await open({}, aSignTab({ state: 'view' }));
    await openMenu(forbidden.panel);
    expect(forbidden.panel.act('download-all')).to.equal(null);

    const tab = aSignTab({ state: 'view', buttons });
    const single = await open({}, { ...tab, envelope: { ...envelopeOf(tab), documents: [contract] } });
    await openMenu(single.panel);
    expect(single.panel.act('download-all')).to.equal(null);
    expect(single.panel.act('download')?.textContent?.trim()).to.equal('下载当前版本');
  });
});
