import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import type { Placement } from '../../../src/schema/placement.js';
import { aPlacement, aSignHost, aSignTab, envelopeOf, SEAL } from '../../support/browser-sign-host.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const at = (id: string, pageIndex: number, change: Partial<Placement> = {}): Placement =>
  aPlacement({ id, pageIndex, rect: { x: 200, y: 500, width: SEAL, height: SEAL }, ...change });

function open(placements: Placement[]): Promise<SignPanelHarness> {
  const tab = aSignTab();
  return SignPanelHarness.openDocument(aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements } }] }));
}

const focusedPlace = (panel: SignPanelHarness): string | null => panel.focused?.getAttribute('data-place') ?? null;

describe('the way from place to place in <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('opens where the first needed place is, in the order of reading, and leaves the focus alone', async () => {
    const panel = await open([at('later', 9), at('first', 4), at('optional', 1, { required: false })]);

    await waitUntil(() => panel.pages.currentPage === 4, 'it did not go there');
    expect(focusedPlace(panel)).to.equal(null);
  });

  it('goes on to the next one when a place is filled, with the focus, so that Enter fills it', async () => {
    const panel = await open([at('first', 2), at('second', 6)]);
    await waitUntil(() => panel.pages.currentPage === 2, 'it did not go there');
    await waitUntil(() => panel.pages.shadowRoot?.querySelector('[data-place=first]'), 'no place');
    panel.place('first').focus();

    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focusedPlace(panel) === 'second', 'the focus did not go on');
    await sendKeys({ press: 'Enter' });
    await panel.frames();

    expect(panel.marks.map(({ placementId }) => placementId)).to.deep.equal(['first', 'second']);
  });

  it('goes to the next place by Alt+N, around the end and into other documents', async () => {
    const panel = await open([at('here', 3), at('there', 0, { documentId: 'specification' })]);
    await waitUntil(() => panel.pages.currentPage === 3, 'it did not go there');
    panel.pages.scroller?.focus();
    const next = async (): Promise<void> => {
      await sendKeys({ down: 'Alt' });
      await sendKeys({ press: 'KeyN' });
      await sendKeys({ up: 'Alt' });
    };

    await next();
    await waitUntil(() => panel.pages.pages.length === 3, 'the other document is not shown');
    await waitUntil(() => focusedPlace(panel) === 'there', 'no focus there');
    await next();

    await waitUntil(() => focusedPlace(panel) === 'here', 'it did not come around');
    expect(panel.pages.pages.length).to.equal(12);
  });

  it('shows what undo takes away and redo brings back on another page or in another document, and leaves the focus', async () => {
    const panel = await open([]);
    await placeFirst(panel);
    panel.pages.reveal(8);
    await waitUntil(() => panel.pages.currentPage === 8, 'the page is not shown');

    await panel.click('撤销');
    expect(panel.marks).to.deep.equal([]);
    await waitUntil(() => panel.pages.currentPage === 0, 'what went is not shown');
    panel.pages.reveal(8);
    await waitUntil(() => panel.pages.currentPage === 8, 'the page is not shown');
    const focused = panel.focused;
    await panel.chord('Control', 'y');
    expect(panel.marks).to.have.length(1);
    await waitUntil(() => panel.pages.currentPage === 0, 'what came back is not shown');
    expect(panel.focused).to.equal(focused);

    panel.root.querySelector<HTMLElement>('[data-document=specification]')?.click();
    await waitUntil(() => panel.pages.pages.length === 3 && panel.drawnPages.length > 0, 'it is not shown');
    await panel.click('撤销');
    await waitUntil(() => panel.pages.pages.length === 12, 'the document where it was is not shown');
  });

  it('shows the place that redo fills again, instead of leading on to the next', async () => {
    const panel = await open([at('first', 2), at('second', 6)]);
    await waitUntil(() => panel.pages.shadowRoot?.querySelector('[data-place=first]'), 'no place');
    panel.place('first').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focusedPlace(panel) === 'second', 'the focus did not go on');

    await panel.click('撤销');
    await waitUntil(() => panel.pages.currentPage === 2, 'the empty place is not shown');
    await panel.click('重做');
    await panel.frames();

    expect(panel.pages.currentPage).to.equal(2);
  });
});
