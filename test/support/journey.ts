import { mmToPt } from '../../src/core/geometry.js';
import type { Envelope, Mark, Problem, SignEnvelope } from '../../src/schema/index.js';
import { purchaseMapping } from './purchase-mapping.js';
import type { Answer, TestHost } from './test-host.js';

/** Fails with what the host said, instead of with a later surprise. */
export function ok(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

/** How a request was refused: its status and the code of the problem. */
export function codeOf(answer: Answer): [number, string] {
  return [answer.status, (answer.body as Problem).code];
}

export async function configure(test: TestHost, mapping = purchaseMapping()): Promise<Answer> {
  return ok(await test.as('admin').post('/v1/signing-configs', mapping));
}

export async function submit(test: TestHost, user: string, exitId: string, recordId = 'rec-1001'): Promise<Answer> {
  return ok(await test.as(user).post(`/demo/records/${recordId}/submit`, { exitId }));
}

/** Brings the demo's contract to the node of the first signer. */
export async function reachSigning(test: TestHost): Promise<Envelope> {
  await submit(test, 'applicant', 'e-submit');
  await submit(test, 'admin', 'e-dept-ok');
  await submit(test, 'admin', 'e-legal-ok');
  const tab = ok(await test.as('signer-a').get('/v1/records/rec-1001/tab'));
  return tab.body.envelope as Envelope;
}

export function sealMark(envelope: Envelope, change: Partial<Mark> = {}): Mark {
  const size = mmToPt(42);
  return {
    id: 'mark-1',
    documentId: envelope.documents[0]?.id ?? '',
    kind: 'seal',
    sealId: 'seal-contract',
    placementId: null,
    pageIndex: 11,
    rect: { x: 120, y: 300, width: size, height: size },
    ...change,
  };
}

export function signBody(envelope: Envelope, marks: Mark[] = [sealMark(envelope)]): SignEnvelope {
  return {
    marks,
    documents: envelope.documents.map(({ id, sha256, signedSha256 }) => ({
      documentId: id,
      sha256: signedSha256 ?? sha256,
    })),
  };
}

export async function currentEnvelope(test: TestHost, id: string, user = 'applicant'): Promise<Envelope> {
  return ok(await test.as(user).get(`/v1/envelopes/${id}`)).body as Envelope;
}
