import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { boxed, PASSWORD, withPassword } from '../../corpus/corpus.js';
import { aPlacement, aSignHost, aSignTab, contract, envelopeOf } from '../../support/browser-sign-host.js';
import { serveFiles } from '../../support/served-files.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';

function thumbs(panel: SignPanelHarness): ShadowRoot {
  const root = panel.root.querySelector('esign-page-thumbs')?.shadowRoot;
  if (!root) throw new Error('no thumbnails');
  return root;
}

const labels = (panel: SignPanelHarness): (string | undefined)[] =>
  [...thumbs(panel).querySelectorAll('[role=option] .visually-hidden')].map((label) => label.textContent?.trim());

function lockedHost() {
  const tab = aSignTab();
  const documents = [{ ...contract, pages: [boxed()] }];
  return aSignHost({
    tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents } }],
    files: { contract: '/served/locked.pdf' },
  });
}

let stop: () => void = () => undefined;
afterEach(() => stop());

async function unlock(panel: SignPanelHarness, password: string): Promise<void> {
  const field = panel.root.querySelector<HTMLInputElement>('[data-act=password]');
  if (field) field.value = password;
  await panel.press('unlock');
}

describe('<esign-sign-panel> viewer', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('shows what is placed and needed on the thumbnails, and goes to a page by click and keys', async () => {
    const tab = aSignTab();
    const host = aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements: [aPlacement()] } }] });
    const panel = await SignPanelHarness.openDocument(host);
    await waitUntil(() => panel.root.querySelector('esign-page-thumbs')?.shadowRoot, 'no thumbnails');
    await waitUntil(() => labels(panel).length > 1, 'no rows');
    expect(labels(panel)[0]).to.equal('第 1 页，待放置 1');

    panel.place('place-1').click();
    await panel.frames();
    expect(labels(panel)[0]).to.equal('第 1 页，已放置 1');
    thumbs(panel).querySelector<HTMLElement>('[data-thumb="1"]')?.click();
    await waitUntil(() => panel.pages.currentPage === 1, 'the click did not show the page');
    thumbs(panel).querySelector<HTMLElement>('[role=listbox]')?.focus();
    await sendKeys({ press: 'End' });

    await waitUntil(() => panel.pages.currentPage === 11, 'the key did not show the page');
    expect(thumbs(panel).querySelectorAll('[role=option]').length).to.be.lessThan(10);
  });

  it('keeps what is under the pointer while it zooms with Ctrl and the wheel', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    const spot = panel.at(0, 150, 60);
    const before = panel.pointAt(0, spot);

    panel.pages.scroller?.dispatchEvent(
      new WheelEvent('wheel', { ctrlKey: true, deltaY: -150, clientX: spot[0], clientY: spot[1], cancelable: true }),
    );
    await panel.frames();

    const after = panel.pointAt(0, spot);
    expect(after.x).to.be.closeTo(before.x, 1.5);
    expect(after.y).to.be.closeTo(before.y, 1.5);
  });

  it('asks for the password of a file, says that one was wrong, and opens with the right one', async () => {
    stop = serveFiles({ 'locked.pdf': await withPassword() });
    const panel = await SignPanelHarness.open(lockedHost());
    await waitUntil(() => panel.act('unlock'), 'no question');

    await unlock(panel, 'wrong');
    await waitUntil(() => panel.text.includes('密码不正确（已尝试 1 次'), 'nothing was said');
    await unlock(panel, PASSWORD);

    await panel.drawn();
    expect(panel.act('unlock')).to.equal(null);
    expect(panel.errors).to.deep.equal([]);
  });

  it('starts a worker that died once more, and tells when it dies again', async () => {
    const workers: Worker[] = [];
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
    };
    const panel = await SignPanelHarness.openDocument(aSignHost());

    workers[0]?.dispatchEvent(new ErrorEvent('error', { message: 'gone', cancelable: true }));
    await waitUntil(() => workers.length === 2, 'no second worker');
    await panel.drawn();
    expect(panel.errors).to.deep.equal([]);
    workers[1]?.dispatchEvent(new ErrorEvent('error', { message: 'gone', cancelable: true }));

    await waitUntil(() => panel.act('reopen'), 'nothing was told');
    window.Worker = Original;
    expect(panel.errors).to.deep.equal(['worker-failed']);
  });

  it('folds the thumbnails and makes the seals a sheet on a phone, by handle and by key', async () => {
    await setViewport({ width: 360, height: 740 });
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await waitUntil(() => panel.root.querySelector('.thumbs') === null, 'the thumbnails stay');
    const handle = panel.act('sheet');
    expect(handle?.getAttribute('aria-expanded')).to.equal('true');

    await panel.press('sheet');
    expect(handle?.getAttribute('aria-expanded')).to.equal('false');
    expect(panel.seal('seal-contract').checkVisibility()).to.equal(false);
    handle?.focus();
    await sendKeys({ press: 'Enter' });
    await panel.frames();

    expect(panel.seal('seal-contract').checkVisibility()).to.equal(true);
    await setViewport({ width: 1200, height: 800 });
  });
});
