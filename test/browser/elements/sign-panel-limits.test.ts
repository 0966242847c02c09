import { expect } from '@open-wc/testing';

import { errors } from '../../../src/i18n/errors.zh-cn.js';
import type { DocumentLimits } from '../../../src/pdf/index.js';
import type { ErrorCode } from '../../../src/schema/problem.js';
import { bombAmong, boxed, manyPages, withBomb } from '../../corpus/corpus.js';
import { aSignHost, aSignTab, contract, envelopeOf, specification } from '../../support/browser-sign-host.js';
import { serveFiles } from '../../support/served-files.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

let stop: () => void = () => undefined;
let restore: () => void = () => undefined;
afterEach(() => {
  stop();
  restore();
});

/** The panel on a sound document, then on one of so many pages under limits that the page has set. */
async function open(bytes: Uint8Array<ArrayBuffer>, pages: number, limits: Partial<DocumentLimits>) {
  stop = serveFiles({ 'hostile.pdf': bytes });
  const tab = aSignTab();
  const documents = [specification, { ...contract, pages: Array.from({ length: pages }, () => boxed()) }];
  const host = aSignHost({
    tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents, placements: [] } }],
    files: { contract: '/served/hostile.pdf', specification: '/host/demo/documents/technical-specification.pdf' },
  });
  const panel = await SignPanelHarness.openDocument(host);
  panel.element.limits = limits;
  await panel.click(contract.name);
  return panel;
}

async function told(panel: SignPanelHarness, code: ErrorCode): Promise<void> {
  await waitUntil(() => panel.errors.length > 0, 'nothing was told');
  await panel.frames();
  expect(panel.errors).to.deep.equal([code]);
  expect(panel.text).to.include(errors[code]);
}

/** Watches the workers that read files; answers how many were started. */
function countWorkers(): () => number {
  const Original = window.Worker;
  let count = 0;
  window.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === 'esign-pdf') count += 1;
    }
  };
  restore = () => (window.Worker = Original);
  return () => count;
}

async function showsAgain(panel: SignPanelHarness, pages: number): Promise<void> {
  const isShown = (): boolean => panel.pages.pages.length === pages && panel.drawnPages.includes(0);
  await waitUntil(isShown, 'no page is shown');
  expect(panel.act('reopen')).to.equal(null);
}

describe('limits of documents in the sign panel (issue point 8)', () => {
  it('does not read a file that is longer than the page allows, until it allows more', async () => {
    const bytes = manyPages(3);
    const panel = await open(bytes, 3, { bytes: bytes.length - 1 });
    await told(panel, 'file-too-large');

    panel.element.limits = { bytes: bytes.length };
    await panel.press('reopen');

    await showsAgain(panel, 3);
  });

  it('does not show a document of more pages than the page allows', async () => {
    const panel = await open(manyPages(4), 4, { pages: 3 });

    await told(panel, 'file-too-large');

    await panel.click(specification.name);
    await showsAgain(panel, 3);
  });

  it('gives a page up that a few kilobytes blow up to gigabytes, and shows the other document', async () => {
    const bomb = await withBomb();
    expect(bomb.length).to.be.lessThan(100_000);
    const panel = await open(bomb, 1, { pageWithin: 2000 });

    await told(panel, 'timeout');

    await panel.click(specification.name);
    await showsAgain(panel, 3);
  });

  it('draws the pages after one that hangs, and tries that one again only when a person asks for it', async () => {
    const workers = countWorkers();
    const panel = await open(await bombAmong(1), 5, { pageWithin: 3000 });
    await told(panel, 'timeout');
    // one for the sound document, one for this, and one more
    expect(workers()).to.equal(3);

    for (const page of [2, 4, 3, 1]) {
      panel.pages.reveal(page);
      const isThere = (): boolean => (page === 1 ? !panel.pages.isReadable(1) : panel.drawnPages.includes(page));
      await waitUntil(isThere, `page ${page + 1} is not there`);
    }
    // what is known to hang was not tried when it came into sight again
    expect(workers()).to.equal(3);

    await panel.press('redraw');
    await waitUntil(() => workers() === 4, 'it was not tried');
    panel.pages.reveal(4);
    await waitUntil(() => panel.drawnPages.includes(4), 'the last page is not drawn');
  });

  it('serves a page that waited behind one that hangs', async () => {
    const panel = await open(await bombAmong(0), 5, { pageWithin: 3000 });

    await waitUntil(() => panel.drawnPages.includes(1), 'the second page is not drawn');

    expect(panel.errors).to.deep.equal(['timeout']);
    expect(panel.pages.isReadable(0)).to.equal(false);
  });
});
