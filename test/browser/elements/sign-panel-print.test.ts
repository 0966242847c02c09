import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { panelReaderZhCn as words } from '../../../src/i18n/panel-reader.zh-cn.js';
import { boxed, bombAmong } from '../../corpus/corpus.js';
import { aSignHost, aSignTab, contract, envelopeOf, specification } from '../../support/browser-sign-host.js';
import { serveFiles } from '../../support/served-files.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const why = { rule: 'R-08' as const, slot: null, field: null, reason: '' };
const mayDownload = { kind: 'download' as const, enabled: true, label: {}, why };

let stop: () => void = () => undefined;
afterEach(() => stop());

async function open(documents = [specification], buttons = [mayDownload]): Promise<SignPanelHarness> {
  const tab = aSignTab({ buttons });
  const host = aSignHost({
    tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents, placements: [] } }],
    files: { contract: '/served/hostile.pdf', specification: '/host/demo/documents/technical-specification.pdf' },
  });
  const panel = await SignPanelHarness.openDocument(host);
  await panel.press('view-menu');
  await waitUntil(() => panel.act('turn-left'), 'no menu');
  return panel;
}

const printRoot = (panel: SignPanelHarness): ShadowRoot => {
  const root = panel.root.querySelector('esign-page-print')?.shadowRoot;
  if (!root) throw new Error('nothing prints');
  return root;
};

/** The pages that were given to the browser; printing itself is not done in a test. */
function whenPrinted(panel: SignPanelHarness): Promise<Document> {
  const root = printRoot(panel);
  const append = root.append.bind(root);
  return new Promise((resolve) => {
    root.append = (...nodes): void => {
      append(...nodes);
      const target = (nodes[0] as HTMLIFrameElement).contentWindow!;
      target.print = () => resolve(target.document);
    };
  });
}

describe('printing from the sign panel (C-42, C-47)', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('prints every page in its size, from a frame without an address', async () => {
    const panel = await open();
    const printed = whenPrinted(panel);

    await panel.press('print');

    const page = await printed;
    expect(page.URL).to.equal('about:blank');
    expect(page.title).to.equal(specification.name);
    const pictures = [...page.querySelectorAll('img')];
    expect(pictures.map(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])).to.deep.equal([
      [1240, 1754],
      [1754, 1240],
      [1240, 1754],
    ]);
    const css = [...page.adoptedStyleSheets[0]!.cssRules].map(({ cssText }) => cssText).join();
    expect(css).to.include('size: 841.89pt 595.28pt');
    await waitUntil(() => panel.act('stop-print') === null, 'the dialog stays');
    expect(panel.focused?.getAttribute('data-act')).to.equal('view-menu');
  });

  it('offers no print where nothing may be downloaded', async () => {
    const panel = await open([specification], [{ ...mayDownload, enabled: false }]);

    expect(panel.act('print') === null).to.equal(true);
  });

  it('says that a document cannot be printed whose pages cannot be drawn, and can be stopped before', async () => {
    stop = serveFiles({ 'hostile.pdf': await bombAmong(4) });
    const panel = await open([specification, { ...contract, pages: Array.from({ length: 5 }, () => boxed()) }]);
    // what the bomb takes is a matter of the machine; limits count for what is opened from now on
    panel.element.limits = { pageWithin: 2000 };
    await panel.click(contract.name);
    await waitUntil(
      () => panel.text.includes('/ 5') && panel.pages.shownPages.length > 0,
      'the other document does not open',
    );
    await panel.press('view-menu');
    let isPrinted = false;
    void whenPrinted(panel).then(() => (isPrinted = true));

    await panel.press('print');
    await waitUntil(() => panel.text.includes(words.printing(4, 5)), 'it does not come to the last page');
    await panel.press('stop-print');
    await waitUntil(() => panel.act('stop-print') === null, 'it does not stop');

    await panel.press('view-menu');
    await panel.press('print');
    await waitUntil(() => panel.text.includes(words.printFailed), 'nothing is said');
    expect(isPrinted).to.equal(false);
  });
});
