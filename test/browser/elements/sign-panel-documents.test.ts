import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { aSignHost, aSignTab, envelopeOf, specification } from '../../support/browser-sign-host.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

function tab(panel: SignPanelHarness, id: string): HTMLElement {
  const found = panel.root.querySelector<HTMLElement>(`[role=tab][data-document="${id}"]`);
  if (!found) throw new Error(`no tab ${id}`);
  return found;
}

const shown = (panel: SignPanelHarness): string | null =>
  panel.root.querySelector('[role=tab][aria-selected=true]')?.getAttribute('data-document') ?? null;

async function goTo(panel: SignPanelHarness, id: string, pages: number): Promise<void> {
  tab(panel, id).click();
  await waitUntil(() => panel.pages.pages.length === pages && panel.drawnPages.includes(0), `${id} is not shown`);
  await panel.frames();
}

function numberOfPage(panel: SignPanelHarness): HTMLInputElement {
  const field = panel.root.querySelector<HTMLInputElement>('.page-number');
  if (!field) throw new Error('no number of the page');
  return field;
}

describe('several documents in <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('keeps the marks of each with it, counts them on the tabs, and takes them back over all of them', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await placeFirst(panel);
    await goTo(panel, 'specification', 3);
    expect(panel.markLabels).to.have.length(0);

    await placeFirst(panel);

    expect(panel.marks.map(({ documentId }) => documentId)).to.deep.equal(['contract', 'specification']);
    expect(panel.markLabels).to.have.length(1);
    for (const id of ['contract', 'specification']) expect(tab(panel, id).textContent).to.include('已放置 1');
    await panel.press('submit');
    expect(panel.text).to.include('将在 2 份文件上加盖 2 处印章或签名');
    await panel.press('back');
    await panel.click('撤销');
    expect(panel.marks.map(({ documentId }) => documentId)).to.deep.equal(['contract']);
    await panel.click('撤销');
    expect(panel.marks).to.deep.equal([]);
  });

  it('are gone through by arrow keys, around the end', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    tab(panel, 'contract').focus();

    for (const [key, id] of [
      ['ArrowRight', 'specification'],
      ['ArrowRight', 'contract'],
      ['ArrowLeft', 'specification'],
    ] as const) {
      await sendKeys({ press: key });
      await panel.frames();

      expect(shown(panel)).to.equal(id);
      expect(panel.focused).to.equal(tab(panel, id));
    }
    const document = panel.root.querySelector('[role=tabpanel]');
    expect(document?.getAttribute('aria-labelledby')).to.equal(tab(panel, 'specification').id);
  });

  it('are a list with a way to the one before and after where they are many', async () => {
    const ids = ['one', 'two', 'three', 'four', 'five'];
    const base = aSignTab();
    const documents = ids.map((id) => ({ ...specification, id, name: `${id}.pdf` }));
    const files = Object.fromEntries(ids.map((id) => [id, '/host/demo/documents/technical-specification.pdf']));
    const panel = await SignPanelHarness.openDocument(
      aSignHost({ tabs: [{ ...base, envelope: { ...envelopeOf(base), documents } }], files }),
    );
    const list = (): HTMLSelectElement => panel.root.querySelector<HTMLSelectElement>('.picker select')!;
    expect(panel.root.querySelector('[role=tab]')).to.equal(null);
    expect(panel.act('previous-document')?.disabled).to.equal(true);
    await placeFirst(panel);

    await panel.press('next-document');
    expect(list().value).to.equal('two');
    expect(list().options[0]?.text.trim()).to.equal('one.pdf · 已放置 1');
    expect(panel.markLabels).to.have.length(0);
    list().value = 'five';
    list().dispatchEvent(new Event('change'));
    await panel.frames();

    expect(panel.text).to.include('5 / 5');
    expect(panel.act('next-document')?.disabled).to.equal(true);
    await expect(panel.element).to.be.accessible();
  });
});

describe('the view of a document in <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('goes to a page by its number, and takes the nearest there is', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());

    for (const [typed, number] of [
      ['7', '7'],
      ['99', '12'],
      ['-3', '1'],
      ['', '1'],
    ] as const) {
      numberOfPage(panel).focus();
      numberOfPage(panel).value = typed;
      numberOfPage(panel).dispatchEvent(new Event('change'));
      await waitUntil(() => panel.pages.currentPage === Number(number) - 1, `page ${number} is not shown`);
      await panel.frames();

      expect(numberOfPage(panel).value).to.equal(number);
    }
  });

  it('tells the number of the page that is read', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());

    panel.pages.reveal(4);

    await waitUntil(() => numberOfPage(panel).value === '5', 'the number stays');
  });

  it('fits the width, then a whole page, and steps from there', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    const sheet = (): DOMRect => panel.pages.shadowRoot!.querySelector('.page')!.getBoundingClientRect();
    const room = (): DOMRect => panel.pages.scroller!.getBoundingClientRect();

    await panel.click('适应宽度');
    expect(sheet().width).to.be.greaterThan(room().width * 0.85);
    expect(sheet().width).to.be.at.most(room().width);
    await panel.click('适应整页');
    expect(sheet().height).to.be.greaterThan(room().height * 0.85);
    expect(sheet().height).to.be.at.most(room().height);
    const { scale } = panel.pages;
    await panel.click('放大');

    expect(panel.pages.scale).to.be.greaterThan(scale);
    expect(panel.text).to.include(`${Math.round(((panel.pages.scale * 72) / 96) * 100)}%`);
  });

  it('has three columns, two or one by its own width, not by that of the window', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    const box = (selector: string): DOMRect =>
      panel.root.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    const resize = async (width: number): Promise<void> => {
      panel.element.style.width = `${width}px`;
      await panel.frames();
    };

    await resize(1000);
    expect(box('.thumbs').right).to.be.at.most(box('.document').left + 1);
    expect(box('.document').right).to.be.at.most(box('.sheet').left + 1);

    await resize(800);
    await waitUntil(() => panel.root.querySelector('.thumbs') === null, 'the thumbnails stay');
    const { width } = box('.document');
    await panel.press('thumbs');
    // over the pages, which keep their width
    expect(box('.thumbs').width).to.be.greaterThan(100);
    expect(box('.document').width).to.equal(width);
    expect(box('.document').right).to.be.at.most(box('.sheet').left + 1);

    await resize(500);
    expect(box('.sheet').top).to.be.at.least(box('.document').bottom - 1);
    expect(box('.document').width).to.be.greaterThan(490);
  });
});
