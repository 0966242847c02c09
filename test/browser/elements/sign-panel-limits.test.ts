import { expect } from '@open-wc/testing';

import { errors } from '../../../src/i18n/errors.zh-cn.js';
import type { DocumentLimits } from '../../../src/pdf/index.js';
import type { ErrorCode } from '../../../src/schema/problem.js';
import { boxed, manyPages, withBomb } from '../../corpus/corpus.js';
import { aSignHost, aSignTab, contract, envelopeOf, specification } from '../../support/browser-sign-host.js';
import { serveFiles } from '../../support/served-files.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

let stop: () => void = () => undefined;
afterEach(() => stop());

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
    const panel = await open(bomb, 1, { pageWithin: 500 });

    await told(panel, 'timeout');

    await panel.click(specification.name);
    await showsAgain(panel, 3);
  });
});
