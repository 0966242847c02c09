import { expect } from '@open-wc/testing';
import { emulateMedia, executeServerCommand, setViewport } from '@web/test-runner-commands';
import decodeQR from 'qr/decode.js';

import { EsignError } from '../../../src/core/errors.js';
import { noTerms } from '../../../src/core/reading.js';
import type { OpenSignPage, SignPage } from '../../../src/schema/signing-terms.js';
import { aSignHost, aSignTab, envelopeOf, type SignHostOptions } from '../../support/browser-sign-host.js';
import { aParty, aSigner } from '../../support/builders.js';
import { itNeeds } from '../../support/browser-needs.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const URL_OF_PAGE = `${location.origin}/LICENSE?token=1`;

function aPage(overrides: Partial<SignPage> = {}): SignPage {
  return {
    url: URL_OF_PAGE,
    mode: 'window',
    expiresAt: new Date(Date.now() + 30 * 60_000).toISOString(),
    ...overrides,
  };
}

interface Page {
  readonly panel: SignPanelHarness;
  readonly asked: OpenSignPage[];
  readonly step: HTMLElement & { shadowRoot: ShadowRoot; patience: number };
}

/** A panel of a signer who signs at the page of a service. */
async function open(mode: 'frame' | 'window', options: SignHostOptions = {}, page = aPage({ mode })): Promise<Page> {
  const asked: OpenSignPage[] = [];
  const host = aSignHost({
    getSigningTerms: () => Promise.resolve({ ...noTerms, page: { mode } }),
    openSignPage: (_, request) => {
      asked.push(request);
      return Promise.resolve(request.device === 'phone' ? { ...page, mode: 'window' } : page);
    },
    checkEnvelope: () => Promise.resolve(envelopeOf(aSignTab())),
    ...options,
  });
  const panel = await SignPanelHarness.openDocument(host);
  await waitUntil(() => panel.act('open-page'), 'the step does not come');
  return { panel, asked, step: panel.root.querySelector('esign-sign-page') as Page['step'] };
}

/** What the browser answers to a page that wants a window; put back after the test. */
function windows(answer: () => Partial<Window> | null): { opened: string[] } {
  const opened: string[] = [];
  const original = window.open;
  window.open = ((url: string) => {
    opened.push(url);
    return answer();
  }) as typeof window.open;
  restores.push(() => (window.open = original));
  return { opened };
}

const restores: (() => unknown)[] = [];

