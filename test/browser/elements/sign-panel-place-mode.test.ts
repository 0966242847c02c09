import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import type { DraftStore } from '../../../src/core/draft.js';
import { EsignError } from '../../../src/core/errors.js';
import { noTerms } from '../../../src/core/reading.js';
import type { DomEventDetails } from '../../../src/schema/dom-events.js';
import type { Placement } from '../../../src/schema/placement.js';
import type { RecordTab } from '../../../src/schema/record-tab.js';
import { lazyElements } from '../../../src/ui/lazy-element.js';
import { aPlacement, aSignHost, aSignTab, envelopeOf, type SignHostOptions } from '../../support/browser-sign-host.js';
import { anEnvelopeDocument } from '../../support/builders.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const placing = { mode: 'place' };

function tabWith(placements: readonly Placement[], overrides: Partial<RecordTab> = {}): RecordTab {
  const tab = aSignTab(overrides);
  return { ...tab, envelope: { ...envelopeOf(tab), placements: [...placements] } };
}

/** A panel that only places, with its bar there. */
async function openPlacing(options: SignHostOptions = {}, attributes: Record<string, string> = placing) {
  const panel = await SignPanelHarness.openDocument(aSignHost(options), attributes);
  await waitUntil(() => panel.act('finish'), 'no bar');
  await panel.frames();
  return panel;
}

async function switchTo(panel: SignPanelHarness, mode: 'sign' | 'place' | 'view'): Promise<void> {
  panel.element.mode = mode;
  await panel.frames();
  await panel.settled();
}

/** What the page hears when marks change, and when all is placed. */
function listenTo(panel: SignPanelHarness): DomEventDetails['esign-placed'][] {
  const told: DomEventDetails['esign-placed'][] = [];
  panel.element.addEventListener('esign-placed', ({ detail }) => told.push(detail));
  return told;
}

