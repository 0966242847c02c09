import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../../src/define/seal-library.js';
import type { SealLibraryHost } from '../../../src/api/seal-library-host.js';
import { EsignError } from '../../../src/core/errors.js';
import type { SealLibrary } from '../../../src/elements/seal-library/seal-library.js';
import type { SealDesigner } from '../../../src/ui/seal-designer.js';
import type { DesignSeal, LibrarySeal, SealLibraryPage } from '../../../src/schema/seal-library.js';
import { waitUntil } from '../harness/wait.js';

const ORGANIZATION = '上海远景信息技术有限公司';
const page = (items: LibrarySeal[]): SealLibraryPage => ({
  items,
  nextCursor: null,
  bindingName: '内置签署',
  organization: ORGANIZATION,
  isSynced: false,
  lastSyncedAt: null,
  canSync: true,
  designBar: null,
  holderKinds: ['me', 'people', 'everyone'],
});

const made = ({ name, purpose, template: { widthMm, heightMm } }: DesignSeal): LibrarySeal => ({
  ...{ id: 'seal-1', kind: 'electronic', name, owner: ORGANIZATION, state: 'usable', purpose, imageUrl: null },
  ...{ widthMm, heightMm, createdAt: null },
});

/** A host that keeps what is designed, and refuses what `refusals` holds first. */
class DesigningHost implements SealLibraryHost {
  readonly designs: { design: DesignSeal; key: string }[] = [];
  readonly refusals: EsignError[] = [];
  readonly #seals: LibrarySeal[] = [];

