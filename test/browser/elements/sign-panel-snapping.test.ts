import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

import { mmToPt } from '../../../src/core/geometry.js';
import type { Mark } from '../../../src/schema/placement.js';
import { aPlacement, aSignHost, aSignTab, envelopeOf, SEAL } from '../../support/browser-sign-host.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const MARGIN = mmToPt(20);
const PAGE = { width: 595.28, height: 841.89 };

/** What the mark is pulled by: its guide, as displayed points from the left or from the top; null where none is shown. */
function guideOf(panel: SignPanelHarness, which: 'down' | 'across'): number | null {
  const line = panel.pages.shadowRoot?.querySelector<HTMLElement>(`.guide.${which}`);
  if (!line || line.hidden) return null;
  const { left, top, width, height } = line.getBoundingClientRect();
  if (width === 0 || height === 0) return null;
  const { x, y } = panel.pointAt(0, [left, top]);
  return which === 'down' ? x : y;
}

/** Carries a seal until its middle would be at a displayed point of the first page, and lets it go when a guide is there. */
async function carry(
  panel: SignPanelHarness,
  from: Element,
  to: readonly [number, number],
  until: () => boolean = () => true,
): Promise<void> {
  const box = from.getBoundingClientRect();
  const end = panel.at(0, ...to);
  await sendMouse({
    type: 'move',
    position: [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)],
  });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [end[0] + 60, end[1] + 60] });
  await sendMouse({ type: 'move', position: end });
  // what decides it comes with the first drag
  let jitter = 0;
  await waitUntil(
    async () => {
      jitter = 1 - jitter;
      await sendMouse({ type: 'move', position: [end[0] + jitter, end[1]] });
      await panel.frames();
      return until();
    },
    'nothing pulls',
    8000,
  );
}

async function drop(panel: SignPanelHarness): Promise<Mark> {
  await sendMouse({ type: 'up' });
  await panel.frames();
  const mark = panel.marks.at(-1);
  if (!mark) throw new Error('nothing was placed');
  return mark;
}

describe('<esign-sign-panel> clings to lines of the page (C-37)', () => {
  before(() => setViewport({ width: 1300, height: 900 }));

  for (const [name, to, edge, line, which] of [
    ['the left margin', [MARGIN + SEAL / 2 + 2, 200], ({ rect }: Mark) => rect.x, MARGIN, 'down'],
    [
      'the right margin',
      [PAGE.width - MARGIN - SEAL / 2 - 2, 200],
      ({ rect }: Mark) => rect.x + rect.width,
      PAGE.width - MARGIN,
      'down',
    ],
    ['the top margin', [230, MARGIN + SEAL / 2 + 2], ({ rect }: Mark) => rect.y, MARGIN, 'across'],
  ] as const) {
    it(`pulls to ${name}, and shows it there`, async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());

      await carry(panel, panel.seal('seal-contract'), to, () => {
        const at = guideOf(panel, which);
        return at !== null && Math.abs(at - line) < 1.5;
      });
      const mark = await drop(panel);

      expect(edge(mark)).to.be.closeTo(line, 0.02);
      expect(guideOf(panel, which)).to.equal(null);
    });
  }

  it('pulls to the edge of another mark, and shows it there', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await panel.arm('seal-contract');
    await panel.clickAt(panel.at(0, 110, 150));
    const [first] = panel.marks;
    if (!first) throw new Error('no first mark');
    const right = first.rect.x + first.rect.width;

    await carry(panel, panel.seal('seal-contract'), [right + SEAL / 2 + 2, 200], () => {
      const at = guideOf(panel, 'down');
      return at !== null && Math.abs(at - right) < 1.5;
    });
    const mark = await drop(panel);

    expect(mark.rect.x).to.be.closeTo(right, 0.02);
    expect(guideOf(panel, 'down')).to.equal(null);
  });

  it('pulls nowhere while Alt is held, and shows no line', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await carry(
      panel,
      panel.seal('seal-contract'),
      [MARGIN + SEAL / 2 + 2, 200],
      () => guideOf(panel, 'down') !== null,
    );

    await sendKeys({ down: 'Alt' });
    await sendMouse({ type: 'move', position: panel.at(0, MARGIN + SEAL / 2 + 3, 201) });
    await panel.frames();

    expect(guideOf(panel, 'down')).to.equal(null);
    const mark = await drop(panel);
    await sendKeys({ up: 'Alt' });
    expect(Math.abs(mark.rect.x - MARGIN)).to.be.greaterThan(1);
  });
});

describe('<esign-sign-panel> turns pages with a mark', () => {
  before(() => setViewport({ width: 1300, height: 900 }));

  const pagesOf = (panel: SignPanelHarness): number[] => panel.marks.map(({ pageIndex }) => pageIndex);
  const press = async (panel: SignPanelHarness, key: string): Promise<void> => {
    await sendKeys({ press: key });
    await panel.frames();
  };

  it('takes the selected one to the next page and back, in its place, and shows it there', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await placeFirst(panel);
    const [first] = panel.marks;

    await press(panel, 'PageDown');
    await press(panel, 'PageDown');
    expect(pagesOf(panel)).to.deep.equal([2]);
    await waitUntil(() => panel.focused?.getAttribute('data-mark') === first?.id, 'the focus stays behind');
    expect(panel.marks[0]?.rect).to.deep.equal(first?.rect);
    const shown = panel.mark().getBoundingClientRect();
    const window = panel.pages.scroller!.getBoundingClientRect();
    expect(shown.top).to.be.at.least(window.top - 1);
    expect(shown.bottom).to.be.at.most(window.bottom + 1);

    await press(panel, 'PageUp');
    expect(pagesOf(panel)).to.deep.equal([1]);
    await panel.chord('Control', 'z');
    expect(pagesOf(panel)).to.deep.equal([2]);
  });

  it('stops at the first page and at the last', async () => {
    const tab = aSignTab();
    const [document] = envelopeOf(tab).documents;
    if (!document) throw new Error('no document');
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await placeFirst(panel);

    await press(panel, 'PageUp');
    expect(pagesOf(panel)).to.deep.equal([0]);
    for (let page = 0; page < document.pages.length + 1; page += 1) await press(panel, 'PageDown');

    expect(pagesOf(panel)).to.deep.equal([document.pages.length - 1]);
  });

  it('takes all that are selected, and leaves what its place holds', async () => {
    const tab = aSignTab();
    const envelope = { ...envelopeOf(tab), placements: [aPlacement()] };
    const panel = await SignPanelHarness.openDocument(aSignHost({ tabs: [{ ...tab, envelope }] }));
    panel.place('place-1').click();
    await panel.frames();
    await panel.arm('seal-wang');
    await panel.clickAt(panel.at(0, 150, 250));
    panel.mark(0).focus();
    await panel.chord('Control', 'a');

    await press(panel, 'PageDown');

    const pages = new Map(panel.marks.map(({ placementId, pageIndex }) => [placementId, pageIndex]));
    expect(pages.get('place-1')).to.equal(0);
    expect(pages.get(null)).to.equal(1);
  });
});
