import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { aPlacement, aSignHost, aSignTab, envelopeOf, SEAL } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const filler = (height: number): HTMLElement => {
  const element = document.createElement('div');
  element.style.height = `${height}px`;
  return element;
};

/** The panel in the middle of a form, between other fields of it. */
async function inForm(
  box: HTMLElement | null = null,
  ...[host]: Partial<Parameters<typeof SignPanelHarness.open>>
): Promise<SignPanelHarness> {
  const panel = await SignPanelHarness.openDocument(host ?? aSignHost(), { 'page-scroll': '' });
  const { parentElement } = panel.element;
  if (box) {
    parentElement?.append(box);
    box.append(filler(500), panel.element, filler(900));
    await panel.drawn();
  } else {
    panel.element.before(filler(500));
    panel.element.after(filler(900));
  }
  await waitUntil(() => panel.element.offsetHeight > 5000, 'the panel is not as tall as its pages');
  return panel;
}

const top = (element: Element): number => element.getBoundingClientRect().top;
const desk = (panel: SignPanelHarness): Element => panel.root.querySelector('.panel')!;

describe('<esign-sign-panel> whose pages scroll with the page', () => {
  before(() => setViewport({ width: 1200, height: 800 }));
  afterEach(() => scrollTo(0, 0));

  it('goes through its pages as the page is scrolled, stays in the window meanwhile, and lets go behind the last one', async () => {
    const panel = await inForm();
    expect(top(desk(panel))).to.be.greaterThan(400);

    scrollBy(0, top(panel.element) + 4000);
    await waitUntil(() => panel.pages.currentPage > 2, 'the pages stay');
    expect(top(desk(panel))).to.be.closeTo(0, 1);
    expect(panel.pages.scroller?.scrollTop).to.be.closeTo(4000, 1);
    expect(panel.drawnPages.length).to.be.lessThan(7);
    scrollTo(0, document.documentElement.scrollHeight);
    await waitUntil(() => panel.pages.currentPage === 11, 'the last page is not shown');

    expect(top(desk(panel))).to.be.lessThan(-50);
  });

  it('takes the page along where it leads to a page by itself, and is zoomed', async () => {
    const panel = await inForm();

    panel.pages.reveal(7);
    await waitUntil(() => panel.pages.currentPage === 7, 'the page is not shown');
    await waitUntil(() => Math.abs(top(desk(panel))) < 1, 'the panel is not in the window');
    const spot = top(panel.pages.shadowRoot!.querySelector('[data-page="7"]')!);
    expect(spot).to.be.within(0, 200);
    await panel.click('放大');
    await panel.click('放大');

    expect(panel.pages.currentPage).to.equal(7);
    expect(top(desk(panel))).to.be.closeTo(0, 1);
    expect(panel.pages.scroller!.scrollTop).to.be.closeTo(-top(panel.element), 1.5);
  });

  it('goes on to the next place that is needed, by key', async () => {
    const tab = aSignTab();
    const at = (id: string, pageIndex: number) =>
      aPlacement({ id, pageIndex, rect: { x: 200, y: 500, width: SEAL, height: SEAL } });
    const placements = [at('first', 2), at('second', 9)];
    const panel = await inForm(null, aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements } }] }));
    panel.pages.scroller?.focus({ preventScroll: true });

    // it opened at the first one, without the focus
    for (const id of ['second', 'first']) {
      await sendKeys({ down: 'Alt' });
      await sendKeys({ press: 'KeyN' });
      await sendKeys({ up: 'Alt' });
      await waitUntil(() => panel.focused?.getAttribute('data-place') === id, `${id} has no focus`);
      await waitUntil(() => top(panel.place(id)) > 0 && top(panel.place(id)) < 560, `${id} is not in sight`);
    }
  });

  it('does so in a box of the page that scrolls, too', async () => {
    const box = document.createElement('div');
    box.style.height = '700px';
    box.style.overflowY = 'auto';
    const panel = await inForm(box);

    box.scrollTop += top(panel.element) - top(box) + 3000;
    await waitUntil(() => panel.pages.currentPage >= 2, 'the pages stay');
    expect(top(desk(panel))).to.be.closeTo(top(box), 1);
    panel.pages.reveal(9);

    await waitUntil(() => panel.pages.currentPage === 9 && box.scrollTop > 6000, 'the box stays');
  });

  it('does so where the page has given it a height, too', async () => {
    const panel = await inForm();

    panel.element.style.height = '420px';
    await panel.frames();

    expect(panel.element.offsetHeight).to.be.greaterThan(5000);
    expect(desk(panel).getBoundingClientRect().height).to.equal(560);
  });

  it('scrolls inside its own box again when that is asked for', async () => {
    const panel = await inForm();

    panel.element.removeAttribute('page-scroll');
    await panel.frames();

    expect(panel.element.offsetHeight).to.equal(560);
    expect(getComputedStyle(panel.pages.scroller!).overflowY).to.equal('auto');
    panel.pages.reveal(5);
    await waitUntil(() => panel.pages.currentPage === 5, 'the page is not shown');
    expect(scrollY).to.equal(0);
  });
});
