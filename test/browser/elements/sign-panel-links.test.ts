import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { linkedPages, withLinks } from '../../corpus/corpus.js';
import { aSignHost, aSignTab, contract, envelopeOf, specification } from '../../support/browser-sign-host.js';
import { serveFiles } from '../../support/served-files.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

let stop: () => void = () => undefined;
afterEach(() => stop());

const linksOf = (panel: SignPanelHarness): HTMLButtonElement[] => [
  ...(panel.pages.shadowRoot?.querySelectorAll<HTMLButtonElement>('[role=link]') ?? []),
];

const names = (panel: SignPanelHarness): (string | null)[] =>
  linksOf(panel).map((link) => link.getAttribute('aria-label'));

const guide = (panel: SignPanelHarness): ShadowRoot | null | undefined =>
  panel.root.querySelector('esign-link-guide')?.shadowRoot;

const dialog = (panel: SignPanelHarness): HTMLDialogElement | null | undefined =>
  guide(panel)?.querySelector<HTMLDialogElement>('dialog[open]');

/** The panel on the file with links, when they are there. */
async function open(attributes: Record<string, string> = {}): Promise<SignPanelHarness> {
  stop = serveFiles({ 'links.pdf': withLinks() });
  const tab = aSignTab();
  const documents = [{ ...contract, pages: [...linkedPages] }, specification];
  const host = aSignHost({
    tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents, placements: [] } }],
    files: { contract: '/served/links.pdf', specification: '/host/demo/documents/technical-specification.pdf' },
  });
  const panel = await SignPanelHarness.openDocument(host, attributes);
  await waitUntil(() => linksOf(panel).length > 0, 'no links');
  return panel;
}

async function follow(panel: SignPanelHarness, index: number): Promise<void> {
  linksOf(panel)[index]?.focus();
  await sendKeys({ press: 'Enter' });
}

describe('links of a document in <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('names where each leads, and leaves out what runs a script, sends a form, or leads nowhere', async () => {
    const panel = await open();

    expect(names(panel)).to.deep.equal([
      '链接：第 3 页',
      '链接：第 2 页',
      '链接：第 2 页',
      '外部链接：https://bank.example@evil.example/login?a=1',
      '外部链接：javascript:window.stolen=1',
      '外部链接：cmd.exe',
      '外部链接：file:///etc/passwd',
    ]);
  });

  it('lie where the file has them', async () => {
    const panel = await open();
    const box = linksOf(panel)[0]!.getBoundingClientRect();

    const [left, top] = panel.at(0, 20, 10);

    expect(box.left).to.be.closeTo(left, 1);
    expect(box.top).to.be.closeTo(top, 1);
    expect(box.width).to.be.closeTo(200 * panel.pages.scale, 0.5);
  });

  it('jumps within the document with the focus, and back to the link by button and by key', async () => {
    const panel = await open();
    await follow(panel, 0);
    await waitUntil(() => panel.pages.currentPage === 2, 'it did not jump');
    await waitUntil(() => panel.focused?.getAttribute('data-page') === '2', 'the focus stayed');
    expect(panel.act('back-to-page')?.textContent?.trim()).to.equal('回到第 1 页');

    await panel.press('back-to-page');
    await waitUntil(() => panel.focused?.getAttribute('data-link') === '0-0', 'the focus did not come back');
    expect(panel.act('back-to-page') === null).to.equal(true);

    await follow(panel, 1);
    await waitUntil(() => panel.focused?.getAttribute('data-page') === '1', 'no second jump');
    await sendKeys({ down: 'Alt' });
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ up: 'Alt' });
    await waitUntil(() => panel.focused?.getAttribute('data-link') === '0-1', 'the key did not go back');
  });

  it('has no way back into another document', async () => {
    const panel = await open();
    await follow(panel, 0);
    await waitUntil(() => panel.act('back-to-page'), 'it did not jump');

    await panel.click(specification.name);
    await waitUntil(() => panel.pages.pages.length === 3 && panel.act('back-to-page') === null, 'the way back stays');
  });

  it('shows the whole address of an external link with its host, and opens nothing by itself', async () => {
    const opened: unknown[] = [];
    const original = window.open;
    window.open = (...all) => (opened.push(all), null);
    const panel = await open();

    await follow(panel, 3);
    await waitUntil(() => dialog(panel), 'no dialog');
    await panel.frames();

    const shown = guide(panel)?.querySelector('[data-part=address]');
    expect(shown?.textContent?.trim()).to.equal('https://bank.example@evil.example/login?a=1');
    expect(shown?.querySelector('strong')?.textContent).to.equal('evil.example');
    expect(dialog(panel)?.textContent).to.include('用户名');
    const link = guide(panel)?.querySelector<HTMLAnchorElement>('[data-act=open-link]');
    expect(link?.rel).to.equal('noopener noreferrer');
    expect(link?.target).to.equal('_blank');
    expect(opened).to.deep.equal([]);
    window.open = original;
    await expect(panel.element).to.be.accessible();

    await panel.press('close-link');
    expect(dialog(panel) == null).to.equal(true);
    expect(panel.focused?.getAttribute('data-link')).to.equal('0-3');
  });

  it('copies the address', async () => {
    const copied: string[] = [];
    const { clipboard } = navigator;
    const original = clipboard.writeText.bind(clipboard);
    clipboard.writeText = (text) => (copied.push(text), Promise.resolve());
    const panel = await open({ locale: 'en' });
    await follow(panel, 3);
    await waitUntil(() => dialog(panel), 'no dialog');

    await panel.press('copy-address');

    clipboard.writeText = original;
    expect(copied).to.deep.equal(['https://bank.example@evil.example/login?a=1']);
    expect(dialog(panel)?.querySelector('[role=status]')?.textContent).to.equal('Copied');
  });

  for (const [index, what] of [
    [4, 'a script'],
    [5, 'a program'],
    [6, 'a file of this computer'],
  ] as const) {
    it(`refuses ${what} with a sentence, and runs nothing`, async () => {
      const panel = await open();

      await follow(panel, index);
      await waitUntil(() => dialog(panel), 'no dialog');

      expect(dialog(panel)?.querySelector('h2')?.textContent).to.equal('此链接不会被打开');
      expect(guide(panel)?.querySelector('a') === null).to.equal(true);
      expect('stolen' in window).to.equal(false);
    });
  }

  it('does not take a click that places a seal', async () => {
    const panel = await open();
    await panel.arm('seal-contract');

    await panel.clickAt(panel.at(0, 100, 20));

    expect(panel.marks).to.have.length(1);
    expect(panel.root.querySelector('esign-link-guide') === null).to.equal(true);
  });
});
