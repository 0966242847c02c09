import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../../src/define/seal-library.js';
import type { SealLibraryHost } from '../../../src/api/seal-library-host.js';
import { EsignError } from '../../../src/core/errors.js';
import type { SealLibrary } from '../../../src/elements/seal-library/seal-library.js';
import type { LibrarySeal, SealHolders, SealLibraryPage } from '../../../src/schema/seal-library.js';
import { waitUntil } from '../harness/wait.js';

const SEAL: LibrarySeal = {
  ...{ id: 'seal-7', kind: 'electronic', name: '合同专用章', owner: '远景', state: 'expired', purpose: 'contract' },
  ...{ imageUrl: '/v1/seals/seal-7/image', widthMm: 42, heightMm: 42, createdAt: '2026-11-20T02:00:00Z' },
};
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="42" height="42"><circle r="9" /></svg>';

/** A host that keeps who holds the seal. */
class KeepingHost implements SealLibraryHost {
  holders: SealHolders = { kind: 'me' };
  version = 1;
  readonly refusals: EsignError[] = [];
  page: Partial<SealLibraryPage> = {};

  listBindingSeals = (): Promise<SealLibraryPage> =>
    Promise.resolve({
      ...{ items: [SEAL], nextCursor: null, bindingName: '内置签署', organization: '远景', isSynced: true },
      ...{ lastSyncedAt: '2026-11-21T02:00:00Z', canSync: true, designBar: null },
      holderKinds: ['me', 'people', 'everyone'],
      ...this.page,
    });
  getLibrarySealImage = (): Promise<Blob> => Promise.resolve(new Blob([PICTURE], { type: 'image/svg+xml' }));
  designSeal = (): Promise<never> => Promise.reject(new Error('not expected'));
  syncBinding = (): Promise<never> => Promise.reject(new Error('not expected'));
  getSealHolders: SealLibraryHost['getSealHolders'] = () =>
    Promise.resolve({ value: this.holders, etag: String(this.version) });
  setSealHolders: SealLibraryHost['setSealHolders'] = (_, holders, etag) => {
    const refusal = this.refusals.shift();
    if (refusal) return Promise.reject(refusal);
    expect(etag).to.equal(String(this.version));
    this.holders = holders;
    this.version += 1;
    return this.getSealHolders('');
  };
  findColleagues: SealLibraryHost['findColleagues'] = (search) =>
    Promise.resolve({
      items: [
        { userId: 'signer-a', name: '李明', department: '采购部' },
        { userId: 'signer-b', name: '赵倩', department: null },
      ].filter(({ name }) => name.includes(search)),
      nextCursor: null,
    });
}

class Desk {
  readonly host = new KeepingHost();
  element!: SealLibrary;

  async open(locale = 'zh-CN', theme = 'light'): Promise<this> {
    this.element = await fixture<SealLibrary>(
      html`<esign-seal-library
        binding-id="bind-1"
        locale=${locale}
        theme=${theme}
        .host=${this.host}
      ></esign-seal-library>`,
    );
    await waitUntil(() => this.name);
    this.name!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => this.dialog?.open);
    return this;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get name(): HTMLButtonElement | null {
    return this.root.querySelector('button.name');
  }

  get detail(): ShadowRoot | null {
    return this.root.querySelector('esign-seal-detail')?.shadowRoot ?? null;
  }

  get dialog(): HTMLDialogElement | null {
    return this.detail?.querySelector('dialog') ?? null;
  }

  get holders(): ShadowRoot | null {
    return this.detail?.querySelector('esign-seal-holders')?.shadowRoot ?? null;
  }

  async choose(kind: SealHolders['kind']): Promise<void> {
    await waitUntil(() => this.holders?.querySelector('fieldset:not(:disabled)'));
    this.holders!.querySelector<HTMLInputElement>(`input[value=${kind}]`)!.click();
  }

  async choosePerson(search: string): Promise<void> {
    await this.choose('people');
    await waitUntil(() => this.holders!.querySelector('[role=combobox]'));
    this.holders!.querySelector<HTMLInputElement>('[role=combobox]')!.focus();
    await sendKeys({ type: search });
    await waitUntil(() => this.holders!.querySelectorAll('[role=option]').length === 1);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => this.save!.getAttribute('aria-disabled') === 'false');
  }

  act(name: string): HTMLButtonElement | null {
    return this.detail?.querySelector<HTMLButtonElement>(`[data-act=${name}]`) ?? null;
  }

  get save(): HTMLButtonElement | null {
    return this.detail?.querySelector<HTMLButtonElement>('[data-act=save-holders]') ?? null;
  }
}

