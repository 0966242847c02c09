import type { HostClient } from '../../src/api/host-client.js';
import { mmToPt } from '../../src/core/geometry.js';
import { noTerms } from '../../src/core/reading.js';
import type { EnvelopeChange, SignReceipt } from '../../src/schema/envelope.js';
import type { Placement } from '../../src/schema/placement.js';
import type { RecordTab } from '../../src/schema/record-tab.js';
import type { Seal } from '../../src/schema/seal.js';
import { aParty, aPerson, aSeal, anEnvelope, anEnvelopeDocument, aSigner } from './builders.js';

const A4 = { cropBox: [0, 0, 595.28, 841.89] as [number, number, number, number], userUnit: 1 };
const why = { rule: 'R-04' as const, slot: null, field: null, reason: '' };

/** The two demo documents, served by the test server: 12 upright pages, and 3 of which the second is turned. */
export const contract = anEnvelopeDocument({
  id: 'contract',
  name: '采购合同.pdf',
  pages: Array.from({ length: 12 }, () => ({ ...A4, rotation: 0 as const })),
});
export const specification = anEnvelopeDocument({
  id: 'specification',
  name: '技术规格书.pdf',
  pages: ([0, 90, 0] as const).map((rotation) => ({ ...A4, rotation })),
});

/** signer-a's turn on both demo documents. */
export function aSignTab(overrides: Partial<RecordTab> = {}): RecordTab {
  return {
    recordId: 'rec-1001',
    state: 'sign',
    tab: { visible: true, openFirst: false, name: {}, buttonField: null },
    buttons: [{ kind: 'sign', enabled: true, label: {}, why }],
    messages: [],
    problems: [],
    envelope: anEnvelope({
      subject: '服务器及网络设备采购合同签署',
      deadline: '2026-12-31T10:00:00Z',
      documents: [contract, specification],
      parties: [
        aParty({ signers: [aSigner({ name: '王芳' })] }),
        aParty({
          id: 'party-b',
          name: '北京云峰数据设备有限公司',
          order: 2,
          status: 'waiting',
          signers: [aSigner({ id: 'signer-2', userId: 'signer-b', name: '陈刚', status: 'waiting' })],
        }),
      ],
    }),
    me: { partyId: 'initiator', signerId: 'signer-1' },
    submitsWorkflow: false,
    ...overrides,
  };
}

export const seals: Seal[] = [
  aSeal(),
  aSeal({ id: 'seal-company', name: '公章', kind: 'organization' }),
  aSeal({ id: 'seal-wang', name: '王芳', kind: 'personal', owner: '王芳', widthMm: 20, heightMm: 20 }),
  aSeal({ id: 'seal-old', name: '合同专用章（旧）', usable: false, unusableReason: 'expired' }),
];

export function aReceipt(overrides: Partial<SignReceipt> = {}): SignReceipt {
  return {
    envelopeId: 'envelope-1',
    partyId: 'initiator',
    signerId: 'signer-1',
    signedAt: '2026-11-22T03:00:00Z',
    documents: [{ documentId: 'contract', sha256: 'b'.repeat(64) }],
    status: 'launched',
    workflowSubmitted: false,
    ...overrides,
  };
}

const FILES: Record<string, string> = {
  contract: '/host/demo/documents/purchase-contract.pdf',
  specification: '/host/demo/documents/technical-specification.pdf',
};

/** A red round seal with a star: what the host draws, without its fonts. */
function picture(seal: Seal): Blob {
  const square = seal.kind === 'personal';
  const shape = square
    ? '<rect x="4" y="4" width="92" height="92" rx="6"/>'
    : '<circle cx="50" cy="50" r="46"/><path fill="#d7191f" stroke="none" d="M50 32l4.7 13.2 14 .4-11.1 8.5 4 13.4L50 59.6 38.4 67.5l4-13.4-11.1-8.5 14-.4z"/>';
  const text = square
    ? '<text x="50" y="62" font-size="34" text-anchor="middle" fill="#d7191f" stroke="none">王芳</text>'
    : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100"><g fill="none" stroke="#d7191f" stroke-width="4">${shape}${text}</g></svg>`;
  return new Blob([svg], { type: 'image/svg+xml' });
}

export interface SignHostOptions extends Partial<HostClient> {
  /** Answers of the tab, one after the other; the last one stays. */
  readonly tabs?: readonly RecordTab[];
  readonly files?: Readonly<Record<string, string>>;
}

/** A host with one record; `report` sends a change as the event stream would. */
export function aSignHost(options: SignHostOptions = {}): HostClient & { report(change: EnvelopeChange): void } {
  const { tabs = [aSignTab()], files = FILES, ...methods } = options;
  const answers = [...tabs];
  let listener: ((change: EnvelopeChange) => void) | undefined;
  const known: Partial<HostClient> & { report(change: EnvelopeChange): void } = {
    getRecordTab: () => {
      const [next] = answers.length > 1 ? answers.splice(0, 1) : answers;
      return next ? Promise.resolve(next) : Promise.reject(new Error('no tab'));
    },
    getSession: () =>
      Promise.resolve({
        ...aPerson(),
        userId: 'signer-a',
        tenantId: 't',
        tenantName: '远景',
        locale: 'zh-CN' as const,
        permissions: [],
      }),
    getSigningTerms: () => Promise.resolve(noTerms),
    listSeals: () => Promise.resolve(seals),
    getSealImage: (seal) => Promise.resolve(picture(seal)),
    documentLocation: (_, documentId) => ({
      url: files[documentId] ?? '/missing.pdf',
      headers: {},
      credentials: 'same-origin',
    }),
    watchEnvelope: (_, onChange, signal) => {
      listener = onChange;
      signal.addEventListener('abort', () => (listener = undefined));
    },
    report: (change) => listener?.(change),
    ...methods,
  };
  return new Proxy(known as HostClient & { report(change: EnvelopeChange): void }, {
    get: (_, name) => {
      const method: unknown = Reflect.get(known, name);
      // Lit asks every bound value whether it is a directive
      if (method !== undefined || typeof name === 'symbol' || name.startsWith('_')) return method;
      return () => Promise.reject(new Error(`${name} was not expected`));
    },
  });
}

/** Side of a round company seal, in points. */
export const SEAL = mmToPt(42);

export const envelopeOf = (tab: RecordTab) => {
  if (!tab.envelope) throw new Error('the tab has no envelope');
  return tab.envelope;
};

export function aPlacement(overrides: Partial<Placement> = {}): Placement {
  return {
    id: 'place-1',
    partyId: 'initiator',
    documentId: 'contract',
    mark: 'seal',
    policy: 'locked',
    required: true,
    pageIndex: 0,
    rect: { x: 300, y: 120, width: SEAL, height: SEAL },
    zone: null,
    ...overrides,
  };
}