  listBindingSeals = (): Promise<SealLibraryPage> => Promise.resolve(page(this.#seals));
  getLibrarySealImage = (): Promise<never> => Promise.reject(new Error('not expected'));
  getSealHolders: SealLibraryHost['getSealHolders'] = () => Promise.resolve({ value: { kind: 'me' }, etag: '"1"' });
  setSealHolders: SealLibraryHost['setSealHolders'] = (_, value) => Promise.resolve({ value, etag: '"2"' });
  findColleagues = () =>
    Promise.resolve({ items: [{ userId: 'signer-a', name: '李明', department: '采购部' }], nextCursor: null });
  syncBinding = (): Promise<never> => Promise.reject(new Error('not expected'));
  designSeal: SealLibraryHost['designSeal'] = (_, design, { idempotencyKey: key }) => {
    this.designs.push({ design, key });
    const refusal = this.refusals.shift();
    if (refusal) return Promise.reject(refusal);
    this.#seals.push(made(design));
    return Promise.resolve(made(design));
  };
}

/** The library with its designer open. */
class Desk {
  readonly host = new DesigningHost();
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
    await waitUntil(() => this.button('design'));
    this.button('design')?.click();
    await waitUntil(() => this.designer?.querySelector('dialog[open]'));
    return this;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get designer(): ShadowRoot | null {
    return this.root.querySelector('esign-seal-designer')?.shadowRoot ?? null;
  }

  button(act: string): HTMLButtonElement | null {
    const selector = `button[data-act="${act}"]`;
    return (this.designer ?? this.root).querySelector(selector) ?? this.root.querySelector(selector);
  }

  field(name: string): HTMLInputElement | HTMLSelectElement {
    return this.designer!.querySelector(`[data-field="${name}"]`)!;
  }

  async put(name: string, value: string): Promise<void> {
    const field = this.field(name);
    field.value = value;
    field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input'));
    await this.rest();
  }

  async press(act: string): Promise<void> {
    this.button(act)?.click();
    await this.rest();
  }

  async rest(): Promise<void> {
    await this.element.updateComplete;
    await this.root.querySelector<SealDesigner>('esign-seal-designer')?.updateComplete;
  }

  get codes(): (string | undefined)[] {
    return [...this.designer!.querySelectorAll<HTMLElement>('[data-code]')].map(({ dataset }) => dataset['code']);
  }

  get letters(): string {
    return [...this.designer!.querySelectorAll('.paper text')].map(({ textContent }) => textContent).join('');
  }
}

describe('<esign-seal-library> designs a seal (chapter 9)', () => {
  it('draws what is typed, and stores it once of a double click', async () => {
    const desk = await new Desk().open();
    expect(desk.letters).to.equal(ORGANIZATION);
    expect(desk.button('save')?.disabled).to.equal(true);

    await desk.put('name', '合同专用章（二）');
    await desk.put('purpose', 'contract');
    await desk.put('hText', '合同专用章');
    await desk.put('colour', 'BLUE');
    expect(desk.letters).to.equal(`${ORGANIZATION}合同专用章`);
    expect(desk.designer!.querySelector('.paper g')?.getAttribute('fill')).to.equal('#1f4fa3');
    const created: string[] = [];
    desk.element.addEventListener('esign-created', ({ detail }) => created.push(detail.seal.name));
    desk.button('save')?.click();
    desk.button('save')?.click();
    await waitUntil(() => created.length > 0 && desk.root.querySelector('tbody th'));

    expect(desk.host.designs.map(({ design }) => design)).to.deep.equal([
      {
        name: '合同专用章（二）',
        purpose: 'contract',
        template: {
          ...{ type: 'ROUND_STAR', colour: 'BLUE', text: ORGANIZATION, hText: '合同专用章' },
          ...{ widthMm: 42, heightMm: 42 },
        },
        holders: { kind: 'me' },
      },
    ]);
    expect(desk.designer === null).to.equal(true);
    expect(desk.root.querySelector('[role=status].visually-hidden')?.textContent).to.include('合同专用章（二）');
  });

  it('says in words what is wrong or unusual, and lets nothing wrong be stored', async () => {
    const desk = await new Desk().open();
    expect(desk.codes).to.deep.equal(['SEAL-NAME']);

    await desk.put('name', '公章');
    await desk.put('text', '远景');
    expect(desk.codes).to.deep.equal(['SEAL-TEXT-SHORT']);
    expect(desk.button('save')?.disabled).to.equal(true);

    await desk.put('text', ORGANIZATION);
    await desk.put('qText', '123');
    expect(desk.codes).to.deep.equal(['SEAL-NUMBER']);
    expect(desk.button('save')?.disabled).to.equal(false);
  });

  it('takes other measures with another outline, and goes back and forth', async () => {
    const desk = await new Desk().open();
    const size = (): string | null => desk.designer!.querySelector('.paper svg')!.getAttribute('viewBox');

    await desk.put('type', 'OVAL_STAR');
    expect(size()).to.equal('0 0 45 30');
    await desk.press('undo');
    expect(size()).to.equal('0 0 42 42');
    expect(desk.button('undo')?.disabled).to.equal(true);
    await desk.press('redo');
    expect(size()).to.equal('0 0 45 30');
  });

  it('asks before a design is lost, also by Escape, and keeps it', async () => {
    const desk = await new Desk().open();
    await desk.put('name', '公章');

    await sendKeys({ press: 'Escape' });
    await waitUntil(() => desk.button('stay'));
    await desk.press('stay');
    expect((desk.field('name') as HTMLInputElement).value).to.equal('公章');

    await desk.press('close');
    await desk.press('leave');
    await waitUntil(() => desk.designer === null);
    expect(desk.host.designs).to.have.length(0);
  });

  it('shows why the host refused, keeps the design, and repeats a lost answer with its key', async () => {
    const desk = await new Desk().open();
    const taken = new EsignError('invalid-input', 'taken', {
      errors: [{ pointer: '/name', code: 'SEAL-NAME-TAKEN', message: 'a seal has this name' }],
    });
    desk.host.refusals.push(taken, new EsignError('network', 'gone'));
    const fault = (): string => desk.designer?.querySelector('.fault')?.textContent ?? '';
    await desk.put('name', '公章');

    await desk.press('save');
    await waitUntil(() => fault().includes('同名'));
    await desk.put('name', '公章二');
    expect(fault()).to.equal('');
    await desk.press('save');
    await waitUntil(() => fault() !== '');
    await desk.press('save');
    await waitUntil(() => desk.designer === null);

    const [first, second, third] = desk.host.designs;
    expect(second?.design.name).to.equal('公章二');
    expect(first?.key === second?.key).to.equal(false);
    expect(third?.key).to.equal(second?.key);
  });

  for (const [locale, theme] of [
    ['zh-CN', 'light'],
    ['en', 'dark'],
    ['zh-TW', 'light'],
  ] as const) {
    it(`has no fault that axe finds (${locale}, ${theme})`, async () => {
      const desk = await new Desk().open(locale, theme);

      await expect(desk.element).to.be.accessible();
    });
  }
});
