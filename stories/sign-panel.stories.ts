import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

import '../src/define/sign-panel.js';
import type { HostClient } from '../src/api/host-client.js';
import { EsignError } from '../src/core/errors.js';
import { noTerms } from '../src/core/reading.js';
import { EnvelopeStatus } from '../src/schema/envelope.js';
import { setPdfAssetBase, type DocumentLimits } from '../src/pdf/index.js';
import type { SigningTerms } from '../src/schema/signing-terms.js';
import type { RecordTab, TabState } from '../src/schema/record-tab.js';
import { deepQuery } from '../src/ui/deep-query.js';
import { aSeal } from '../test/support/builders.js';
import { aBatchEnvelope, aBatchHost, signedByMe } from '../test/support/browser-batch-host.js';
import { aPlacement, aReceipt, aSignHost, aSignTab, envelopeOf } from '../test/support/browser-sign-host.js';
import { SlowFile } from '../test/support/slow-file.js';

interface Arguments {
  host: () => HostClient;
  mode?: 'sign' | 'place' | 'view';
  limits?: Partial<DocumentLimits>;
}

setPdfAssetBase(new URL('assets/pdfjs/', document.baseURI));

const files = {
  contract: new URL('../host/demo/documents/purchase-contract.pdf', import.meta.url).href,
  specification: new URL('../host/demo/documents/technical-specification.pdf', import.meta.url).href,
};

/** A screen without a document, or with both demo documents. */
function inState(state: TabState, more: Partial<RecordTab> = {}): Arguments {
  const hidden = ['notConfigured', 'notCreated', 'forbidden'].includes(state);
  const status = EnvelopeStatus.options.find((one) => one === state) ?? 'launched';
  const envelope = hidden ? null : { ...envelopeOf(aSignTab()), status };
  return {
    host: () => aSignHost({ files, tabs: [aSignTab({ state, envelope, ...(hidden && { me: null }), ...more })] }),
  };
}

const meta: Meta<Arguments> = {
  title: 'esign-sign-panel',
  render: ({ host, limits, mode = 'sign' }, { globals }) => html`
    <esign-sign-panel
      record-id="rec-1001"
      mode=${mode}
      locale=${String(globals['locale'])}
      theme=${String(globals['scheme'])}
      .host=${host()}
      .limits=${limits}
    ></esign-sign-panel>
  `,
};
export default meta;

type Story = StoryObj<Arguments>;

export const Sign: Story = {
  args: {
    host: () =>
      aSignHost({
        files,
        tabs: [aSignTab(), aSignTab({ state: 'signedByMe' })],
        signEnvelope: () => Promise.resolve(aReceipt()),
      }),
  },
};
/** People sign at the page of a service, here by a link to this very page. */
export const AtThePageOfAService: Story = {
  args: {
    host: () =>
      aSignHost({
        files,
        getSigningTerms: () => Promise.resolve({ ...noTerms, page: { mode: 'window' } }),
        openSignPage: () => Promise.resolve({ url: location.href, mode: 'window', expiresAt: null }),
        checkEnvelope: () => Promise.resolve(envelopeOf(aSignTab())),
      }),
  },
};
/** What a person presses, one after the other, each as soon as it is there. */
function pressing(...selectors: string[]): NonNullable<Story['play']> {
  return async ({ canvasElement }) => {
    for (const selector of selectors) {
      let target = deepQuery(canvasElement, selector);
      while (!target && canvasElement.isConnected) {
        await new Promise(requestAnimationFrame);
        target = deepQuery(canvasElement, selector);
      }
      target?.click();
    }
  };
}

/** A signer's turn under terms of the host. */
function under(terms: Partial<SigningTerms>): Arguments {
  return {
    host: () =>
      aSignHost({
        files,
        tabs: [aSignTab(), aSignTab({ state: 'signedByMe' })],
        getSigningTerms: () => Promise.resolve({ ...noTerms, ...terms }),
        startIntent: () =>
          Promise.resolve({
            id: 'intent-1',
            kind: terms.intent?.kind === 'code' ? 'code' : 'password',
            sentTo: terms.intent?.kind === 'code' ? '138****0001' : null,
            expiresAt: new Date(Date.now() + 600_000).toISOString(),
            resendAt: null,
            attemptsLeft: 5,
          }),
        verifyIntent: () => Promise.resolve({ outcome: 'right', token: 'token-1', attemptsLeft: 5, lockedUntil: null }),
        signEnvelope: () => Promise.resolve(aReceipt()),
      }),
  };
}