describe('<esign-sign-panel mode="place"> (C-37)', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  // the first of all: what has come once stays
  it('says when its bar does not come, and asks for it again', async () => {
    const load = lazyElements.get('esign-place-bar');
    lazyElements.set('esign-place-bar', () => Promise.reject(new Error('offline')));
    const panel = await SignPanelHarness.openDocument(aSignHost(), placing);
    await waitUntil(() => panel.act('load-place'), 'nothing is said');
    if (load) lazyElements.set('esign-place-bar', load);

    await panel.press('load-place');

    await waitUntil(() => panel.act('finish'), 'it does not come');
    expect(panel.act('load-place')).to.equal(null);
  });

  it('says what it is for and how far it has come, and neither submits nor declines', async () => {
    const panel = await openPlacing({ tabs: [tabWith([aPlacement()])] });
    expect(panel.text).to.include('已放置 0 处 · 还需 1 处。').and.include('此处只放置，不提交签署。');
    for (const act of ['submit', 'reject']) expect(panel.act(act)).to.equal(null);

    panel.place('place-1').click();
    await panel.frames();

    expect(panel.text).to.include('已放置 1 处，所需位置均已放置。');
    expect(panel.text).to.not.include('还需');
  });

  it('tells the page once all is placed, after the checks have found nothing', async () => {
    const panel = await openPlacing({ tabs: [tabWith([aPlacement()])] });
    const told = listenTo(panel);

    await panel.press('finish');
    expect(panel.root.querySelector('.faults')?.textContent).to.include('必');
    expect(told).to.deep.equal([]);
    await panel.click('查看位置');
    expect(panel.focused?.getAttribute('data-place')).to.equal('place-1');
    await sendKeys({ press: 'Enter' });
    await panel.frames();
    await panel.press('finish');

    expect(told.map(({ done, marks }) => [done, marks.length])).to.deep.equal([
      [false, 1],
      [true, 1],
    ]);
    expect(panel.element.marks).to.deep.equal(told[1]?.marks);
    expect(panel.text).to.include('放置完成，共 1 处。');
    expect(panel.root.querySelector('.faults')).to.equal(null);
  });

  it('asks once about what is doubtful, and shows where', async () => {
    const panel = await openPlacing();
    const told = listenTo(panel);
    await placeFirst(panel);
    await placeFirst(panel);

    await panel.press('finish');

    expect(panel.text).to.include('请确认以下情况').and.include('重叠').and.include('再次点击“完成放置”');
    expect(told.some(({ done }) => done)).to.equal(false);
    await panel.click('查看');
    expect(panel.focused?.getAttribute('data-mark')).to.be.a('string');
    await panel.press('finish');
    expect(told.at(-1)?.done).to.equal(true);
  });

  it('places by keyboard alone, takes back, repeats, and is done', async () => {
    const panel = await openPlacing();
    const told = listenTo(panel);

    await placeFirst(panel);
    await panel.chord('Shift', 'ArrowRight');
    await panel.chord('Control', 'z');
    await panel.chord('Control', 'z');
    expect(panel.element.marks).to.deep.equal([]);
    await panel.chord('Control', 'y');
    await panel.chord('Control', 'y');
    panel.act('finish')?.focus();
    await sendKeys({ press: 'Enter' });
    await panel.frames();

    expect(told.at(-1)?.done).to.equal(true);
    expect(panel.element.marks).to.have.length(1);
  });

  it('places with the mouse, by drag and by click, and adds a seam and a date', async () => {
    const panel = await openPlacing();

    await panel.drag(panel.seal('seal-contract'), panel.at(0, 200, 200));
    await panel.arm('seal-wang');
    await panel.clickAt(panel.at(0, 420, 240));
    await panel.press('seam');
    await panel.press('add-date');
    await waitUntil(() => panel.element.marks.length === 4, 'not all were placed');

    expect(panel.element.marks.filter(({ seam }) => seam)).to.have.length(1);
    expect(panel.text).to.include('已放置 4 处');
  });

  it('has the ticks and remarks of the document, too', async () => {
    const rect = { x: 90, y: 200, width: 14, height: 14 };
    const panel = await openPlacing({
      tabs: [tabWith([aPlacement({ id: 'box', mark: 'checkbox', rect, label: '同意' })])],
    });
    expect(panel.text).to.include('还需 2 处');

    panel.place('box').focus();
    await sendKeys({ press: ' ' });
    await panel.frames();

    expect(panel.element.marks.map(({ kind }) => kind)).to.deep.equal(['checkbox']);
    expect(panel.text).to.include('已放置 1 处 · 还需 1 处。');
  });

  it('asks for no reading and no proof, and leaves both to the signature', async () => {
    const reading = { minSeconds: 1, toEnd: false };
    const intent = { kind: 'password' as const, channels: [] };
    const panel = await openPlacing({ getSigningTerms: () => Promise.resolve({ ...noTerms, reading, intent }) });
    expect(panel.root.querySelector('#reading')).to.equal(null);
    await placeFirst(panel);
    await panel.press('finish');
    expect(panel.text).to.include('放置完成');

    await switchTo(panel, 'sign');

    await waitUntil(() => panel.act('submit')?.disabled === false, 'what was read does not count');
    await panel.press('submit');
    await panel.press('confirm');
    await waitUntil(() => panel.isProving, 'no proof is asked for');
  });

  it('keeps the marks when the mode changes, whichever way, and hides what is not signed', async () => {
    const panel = await openPlacing();
    await placeFirst(panel);
    const [mark] = panel.element.marks;

    await switchTo(panel, 'sign');
    expect(panel.act('submit')?.disabled).to.equal(false);
    expect(panel.markLabels).to.have.length(1);
    await switchTo(panel, 'view');
    expect(panel.root.querySelector('esign-seal-tray')).to.equal(null);
    expect(panel.markLabels).to.deep.equal([]);
    await panel.chord('Control', 'z');
    await switchTo(panel, 'place');

    await waitUntil(() => panel.act('finish'), 'no bar');
    expect(panel.markLabels).to.have.length(1);
    expect(panel.element.marks).to.deep.equal([mark]);
    expect(panel.act('submit')).to.equal(null);
  });

  it('lets the page go on to the signature from the event itself', async () => {
    const panel = await openPlacing();
    panel.element.addEventListener('esign-placed', ({ detail }) => {
      if (detail.done) panel.element.setAttribute('mode', 'sign');
    });
    await placeFirst(panel);

    await panel.press('finish');
    await panel.settled();
    await panel.press('submit');

    expect(panel.root.querySelector('esign-submit-dialog') !== null).to.equal(true);
  });

  it('keeps what was placed for the same person who signs later', async () => {
    const kept = new Map<string, string>();
    const drafts: DraftStore = {
      read: (key) => kept.get(key) ?? null,
      write: (key, text) => void kept.set(key, text),
      remove: (key) => void kept.delete(key),
    };
    const keeping = { mode: 'view', 'without-drafts': 'false' };
    const first = await SignPanelHarness.openDocument(aSignHost(), keeping);
    first.element.drafts = drafts;
    await switchTo(first, 'place');
    await placeFirst(first);
    await waitUntil(() => first.act('finish') && kept.size === 1, 'nothing is kept');
    await first.press('finish');
    expect(first.text).to.include('签署时会自动恢复');
    const [mark] = first.element.marks;
    first.element.remove();

    const later = await SignPanelHarness.openDocument(aSignHost(), keeping);
    later.element.drafts = drafts;
    expect(later.element.marks).to.deep.equal([]);
    await switchTo(later, 'sign');

    await waitUntil(() => later.act('keep-draft'), 'nothing came back');
    expect(later.element.marks).to.deep.equal([mark]);
    expect(later.act('submit')?.disabled).to.equal(false);
  });

  it('says that nothing is kept where nothing may be', async () => {
    const panel = await openPlacing();
    await placeFirst(panel);

    await panel.press('finish');

    expect(panel.text).to.include('关闭此页面前签署即可使用');
  });

  it('places ahead of the turn, and goes on when it comes', async () => {
    const tabs = [aSignTab({ state: 'waitingForOthers' }), aSignTab()];
    const host = aSignHost({ tabs });
    const panel = await SignPanelHarness.openDocument(host, placing);
    await waitUntil(() => panel.act('finish'), 'no bar');
    expect(panel.text).to.include('还未轮到您签署，可以先放置');
    await placeFirst(panel);
    await panel.press('finish');
    expect(panel.text).to.include('放置完成，共 1 处。');

    host.report({ envelopeId: 'envelope-1', version: 2, status: 'launched' });
    await waitUntil(() => !panel.text.includes('还未轮到您签署'), 'the turn does not come');

    expect(panel.element.marks).to.have.length(1);
    await switchTo(panel, 'sign');
    expect(panel.act('submit')?.disabled).to.equal(false);
  });

  it('says so where the host tells nobody whose turn has not come what to place with', async () => {
    const panel = await SignPanelHarness.openDocument(
      aSignHost({
        tabs: [aSignTab({ state: 'waitingForOthers' })],
        listSeals: () => Promise.reject(new EsignError('out-of-turn', 'others sign first')),
      }),
      placing,
    );

    await waitUntil(() => panel.text.includes('轮到您签署后才能放置'), 'nothing is said');
    expect(panel.act('finish')).to.equal(null);
    expect(panel.root.querySelector('esign-seal-tray')).to.equal(null);
    expect(panel.errors).to.deep.equal([]);
  });

  it('says that nothing is placed here where it is signed at the page of a service', async () => {
    const panel = await SignPanelHarness.openDocument(
      aSignHost({ getSigningTerms: () => Promise.resolve({ ...noTerms, page: { mode: 'window' } }) }),
      placing,
    );

    await waitUntil(() => panel.text.includes('此文件在签署服务的页面上签署'), 'nothing is said');
    expect(panel.root.querySelector('esign-sign-page')).to.equal(null);
    expect(panel.text).to.not.include('无需签署');
    await expect(panel.element).to.be.accessible();
  });

  it('says when somebody has signed meanwhile, and keeps what was placed', async () => {
    const signed = anEnvelopeDocument({ ...envelopeOf(aSignTab()).documents[0], signedSha256: 'f'.repeat(64) });
    const tab = aSignTab();
    const next = { ...tab, envelope: { ...envelopeOf(tab), version: 2, documents: [signed] } };
    const host = aSignHost({ tabs: [tab, next] });
    const panel = await SignPanelHarness.openDocument(host, placing);
    await waitUntil(() => panel.act('finish'), 'no bar');
    await placeFirst(panel);

    host.report({ envelopeId: 'envelope-1', version: 2, status: 'launched' });

    await waitUntil(() => panel.text.includes('请重新加载并核对。'), 'nothing is said');
    await panel.press('reload');
    await panel.settled();
    expect(panel.text).to.not.include('请重新加载并核对。');
    expect(panel.element.marks).to.have.length(1);
  });

  for (const state of ['completed', 'expired', 'forbidden'] as const) {
    it(`has the screen of ${state}`, async () => {
      const hidden = state === 'forbidden' && { envelope: null, me: null };
      const panel = await SignPanelHarness.open(aSignHost({ tabs: [aSignTab({ state, ...hidden })] }), placing);

      expect(panel.text).to.include(
        { completed: '签署已完成', expired: '签署已过期', forbidden: '您没有查看权限' }[state],
      );
      expect(panel.act('finish')).to.equal(null);
    });
  }

  it('signs where the mode is no mode', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost(), { mode: 'seal' });

    expect(panel.act('submit') !== null).to.equal(true);
  });

  it('works with the page as what scrolls', async () => {
    const panel = await openPlacing({}, { ...placing, 'page-scroll': '' });
    await placeFirst(panel);

    await panel.press('finish');

    expect(panel.text).to.include('放置完成，共 1 处。');
    window.scrollTo(0, 0);
  });

  for (const [locale, theme, width] of [
    ['zh-CN', 'light', 1200],
    ['en', 'dark', 360],
  ] as const) {
    it(`is accessible with a question and when it is done (${locale}, ${theme}, ${width} px)`, async () => {
      await setViewport({ width, height: 740 });
      const panel = await openPlacing({}, { ...placing, locale, theme });
      await expect(panel.element).to.be.accessible();
      await placeFirst(panel);
      await placeFirst(panel);

      for (const step of ['doubtful', 'placed']) {
        await panel.press('finish');
        const bar = panel.root.querySelector('esign-place-bar')?.shadowRoot;
        await waitUntil(() => bar?.querySelector(`[data-notice=${step}]`), `no notice ${step}`);
        await expect(panel.element).to.be.accessible();
      }
      expect(panel.root.host.scrollWidth).to.be.at.most(width);
      await setViewport({ width: 1200, height: 800 });
    });
  }
});
