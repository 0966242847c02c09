import { randomUUID } from 'node:crypto';

import { Envelope, VerifyReport, type SignEnvelope } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { described, expectRefusal, expectStatus, expectThat, textAt } from '../expectations.js';
import type { Reply } from '../probe.js';
import { NotChecked } from '../verdict.js';
import type { World } from '../world.js';

const ONCE = 'Idempotency-Key on every POST that signs: the same key and body gives the same answer again.';
const LIFE = 'Launch, sign, reject and revoke lead from one status of an envelope to the next, and never back.';
const AT_ONCE = 5;

export const signingChecks: readonly Check[] = [
  {
    id: 'signing.once',
    title: `${AT_ONCE} equal requests that sign at once leave one signature and have one answer`,
    rule: ONCE,
    run: async (world) => {
      const envelope = await launched(world);
      const body = await signatureOf(world, envelope);
      const key = randomUUID();
      const sign = (): Promise<Reply> => world.admin.send('signEnvelope', `${addressOf(envelope)}/sign`, { body, key });
      const replies = await Promise.all(Array.from({ length: AT_ONCE }, sign));
      const signed = replies.find(({ status }) => status < 300) ?? (await sign());
      expectStatus(signed, 200);
      const again = await sign();
      const isSame =
        again.text === signed.text && replies.every(({ status, text }) => status >= 300 || text === again.text);
      expectThat(isSame, again, 'the receipt of the first request, to the byte', 'another answer');
      await expectSignatures(world, envelope, 1);
      world.keepSigned(envelope.id);
    },
  },
  {
    id: 'signing.seen',
    title: 'who signs another file than the one that is there gets 409 document-changed',
    rule: 'The hashes of a request pin what the signer saw.',
    run: async (world) => {
      const envelope = await launched(world);
      const body = await signatureOf(world, envelope);
      const documents = body.documents.map((document) => ({ ...document, sha256: '0'.repeat(64) }));
      const reply = await world.admin.send('signEnvelope', `${addressOf(envelope)}/sign`, {
        body: { ...body, documents },
      });
      expectRefusal(reply, 'document-changed');
    },
  },
  {
    id: 'signing.reject',
    title: 'what a signer rejected is rejected, and cannot be signed any more',
    rule: LIFE,
    run: async (world) => {
      world.needs('rejectEnvelope');
      const envelope = await launched(world);
      await expectEnd(world, envelope, 'reject', 'rejected');
    },
  },
  {
    id: 'signing.revoke',
    title: 'what its initiator revoked is revoked, and cannot be signed any more',
    rule: LIFE,
    run: async (world) => {
      world.needs('revokeEnvelope');
      const envelope = await launched(world);
      await expectEnd(world, envelope, 'revoke', 'revoked');
    },
  },
];

function addressOf({ id }: Envelope): string {
  return `/v1/envelopes/${id}`;
}

async function expectEnd(world: World, envelope: Envelope, act: 'reject' | 'revoke', status: string): Promise<void> {
  const name = act === 'reject' ? 'rejectEnvelope' : 'revokeEnvelope';
  const reply = await world.admin.send(name, `${addressOf(envelope)}/${act}`, { body: { reason: world.name } });
  expectStatus(reply, 200);
  const came = textAt(reply.body, 'status');
  expectThat(came === status, reply, `the status ${status}`, String(came));
  const body = await signatureOf(world, envelope);
  const late = await world.admin.send('signEnvelope', `${addressOf(envelope)}/sign`, { body });
  expectRefusal(late, 'envelope-closed');
}

async function expectSignatures(world: World, envelope: Envelope, count: number): Promise<void> {
  world.needs('verifyEnvelope');
  const reply = await world.admin.send('verifyEnvelope', `${addressOf(envelope)}/verify`);
  const report = VerifyReport.safeParse(reply.body);
  const signatures = report.data?.documents.flatMap((document) => document.signatures) ?? [];
  expectThat(signatures.length === count, reply, `${count} signature`, `${signatures.length} signatures`);
  expectThat(
    signatures.every(({ valid }) => valid),
    reply,
    'a valid signature',
    'another one',
  );
}

/** An envelope of this run that the admin signs alone. */
async function launched(world: World): Promise<Envelope> {
  for (const name of ['createEnvelope', 'launchEnvelope', 'signEnvelope'] as const) world.needs(name);
  const made = await world.make('createEnvelope', await world.input('createEnvelope', world.variant()));
  const draft = envelopeIn(made);
  return envelopeIn(await world.admin.send('launchEnvelope', `${addressOf(draft)}/launch`));
}

function envelopeIn(reply: Reply): Envelope {
  if (reply.status >= 300) throw new NotChecked(`needs direct signing, but ${reply.request} was ${described(reply)}`);
  const envelope = Envelope.safeParse(reply.body);
  expectThat(envelope.success, reply, 'an Envelope', 'another shape');
  return Envelope.parse(reply.body);
}

async function signatureOf(world: World, envelope: Envelope): Promise<SignEnvelope> {
  const sealId = await world.ownId('/v1/seals');
  if (sealId === null) throw new NotChecked('needs a seal that this run could make');
  return {
    marks: envelope.documents.map(({ id }, index) => ({
      id: `contract-test-${index}`,
      documentId: id,
      kind: 'seal',
      sealId,
      placementId: null,
      pageIndex: 0,
      rect: { x: 100, y: 100, width: 57, height: 57 },
    })),
    documents: envelope.documents.map(({ id, sha256, signedSha256 }) => ({
      documentId: id,
      sha256: signedSha256 ?? sha256,
    })),
  };
}