/** A box that must be ticked, one that may be, and a remark (C-37). */
export const FillIns: Story = {
  args: {
    host: () => {
      const tab = aSignTab();
      const box = { mark: 'checkbox', policy: 'locked', rect: { x: 90, y: 600, width: 14, height: 14 } } as const;
      const placements = [
        aPlacement({ ...box, id: 'agreed', label: '我已阅读并同意全部条款' }),
        aPlacement({
          ...box,
          id: 'copy',
          rect: { ...box.rect, y: 630 },
          required: false,
          label: '同意接收电子版',
        }),
        aPlacement({
          id: 'words',
          mark: 'remark',
          policy: 'locked',
          rect: { x: 90, y: 660, width: 227, height: 34 },
          required: false,
          label: '补充说明',
        }),
      ];
      return aSignHost({
        files,
        tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements } }],
        signEnvelope: () => Promise.resolve(aReceipt()),
      });
    },
  },
};
/** A seal across the edges of all pages, as it was just added. */
export const Seam: Story = { args: under({}), play: pressing('[data-act=seam]') };
/** Seals at every place of a word. */
export const Keyword: Story = { args: under({}), play: pressing('[data-act=by-keyword]') };
/** Two documents are being signed, one of them with a long name: the host is at the second one. */
export const SigningSeveral: Story = {
  args: {
    host: () => {
      const tab = aSignTab();
      const documents = envelopeOf(tab).documents.map((document, index) =>
        index === 0 ? document : { ...document, name: '技术规格书（含附件一至附件七，双方法务确认后的最终版本）.pdf' },
      );
      const placements = documents.map(({ id }) => aPlacement({ id: `place-${id}`, documentId: id }));
      return aSignHost({
        files,
        tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents, placements } }],
        signEnvelope: (_id, _request, { onProgress }) => {
          onProgress?.({ documentId: 'contract', index: 1, of: 2, state: 'done' });
          onProgress?.({ documentId: 'specification', index: 2, of: 2, state: 'signing' });
          return new Promise(() => undefined);
        },
      });
    },
  },
  play: pressing(
    '[data-place=place-contract]',
    '#tab-1',
    '[data-place=place-specification]',
    '[data-act=submit]',
    '[data-act=confirm]',
  ),
};
export const SealMaker: Story = { args: under({}), play: pressing('[data-act=make-seal]') };
/** Nothing is submitted before everything was read. */
export const Reading: Story = { args: under({ reading: { minSeconds: 20, toEnd: true } }) };
/** Whoever signs proves first who they are: place a seal and submit; every password is right. */
export const Intent: Story = { args: under({ intent: { kind: 'password', channels: [] } }) };
/** A signature is written on a phone, which here never comes. */
export const ByPhone: Story = {
  args: {
    host: () =>
      aSignHost({
        files,
        openPhonePad: () =>
          Promise.resolve({
            id: 'pad-1',
            address: 'https://oa.example.com/pad#pad-1',
            expiresAt: new Date(Date.now() + 300_000).toISOString(),
          }),
        getPhonePad: () => Promise.resolve({ state: 'waiting', ink: null }),
        closePhonePad: () => Promise.resolve(),
      }),
  },
  play: pressing('[data-act=make-seal]', 'input[value=phone]'),
};
/** Marks are put on the pages, and nothing is submitted. */
export const Place: Story = {
  args: { mode: 'place', ...under({ reading: { minSeconds: 20, toEnd: true } }) },
};
/** The same for a signer whose turn has not come. */
export const PlaceAhead: Story = { args: { mode: 'place', ...inState('waitingForOthers') } };
/** Nothing is placed where people sign at the page of a service. */
export const PlaceAtThePageOfAService: Story = {
  args: {
    mode: 'place',
    host: () =>
      aSignHost({
        files,
        getSigningTerms: () => Promise.resolve({ ...noTerms, page: { mode: 'window' } }),
      }),
  },
};
export const WaitingForOthers: Story = { args: inState('waitingForOthers') };
export const Completed: Story = { args: inState('completed') };
export const Rejected: Story = { args: inState('rejected') };
export const Revoked: Story = { args: inState('revoked') };
export const Expired: Story = { args: inState('expired') };
/** All have signed, and the workflow was not submitted by itself (C-38). */
export const NotSubmitted: Story = {
  args: inState('completed', {
    problems: [{ code: 'submit-blocked', slot: 'C-38', field: null }],
    mayRetrySubmit: true,
  }),
};
/** More seals than are seen at a glance are searched. */
export const ManySeals: Story = {
  args: {
    host: () => {
      const many = ['上海', '北京', '深圳', '成都', '武汉'].flatMap((city) =>
        (['organization', 'contract', 'finance'] as const).map((kind) =>
          aSeal({ id: `${city}-${kind}`, name: `${city}分公司${kind === 'finance' ? '财务专用章' : '印章'}`, kind }),
        ),
      );
      return aSignHost({ files, listSeals: () => Promise.resolve(many) });
    },
  },
};
export const Password: Story = {
  args: {
    host: () => {
      const contract = new URL('../test/browser/pdf/fixtures/encrypted.pdf', import.meta.url).href;
      return aSignHost({ files: { ...files, contract } });
    },
  },
};
let slow: SlowFile | undefined;
/** A quarter of a document has come. */
export const Opening: Story = {
  args: { host: () => aSignHost({ files: { ...files, contract: '/served/slow.pdf' } }) },
  beforeEach: () => {
    slow = new SlowFile(new Uint8Array(3_200_000), { whole: true });
    return () => slow?.stop();
  },
  play: async ({ canvasElement }) => {
    while (!slow?.next() && canvasElement.isConnected) await new Promise(requestAnimationFrame);
  },
};
/** No page is drawn within so short a time. */
export const PageFailed: Story = { args: { ...under({}), limits: { pageWithin: 1 } } };
export const NotCreated: Story = { args: inState('notCreated') };
export const Forbidden: Story = { args: inState('forbidden') };
export const Failed: Story = {
  args: {
    host: () => aSignHost({ getRecordTab: () => Promise.reject(new EsignError('unavailable', 'the host is down')) }),
  },
};

const together = [
  aBatchEnvelope('env-1', { subject: '服务器采购合同', placements: [aPlacement()] }),
  aBatchEnvelope('env-2', { subject: '保密协议' }),
  signedByMe(aBatchEnvelope('env-3', { subject: '技术服务协议' })),
  aBatchEnvelope('env-4', { subject: '年度维保合同', status: 'revoked' }),
];

/** Several envelopes with one rule. */
export const Batch: Story = {
  args: { host: () => aBatchHost({ files, envelopes: together }).client },
  render: ({ host }, { globals }) => html`
    <esign-sign-panel
      envelope-ids=${together.map(({ id }) => id).join(' ')}
      locale=${String(globals['locale'])}
      theme=${String(globals['scheme'])}
      .host=${host()}
    ></esign-sign-panel>
  `,
};
