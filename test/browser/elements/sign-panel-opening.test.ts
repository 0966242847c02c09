import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { boxed } from '../../corpus/corpus.js';
import { rawPdf, stream } from '../../corpus/raw-pdf.js';
import { aSignHost, aSignTab, contract, envelopeOf, specification } from '../../support/browser-sign-host.js';
import { SlowFile } from '../../support/slow-file.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

/** One page; what stands on it is in the middle of the file, far from all that opening the file takes. */
const bytes = rawPdf({
  objects: [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 400] >>',
    '<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>',
    stream(' '.repeat(300_000)),
    stream('1 0 0 rg 40 40 120 30 re f'),
    stream(' '.repeat(300_000)),
  ],
});
const total = `${Math.round(bytes.length / 1e3)} kB`;

let file: SlowFile;
afterEach(() => file.stop());

async function open(locale: 'zh-CN' | 'en' = 'zh-CN'): Promise<SignPanelHarness> {
  const tab = aSignTab();
  const documents = [{ ...contract, pages: [boxed()] }, specification];
  const host = aSignHost({
    tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents, placements: [] } }],
    files: { contract: '/served/slow.pdf', specification: '/host/demo/documents/technical-specification.pdf' },
  });
  const panel = await SignPanelHarness.open(host, { locale });
  await waitUntil(() => bar(panel), 'nothing is said of what comes');
  return panel;
}

const cover = (panel: SignPanelHarness): ShadowRoot | null | undefined =>
  panel.root.querySelector('esign-document-cover')?.shadowRoot;
const bar = (panel: SignPanelHarness): HTMLProgressElement | null => cover(panel)?.querySelector('progress') ?? null;
const said = (panel: SignPanelHarness): string => cover(panel)?.querySelector('[role=status]')?.textContent ?? '';
const says = (panel: SignPanelHarness, text: string) =>
  waitUntil(() => panel.text.includes(text), `it does not say: ${text}`);

describe('opening a document in the sign panel (issue point 1)', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('shows how much of a file has come that is sent whole, and says only its beginning and its end', async () => {
    file = new SlowFile(bytes, { whole: true });
    const panel = await open();
    const heard = [said(panel)];
    new MutationObserver(() => heard.push(said(panel))).observe(cover(panel)!.querySelector('[role=status]')!, {
      characterData: true,
      childList: true,
      subtree: true,
    });
    expect(bar(panel)?.value).to.equal(0);
    expect(bar(panel)?.max).to.equal(bytes.length);

    await waitUntil(() => file.next(), 'nothing is asked for');
    await waitUntil(() => file.next(), 'nothing more is asked for');

    await says(panel, `已接收 ${Math.round(bytes.length / 2e3)} kB，共 ${total}`);
    expect(bar(panel)?.value).to.be.closeTo(bytes.length / 2, 2);
    file.open();
    await panel.drawn();
    await waitUntil(() => !bar(panel), 'it does not go');
    expect(heard).to.deep.equal([`正在打开《${contract.name}》`, `《${contract.name}》已打开`]);
  });

  it('shows what has come where nobody knows how much it will be', async () => {
    file = new SlowFile(bytes, { whole: true, length: false });
    const panel = await open('en');

    file.next();

    await says(panel, `${Math.round(bytes.length / 4e3)} kB received`);
    expect(bar(panel)?.position).to.equal(-1);
    expect(panel.text).not.to.include('kB of ');
  });

  for (const whole of [true, false]) {
    const way = whole ? 'sent whole' : 'read in ranges';

    it(`ends the requests of a file that is ${way} when it is cancelled, and opens it again`, async () => {
      file = new SlowFile(bytes, { whole });
      const panel = await open();
      file.next();
      // the ranges go on with the second request
      await waitUntil(() => file.signals.length === (whole ? 1 : 2), 'no request is under way');
      await says(panel, `共 ${total}`);
      panel.act('stop')?.focus();

      await panel.press('stop');

      expect(file.signals.every(({ aborted }) => aborted)).to.equal(true);
      expect(panel.errors).to.deep.equal([]);
      expect(panel.drawnPages).to.deep.equal([]);
      expect(said(panel)).to.equal('已停止打开此文件');
      expect(panel.focused?.getAttribute('data-act')).to.equal('reopen');
      file.open();
      await panel.press('reopen');
      await panel.drawn();
      expect(panel.act('reopen') === null).to.equal(true);
    });
  }

  it('shows another document while one is stopped, and nobody places on what was not opened', async () => {
    file = new SlowFile(bytes, { whole: true });
    const panel = await open();
    await panel.press('stop');

    panel.seal('seal-contract').focus();
    panel.seal('seal-contract').click();
    await panel.frames();
    expect(panel.marks).to.deep.equal([]);
    await panel.click(specification.name);

    await panel.drawn();
    expect(panel.act('reopen') === null).to.equal(true);
  });

  it('goes on to tell what comes until the first page is there', async () => {
    file = new SlowFile(bytes);
    const panel = await open();

    // all that opening takes, but not what the first page is made of
    await waitUntil(() => panel.pages.source !== undefined || (file.next(), false), 'it does not open');

    expect(bar(panel) === null).to.equal(false);
    file.open();
    await panel.drawn();
    await waitUntil(() => !bar(panel), 'it does not go');
  });
});
