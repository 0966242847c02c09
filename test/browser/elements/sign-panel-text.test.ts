import { expect } from '@open-wc/testing';
import { sendMouse, setViewport } from '@web/test-runner-commands';

import { boxed } from '../../corpus/corpus.js';
import { onePage, stream } from '../../corpus/raw-pdf.js';
import { aSignHost, aSignTab, contract, envelopeOf } from '../../support/browser-sign-host.js';
import { serveFiles } from '../../support/served-files.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

/** Three lines far apart, and a column that is in the file before all of them. */
const text = (x: number, y: number, words: string): string => `BT /F 14 Tf ${x} ${y} Td (${words}) Tj ET `;
const bytes = onePage({
  page: '/Resources << /Font << /F 5 0 R >> >>',
  content: stream(
    text(200, 60, 'below') +
      text(30, 350, 'first') +
      text(30, 250, 'second') +
      text(30, 60, 'third') +
      text(200, 350, 'last'),
  ),
  more: ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
});

let stop: () => void = () => undefined;
afterEach(() => {
  stop();
  getSelection()?.removeAllRanges();
});

async function open(): Promise<SignPanelHarness> {
  stop = serveFiles({ 'text.pdf': bytes });
  const tab = aSignTab();
  const documents = [{ ...contract, pages: [boxed()] }];
  const panel = await SignPanelHarness.openDocument(
    aSignHost({
      tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents, placements: [] } }],
      files: { contract: '/served/text.pdf' },
    }),
  );
  await waitUntil(() => words(panel).length === 5, 'no text');
  return panel;
}

const words = (panel: SignPanelHarness): Element[] => [
  ...(panel.pages.shadowRoot?.querySelectorAll('.page-text span') ?? []),
];

/** Presses at a displayed point of the page, goes over others, and lets go at the last one. */
async function mark(panel: SignPanelHarness, ...points: [number, number][]): Promise<string> {
  const [first, ...others] = points.map(([x, y]) => panel.at(0, x, 400 - y));
  await sendMouse({ type: 'move', position: first! });
  await sendMouse({ type: 'down' });
  for (const position of others) await sendMouse({ type: 'move', position });
  await panel.frames();
  const marked = String(getSelection());
  await sendMouse({ type: 'up' });
  await panel.frames();
  return marked.replace(/\s+/g, ' ').trim();
}

describe('text on the pages of the sign panel', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('stays marked as far as the pointer was over words, while it is over empty paper', async () => {
    const panel = await open();

    expect(await mark(panel, [31, 354], [40, 254], [75, 254], [150, 150], [250, 200])).to.equal('first second');
    expect(await mark(panel, [31, 354], [40, 254], [75, 254], [310, 250], [320, 200])).to.equal('first second');
    expect(await mark(panel, [31, 354], [40, 254], [75, 254], [-10, 200])).to.equal('first second');
  });

  it('stays so, too, when it is marked from its end', async () => {
    const panel = await open();

    expect(await mark(panel, [75, 254], [50, 354], [31, 354], [150, 390])).to.equal('first second');
  });

  it('is marked without a change of what is selected; a click on it leaves the mark', async () => {
    const panel = await open();
    await placeFirst(panel);
    const isSelected = (): boolean => panel.mark().getAttribute('aria-pressed') === 'true';
    expect(isSelected()).to.equal(true);

    expect(await mark(panel, [31, 254], [75, 254])).to.equal('second');
    expect(isSelected()).to.equal(true);

    await panel.clickAt(panel.at(0, 40, 146));
    expect(isSelected()).to.equal(false);
  });
});
