import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

import { mmToPt } from '../../../src/core/geometry.js';
import { slicesOf } from '../../../src/core/seam.js';
import type { SeamInspector } from '../../../src/ui/seam-inspector.js';
import { aPlacement, aSignHost, aSignTab, contract, envelopeOf, SEAL, seals } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const EDGE = 595.28 - SEAL;

/** What a person does with seam seals. */
class SeamPanel {
  readonly panel: SignPanelHarness;

  constructor(panel: SignPanelHarness) {
    this.panel = panel;
  }

  static async open(...[host]: Parameters<typeof SignPanelHarness.openDocument>): Promise<SeamPanel> {
    return new SeamPanel(await SignPanelHarness.openDocument(host));
  }

  get seam() {
    return this.panel.marks.find((mark) => mark.seam);
  }

  /** The slices that are on the screen now, with their pages. */
  get slices(): { page: number; element: HTMLButtonElement }[] {
    const sheets = [...(this.panel.pages.shadowRoot?.querySelectorAll<HTMLElement>('.page') ?? [])];
    return sheets.flatMap((sheet) => {
      const element = sheet.querySelector<HTMLButtonElement>('.slice');
      return element ? [{ page: Number(sheet.dataset['page']), element }] : [];
    });
  }

  get inspector(): SeamInspector | null {
    return this.panel.root.querySelector('esign-seam-inspector');
  }

  get facts(): string {
    return this.inspector?.shadowRoot?.querySelector('[data-facts]')?.textContent ?? '';
  }

  async add(): Promise<void> {
    await this.panel.press('seam');
    await waitUntil(() => this.facts !== '', 'no fields of the seam');
  }

  field<T extends HTMLInputElement | HTMLSelectElement>(name: string): T {
    const found = this.inspector?.shadowRoot?.querySelector<T>(`[data-field="${name}"]`);
    if (!found) throw new Error(`no field ${name}`);
    return found;
  }

  async set(name: string, value: string | boolean): Promise<void> {
    const field = this.field(name);
    if (typeof value === 'boolean' && field instanceof HTMLInputElement) field.checked = value;
    else field.value = String(value);
    field.dispatchEvent(new Event('change'));
    await this.panel.frames();
  }
}

/** Where the picture of a slice begins and how wide it is whole, in CSS pixels of the window. */
function pictureOf(slice: Element): DOMRect {
  const image = slice.querySelector('img');
  if (!image) throw new Error('no picture');
  return image.getBoundingClientRect();
}

