import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

import type { ActOptions } from '../../../src/api/host-client.js';
import { EsignError } from '../../../src/core/errors.js';
import type { CreateSeal, Seal } from '../../../src/schema/seal.js';
import type { SealMaker } from '../../../src/ui/seal-maker.js';
import { aSeal } from '../../support/builders.js';
import { aSignHost } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

/** A host that keeps what was made. */
function aSealHost(fail: () => EsignError | undefined = () => undefined) {
  const made: CreateSeal[] = [];
  const uploads: Blob[] = [];
  const keys: string[] = [];
  const host = aSignHost({
    upload: (file, name) => {
      uploads.push(file);
      return Promise.resolve({ fileId: 'file-1', name, sha256: 'a'.repeat(64), size: file.size, mediaType: file.type });
    },
    createSeal: (request: CreateSeal, { idempotencyKey }: ActOptions) => {
      keys.push(idempotencyKey);
      const error = fail();
      if (error) return Promise.reject(error);
      made.push(request);
      const { name, kind, artwork } = request;
      const size = artwork.kind === 'template' ? artwork.template : artwork;
      const seal: Seal = aSeal({
        id: 'seal-made',
        name,
        kind,
        artwork,
        widthMm: size.widthMm,
        heightMm: size.heightMm,
      });
      return Promise.resolve(seal);
    },
  });
  return { host, made, uploads, keys };
}

class Maker {
  readonly panel: SignPanelHarness;

  constructor(panel: SignPanelHarness) {
    this.panel = panel;
  }

  static async open(panel: SignPanelHarness): Promise<Maker> {
    await panel.press('make-seal');
    const maker = new Maker(panel);
    await waitUntil(() => maker.element?.shadowRoot?.querySelector('dialog')?.open, 'the dialog did not open');
    return maker;
  }

  get element(): SealMaker | null {
    return this.panel.root.querySelector('esign-seal-maker');
  }

  get root(): ShadowRoot {
    const root = this.element?.shadowRoot;
    if (!root) throw new Error('the dialog is not open');
    return root;
  }

  get fault(): string {
    return this.root.querySelector('.fault')?.textContent?.trim() ?? '';
  }

  get isWorking(): boolean {
    return this.root.querySelector('.preview')?.getAttribute('aria-busy') === 'true';
  }

  async choose(way: 'draw' | 'upload' | 'type'): Promise<void> {
    this.root.querySelector<HTMLInputElement>(`input[value=${way}]`)?.click();
    await this.panel.frames();
  }

  async draw(points: readonly (readonly [number, number])[]): Promise<void> {
    const box = this.root.querySelector('esign-ink-pad')?.getBoundingClientRect();
    const at = ([x, y]: readonly [number, number]): [number, number] => [
      Math.round((box?.left ?? 0) + x),
      Math.round((box?.top ?? 0) + y),
    ];
    await sendMouse({ type: 'move', position: at(points[0] ?? [0, 0]) });
    await sendMouse({ type: 'down' });
    for (const point of points.slice(1)) await sendMouse({ type: 'move', position: at(point) });
    await sendMouse({ type: 'up' });
    await this.panel.frames();
  }

  async upload(file: File): Promise<void> {
    const input = this.root.querySelector<HTMLInputElement>('input[type=file]');
    const transfer = new DataTransfer();
    transfer.items.add(file);
    if (input) input.files = transfer.files;
    input?.dispatchEvent(new Event('change'));
    await this.panel.frames();
    await waitUntil(() => !this.isWorking, 'the picture was not worked on');
  }

  async type(field: string, value: string): Promise<void> {
    const input = this.root.querySelector<HTMLInputElement>(`[data-field=${field}]`);
    input?.focus();
    input?.select();
    await sendKeys({ type: value });
    await waitUntil(() => !this.isWorking, 'the picture was not worked on');
    await this.panel.frames();
  }

  async save(): Promise<void> {
    await this.panel.press('save');
  }
}

const NAME_STROKES = [
  [
    [40, 60],
    [90, 50],
    [140, 70],
    [200, 40],
  ],
  [
    [120, 30],
    [110, 90],
    [100, 130],
  ],
] as const;

/** A red square on slightly grey paper. */
async function aScan(): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = 300;
  canvas.height = 200;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  pen.fillStyle = '#f3f1ec';
  pen.fillRect(0, 0, 300, 200);
  pen.fillStyle = '#c8191e';
  pen.fillRect(100, 50, 80, 60);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
  return new File([blob ?? ''], 'scan.jpg', { type: 'image/jpeg' });
}

