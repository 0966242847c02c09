import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { boxed, PASSWORD, withPassword } from '../../corpus/corpus.js';
import { aPlacement, aSignHost, aSignTab, contract, envelopeOf } from '../../support/browser-sign-host.js';
import { serveFiles } from '../../support/served-files.js';
import { itNeeds } from '../../support/browser-needs.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

function thumbs(panel: SignPanelHarness): ShadowRoot {
  const root = panel.root.querySelector('esign-page-thumbs')?.shadowRoot;
  if (!root) throw new Error('no thumbnails');
  return root;
}

const labels = (panel: SignPanelHarness): (string | undefined)[] =>
  [...thumbs(panel).querySelectorAll('[role=option] .visually-hidden')].map((label) => label.textContent?.trim());

/** Two fingers side by side around a position of the window, so many pixels apart. */
function pinch(
  panel: SignPanelHarness,
  type: string,
  [x, y]: [number, number],
  apart: number,
  target: Element = panel.pages.scroller!,
): TouchEvent {
  const touches = [-1, 1].map(
    (side) => new Touch({ identifier: side + 1, target, clientX: x + (side * apart) / 2, clientY: y }),
  );
  const event = new TouchEvent(type, { touches, changedTouches: touches, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

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
  const field = panel.act('password') as HTMLInputElement | null;
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

  itNeeds('touch')(
    'zooms with two fingers, what is between them stays between them, and the site does not zoom',
    async () => {
      const panel = await SignPanelHarness.openDocument(aSignHost());
      const [x, y] = panel.at(0, 150, 60);
      const before = panel.pointAt(0, [x, y]);
      const { scale } = panel.pages;

      const start = pinch(panel, 'touchstart', [x, y], 40);
      const move = pinch(panel, 'touchmove', [x, y], 60);
      await panel.frames();

      expect(start.defaultPrevented && move.defaultPrevented).to.equal(true);
      expect(panel.pages.scale / scale).to.be.closeTo(1.5, 0.01);
      const after = panel.pointAt(0, [x, y]);
      expect(after.x).to.be.closeTo(before.x, 1.5);
      expect(after.y).to.be.closeTo(before.y, 1.5);
    },
  );

  itNeeds('touch')('leaves one finger to scroll, and two that hold a mark', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await placeFirst(panel);
    const { scale } = panel.pages;

    const events = ['touchstart', 'touchmove'].map((type, step) =>
      pinch(panel, type, panel.at(0, 150, 60), 40 + step * 40, panel.mark()),
    );
    await panel.frames();

    expect(events.some(({ defaultPrevented }) => defaultPrevented)).to.equal(false);
    expect(panel.pages.scale).to.equal(scale);
  });

  for (const state of ['signedByMe', 'completed'] as const) {
    it(`asks for nothing on the thumbnails of who has nothing to place any more: ${state}`, async () => {
      const tab = aSignTab({ state });
      const host = aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements: [aPlacement()] } }] });
      const panel = await SignPanelHarness.openDocument(host);
      await waitUntil(() => panel.root.querySelector('esign-page-thumbs')?.shadowRoot, 'no thumbnails');
      await waitUntil(() => labels(panel).length > 1, 'no rows');

      expect(labels(panel)[0]).to.equal('第 1 页');
    });
  }

  it('shows marks and the slices of a seam small on the thumbnails, where they are', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    await waitUntil(() => panel.root.querySelector('esign-page-thumbs')?.shadowRoot, 'no thumbnails');
    await placeFirst(panel);
    await panel.press('seam');
    await waitUntil(() => panel.marks.length === 2, 'no seam');
    await panel.frames();
    const [mark, seam] = panel.marks;
    const small = (id: string): HTMLElement[] => [
      ...thumbs(panel).querySelectorAll<HTMLElement>(`[data-thumb-mark="${id}"]`),
    ];

    const rows = thumbs(panel).querySelectorAll('[role=option]').length;
    expect(small(mark!.id)).to.have.length(1);
    expect(small(seam!.id)).to.have.length(rows);
    // each that blended by itself would be a layer of its own: with 500 of them a drag took three times as long
    const blends = [...small(mark!.id), ...small(seam!.id)].map((part) => getComputedStyle(part).mixBlendMode);
    expect(new Set(blends)).to.deep.equal(new Set(['normal']));
    expect(getComputedStyle(small(mark!.id)[0]!.parentElement!).mixBlendMode).to.equal('multiply');
    const picture = small(mark!.id)[0]!.parentElement!.getBoundingClientRect();
    const box = small(mark!.id)[0]!.getBoundingClientRect();
    const shown = { x: (box.left - picture.left) / picture.width, y: (box.top - picture.top) / picture.height };
    expect(shown.x).to.be.closeTo(mark!.rect.x / 595.28, 0.01);
    expect(shown.y).to.be.closeTo(mark!.rect.y / 841.89, 0.01);
  });

  it('copies ligatures and radicals of a file as the letters and words that they look like', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    const word = document.createElement('p');
    word.textContent = 'o\uFB03ce \u2F2F作';
    document.body.append(word);
    getSelection()?.selectAllChildren(word);
    const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), cancelable: true });

    panel.pages.scroller?.dispatchEvent(event);

    word.remove();
    // Firefox gives an event data of its own
    expect(event.clipboardData?.getData('text/plain')).to.equal('office 工作');
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

  it('asks for the password in front of the sheet of a phone, whole and to be tapped, also after a wrong one', async () => {
    await setViewport({ width: 360, height: 740 });
    stop = serveFiles({ 'locked.pdf': await withPassword() });
    const panel = await SignPanelHarness.open(lockedHost());
    await waitUntil(() => panel.act('unlock'), 'no question');
    await unlock(panel, 'wrong');
    await waitUntil(() => panel.text.includes('密码不正确（已尝试 1 次'), 'nothing was said');

    for (const name of ['password', 'unlock']) {
      const { left, top, width, height } = panel.act(name)!.getBoundingClientRect();
      let under = document.elementFromPoint(left + width / 2, top + height / 2);
      while (under?.shadowRoot) under = under.shadowRoot.elementFromPoint(left + width / 2, top + height / 2);
      expect(panel.act(name)?.contains(under), name).to.equal(true);
    }
    await setViewport({ width: 1200, height: 800 });
  });

  it('asks for a password once, also where the worker is replaced, and again where the document is opened anew', async () => {
    stop = serveFiles({ 'locked.pdf': await withPassword() });
    const workers: Worker[] = [];
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name === 'esign-pdf') workers.push(this);
      }
    };
    const panel = await SignPanelHarness.open(lockedHost());
    await waitUntil(() => panel.act('unlock'), 'no question');
    await unlock(panel, 'wrong');
    await waitUntil(() => panel.text.includes('密码不正确（已尝试 1 次'), 'nothing was said');
    await unlock(panel, PASSWORD);
    await panel.drawn();

    workers[0]?.dispatchEvent(new ErrorEvent('error', { message: 'gone', cancelable: true }));
    await waitUntil(() => workers.length === 2, 'no second worker');
    await panel.drawn();
    expect(panel.act('unlock') === null).to.equal(true);
    workers[1]?.dispatchEvent(new ErrorEvent('error', { message: 'gone', cancelable: true }));
    await waitUntil(() => panel.act('reopen'), 'nothing was told');
    window.Worker = Original;
    await panel.press('reopen');

    await waitUntil(() => panel.act('unlock'), 'what a person opens anew is not asked for its password');
  });

  it('starts a worker that died once more, and tells when it dies again', async () => {
    const workers: Worker[] = [];
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name === 'esign-pdf') workers.push(this);
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
