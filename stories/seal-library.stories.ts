import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

import '../src/define/seal-library.js';
import type { SealLibraryHost } from '../src/api/seal-library-host.js';
import { EsignError } from '../src/core/errors.js';
import type { LibrarySeal, SealLibraryPage } from '../src/schema/seal-library.js';

interface Arguments {
  locale: string;
  theme: string;
  answer: SealLibraryPage | EsignError;
}

const OWNER = '上海远景信息技术有限公司';

const seal = (id: string, name: string, change: Partial<LibrarySeal> = {}): LibrarySeal => ({
  id,
  kind: 'electronic',
  name,
  owner: OWNER,
  state: 'usable',
  purpose: null,
  imageUrl: null,
  widthMm: 42,
  heightMm: 42,
  createdAt: null,
  ...change,
});

const page: SealLibraryPage = {
  items: [
    seal('s1', '公司公章'),
    seal('s2', '合同专用章', { state: 'expired' }),
    seal('s3', '公司公章（实物）', { kind: 'physical', widthMm: null, heightMm: null }),
    seal('s4', '旧公章', { kind: 'physical', state: 'disabled', owner: null, widthMm: null, heightMm: null }),
  ],
  nextCursor: null,
  bindingName: '内置签署服务',
  organization: OWNER,
  isSynced: false,
  lastSyncedAt: null,
  canSync: false,
  designBar: null,
  holderKinds: ['me', 'people', 'everyone'],
};

/** Keeps what is designed, so that the buttons work. */
function hostFor(answer: SealLibraryPage | EsignError): SealLibraryHost {
  const made: LibrarySeal[] = [];
  return {
    listBindingSeals: () =>
      answer instanceof EsignError
        ? Promise.reject(answer)
        : Promise.resolve({ ...answer, items: [...made, ...answer.items] }),
    getLibrarySealImage: () => Promise.reject(new EsignError('not-found', 'no picture')),
    designSeal: (_, { name, purpose, template: { widthMm, heightMm } }) => {
      made.push(seal(`made-${made.length}`, name, { purpose, widthMm, heightMm }));
      return Promise.resolve(made[made.length - 1]!);
    },
    syncBinding: () => Promise.resolve({} as never),
    getSealHolders: () => Promise.resolve({ value: { kind: 'me' }, etag: '"1"' }),
    setSealHolders: (_, value) => Promise.resolve({ value, etag: '"2"' }),
    findColleagues: () =>
      Promise.resolve({ items: [{ userId: 'signer-a', name: '李明', department: '采购部' }], nextCursor: null }),
  };
}

const meta: Meta<Arguments> = {
  title: 'esign-seal-library',
  tags: ['autodocs'],
  argTypes: {
    locale: { control: 'select', options: ['zh-CN', 'en'] },
    theme: { control: 'select', options: ['light', 'dark'] },
    answer: { control: false },
  },
  args: { locale: 'zh-CN', theme: 'light' },
  render: (args) => html`
    <esign-seal-library
      binding-id="bind-1"
      locale=${args.locale}
      theme=${args.theme}
      .host=${hostFor(args.answer)}
    ></esign-seal-library>
  `,
};
export default meta;

type Story = StoryObj<Arguments>;

const synced: Partial<SealLibraryPage> = {
  isSynced: true,
  lastSyncedAt: '2026-11-20T02:00:00Z',
  canSync: true,
  designBar: 'madeAtService',
  holderKinds: [],
};
export const DesignedHere: Story = { args: { answer: page } };
export const MadeAtTheService: Story = { args: { answer: { ...page, ...synced, bindingName: '契约锁' } } };
export const FiveThousand: Story = {
  args: {
    answer: { ...page, items: Array.from({ length: 5000 }, (_, nth) => seal(`m${nth}`, `部门专用章 ${nth + 1}`)) },
  },
};
export const Empty: Story = { args: { answer: { ...page, ...synced, items: [] } } };
export const Forbidden: Story = { args: { answer: new EsignError('forbidden', 'not yours') } };
export const Offline: Story = { args: { answer: new EsignError('network', 'offline') } };
