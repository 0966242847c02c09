import { expect, fixture, html, nextFrame } from '@open-wc/testing';

import '../../../src/define/seal-library.js';
import type { SealLibraryHost } from '../../../src/api/seal-library-host.js';
import { EsignError } from '../../../src/core/errors.js';
import type { SealLibrary } from '../../../src/elements/seal-library/seal-library.js';
import type { LibrarySeal, SealLibraryPage } from '../../../src/schema/seal-library.js';
import { waitUntil } from '../harness/wait.js';

const seal = (id: string, name: string, change: Partial<LibrarySeal> = {}): LibrarySeal => ({
  id,
  kind: 'electronic',
  name,
  owner: '远景',
  state: 'usable',
  purpose: null,
  imageUrl: null,
  widthMm: 42,
  heightMm: 42,
  createdAt: null,
  ...change,
});

const SEALS = [seal('1', '合同专用章'), seal('2', '公章', { state: 'disabled', kind: 'physical', owner: null })];

function pageOf(items: LibrarySeal[], change: Partial<SealLibraryPage> = {}): SealLibraryPage {
  return {
    items,
    nextCursor: null,
    bindingName: '沙箱',
    organization: '远景',
    isSynced: true,
    lastSyncedAt: '2026-11-20T02:00:00Z',
    canSync: true,
    designBar: 'madeAtService',
    holderKinds: [],
    ...change,
  };
}

const none = (): Promise<never> => Promise.reject(new Error('not expected'));
const hostOf = (methods: Partial<SealLibraryHost>): SealLibraryHost => ({
  listBindingSeals: () => Promise.resolve(pageOf(SEALS)),
  getLibrarySealImage: none,
  designSeal: none,
  syncBinding: none,
  findColleagues: none,
  getSealHolders: none,
  setSealHolders: none,
  ...methods,
});

async function open(methods: Partial<SealLibraryHost> = {}, locale = 'zh-CN', theme = 'light'): Promise<SealLibrary> {
  const element = await fixture<SealLibrary>(
    html`<esign-seal-library
      binding-id="bind-1"
      locale=${locale}
      theme=${theme}
      .host=${hostOf(methods)}
    ></esign-seal-library>`,
  );
  await waitUntil(() => !element.matches(':state(busy)') && rootOf(element).querySelector('h2, .title'));
  return element;
}

function rootOf(element: SealLibrary): ShadowRoot {
  if (!element.shadowRoot) throw new Error('the element has not rendered');
  return element.shadowRoot;
}

const namesIn = (element: SealLibrary): (string | undefined)[] =>
  [...rootOf(element).querySelectorAll('tbody th .name')].map((cell) => cell.textContent?.trim());

function find<T extends HTMLElement>(element: SealLibrary, selector: string): T {
  const found = rootOf(element).querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

describe('<esign-seal-library>', () => {
  it('lists every page of the seals with their state in words', async () => {
    const element = await open({
      listBindingSeals: (_, cursor) =>
        Promise.resolve(cursor ? pageOf(SEALS.slice(1)) : pageOf(SEALS.slice(0, 1), { nextCursor: 'next' })),
    });

    expect(namesIn(element)).to.deep.equal(['合同专用章', '公章']);
    expect(rootOf(element).textContent).to.include('已停用').and.include('42 毫米').and.include('未提供');
  });

  it('is searched by pinyin, filtered and sorted', async () => {
    const element = await open();
    const search = find<HTMLInputElement>(element, 'input');
    search.value = 'hetong';
    search.dispatchEvent(new Event('input'));

    await waitUntil(() => namesIn(element).join('') === '合同专用章');

    search.value = '';
    search.dispatchEvent(new Event('input'));
    find(element, '.sort').click();
    await element.updateComplete;
    expect(namesIn(element)).to.deep.equal(['公章', '合同专用章']);
    expect(find(element, 'thead th[aria-sort]').getAttribute('aria-sort')).to.equal('ascending');
  });

  it('draws a few rows of five thousand, and others when it is scrolled', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => seal(`s${index}`, `印章 ${index}`));
    const element = await open({ listBindingSeals: () => Promise.resolve(pageOf(many)) });
    expect(namesIn(element).length).to.be.below(60);

    find(element, '.scroller').scrollTop = 44 * 2500;

    await waitUntil(() => namesIn(element).includes('印章 2501'));
    expect(find(element, 'table').getAttribute('aria-rowcount')).to.equal('5001');
  });

  it('syncs once of a double click and tells the page', async () => {
    let syncs = 0;
    const element = await open({
      syncBinding: () => {
        syncs += 1;
        return Promise.resolve({} as never);
      },
    });
    const told: string[] = [];
    element.addEventListener('esign-synced', ({ detail }) => told.push(detail.bindingId));
    const button = [...rootOf(element).querySelectorAll('button')].find((one) => one.textContent?.includes('立即同步'));

    button?.click();
    button?.click();

    await waitUntil(() => told.length > 0);
    expect([syncs, told]).to.deep.equal([1, ['bind-1']]);
  });

  it('shows the picture of a seal that has one, and asks for it once; another says that it has none', async () => {
    const asked: string[] = [];
    const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="42" height="42"><circle r="9" /></svg>';
    const element = await open({
      listBindingSeals: () =>
        Promise.resolve(pageOf([seal('1', '合同专用章', { imageUrl: '/v1/seals/1/image' }), SEALS[1]!])),
      getLibrarySealImage: ({ id }) => {
        asked.push(id);
        return Promise.resolve(new Blob([picture], { type: 'image/svg+xml' }));
      },
    });

    await waitUntil(() => rootOf(element).querySelectorAll('td img').length === 1);
    element.requestUpdate();
    await element.updateComplete;

    expect(asked).to.deep.equal(['1']);
    expect(find<HTMLImageElement>(element, 'td img').src.startsWith('blob:')).to.equal(true);
    expect(find(element, 'tbody tr:nth-of-type(2) .picture').textContent).to.include('无印模图片');
  });

  it('shows hostile names as text', async () => {
    const hostile = `<img src=x onerror=alert(1)> \u202eabc ${'长'.repeat(150)}`;
    const element = await open({ listBindingSeals: () => Promise.resolve(pageOf([seal('x', hostile)])) });

    expect(namesIn(element)).to.deep.equal([hostile]);
    expect(rootOf(element).querySelectorAll('img').length).to.equal(0);
  });

  for (const [code, words] of [
    ['forbidden', '您无权查看此服务的印章'],
    ['network', '网络已断开，印章没有读取'],
    ['provider-failed', '印章读取失败'],
  ] as const) {
    it(`says what went wrong (${code}), and tries again`, async () => {
      const answers = [() => Promise.reject(new EsignError(code, code))];
      const element = await open({
        listBindingSeals: () => (answers.shift() ?? (() => Promise.resolve(pageOf(SEALS))))(),
      });
      expect(rootOf(element).textContent).to.include(words).and.include(code);
      await expect(element).to.be.accessible();

      find(element, '.screen button').click();

      await waitUntil(() => namesIn(element).length === 2);
    });
  }

  for (const theme of ['light', 'dark']) {
    for (const locale of ['zh-CN', 'en', 'zh-TW']) {
      it(`has no fault that axe finds (${theme}, ${locale})`, async () => {
        const element = await open({}, locale, theme);
        await nextFrame();

        await expect(element).to.be.accessible();
      });
    }
  }
});
