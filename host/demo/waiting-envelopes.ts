import type { CreateEnvelope, Envelope, Placement } from '../../src/schema/index.js';
import { person, TENANT } from './people.js';
import type { CallHost } from './travel.js';

interface Waiting {
  readonly subject: string;
  readonly files: CreateEnvelope['files'];
  readonly signers: readonly string[];
  /** Where the first signer is led: a page of the first document, and the left upper corner of a round seal there. */
  readonly place?: { readonly pageIndex: number; readonly x: number; readonly y: number };
  /** What the first signer may tick and write beside the seal. */
  readonly fillIns?: boolean;
}

const CONTRACT = { fileId: 'file-contract', name: '采购框架协议.pdf' };
const TECHNICAL = { fileId: 'file-technical', name: '技术规格书.pdf' };

/** Two with a prepared place (one has a check box and a remark, too), one that needs a rule, and one of two documents that another person signs afterwards. */
const WAITING: readonly Waiting[] = [
  {
    subject: '年度采购框架协议',
    files: [CONTRACT],
    signers: ['signer-a'],
    place: { pageIndex: 0, x: 380, y: 640 },
    fillIns: true,
  },
  { subject: '设备维保续签协议', files: [CONTRACT], signers: ['signer-a'], place: { pageIndex: 11, x: 90, y: 520 } },
  { subject: '技术规格书确认', files: [TECHNICAL], signers: ['signer-a'] },
  { subject: '补充协议（第一号）', files: [CONTRACT, TECHNICAL], signers: ['signer-a', 'signer-b'] },
];

const SIDE = (42 * 72) / 25.4;

/** Left of the seal of a cover. */
const FILL_INS = [
  {
    id: 'place-2',
    mark: 'checkbox',
    policy: 'locked',
    required: false,
    rect: { x: 90, y: 660, width: 14, height: 14 },
    label: '同意接收电子版',
  },
  {
    id: 'place-3',
    mark: 'remark',
    policy: 'locked',
    required: false,
    rect: { x: 90, y: 690, width: 227, height: 34 },
    label: '补充说明',
  },
] as const satisfies readonly Partial<Placement>[];

/**
 * Envelopes without a workflow that wait for one signer, to be signed together. They are made through the host's own
 * addresses, as an OA would.
 */
export async function seedEnvelopes(callHost: CallHost): Promise<void> {
  const { userId } = person('applicant');
  const send = async <T>(method: string, address: string, body: unknown, etag?: string): Promise<T> => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...(etag && { 'if-match': etag }),
    };
    const request = new Request(`http://localhost/v1/envelopes${address}`, {
      method,
      headers,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    const response = await callHost(request, { tenantId: TENANT, userId });
    if (!response.ok) throw new Error(`the demo's envelopes: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  for (const { subject, files, signers, place, fillIns } of WAITING) {
    const parties = signers.map(person).map(({ userId: id, name }, index) => ({
      kind: 'person' as const,
      scope: 'internal' as const,
      name,
      order: index + 1,
      signers: [{ userId: id, name, contact: null }],
    }));
    const request: CreateEnvelope = {
      bindingId: 'bind-builtin',
      subject,
      files: [...files],
      parties,
      order: 'ordered',
      deadline: null,
      cc: [],
    };
    const { id, version, documents, parties: made } = await send<Envelope>('POST', '', request);
    if (place) {
      const seat = {
        partyId: made[0]?.id ?? '',
        documentId: documents[0]?.id ?? '',
        pageIndex: place.pageIndex,
        zone: null,
      };
      const rect = { x: place.x, y: place.y, width: SIDE, height: SIDE };
      const seal: Placement = { ...seat, id: 'place-1', mark: 'seal', policy: 'movable', required: true, rect };
      const placements = fillIns ? [seal, ...FILL_INS.map((one) => ({ ...seat, ...one }))] : [seal];
      await send('PUT', `/${id}/placements`, { placements }, `"${version}"`);
    }
    await send('POST', `/${id}/launch`, null);
  }
}