async function pixelsOf(png: Blob | undefined): Promise<ImageData> {
  const bitmap = await createImageBitmap(png ?? new Blob());
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  const pen = canvas.getContext('2d');
  pen?.drawImage(bitmap, 0, 0);
  if (!pen) throw new Error('no canvas');
  return pen.getImageData(0, 0, bitmap.width, bitmap.height);
}

describe('<esign-sign-panel> makes signatures (domain chapter 9)', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('keeps what was written by hand as outlines, and has it at hand to be placed', async () => {
    const { host, made } = aSealHost();
    const panel = await SignPanelHarness.openDocument(host);
    const maker = await Maker.open(panel);

    for (const stroke of NAME_STROKES) await maker.draw(stroke);
    await maker.save();
    await waitUntil(() => made.length > 0, 'nothing was stored');
    await panel.frames();

    const [{ kind, name, artwork } = { kind: '', name: '', artwork: undefined }] = made;
    expect([kind, name]).to.deep.equal(['signature', '我的签名']);
    if (artwork?.kind !== 'handwriting') throw new Error('no handwriting');
    expect(artwork.filled).to.equal(true);
    expect(artwork.path.match(/M/g)).to.have.length(2);
    expect(artwork.widthMm).to.be.within(3, 40);
    expect(artwork.heightMm).to.be.within(3, 16);
    expect(maker.element === null).to.equal(true);
    expect(panel.seal('seal-made').getAttribute('aria-pressed')).to.equal('true');
  });

  it('takes strokes back, and refuses an empty pad and a dot in words', async () => {
    const { host, made } = aSealHost();
    const panel = await SignPanelHarness.openDocument(host);
    const maker = await Maker.open(panel);

    await maker.save();
    expect(maker.fault).to.equal('请先书写您的姓名');

    await maker.draw([[60, 60]]);
    await maker.save();
    expect(maker.fault).to.equal('笔迹太短或太小，无法作为签名，请重新书写');

    await maker.draw(NAME_STROKES[0]);
    expect(maker.root.textContent).to.contain('已写 2 笔');
    await panel.press('undo');
    expect(maker.root.textContent).to.contain('已写 1 笔');
    await panel.press('clear');
    expect(maker.root.textContent).to.contain('尚未书写');
    expect(made).to.deep.equal([]);
  });

  it('makes one from a typed name, by keyboard alone', async () => {
    const { host, made, uploads } = aSealHost();
    const panel = await SignPanelHarness.openDocument(host);
    panel.act('make-seal')?.focus();
    await sendKeys({ press: 'Enter' });
    const maker = new Maker(panel);
    await waitUntil(() => maker.element?.shadowRoot?.querySelector('dialog')?.open, 'the dialog did not open');
    maker.root.querySelector<HTMLInputElement>('input[value=draw]')?.focus();
    await sendKeys({ press: 'ArrowLeft' });
    await panel.frames();
    await waitUntil(() => !maker.isWorking, 'the picture was not worked on');

    await maker.type('typed', '赵倩');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => made.length > 0, 'nothing was stored');

    const [{ artwork } = { artwork: undefined }] = made;
    if (artwork?.kind !== 'image') throw new Error('no picture');
    expect(artwork.fileId).to.equal('file-1');
    expect(uploads[0]?.type).to.equal('image/png');
    const { width, height, data } = await pixelsOf(uploads[0]);
    expect(artwork.heightMm / artwork.widthMm).to.be.closeTo(height / width, 0.02);
    expect(data.some((value, at) => at % 4 === 3 && value === 255)).to.equal(true);
  });

  it('takes the paper and the margin off a picture, and sets its size in millimetres', async () => {
    const { host, made, uploads } = aSealHost();
    const panel = await SignPanelHarness.openDocument(host);
    const maker = await Maker.open(panel);

    await maker.choose('upload');
    await maker.upload(await aScan());
    await maker.type('width', '30');
    await maker.save();
    await waitUntil(() => made.length > 0, 'nothing was stored');

    const [{ artwork } = { artwork: undefined }] = made;
    if (artwork?.kind !== 'image') throw new Error('no picture');
    expect(artwork.widthMm).to.equal(30);
    expect(artwork.heightMm).to.be.closeTo(22.5, 1.5);
    const { width, height, data } = await pixelsOf(uploads[0]);
    expect(width).to.be.within(78, 90);
    expect(height).to.be.within(58, 70);
    const middle = (Math.floor(height / 2) * width + Math.floor(width / 2)) * 4;
    expect(data[middle]).to.be.closeTo(200, 12);
    expect(data[middle + 3]).to.equal(255);
  });

  it('says what is wrong with a file that is no picture', async () => {
    const { host, made } = aSealHost();
    const panel = await SignPanelHarness.openDocument(host);
    const maker = await Maker.open(panel);

    await maker.choose('upload');
    await maker.upload(new File(['%PDF-1.7'], 'contract.png', { type: 'image/png' }));

    expect(maker.fault).to.equal('这个文件不是可以识别的图片，请选择 PNG、JPEG 或 WebP');
    await maker.save();
    expect(made).to.deep.equal([]);
  });

  it('keeps the dialog and what was written when the host refuses, and repeats it with the same key', async () => {
    let refusals = 1;
    const { host, made, keys } = aSealHost(() => (refusals-- > 0 ? new EsignError('network', 'gone') : undefined));
    const panel = await SignPanelHarness.openDocument(host);
    const maker = await Maker.open(panel);
    await maker.draw(NAME_STROKES[0]);

    await maker.save();
    await waitUntil(() => maker.fault !== '', 'nothing was said');
    expect(made).to.deep.equal([]);
    await maker.save();
    await waitUntil(() => made.length > 0, 'nothing was stored');

    expect(keys).to.have.length(2);
    expect(keys[0]).to.equal(keys[1]);
    expect(panel.errors).to.deep.equal(['network']);
  });

  it('makes one of a double click', async () => {
    const { host, keys } = aSealHost();
    const panel = await SignPanelHarness.openDocument(host);
    const maker = await Maker.open(panel);
    await maker.draw(NAME_STROKES[0]);

    const save = panel.act('save');
    save?.click();
    save?.click();
    await waitUntil(() => maker.element === null, 'the dialog stays');

    expect(keys).to.have.length(1);
  });

  it('has no axe violation in any of its ways', async () => {
    const { host } = aSealHost();
    const panel = await SignPanelHarness.openDocument(host);
    const maker = await Maker.open(panel);

    for (const way of ['draw', 'upload', 'type'] as const) {
      await maker.choose(way);
      await expect(panel.element).to.be.accessible();
    }
  });
});

