import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

import { displayedSize, type Point } from '../../../src/core/geometry.js';
import type { PageBox } from '../../../src/schema/placement.js';
import { aPlacement, aSignHost, aSignTab, contract, envelopeOf, SEAL } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { TextFinderHarness } from '../harness/text-finder.harness.js';
import { waitUntil } from '../harness/wait.js';

/** Where a displayed point of a page is in the window after so many quarters to the right. */
function spot(panel: SignPanelHarness, box: PageBox, pageIndex: number, { x, y }: Point, quarters: number) {
  const { width, height } = displayedSize(box);
  const at = [
    [x, y],
    [height - y, x],
    [width - x, height - y],
    [y, width - x],
  ][quarters] as [number, number];
  return panel.at(pageIndex, ...at);
}

async function turn(panel: SignPanelHarness, quarters: number): Promise<void> {
  for (let count = 0; count < quarters; count += 1) {
    await sendKeys({ down: 'Alt' });
    await sendKeys({ press: 'KeyR' });
    await sendKeys({ up: 'Alt' });
  }
  await panel.frames();
}

async function openTurned(quarters: number, host = aSignHost()): Promise<SignPanelHarness> {
  const panel = await SignPanelHarness.openDocument(host);
  panel.pages.scroller?.focus();
  await turn(panel, quarters);
  return panel;
}

const A4 = contract.pages[0]!;
const centreOf = (element: Element): Point => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
};