describe('seam seal in <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('cuts the prescribed seal over all pages in one step, and each page shows its own slice (chapter 8)', async () => {
    const open = await SeamPanel.open(aSignHost());

    await open.add();

    expect(open.panel.marks).to.have.length(1);
    expect(open.seam).to.deep.include({ sealId: 'seal-contract', pageIndex: 0 });
    expect(open.seam?.rect.x).to.be.closeTo(EDGE, 0.01);
    const wanted = open.seam ? slicesOf(open.seam, contract.pages) : [];
    expect(wanted).to.have.length(12);
    expect(open.slices.length).to.be.greaterThan(1);
    const { scale } = open.panel.pages;
    for (const { page, element } of open.slices) {
      const slice = wanted.find(({ pageIndex }) => pageIndex === page);
      const box = element.getBoundingClientRect();
      expect(box.width).to.be.closeTo((SEAL / 12) * scale, 0.1);
      expect(pictureOf(element).width).to.be.closeTo(SEAL * scale, 0.1);
      expect(box.left - pictureOf(element).left).to.be.closeTo((slice?.from ?? -1) * SEAL * scale, 0.1);
      const sheet = element.closest('.page')?.getBoundingClientRect();
      expect(box.right).to.be.closeTo(sheet?.right ?? 0, 0.6);
    }
    await open.panel.click('撤销');
    expect(open.panel.marks).to.deep.equal([]);
  });

  it('moves all slices while one of them is dragged, as one step, and says where they are', async () => {
    const open = await SeamPanel.open(aSignHost());
    await open.add();
    const before = open.seam?.rect.y ?? 0;
    const [first] = open.slices;
    const box = first?.element.getBoundingClientRect() ?? new DOMRect();
    const tops = open.slices.map(({ element }) => element.getBoundingClientRect().top);
    const [x, y] = [Math.round(box.left + box.width / 2), Math.round(box.top + 40)];

    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [x - 200, y + 30] });
    await sendMouse({ type: 'move', position: [x - 200, y + 60] });
    await open.panel.frames();
    open.slices.forEach(({ element }, index) => {
      expect(element.getBoundingClientRect().top - (tops[index] ?? 0)).to.be.closeTo(60, 0.6);
    });
    // nothing is moved before it is let go
    expect(open.seam?.rect.y).to.equal(before);
    await sendMouse({ type: 'up' });
    await open.panel.frames();

    expect((open.seam?.rect.y ?? 0) - before).to.be.closeTo(60 / open.panel.pages.scale, 0.6);
    expect(open.seam?.rect.x).to.be.closeTo(EDGE, 0.01);
    expect(open.panel.announcement).to.match(/^骑缝章 合同专用章 右侧 共 12 片 距上 \d+ 毫米$/);
    await open.panel.click('撤销');
    expect(open.seam?.rect.y).to.equal(before);
  });

  it('leaves a seam where it was when Escape ends the drag', async () => {
    const open = await SeamPanel.open(aSignHost());
    await open.add();
    const before = open.seam?.rect;
    const box = open.slices[0]?.element.getBoundingClientRect() ?? new DOMRect();
    const [x, y] = [Math.round(box.left + box.width / 2), Math.round(box.top + 40)];

    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [x, y + 60] });
    await sendKeys({ press: 'Escape' });
    await sendMouse({ type: 'up' });
    await open.panel.frames();

    expect(open.seam?.rect).to.deep.equal(before);
    expect(open.slices[0]?.element.getBoundingClientRect().top).to.be.closeTo(box.top, 0.1);
  });

  it('moves by keys and by millimetres, and is removed by keys', async () => {
    const open = await SeamPanel.open(aSignHost());
    await open.add();
    const before = open.seam?.rect.y ?? 0;
    open.slices[0]?.element.focus();

    await sendKeys({ press: 'ArrowDown' });
    await open.panel.chord('Shift', 'ArrowUp');
    await sendKeys({ press: 'ArrowLeft' });
    await open.panel.frames();
    expect(open.seam?.rect.y).to.be.closeTo(before - 9, 0.011);
    expect(open.seam?.rect.x).to.be.closeTo(EDGE, 0.01);

    await open.set('top', '50');
    expect(open.seam?.rect.y).to.be.closeTo(mmToPt(50), 0.01);
    await open.set('top', '9999');
    expect(open.seam?.rect.y).to.be.closeTo(841.89 - SEAL, 0.01);

    open.slices[0]?.element.focus();
    await sendKeys({ press: 'Delete' });
    await open.panel.frames();
    expect(open.panel.marks).to.deep.equal([]);
    expect(open.panel.focused?.getAttribute('role')).to.equal('region');
  });

  it('says each slice to a screen reader', async () => {
    const open = await SeamPanel.open(aSignHost());
    await open.add();

    expect(open.panel.markLabels[0]).to.match(/^骑缝章 合同专用章 第 1 页 第 1\/12 片 距上 \d+ 毫米$/);
    expect(open.facts).to.equal('1 枚印章切分为 12 片，每片宽 3.5 毫米');
  });

  it('cuts as its fields say: edge, pages, sides, pages a seal, another seal', async () => {
    const open = await SeamPanel.open(aSignHost());
    await open.add();

    await open.set('double-sided', true);
    expect(open.facts).to.contain('6 片');
    await open.set('pages-per-seal', '3');
    expect(open.facts).to.equal('2 枚印章切分为 6 片，每片宽至少 14 毫米');
    await open.set('pages-per-seal', '');
    await open.set('double-sided', false);
    await open.set('pages', 'range');
    await open.set('range', '2–4，6');
    expect(open.seam).to.deep.include({ pageIndex: 1 });
    expect(open.seam?.seam).to.deep.equal({ edge: 'right', pages: '2-4,6', doubleSided: false });
    await open.panel.click('左侧');
    expect(open.seam?.rect.x).to.equal(0);
    await open.set('seal', 'seal-wang');
    expect(open.seam).to.deep.include({ sealId: 'seal-wang' });
    expect(open.seam?.rect.width).to.be.closeTo(mmToPt(20), 0.001);
    expect(open.panel.marks).to.have.length(1);
  });

  it('asks before the submit when another seal covers a slice, and leads to that seal', async () => {
    const open = await SeamPanel.open(aSignHost());
    await open.add();
    const y = (open.seam?.rect.y ?? 0) + SEAL / 2;
    open.panel.pages.reveal(0, { x: 500, y, width: 0, height: 0 });
    await open.panel.frames();
    // the fields of the seam have scrolled the tray away
    open.panel.seal('seal-contract').scrollIntoView({ block: 'nearest' });
    await open.panel.arm('seal-contract');
    await open.panel.clickAt(open.panel.at(0, 560, y));
    expect(open.panel.marks).to.have.length(2);

    await open.panel.press('submit');
    expect(open.panel.text).to.include('第 1 页：“合同专用章”压住了骑缝章');
    await open.panel.press('show-warning');

    const over = open.panel.marks.find(({ seam }) => !seam);
    await waitUntil(() => open.panel.focused?.getAttribute('data-mark') === over?.id, 'the seal has no focus');
  });

  it('tells what cannot be cut, and keeps what was there', async () => {
    const open = await SeamPanel.open(aSignHost());
    await open.add();
    const before = open.seam;

    await open.set('pages', 'range');
    await open.set('range', '3-40');
    expect(open.inspector?.shadowRoot?.querySelector('[role=alert]')?.textContent).to.equal('文件中没有这些页');
    await open.set('range', '3');
    expect(open.inspector?.shadowRoot?.querySelector('[role=alert]')?.textContent).to.equal('至少需要 2 张纸才能骑缝');

    expect(open.seam).to.deep.equal(before);
  });

  it('selects the seam that is there instead of a second one, and takes another seal that is at hand', async () => {
    const open = await SeamPanel.open(aSignHost());
    await open.add();
    await open.panel.press('seam');
    expect(open.panel.marks).to.have.length(1);

    open.panel.seal('seal-wang').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    await open.panel.frames();
    await open.panel.press('seam');

    expect(open.panel.marks.map(({ sealId }) => sealId)).to.deep.equal(['seal-contract', 'seal-wang']);
    const [one, two] = open.panel.marks;
    expect(two?.rect.y).to.be.greaterThan((one?.rect.y ?? 0) + SEAL);
  });

  it('fills a prepared seam, which stays as it was prepared when it is locked (C-37)', async () => {
    const tab = aSignTab();
    const seam = { edge: 'right', pages: 'all', doubleSided: false } as const;
    const rect = { x: EDGE, y: 300, width: SEAL, height: SEAL };
    const envelope = { ...envelopeOf(tab), placements: [aPlacement({ seam, rect })] };
    const open = await SeamPanel.open(aSignHost({ tabs: [{ ...tab, envelope }] }));

    open.panel.place('place-1').click();
    await open.panel.frames();
    await waitUntil(() => open.facts !== '', 'no fields of the seam');
    open.slices[0]?.element.focus();
    await sendKeys({ press: 'ArrowDown' });
    await open.panel.frames();

    expect(open.seam).to.deep.include({ placementId: 'place-1', seam });
    expect(open.seam?.rect).to.deep.equal(rect);
    expect(open.slices.length).to.be.greaterThan(1);
    expect(open.field('double-sided').disabled).to.equal(true);
    expect(open.field('top').disabled).to.equal(true);
  });

  it('is not offered for one page, nor without a seal', async () => {
    const tab = aSignTab();
    const [first] = envelopeOf(tab).documents;
    const single = { ...first!, pages: first!.pages.slice(0, 1) };
    const envelope = { ...envelopeOf(tab), documents: [single] };
    const open = await SignPanelHarness.open(aSignHost({ tabs: [{ ...tab, envelope }] }));
    expect(open.act('seam')?.disabled).to.equal(true);
    expect(open.act('seam')?.title).to.equal('文件只有 1 页，不需要骑缝章');

    const none = await SignPanelHarness.open(aSignHost({ listSeals: () => Promise.resolve(seals.slice(3)) }));
    expect(none.act('seam')?.disabled).to.equal(true);
  });
});
