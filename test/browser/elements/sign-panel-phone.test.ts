import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { HostClient } from '../../../src/api/host-client.js';
import { EsignError } from '../../../src/core/errors.js';
import type { PhoneStep } from '../../../src/elements/sign-panel/phone-step.js';
import type { PhonePad, PhonePadNews } from '../../../src/schema/phone-pad.js';
import type { CreateSeal, Handwriting } from '../../../src/schema/seal.js';
import type { SealMaker } from '../../../src/ui/seal-maker.js';
import { aSeal } from '../../support/builders.js';
import { aSignHost } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const INK: Handwriting = {
  kind: 'handwriting',
  path: 'M1 1Q20 2 39 15Z',
  filled: true,
  strokeWidthMm: 0.1,
  widthMm: 40,
  heightMm: 16,
};

/** A host whose pads become what a test says. */
class Pads {
  news: PhonePadNews | EsignError = { state: 'waiting', ink: null };
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  readonly made: CreateSeal[] = [];
  refusal: EsignError | undefined;
  readonly host: HostClient = aSignHost({
    openPhonePad: (): Promise<PhonePad> => {
      if (this.refusal) return Promise.reject(this.refusal);
      this.news = { state: 'waiting', ink: null };
      const id = `pad-${this.opened.length + 1}`;
      this.opened.push(id);
      return Promise.resolve({
        id,
        address: `https://oa.example.com/pad#${id}`,
        expiresAt: '2026-11-22T02:05:00.000Z',
      });
    },
    getPhonePad: () => (this.news instanceof EsignError ? Promise.reject(this.news) : Promise.resolve(this.news)),
    closePhonePad: (id) => {
      this.closed.push(id);
      return Promise.resolve();
    },
    createSeal: (request) => {
      this.made.push(request);
      return Promise.resolve(
        aSeal({ id: 'seal-made', name: request.name, kind: request.kind, artwork: request.artwork }),
      );
    },
  });
}

/** What is found once it is there. */
async function found<T>(find: () => T | null | undefined, missing: string): Promise<T> {
  await waitUntil(find, missing);
  const value = find();
  if (value == null) throw new Error(missing);
  return value;
}

async function openStep(pads: Pads): Promise<{ panel: SignPanelHarness; maker: SealMaker; step: PhoneStep }> {
  const panel = await SignPanelHarness.openDocument(pads.host);
  await panel.press('make-seal');
  const maker = await found(() => panel.root.querySelector('esign-seal-maker'), 'no dialog');
  const way = await found(
    () => maker.shadowRoot?.querySelector<HTMLInputElement>('input[value=phone]'),
    'no way over a phone',
  );
  way.click();
  const step = await found(() => maker.shadowRoot?.querySelector('esign-phone-step'), 'no step');
  step.rhythm = 10;
  await waitUntil(() => pads.opened.length > 0 || pads.refusal, 'no pad was asked for');
  return { panel, maker, step };
}

const shows = (step: PhoneStep, text: string): Promise<unknown> =>
  waitUntil(() => step.shadowRoot?.textContent?.includes(text), `the step does not say: ${text}`);
const pressIn = (root: ShadowRoot | null | undefined, act: string): void =>
  root?.querySelector<HTMLButtonElement>(`[data-act=${act}]`)?.click();

describe('<esign-sign-panel> takes a signature from a phone (domain chapter 9)', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('shows a code, follows the phone, and keeps what was written there as wide as it is wanted', async () => {
    const pads = new Pads();
    const { maker, step } = await openStep(pads);
    await shows(step, '用手机扫码手写签名');
    expect(step.shadowRoot?.querySelector('esign-qr-code')?.text).to.equal('https://oa.example.com/pad#pad-1');
    await expect(maker).to.be.accessible();

    pads.news = { state: 'opened', ink: null };
    await shows(step, '手机已打开手写页面');
    expect(step.shadowRoot?.querySelector('esign-qr-code')).to.equal(null);
    pads.news = { state: 'arrived', ink: INK };
    await shows(step, '已收到手写签名');
    await expect(maker).to.be.accessible();

    const width = maker.shadowRoot?.querySelector<HTMLInputElement>('[data-field=width]');
    if (!width) throw new Error('no width');
    width.value = '20';
    width.dispatchEvent(new Event('input'));
    pressIn(maker.shadowRoot, 'save');
    await waitUntil(() => pads.made.length > 0, 'nothing was stored');

    expect(pads.made[0]?.artwork).to.deep.include({ kind: 'handwriting', widthMm: 20, heightMm: 8 });
    await waitUntil(() => pads.closed.includes('pad-1'), 'the pad was not ended');
  });

  it('says that the host cannot be reached, and goes on by itself', async () => {
    const pads = new Pads();
    const { step } = await openStep(pads);

    pads.news = new EsignError('network', 'no line');
    await shows(step, '网络已断开');
    pads.news = { state: 'opened', ink: null };

    await shows(step, '手机已打开手写页面');
  });

  it('has a new code after the end of one, and saves nothing before a signature has come', async () => {
    const pads = new Pads();
    const { maker, step } = await openStep(pads);
    pressIn(maker.shadowRoot, 'save');
    await waitUntil(() => maker.shadowRoot?.textContent?.includes('请先用手机书写并发送签名'), 'no fault');

    pads.news = { state: 'expired', ink: null };
    await shows(step, '二维码已失效');
    await expect(maker).to.be.accessible();
    pressIn(step.shadowRoot, 'phone-renew');

    await shows(step, '用手机扫码手写签名');
    expect(pads.opened).to.deep.equal(['pad-1', 'pad-2']);
    expect(pads.made).to.deep.equal([]);
  });

  it('says why there is no code', async () => {
    const pads = new Pads();
    pads.refusal = new EsignError('rate-limited', 'too often');

    const { maker, step } = await openStep(pads);

    await shows(step, '暂时无法用手机手写');
    await expect(maker).to.be.accessible();
  });

  it('ends the pad with the dialog', async () => {
    const pads = new Pads();
    const { maker, step } = await openStep(pads);
    await shows(step, '用手机扫码手写签名');

    pressIn(maker.shadowRoot, 'cancel');

    await waitUntil(() => pads.closed.includes('pad-1'), 'the pad was not ended');
  });

  it('offers no phone where the host has no pads', async () => {
    const host = new Proxy(aSignHost(), {
      get: (known, name): unknown => (name === 'openPhonePad' ? undefined : Reflect.get(known, name)),
    });
    const panel = await SignPanelHarness.openDocument(host);
    await panel.press('make-seal');

    const maker = await found(() => panel.root.querySelector('esign-seal-maker'), 'no dialog');
    await waitUntil(() => maker.shadowRoot?.querySelector('input[value=draw]'), 'nothing in the dialog');

    expect(maker.shadowRoot?.querySelector('input[value=phone]') === null).to.equal(true);
  });
});