describe('the turned view of <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  for (const quarters of [1, 2, 3]) {
    it(`places a seal where the click is, after ${quarters} quarter turns`, async () => {
      const panel = await openTurned(quarters);
      panel.pages.reveal(0, { x: 200, y: 300, width: 1, height: 1 });
      await panel.frames();
      await panel.arm('seal-contract');

      await panel.clickAt(spot(panel, A4, 0, { x: 200, y: 300 }, quarters));

      const { rect, pageIndex } = panel.marks[0]!;
      expect(pageIndex).to.equal(0);
      expect(rect.x + rect.width / 2).to.be.closeTo(200, 1);
      expect(rect.y + rect.height / 2).to.be.closeTo(300, 1);
      const shown = centreOf(panel.mark());
      const [left, top] = spot(panel, A4, 0, { x: 200, y: 300 }, quarters);
      expect(shown.x).to.be.closeTo(left, 1.5);
      expect(shown.y).to.be.closeTo(top, 1.5);
    });
  }

  it('drags from the tray and between pages to where it is let go, without snapping while Alt is held', async () => {
    const panel = await openTurned(1);
    await panel.drag(panel.seal('seal-contract'), spot(panel, A4, 0, { x: 150, y: 420 }, 1));
    const first = panel.marks[0]!;
    expect(first.rect.x + SEAL / 2).to.be.closeTo(150, 7 / panel.pages.scale);
    expect(first.rect.y + SEAL / 2).to.be.closeTo(420, 7 / panel.pages.scale);

    await panel.drag(panel.mark(), spot(panel, A4, 0, { x: 260, y: 300 }, 1));

    const moved = panel.marks[0]!;
    expect(moved.rect.x + SEAL / 2).to.be.closeTo(260, 7 / panel.pages.scale);
    expect(moved.rect.y + SEAL / 2).to.be.closeTo(300, 7 / panel.pages.scale);
    expect(moved.rect.width).to.be.closeTo(SEAL, 0.01);
  });

  it('moves a mark by arrows as the screen shows it', async () => {
    const panel = await openTurned(1);
    panel.seal('seal-contract').focus();
    await sendKeys({ press: 'Enter' });
    await panel.frames();
    const before = { ...panel.marks[0]!.rect };
    const shown = centreOf(panel.mark());

    panel.mark().focus();
    await panel.chord('Shift', 'ArrowRight');

    const { rect } = panel.marks[0]!;
    expect(centreOf(panel.mark()).x - shown.x).to.be.closeTo(10 * panel.pages.scale, 0.5);
    expect(rect.x - before.x).to.be.closeTo(0, 0.01);
    expect(before.y - rect.y).to.be.closeTo(10, 0.01);
  });

  it('selects with a band what the band shows', async () => {
    const panel = await openTurned(1);
    panel.seal('seal-contract').focus();
    await sendKeys({ press: 'Enter' });
    await panel.frames();
    const { x, y } = panel.marks[0]!.rect;
    const from = spot(panel, A4, 0, { x: x - 12, y: y - 12 }, 1);
    const to = spot(panel, A4, 0, { x: x + 20, y: y + 20 }, 1);
    await sendKeys({ press: 'Escape' });
    await panel.clickAt(from);
    expect(panel.mark().getAttribute('aria-pressed')).to.equal('false');

    await sendMouse({ type: 'move', position: from });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: to });
    await sendMouse({ type: 'up' });
    await panel.frames();

    expect(panel.mark().getAttribute('aria-pressed')).to.equal('true');
  });

  it('lays text, hits of a search and prepared places over what is drawn', async () => {
    const tab = aSignTab();
    const host = aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements: [aPlacement()] } }] });
    const panel = await SignPanelHarness.openDocument(host);
    await panel.press('find');
    const finder = await TextFinderHarness.of(panel);
    await finder.type('采购');
    await finder.read();
    const hit = (): Element | null | undefined => panel.pages.shadowRoot?.querySelector('.highlight.current');
    const before = centreOf(hit()!);
    const page = panel.pages.shadowRoot!.querySelector('[data-page="0"]')!.getBoundingClientRect();
    const displayed = { x: (before.x - page.left) / panel.pages.scale, y: (before.y - page.top) / panel.pages.scale };
    panel.pages.scroller?.focus();

    await turn(panel, 3);
    panel.pages.reveal(0, { ...displayed, width: 1, height: 1 });
    await panel.frames();

    const expected = spot(panel, A4, 0, displayed, 3);
    expect(centreOf(hit()!).x).to.be.closeTo(expected[0], 1.5);
    expect(centreOf(hit()!).y).to.be.closeTo(expected[1], 1.5);
    const place = spot(panel, A4, 0, { x: 300 + SEAL / 2, y: 120 + SEAL / 2 }, 3);
    expect(centreOf(panel.place('place-1')).x).to.be.closeTo(place[0], 1.5);
    expect(centreOf(panel.place('place-1')).y).to.be.closeTo(place[1], 1.5);
  });

  it('drags a seam seal along the edge that it lies on', async () => {
    const panel = await openTurned(1);
    await panel.press('seam');
    await waitUntil(() => panel.marks.length === 1, 'no seam');
    const before = panel.marks[0]!.rect.y;
    const slice = panel.mark();
    const { x, y } = centreOf(slice);

    await panel.drag(slice, [Math.round(x - 60), Math.round(y + 25)]);

    expect(panel.marks[0]!.rect.y - before).to.be.closeTo(60 / panel.pages.scale, 1.5);
  });

  it('turns by the menu, keeps the page, and comes around after four quarters', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    panel.pages.reveal(4);
    await waitUntil(() => panel.pages.currentPage === 4, 'not there');
    const sheet = (): DOMRect => panel.pages.shadowRoot!.querySelector('[data-page="4"]')!.getBoundingClientRect();
    expect(sheet().width).to.be.lessThan(sheet().height);

    panel.act('view-menu')?.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => panel.focused?.getAttribute('data-act') === 'turn-right', 'no menu');
    await sendKeys({ press: 'Enter' });
    await panel.frames();

    expect(sheet().width).to.be.greaterThan(sheet().height);
    expect(panel.pages.currentPage).to.equal(4);
    expect(panel.focused?.getAttribute('data-act')).to.equal('view-menu');
    await turn(panel, 3);
    expect(sheet().width).to.be.lessThan(sheet().height);
    expect(panel.pages.currentPage).to.equal(4);
  });

  it('passes axe with the menu open', async () => {
    const panel = await openTurned(1);
    await panel.press('view-menu');
    await waitUntil(() => panel.focused?.getAttribute('data-act') === 'turn-right', 'no menu');

    await expect(panel.element).to.be.accessible();
  });
});
