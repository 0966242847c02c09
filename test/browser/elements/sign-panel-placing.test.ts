import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

import type { Mark, Placement } from '../../../src/schema/placement.js';
import { aPlacement, aSignHost, aSignTab, envelopeOf, SEAL } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { TextFinderHarness } from '../harness/text-finder.harness.js';
import { waitUntil } from '../harness/wait.js';

/** A panel with marks of the contract seal around these displayed points of the first page. */
async function withMarks(
  points: readonly (readonly [number, number])[],
  placements: readonly Placement[] = [],
): Promise<SignPanelHarness> {
  const tab = aSignTab();
  const panel = await SignPanelHarness.openDocument(
    aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements: [...placements] } }] }),
  );
  for (const [x, y] of points) {
    panel.seal('seal-contract').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    await panel.frames();
    await panel.clickAt(panel.at(0, x, y));
  }
  expect(panel.marks).to.have.length(points.length);
  return panel;
}

const centres = (marks: readonly Mark[]): number[][] =>
  marks.map(({ rect }) => [Math.round(rect.x + rect.width / 2), Math.round(rect.y + rect.height / 2)]);

function pressed(panel: SignPanelHarness): string[] {
  const marks = [...(panel.pages.shadowRoot?.querySelectorAll('[data-mark]') ?? [])];
  return marks.map((mark) => mark.getAttribute('aria-pressed') ?? '');
}

async function clickMark(panel: SignPanelHarness, index: number, modifier?: 'Shift'): Promise<void> {
  const box = panel.mark(index).getBoundingClientRect();
  if (modifier) await sendKeys({ down: modifier });
  await panel.clickAt([Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]);
  if (modifier) await sendKeys({ up: modifier });
  await panel.frames();
}

async function choosePages(panel: SignPanelHarness, set: string): Promise<void> {
  const select = panel.root.querySelector('esign-mark-arranger')?.shadowRoot?.querySelector('select');
  if (!select) throw new Error('no choice of pages');
  select.value = set;
  select.dispatchEvent(new Event('change'));
  await panel.frames();
}

function guide(panel: SignPanelHarness, which: 'down' | 'across'): boolean {
  return panel.pages.shadowRoot?.querySelector<HTMLElement>(`.guide.${which}`)?.hidden === false;
}