describe('one seal of <esign-seal-library>', () => {
  it('tells everything that is known, by keyboard, and gives the focus back', async () => {
    const desk = await new Desk().open();
    await waitUntil(() => desk.detail?.querySelector('.paper img'));

    const { textContent: text } = desk.dialog!;
    for (const words of ['合同专用章', '远景', '42 毫米', '已过期', 'seal-7', '上次同步', '制作时间']) {
      expect(text).to.include(words);
    }
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => desk.detail === null);

    expect(desk.root.activeElement === desk.name).to.equal(true);
  });

  it('changes who may use the seal, once something is changed', async () => {
    const desk = await new Desk().open();
    await waitUntil(() => desk.save);
    expect(desk.save!.getAttribute('aria-disabled')).to.equal('true');

    await desk.choose('people');
    await waitUntil(() => desk.holders!.querySelector('[role=combobox]'));
    expect(desk.save!.getAttribute('aria-disabled')).to.equal('true');
    desk.holders!.querySelector<HTMLInputElement>('[role=combobox]')!.focus();
    await sendKeys({ type: '李' });
    await waitUntil(() => desk.holders!.querySelectorAll('[role=option]').length === 1);
    await sendKeys({ press: 'Escape' });
    expect(desk.dialog!.open).to.equal(true);
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => desk.save!.getAttribute('aria-disabled') === 'false');
    desk.save!.click();
    await waitUntil(() => desk.dialog!.textContent.includes('使用人已保存'));

    expect(desk.host.holders).to.deep.equal({ kind: 'people', people: [{ userId: 'signer-a', name: '李明' }] });
    expect(desk.dialog!.open).to.equal(true);
  });

  it('keeps the choice where somebody else was first, says so, and stores it when it is meant all the same', async () => {
    const desk = await new Desk().open();
    desk.host.refusals.push(new EsignError('stale-version', 'newer'));
    await desk.choose('everyone');
    desk.host.holders = { kind: 'people', people: [{ userId: 'signer-b', name: '赵倩' }] };
    await waitUntil(() => desk.save!.getAttribute('aria-disabled') === 'false');
    desk.save!.click();

    await waitUntil(() => desk.detail!.querySelector('.fault')?.textContent.includes('现在是：赵倩'));
    expect(desk.holders!.querySelector<HTMLInputElement>('[value=everyone]')!.checked).to.equal(true);
    await waitUntil(() => desk.save!.getAttribute('aria-disabled') === 'false');
    desk.save!.click();
    await waitUntil(() => desk.dialog!.textContent.includes('使用人已保存'));
    expect(desk.host.holders).to.deep.equal({ kind: 'everyone' });
  });

  for (const [code, errors, words] of [
    ['invalid-input', [{ pointer: '/people/0', code: 'SEAL-HOLDER-UNKNOWN', message: '' }], '李明不在本单位的通讯录中'],
    ['not-found', [], '刷新印章列表'],
    ['forbidden', [], '请联系印章管理员'],
    ['unavailable', [], '稍后'],
  ] as const) {
    it(`says what to do next when the host refuses (${code}), and tells the page`, async () => {
      const desk = await new Desk().open();
      const told: string[] = [];
      desk.element.addEventListener('esign-error', ({ detail }) => told.push(detail.code));
      desk.host.refusals.push(new EsignError(code, 'refused', { errors: [...errors] }));
      await desk.choosePerson('李');

      desk.save!.click();
      await waitUntil(() => desk.detail!.querySelector('.fault')?.textContent);

      expect(desk.detail!.querySelector('.fault')!.textContent).to.include(words);
      expect(told).to.deep.equal([code]);
    });
  }

  it('tells the page that the holders could not be read, and reads them again', async () => {
    const desk = new Desk();
    const { getSealHolders } = desk.host;
    desk.host.getSealHolders = () => Promise.reject(new EsignError('network', 'offline'));
    const told: string[] = [];
    const hear = (event: Event): number => told.push((event as CustomEvent<{ code: string }>).detail.code);
    document.addEventListener('esign-error', hear);
    await desk.open();
    await waitUntil(() => desk.detail!.querySelector('.fault')?.textContent);
    document.removeEventListener('esign-error', hear);

    desk.host.getSealHolders = getSealHolders;
    desk.dialog!.querySelector<HTMLButtonElement>('[data-act=retry]')!.click();

    await waitUntil(() => desk.holders);
    expect(told).to.deep.equal(['network']);
  });

  for (const by of ['Escape', 'a click'] as const) {
    it(`asks before a choice that is not saved is lost (by ${by})`, async () => {
      const desk = await new Desk().open();
      await desk.choose('everyone');
      const close = async (): Promise<void> => {
        if (by === 'Escape') await sendKeys({ press: 'Escape' });
        else desk.act('close-detail')!.click();
      };

      await close();
      await waitUntil(() => desk.act('keep-choice'));
      await waitUntil(() => desk.detail!.activeElement === desk.act('keep-choice'));
      if (by === 'Escape') await sendKeys({ press: 'Escape' });
      else desk.act('keep-choice')!.click();
      await waitUntil(() => !desk.act('keep-choice'));
      expect(desk.dialog!.open).to.equal(true);
      expect(desk.holders!.querySelector<HTMLInputElement>('[value=everyone]')!.checked).to.equal(true);

      await close();
      await waitUntil(() => desk.act('discard-choice'));
      if (by === 'Escape') await sendKeys({ press: 'Tab' });
      if (by === 'Escape') await sendKeys({ press: 'Enter' });
      else desk.act('discard-choice')!.click();
      await waitUntil(() => desk.detail === null);
      expect(desk.host.holders).to.deep.equal({ kind: 'me' });
      expect(desk.root.activeElement === desk.name).to.equal(true);
    });
  }

  it('closes without a question where the choice is the stored one again', async () => {
    const desk = await new Desk().open();
    await desk.choose('everyone');
    await desk.choose('me');

    desk.act('close-detail')!.click();

    await waitUntil(() => desk.detail === null);
  });

  it('leaves it to the service where the host keeps no holders', async () => {
    const desk = new Desk();
    desk.host.page = { holderKinds: [] };
    await desk.open();

    expect(desk.holders).to.equal(null);
  });

  for (const [locale, theme] of [
    ['zh-CN', 'light'],
    ['en', 'dark'],
  ] as const) {
    it(`has no fault that axe finds (${locale}, ${theme})`, async () => {
      const desk = await new Desk().open(locale, theme);
      await desk.choose('people');

      await expect(desk.element).to.be.accessible();
    });
  }
});
