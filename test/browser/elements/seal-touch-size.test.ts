import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand, setViewport } from '@web/test-runner-commands';

import '../../../src/define/seal-library.js';
import type { SealLibraryHost } from '../../../src/api/seal-library-host.js';
import { itNeeds } from '../../support/browser-needs.js';
import { applicable, hostWith, running, SealApplyHarness } from '../harness/seal-apply.harness.js';
import { tooSmall } from '../harness/touch-size.js';
import { waitUntil } from '../harness/wait.js';

const seal = {
  id: '1',
  kind: 'electronic',
  name: '合同专用章',
  owner: '远景',
  state: 'usable',
  purpose: null,
  imageUrl: null,
  widthMm: 42,
  heightMm: 42,
  createdAt: null,
} as const;

const library: Partial<SealLibraryHost> = {
  listBindingSeals: () =>
    Promise.resolve({
      items: [seal],
      nextCursor: null,
      bindingName: '沙箱',
      organization: '远景',
      isSynced: true,
      lastSyncedAt: '2026-11-20T02:00:00Z',
      canSync: true,
      designBar: null,
      holderKinds: [],
    }),
};

async function openLibrary(): Promise<ShadowRoot> {
  const element = await fixture<HTMLElement>(
    html`<esign-seal-library binding-id="bind-1" locale="zh-CN" .host=${library}></esign-seal-library>`,
  );
  await waitUntil(() => element.shadowRoot?.querySelector('tbody th') !== null, 'no seals');
  return element.shadowRoot!;
}

describe('controls of the elements of seals where the pointer is a finger', () => {
  after(() => setViewport({ width: 1200, height: 800 }));

  const states: Record<string, () => Promise<ShadowRoot>> = {
    'an application': async () => (await SealApplyHarness.open(hostWith(applicable()))).root,
    'a running use': async () => (await SealApplyHarness.open(hostWith(running()))).root,
    'the library': openLibrary,
    'the design of a seal': async () => {
      const root = await openLibrary();
      root.querySelector<HTMLElement>('[data-act=design]')?.click();
      await waitUntil(() => root.querySelector('esign-seal-designer')?.shadowRoot?.querySelector('input'), 'no form');
      return root;
    },
  };
  for (const width of [360, 1024]) {
    for (const [name, come] of Object.entries(states)) {
      itNeeds('touch')(`are as large as a finger needs: ${name}, ${width}`, async () => {
        await setViewport({ width, height: 768 });
        // a viewport of its own begins without
        await executeServerCommand('touch-screen', true);

        const root = await come();

        expect(tooSmall(root).join('\n')).to.equal('');
      });
    }
  }
});