describe('<esign-sign-panel> places several marks (C-37)', () => {
  before(() => setViewport({ width: 1300, height: 900 }));

  it('selects with Shift, lines up in one step, and takes that back as one', async () => {
    const panel = await withMarks([
      [150, 120],
      [350, 160],
    ]);

    await clickMark(panel, 0);
    await clickMark(panel, 1, 'Shift');
    expect(pressed(panel)).to.deep.equal(['true', 'true']);
    const before = centres(panel.marks);
    await panel.press('align-top');

    expect(new Set(panel.marks.map(({ rect }) => rect.y)).size).to.equal(1);
    expect(panel.announcement).to.equal('已移动 2 个印章');
    await panel.click('撤销');
    expect(centres(panel.marks)).to.deep.equal(before);
  });

  it('carries all that are selected, and a click makes it one again', async () => {
    const panel = await withMarks([
      [150, 120],
      [350, 170],
    ]);
    await clickMark(panel, 0);
    await clickMark(panel, 1, 'Shift');
    const [[x0 = 0, y0 = 0] = [], [x1 = 0, y1 = 0] = []] = centres(panel.marks);

    await sendKeys({ down: 'Alt' });
    await panel.drag(panel.mark(0), panel.at(0, 190, 220));
    await sendKeys({ up: 'Alt' });

    const [[a0 = 0, b0 = 0] = [], [a1 = 0, b1 = 0] = []] = centres(panel.marks);
    expect(a0 - x0).to.be.closeTo(40, 2);
    expect(b0 - y0).to.be.closeTo(100, 2);
    expect(a1 - x1).to.be.closeTo(a0 - x0, 1.1);
    expect(b1 - y1).to.be.closeTo(b0 - y0, 1.1);
    await clickMark(panel, 1);
    expect(pressed(panel).filter((value) => value === 'true')).to.have.length(1);
  });

  it('works on several by keyboard alone: Ctrl+A, arrows, Delete, undo', async () => {
    const panel = await withMarks([
      [150, 120],
      [350, 170],
      [230, 250],
    ]);
    panel.mark(0).focus();
    const before = centres(panel.marks);

    await panel.chord('Control', 'a');
    expect(pressed(panel)).to.deep.equal(['true', 'true', 'true']);
    await sendKeys({ press: 'ArrowRight' });
    await panel.chord('Shift', 'ArrowDown');
    expect(centres(panel.marks)).to.deep.equal(before.map(([x = 0, y = 0]) => [x + 1, y + 10]));

    await sendKeys({ press: 'Delete' });
    await panel.frames();
    expect(panel.marks).to.deep.equal([]);
    await panel.chord('Control', 'z');
    expect(panel.marks).to.have.length(3);
  });

  it('selects what a band touches, and Escape leaves it', async () => {
    const panel = await withMarks([
      [150, 150],
      [400, 150],
    ]);
    await panel.clickAt(panel.at(0, 300, 240));
    const [left, top] = panel.at(0, 30, 30);
    const [right, bottom] = panel.at(0, 200, 240);

    await sendMouse({ type: 'move', position: [left, top] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [right, bottom] });
    await sendMouse({ type: 'up' });
    await panel.frames();

    expect(pressed(panel)).to.deep.equal(['true', 'false']);
  });

  it('lines up on every edge and middle, and shares the gaps evenly, each as one step', async () => {
    const panel = await withMarks([
      [100, 90],
      [240, 130],
      [460, 190],
    ]);
    panel.mark(0).focus();
    await panel.chord('Control', 'a');
    const before = panel.marks.map(({ rect }) => rect);
    const along = (axis: 'x' | 'y'): number[] => panel.marks.map(({ rect }) => rect[axis]);
    const steps = {
      'align-left': ['x', (values: number[]) => values.fill(Math.min(...values))],
      'align-centre': ['x', (values: number[]) => values.fill((Math.min(...values) + Math.max(...values)) / 2)],
      'align-right': ['x', (values: number[]) => values.fill(Math.max(...values))],
      'align-top': ['y', (values: number[]) => values.fill(Math.min(...values))],
      'align-middle': ['y', (values: number[]) => values.fill((Math.min(...values) + Math.max(...values)) / 2)],
      'align-bottom': ['y', (values: number[]) => values.fill(Math.max(...values))],
      'distribute-x': ['x', ([a = 0, , c = 0]: number[]) => [a, (a + c) / 2, c]],
      'distribute-y': ['y', ([a = 0, , c = 0]: number[]) => [a, (a + c) / 2, c]],
    } as const;

    for (const [name, [axis, wanted]] of Object.entries(steps)) {
      const expected = wanted(along(axis));
      panel.act(name)?.focus();
      await sendKeys({ press: 'Enter' });
      await panel.frames();

      along(axis).forEach((value, index) => expect(value, name).to.be.closeTo(expected[index] ?? NaN, 0.02));
      expect(panel.announcement).to.equal('已移动 3 个印章');
      await panel.click('撤销');
      expect(
        panel.marks.map(({ rect }) => rect),
        name,
      ).to.deep.equal(before);
    }
  });

  it('offers no even gaps for two, which have nothing to share', async () => {
    const panel = await withMarks([
      [150, 120],
      [350, 160],
    ]);
    panel.mark(0).focus();

    await panel.chord('Control', 'a');

    expect(panel.act('align-left') === null).to.equal(false);
    expect(panel.act('distribute-x')).to.equal(null);
  });

  it('copies to all, odd and even pages, and says how many that were', async () => {
    const sets = {
      odd: [0, 2, 4, 6, 8, 10],
      even: [0, 1, 3, 5, 7, 9, 11],
      all: Array.from({ length: 12 }, (_, at) => at),
    };
    const panel = await withMarks([[200, 200]]);

    for (const [set, pages] of Object.entries(sets)) {
      await choosePages(panel, set);
      await panel.press('copy-pages');

      expect(
        panel.marks.map(({ pageIndex }) => pageIndex),
        set,
      ).to.deep.equal(pages);
      expect(panel.announcement).to.equal(`已复制 ${pages.length - 1} 个印章`);
      await panel.click('撤销');
      await clickMark(panel, 0);
    }
  });

  it('copies to the pages that are named, once', async () => {
    const panel = await withMarks([[200, 200]]);
    const form = panel.root.querySelector('esign-mark-arranger')?.shadowRoot;
    await choosePages(panel, 'range');
    const input = form?.querySelector('input');
    const type = async (text: string): Promise<void> => {
      if (input) input.value = text;
      input?.dispatchEvent(new InputEvent('input'));
      await panel.press('copy-pages');
    };

    await type('3-99');
    expect(form?.querySelector('[role=alert]')?.textContent).to.contain('请输入 1 到 12 之间的页码');
    expect(panel.marks).to.have.length(1);

    await type('2-4');
    expect(panel.marks.map(({ pageIndex }) => pageIndex)).to.deep.equal([0, 1, 2, 3]);
    expect(new Set(panel.marks.map(({ rect }) => `${rect.x} ${rect.y}`)).size).to.equal(1);
    await panel.click('撤销');
    expect(panel.marks).to.have.length(1);
  });

  it('clings to the middle of the page and shows the line; Alt lets it go anywhere', async () => {
    const panel = await withMarks([]);
    const start = panel.seal('seal-contract').getBoundingClientRect();
    const spot = panel.at(0, 300, 170);
    const text = (): Element => panel.pages.shadowRoot!.querySelector('.page-text')!;
    await waitUntil(() => text(), 'no text');
    expect(getComputedStyle(text()).visibility).to.equal('visible');

    await sendMouse({ type: 'move', position: [Math.round(start.left + 20), Math.round(start.top + 20)] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [spot[0] + 40, spot[1]] });
    await sendMouse({ type: 'move', position: spot });
    await waitUntil(() => guide(panel, 'down'), 'no line is shown');
    // the words of the text layer are not laid into layers again at each step; what is seen of them is the picture
    expect(getComputedStyle(text()).visibility).to.equal('hidden');
    await sendMouse({ type: 'up' });
    await panel.frames();

    expect(getComputedStyle(text()).visibility).to.equal('visible');
    expect(guide(panel, 'down')).to.equal(false);
    expect((panel.marks[0]?.rect.x ?? 0) + SEAL / 2).to.be.closeTo(595.28 / 2, 0.02);
  });

  it('clings to the text beside it, which is read when something is carried over the page; Alt lets it go', async () => {
    const panel = await withMarks([]);
    const spans = (): HTMLElement[] => [
      ...(panel.pages.shadowRoot?.querySelectorAll<HTMLElement>('.page-text span') ?? []),
    ];
    await waitUntil(() => spans().length > 0, 'no text');
    const heading = spans().find(({ textContent }) => textContent.includes('采购合同'));
    if (!heading) throw new Error('the contract has no title');
    const { left, top, height } = heading.getBoundingClientRect();
    const line = panel.pointAt(0, [left, top + height / 2]);
    const seal = panel.seal('seal-wang').getBoundingClientRect();
    const drop = async (): Promise<Mark | undefined> => {
      await sendMouse({ type: 'up' });
      await panel.frames();
      return panel.marks.at(-1);
    };
    const carry = async (): Promise<void> => {
      await sendMouse({ type: 'move', position: [Math.round(seal.left + 20), Math.round(seal.top + 20)] });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [Math.round(left + 90), Math.round(top + height / 2) + 40] });
      await sendMouse({ type: 'move', position: [Math.round(left + 90), Math.round(top + height / 2) + 2] });
    };
    const middle = (mark: Mark | undefined): number => (mark ? mark.rect.y + mark.rect.height / 2 : NaN);

    await carry();
    let jitter = 0;
    await waitUntil(async () => {
      jitter = 1 - jitter;
      await sendMouse({ type: 'move', position: [Math.round(left + 90) + jitter, Math.round(top + height / 2) + 2] });
      return guide(panel, 'across');
    }, 'the line of text does not pull');
    const shown = panel.pages.shadowRoot!.querySelector('.guide.across')!.getBoundingClientRect();
    expect(shown.width).to.be.greaterThan(100);
    expect(panel.pointAt(0, [shown.left, shown.top]).y).to.be.closeTo(line.y, 1);
    expect(middle(await drop())).to.be.closeTo(line.y, 0.05);
    expect(guide(panel, 'across')).to.equal(false);

    await sendKeys({ down: 'Alt' });
    await carry();
    const free = await drop();
    await sendKeys({ up: 'Alt' });
    expect(panel.marks).to.have.length(2);
    expect(Math.abs(middle(free) - line.y)).to.be.greaterThan(0.5);
  });

  it('clings to a keyword that was found', async () => {
    const panel = await withMarks([]);
    await panel.press('find');
    const finder = await TextFinderHarness.of(panel);
    await finder.type('采购');
    await finder.read();
    const [hit = new DOMRect()] = finder.rects('current');
    const wanted = panel.pointAt(0, [hit.left + hit.width / 2, hit.top + hit.height / 2]);

    await panel.drag(panel.seal('seal-wang'), [
      // whole pixels, and so near that nothing else of the page is nearer
      Math.round(hit.left + hit.width / 2),
      Math.round(hit.top + hit.height / 2) + 1,
    ]);

    const { x, y, width, height } = panel.marks[0]?.rect ?? { x: 0, y: 0, width: 0, height: 0 };
    expect(x + width / 2).to.be.closeTo(wanted.x, 0.1);
    expect(y + height / 2).to.be.closeTo(wanted.y, 0.1);
  });

  it('keeps what a locked place holds where it is when others move with it', async () => {
    const panel = await withMarks([[150, 200]], [aPlacement()]);
    panel.place('place-1').click();
    await panel.frames();
    expect(panel.marks).to.have.length(2);
    panel.mark(0).focus();

    await panel.chord('Control', 'a');
    await sendKeys({ press: 'ArrowRight' });
    await panel.frames();

    expect(panel.marks.find(({ placementId }) => placementId === 'place-1')?.rect).to.deep.equal(aPlacement().rect);
  });

  it('says before the submit that seals overlap, leads there, and lets the person go on', async () => {
    const panel = await withMarks([
      [200, 200],
      [270, 210],
    ]);

    await panel.press('submit');
    expect(panel.text).to.contain('第 1 页：“合同专用章”与“合同专用章”重叠');
    await expect(panel.element).to.be.accessible();
    await panel.press('show-warning');

    await waitUntil(() => panel.focused?.hasAttribute('data-mark') ?? false, 'the mark has no focus');
    expect(panel.root.querySelector('esign-submit-dialog') === null).to.equal(true);
    await panel.press('submit');
    expect(panel.act('confirm') === null).to.equal(false);
  });

  it('chooses in addition what a finger rests on, and shows what a finger hides while it carries', async () => {
    const panel = await withMarks([
      [150, 150],
      [400, 150],
    ]);
    await clickMark(panel, 0);
    const touch = (target: Element, type: string, x: number, y: number): void => {
      const init = {
        pointerType: 'touch',
        pointerId: 9,
        isPrimary: true,
        button: 0,
        buttons: 1,
        clientX: x,
        clientY: y,
      };
      target.dispatchEvent(new PointerEvent(type, { ...init, bubbles: true, composed: true, cancelable: true }));
    };
    const box = panel.mark(1).getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];

    touch(panel.mark(1), 'pointerdown', x, y);
    await waitUntil(() => pressed(panel).every((value) => value === 'true'), 'the finger rests in vain');
    touch(panel.mark(1), 'pointerup', x, y);
    await panel.frames();

    touch(panel.mark(1), 'pointerdown', x, y);
    touch(panel.mark(1), 'pointermove', x + 30, y + 30);
    await waitUntil(() => panel.root.querySelector('.loupe') !== null, 'no loupe');
    touch(panel.mark(1), 'pointerup', x + 30, y + 30);
    await panel.frames();
    expect(panel.root.querySelector('.loupe') === null).to.equal(true);
    expect(panel.root.querySelector('.ghost') === null).to.equal(true);
  });

  it('has no axe violation with several selected', async () => {
    const panel = await withMarks([
      [150, 120],
      [350, 170],
      [230, 250],
    ]);
    panel.mark(0).focus();
    await panel.chord('Control', 'a');

    await expect(panel.element).to.be.accessible();
  });
});