describe('<esign-sign-panel> with many seals (chapter 9)', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  const many = Array.from({ length: 9 }, (_, nth) =>
    aSeal({ id: `seal-${nth}`, name: `分公司印章 ${nth}`, owner: nth === 4 ? '广州远景' : '上海远景' }),
  );
  const open = (seals: readonly Seal[]): Promise<SignPanelHarness> =>
    SignPanelHarness.openDocument(aSignHost({ listSeals: () => Promise.resolve([...seals]) }));
  const search = (panel: SignPanelHarness): HTMLInputElement | null =>
    panel.root
      .querySelector('esign-seal-tray')
      ?.shadowRoot?.querySelector('esign-seal-search')
      ?.shadowRoot?.querySelector('input[type=search]') ?? null;
  const openMany = async (): Promise<SignPanelHarness> => {
    const panel = await open(many);
    await waitUntil(() => search(panel) !== null, 'no field to search in');
    return panel;
  };
  const shown = (panel: SignPanelHarness): (string | undefined)[] =>
    [
      ...(panel.root.querySelector('esign-seal-tray')?.shadowRoot?.querySelectorAll<HTMLElement>('[data-seal]') ?? []),
    ].map(({ dataset }) => dataset['seal']);

  it('finds by owner and puts the seal that was found on the page, by keyboard alone', async () => {
    const panel = await openMany();
    search(panel)?.focus();

    await sendKeys({ type: '广州' });
    await panel.frames();
    expect(shown(panel)).to.deep.equal(['seal-4']);
    expect(panel.text).to.contain('找到 1 个，共 9 个');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await panel.frames();

    expect(panel.marks.map(({ sealId }) => sealId)).to.deep.equal(['seal-4']);
  });

  it('says that there is none, and leads back to all of them with the cursor in the field', async () => {
    const panel = await openMany();
    search(panel)?.focus();

    await sendKeys({ type: '没有的章' });
    await panel.frames();
    expect(shown(panel)).to.deep.equal([]);
    expect(panel.text).to.contain('没有找到印章');
    await expect(panel.element).to.be.accessible();
    await panel.press('all-seals');

    expect(shown(panel)).to.have.length(9);
    expect(panel.focused === search(panel)).to.equal(true);
    expect(search(panel)?.value).to.equal('');
  });

  it('empties the field by Escape and keeps the seal at hand', async () => {
    const panel = await openMany();
    await panel.arm('seal-2');
    search(panel)?.focus();
    await sendKeys({ type: '广州' });

    await sendKeys({ press: 'Escape' });
    await panel.frames();
    expect(shown(panel)).to.have.length(9);
    expect(panel.seal('seal-2').getAttribute('aria-pressed')).to.equal('true');
  });

  it('has no field for as many as are seen at a glance', async () => {
    const panel = await open(many.slice(0, 8));

    expect(search(panel) === null).to.equal(true);
    expect(shown(panel)).to.have.length(8);
  });
});