describe('signing at the page of a service', () => {
  afterEach(async () => {
    for (const restore of restores.splice(0)) await restore();
    await setViewport({ width: 1280, height: 800 });
  });

  it('shows the document, and neither seals nor a submit nor a refusal', async () => {
    const { panel } = await open('window');

    expect(panel.act('submit')).to.equal(null);
    expect(panel.act('reject')).to.equal(null);
    expect(panel.root.querySelector('esign-seal-tray')).to.equal(null);
    expect(panel.text).to.include('请到签署服务商的页面签署');
    await expect(panel.element).shadowDom.to.be.accessible();
  });

  it('opens the window in the click, and leads it to the page when the address has come', async () => {
    const went: string[] = [];
    const { opened } = windows(() => ({
      closed: false,
      location: { replace: (url: string) => went.push(url) } as unknown as Location,
    }));
    const { panel, asked } = await open('window');

    panel.act('open-page')?.click();
    expect(opened).to.deep.equal(['']);
    await waitUntil(() => panel.act('check-page'));

    expect(asked).to.deep.equal([{ device: 'desktop' }]);
    expect(went).to.deep.equal([URL_OF_PAGE]);
    expect(panel.text).to.include('签署页面已在新窗口打开');
  });

  it('gives a real link where the browser opens no window', async () => {
    windows(() => null);
    const { panel, step } = await open('window');

    panel.act('open-page')?.click();
    await waitUntil(() => panel.act('page-link'));

    const link = panel.act('page-link') as unknown as HTMLAnchorElement;
    expect(link.href).to.equal(URL_OF_PAGE);
    expect(link.rel).to.equal('noopener noreferrer');
    expect(link.target).to.equal('_blank');
    await expect(step).shadowDom.to.be.accessible();
  });

  it('closes the window again, and says why, when the service gives no page', async () => {
    let closed = 0;
    windows(() => ({ closed: false, close: () => (closed += 1) }));
    const { panel } = await open('window', {
      openSignPage: () => Promise.reject(new EsignError('provider-failed', 'down')),
    });

    panel.act('open-page')?.click();
    await waitUntil(() => closed === 1);
    await panel.frames();

    expect(panel.text).to.include('签署服务');
    expect(panel.act('open-page')?.disabled).to.equal(false);
  });

  it('has the host asked, and shows what it knows then', async () => {
    windows(() => null);
    const signed = aSignTab({ state: 'signedByMe', buttons: [] });
    let checks = 0;
    const { panel } = await open('window', {
      tabs: [aSignTab(), aSignTab(), signed],
      checkEnvelope: () => {
        checks += 1;
        return Promise.resolve(envelopeOf(signed));
      },
    });
    panel.act('open-page')?.click();
    await waitUntil(() => panel.act('check-page'));

    panel.act('check-page')?.click();
    await waitUntil(() => panel.text.includes('签署服务商尚未确认您的签署'));
    panel.act('check-page')?.click();

    await waitUntil(() => panel.text.includes('您已签署'));
    expect(checks).to.equal(2);
    expect(panel.root.querySelector('esign-sign-page')).to.equal(null);
  });

  it('fires what follows a signature when the host knows of it, and tells when the workflow was not submitted (C-38)', async () => {
    windows(() => null);
    const tab = aSignTab();
    const signer = aSigner({ status: 'signed', signedAt: '2026-11-22T03:00:00Z' });
    const parties = [aParty({ status: 'signed', signers: [signer] })];
    const envelope = { ...envelopeOf(tab), status: 'completed' as const, parties };
    const done = aSignTab({ state: 'completed', buttons: [], submitsWorkflow: true, envelope });
    const problems = [{ code: 'submit-blocked', slot: 'C-38', field: null }];
    const resubmits: string[] = [];
    const host = aSignHost({
      tabs: [tab, done, { ...done, problems, mayRetrySubmit: true }],
      getSigningTerms: () => Promise.resolve({ ...noTerms, page: { mode: 'window' } }),
      openSignPage: () => Promise.resolve(aPage()),
      checkEnvelope: () => Promise.resolve(envelope),
      retrySubmit: (recordId) => {
        resubmits.push(recordId);
        return Promise.resolve(done);
      },
    });
    const panel = await SignPanelHarness.openDocument(host, { 'after-sign': 'close' });
    const fired: string[] = [];
    panel.element.addEventListener('esign-signed', ({ detail }) => fired.push(`signed ${detail.receipt.status}`));
    panel.element.addEventListener('esign-submit-workflow', ({ detail }) => fired.push(`submit ${detail.recordId}`));
    panel.element.addEventListener('esign-close', ({ detail }) => fired.push(`close ${detail.envelopeId}`));
    await waitUntil(() => panel.act('open-page'));
    panel.act('open-page')?.click();
    await waitUntil(() => panel.act('check-page'));

    panel.act('check-page')?.click();

    await waitUntil(() => panel.act('resubmit'), 'nobody looked again');
    expect(fired).to.deep.equal(['close envelope-1', 'signed completed', 'submit rec-1001']);
    expect(panel.text).to.include('流程没有自动提交');
    await expect(panel.element).shadowDom.to.be.accessible();
    panel.act('resubmit')?.click();
    await waitUntil(() => resubmits.length === 1);
  });

  it('asks by itself when the person comes back from the other window', async () => {
    windows(() => null);
    let checks = 0;
    const { panel } = await open('window', {
      checkEnvelope: () => {
        checks += 1;
        return Promise.resolve(envelopeOf(aSignTab()));
      },
    });
    window.dispatchEvent(new Event('focus'));
    expect(checks).to.equal(0);
    panel.act('open-page')?.click();
    await waitUntil(() => panel.act('check-page'));

    window.dispatchEvent(new Event('focus'));

    await waitUntil(() => checks === 1);
  });

  it('frames the page in a sandbox, and keeps it while the panel reads something new', async () => {
    const host = aSignHost({
      getSigningTerms: () => Promise.resolve({ ...noTerms, page: { mode: 'frame' } }),
      openSignPage: () => Promise.resolve(aPage({ mode: 'frame' })),
    });
    const panel = await SignPanelHarness.openDocument(host);
    await waitUntil(() => panel.act('open-page'));
    panel.act('open-page')?.click();
    const step = panel.root.querySelector('esign-sign-page') as Page['step'];
    await waitUntil(() => step.shadowRoot.querySelector('iframe'));
    const frame = step.shadowRoot.querySelector('iframe') as HTMLIFrameElement;

    host.report({ envelopeId: 'envelope-1', version: 99, status: 'launched' });
    await panel.settled();

    expect(step.shadowRoot.querySelector('iframe')).to.equal(frame);
    expect(frame.src).to.equal(URL_OF_PAGE);
    expect(frame.title).to.equal('签署页面');
    expect(frame.sandbox.contains('allow-top-navigation')).to.equal(false);
    expect(frame.allow).to.include('camera');
    expect(getComputedStyle(panel.root.querySelector('.body') as Element).display).to.equal('none');
    await expect(step).shadowDom.to.be.accessible();
    panel.act('leave-page')?.click();
    await panel.frames();
    expect(getComputedStyle(panel.root.querySelector('.body') as Element).display).to.equal('grid');
  });

  it('says that nothing appears in the frame, and offers a window', async () => {
    const { panel, step } = await open('frame', {}, aPage({ mode: 'frame', url: `${location.origin}/never` }));
    step.patience = 1;

    panel.act('open-page')?.click();

    await waitUntil(() => panel.text.includes('签署页面没有显示出来'));
    expect(panel.act('page-link')).not.to.equal(null);
  });

  it('draws a code that a phone reads, with a link and the time that is left', async () => {
    const { panel, asked, step } = await open('window');

    panel.act('open-phone')?.click();
    await waitUntil(() => step.shadowRoot.querySelector('esign-qr-code')?.shadowRoot?.querySelector('path'));

    expect(asked).to.deep.equal([{ device: 'phone' }]);
    expect(await readCode(step)).to.equal(URL_OF_PAGE);
    expect(step.shadowRoot.querySelector('[data-left]')?.textContent).to.match(/链接将在 (30:00|29:5\d) 后失效/);
    await expect(step).shadowDom.to.be.accessible();
  });

  itNeeds('touch')('is opened on a phone as the page for phones, and no code is drawn for another one', async () => {
    await setViewport({ width: 360, height: 780 });
    await executeServerCommand('touch-screen', true);
    restores.push(() => executeServerCommand('touch-screen', false));
    windows(() => null);
    const { panel, asked } = await open('window');

    expect(panel.act('open-phone')).to.equal(null);
    panel.act('open-page')?.click();

    await waitUntil(() => panel.act('page-link'));
    expect(asked).to.deep.equal([{ device: 'phone' }]);
  });

  it('asks for another link when one has ended', async () => {
    windows(() => null);
    const { panel, asked } = await open('window', {}, aPage({ expiresAt: new Date(Date.now() + 1).toISOString() }));

    panel.act('open-page')?.click();
    await waitUntil(() => panel.text.includes('签署链接已失效'));
    panel.act('open-page')?.click();

    await waitUntil(() => asked.length === 2);
  });

  itNeeds('color-scheme')('fits a narrow phone in the dark, with targets for fingers', async () => {
    await setViewport({ width: 360, height: 780 });
    await emulateMedia({ colorScheme: 'dark' });
    const { panel, step } = await open('window');
    panel.act('open-phone')?.click();
    await waitUntil(() => step.shadowRoot.querySelector('esign-qr-code'));

    expect(step.scrollWidth).to.be.at.most(step.clientWidth);
    await emulateMedia({ colorScheme: 'light' });
  });
});

/** Draws what is on the screen into pixels, and reads it as a camera would. */
async function readCode(step: Page['step']): Promise<string> {
  const drawn = step.shadowRoot.querySelector('esign-qr-code')?.shadowRoot?.querySelector('svg') as SVGSVGElement;
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', '600');
  copy.setAttribute('height', '600');
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([copy.outerHTML], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = new OffscreenCanvas(600, 600);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(image, 0, 0);
  return decodeQR(context.getImageData(0, 0, 600, 600));
}
