import { expect } from '@open-wc/testing';
import { sendMouse, setViewport } from '@web/test-runner-commands';

import { aSignHost, aSignTab, contract, envelopeOf } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

function spans(panel: SignPanelHarness, page = 0): HTMLElement[] {
  return [...(panel.pages.shadowRoot?.querySelectorAll<HTMLElement>(`[data-page="${page}"] .page-text span`) ?? [])];
}

async function withText(panel: SignPanelHarness): Promise<SignPanelHarness> {
  await waitUntil(() => spans(panel).length > 0, 'no text');
  return panel;
}

async function sweep(from: [number, number], to: [number, number]): Promise<void> {
  await sendMouse({ type: 'move', position: from });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: to });
  await sendMouse({ type: 'up' });
}

const edges = ({ left, right, top, bottom }: DOMRect): number[] => [left, top, right, bottom].map(Math.round);

/** A file whose one page is turned by 90 degrees and counts in units of two points. */
function turnedHost() {
  const tab = aSignTab();
  const page = { cropBox: [10, 20, 290, 180] as [number, number, number, number], rotation: 90 as const, userUnit: 2 };
  return aSignHost({
    tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents: [{ ...contract, pages: [page] }] } }],
    files: { contract: '/test/browser/pdf/fixtures/chinese-without-font.pdf' },
  });
}

/** Where a page is dark, in the window. */
function inkOf(panel: SignPanelHarness): DOMRect {
  const canvas = panel.pages.shadowRoot?.querySelector('canvas');
  const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  if (!canvas || !pixels) throw new Error('no picture');
  const dark: [number, number][] = [];
  for (let at = 0; at < pixels.width * pixels.height; at += 1) {
    if ((pixels.data[at * 4] ?? 255) < 128) dark.push([at % pixels.width, Math.floor(at / pixels.width)]);
  }
  const box = canvas.getBoundingClientRect();
  const ratio = box.width / canvas.width;
  const xs = dark
    .map(([x]) => x)
    .reduce<[number, number]>(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [Infinity, 0]);
  const ys = dark
    .map(([, y]) => y)
    .reduce<[number, number]>(([low, high], y) => [Math.min(low, y), Math.max(high, y)], [Infinity, 0]);
  return new DOMRect(
    box.left + xs[0] * ratio,
    box.top + ys[0] * ratio,
    (xs[1] - xs[0]) * ratio,
    (ys[1] - ys[0]) * ratio,
  );
}

describe('<esign-sign-panel> reading', () => {
  before(() => setViewport({ width: 1200, height: 800 }));
  afterEach(() => getSelection()?.removeAllRanges());

  it('lets text be selected with the mouse, while empty paper still draws a band', async () => {
    const panel = await withText(await SignPanelHarness.openDocument(aSignHost()));
    const line = spans(panel).find((span) => (span.textContent ?? '').length > 8);
    if (!line) throw new Error('no line');
    const box = line.getBoundingClientRect();
    const middle = Math.round(box.top + box.height / 2);

    await sweep([Math.round(box.left + 1), middle], [Math.round(box.right - 1), middle]);
    expect(getSelection()?.toString().length).to.be.greaterThan(6);
    expect(line.textContent).to.include(getSelection()?.toString());

    getSelection()?.removeAllRanges();
    const start = panel.at(0, 4, 4);
    await sendMouse({ type: 'move', position: start });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [Math.round(box.right), middle + 20] });
    const hasBand = panel.pages.shadowRoot?.querySelector('.band') !== null;
    await sendMouse({ type: 'up' });

    expect(hasBand).to.equal(true);
    expect(getSelection()?.toString()).to.equal('');
  });

  it('puts a seal on text too', async () => {
    const panel = await withText(await SignPanelHarness.openDocument(aSignHost()));
    const line = spans(panel).find((span) => (span.textContent ?? '').length > 8);
    const box = line?.getBoundingClientRect() ?? new DOMRect();

    panel.seal('seal-contract').click();
    await panel.frames();
    await panel.clickAt([Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]);

    expect(panel.marks.length).to.equal(1);
  });

  it('lays the text over its picture on a turned page with units of its own, also when it is larger (chapter 8)', async () => {
    const panel = await withText(await SignPanelHarness.openDocument(turnedHost()));
    const compare = (): void => {
      const ink = edges(inkOf(panel));
      const boxes = spans(panel).map((span) => edges(span.getBoundingClientRect()));
      const text = [0, 1, 2, 3].map((side) =>
        boxes.map((box) => box[side] ?? 0).reduce((a, b) => (side < 2 ? Math.min(a, b) : Math.max(a, b))),
      );
      // ink stands inside the squares of its characters, and leaves less than a quarter of one empty on each side
      const em =
        Math.max(...spans(panel).map((span) => parseFloat(getComputedStyle(span).fontSize))) * panel.pages.scale;
      text.forEach((edge, side) => {
        const room = side < 2 ? (ink[side] ?? 0) - edge : edge - (ink[side] ?? 0);
        expect(room, `side ${side}: text ${text.join()}, ink ${ink.join()}, em ${em}`).to.be.within(-1, em / 4);
      });
    };
    compare();

    await panel.click('放大');
    await waitUntil(() => panel.pages.shadowRoot?.querySelector('canvas') !== null);
    await panel.frames();

    compare();
  });

  it('keeps only the text of pages in sight', async () => {
    const panel = await withText(await SignPanelHarness.openDocument(aSignHost()));

    panel.pages.reveal(11);
    await waitUntil(() => spans(panel, 11).length > 0, 'no text of the last page');

    expect(spans(panel, 0).length).to.equal(0);
  });
});
