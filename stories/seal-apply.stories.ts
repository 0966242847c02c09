import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

import '../src/define/seal-apply.js';
import type { HostClient } from '../src/api/host-client.js';
import { EsignError } from '../src/core/errors.js';
import type { SealUse, SealUseTab } from '../src/schema/seal-use.js';

interface Arguments {
  locale: string;
  theme: string;
  tab: SealUseTab | EsignError;
}

const applicant = { userId: 'applicant', name: '李敏' };

const draft = {
  recordId: 'rec-2001',
  subject: '年度框架采购合同（一式四份）用印',
  applicant,
  fileType: { id: 'type-contract', name: '采购合同' },
  seals: [
    { id: 'physical-1', name: '公司公章' },
    { id: 'physical-2', name: '合同专用章' },
  ],
  count: 4,
  problems: [],
};

const use: SealUse = {
  schemaVersion: 1,
  id: 'use-1',
  recordId: 'rec-2001',
  configId: 'config-2',
  configVersion: 1,
  bindingId: 'bind-builtin',
  provider: 'builtin',
  subject: draft.subject,
  applicant,
  fileType: draft.fileType,
  seals: draft.seals,
  status: 'inUse',
  uses: { count: 4, appended: 2, used: 3 },
  seamUses: { count: 0, appended: 1, used: 0 },
  useCodes: ['482913', '771204'],
  entries: [
    { id: 'e1', kind: 'applied', at: '2026-11-20T02:00:00Z', by: '李敏', count: 4, seamCount: 0, note: null },
    { id: 'e2', kind: 'used', at: '2026-11-21T02:12:00Z', by: '赵强', count: 3, seamCount: 0, note: null },
    {
      id: 'e3',
      kind: 'appended',
      at: '2026-11-21T03:40:00Z',
      by: '李敏',
      count: 2,
      seamCount: 1,
      note: '供应商要求增加两份',
    },
  ],
  version: 3,
  createdAt: '2026-11-20T02:00:00Z',
  updatedAt: '2026-11-21T03:40:00Z',
};

const tab: SealUseTab = {
  recordId: 'rec-2001',
  configured: true,
  canApply: false,
  canAppend: false,
  canEnd: false,
  draft: null,
  sealUse: null,
};

/** Answers what the story shows; an application, append or end is accepted and shown as the next state. */
function hostFor(start: SealUseTab | EsignError): HostClient {
  let current = start;
  const accept = (change: Partial<SealUse>): Promise<SealUse> => {
    const sealUse = { ...use, ...(current instanceof EsignError ? {} : current.sealUse), ...change };
    const isOpen = sealUse.status === 'inUse' || sealUse.status === 'applied';
    current = { ...tab, sealUse, canAppend: isOpen, canEnd: isOpen };
    return Promise.resolve(sealUse);
  };
  const methods: Partial<HostClient> = {
    getRecordSealUse: () => (current instanceof EsignError ? Promise.reject(current) : Promise.resolve(current)),
    applySealUse: ({ count = 1 }) =>
      accept({
        status: 'applied',
        uses: { count, appended: 0, used: 0 },
        useCodes: ['482913'],
        entries: use.entries.slice(0, 1),
      }),
    appendSealUse: (_, { count }) => accept({ uses: { ...use.uses, appended: use.uses.appended + count } }),
    endSealUse: () => accept({ status: 'ended' }),
  };
  return methods as HostClient;
}

const meta: Meta<Arguments> = {
  title: 'esign-seal-apply',
  tags: ['autodocs'],
  argTypes: {
    locale: { control: 'select', options: ['zh-CN', 'en'] },
    theme: { control: 'select', options: ['light', 'dark'] },
    tab: { control: false },
  },
  args: { locale: 'zh-CN', theme: 'light' },
  render: (args) => html`
    <esign-seal-apply
      record-id="rec-2001"
      locale=${args.locale}
      theme=${args.theme}
      .host=${hostFor(args.tab)}
    ></esign-seal-apply>
  `,
};
export default meta;

type Story = StoryObj<Arguments>;

export const Application: Story = { args: { tab: { ...tab, canApply: true, draft } } };
export const ApplicationWithGaps: Story = {
  args: {
    tab: {
      ...tab,
      canApply: true,
      draft: { ...draft, fileType: null, seals: [], problems: ['P-04', 'P-05'].map((slot) => ({ code: 'REQ', slot })) },
    },
  },
};
export const InUse: Story = { args: { tab: { ...tab, canAppend: true, canEnd: true, sealUse: use } } };
export const UsedUp: Story = {
  args: {
    tab: { ...tab, canAppend: true, canEnd: true, sealUse: { ...use, uses: { count: 4, appended: 2, used: 6 } } },
  },
};
export const AtAServiceWithoutMore: Story = {
  args: {
    tab: {
      ...tab,
      sealUse: { ...use, provider: 'qiyuesuo' },
      unsupported: { service: '契约锁', acts: ['append', 'end'] },
    },
  },
};
export const Filed: Story = { args: { tab: { ...tab, sealUse: { ...use, status: 'filed' } } } };
export const Rejected: Story = { args: { tab: { ...tab, sealUse: { ...use, status: 'rejected', useCodes: [] } } } };
export const Empty: Story = { args: { tab } };
export const NotConfigured: Story = { args: { tab: { ...tab, configured: false } } };
export const Forbidden: Story = { args: { tab: new EsignError('forbidden', 'not yours') } };
export const Offline: Story = { args: { tab: new EsignError('network', 'offline') } };
