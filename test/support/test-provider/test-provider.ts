import type { KeyObject } from 'node:crypto';

import { builtinDescriptor } from '../../../host/providers/builtin/descriptor.js';
import type { SignatureProvider } from '../../../host/providers/provider.js';
import type { RemoteObservation, RemoteService, ServiceAccess } from '../../../host/providers/remote-service.js';
import { pageBoxesOf } from '../../../host/signer/page-boxes.js';
import { openSignable } from '../../../host/signer/sign-pdf.js';
import { EsignError } from '../../../src/core/errors.js';
import type { PlainEnvelope } from '../../simulators/plain/service.js';
import { testCallbacks } from './callbacks.js';
import { readSignatures } from './signatures.js';

type View = Omit<PlainEnvelope, 'documents'> & { documents: { id: string; ref: string }[] };

/** An adapter for the plain service, as small as one can be; it stands in for the adapter of a real service. */
export function createTestProvider({ publicKey }: { publicKey: KeyObject }): SignatureProvider {
  return {
    descriptor: {
      ...builtinDescriptor,
      id: 'esign',
      name: 'Plain',
      fields: [
        { name: 'platformAddress', secret: false, required: true, format: 'url' },
        { name: 'projectKey', secret: false, required: true },
        { name: 'projectSecret', secret: true, required: true },
      ],
      capabilities: { ...builtinDescriptor.capabilities, physicalSeal: false },
    },
    callbacks: testCallbacks,
    remote: remoteService(publicKey),

    async prepare({ bytes, name }) {
      const pages = pageBoxesOf((await openSignable(bytes)).pdf);
      return { bytes, name, mediaType: 'application/pdf', pages };
    },
    sign: () => Promise.reject(new EsignError('not-implemented', 'people sign at the service')),
    verify(bytes) {
      const { signatures } = readSignatures(bytes, publicKey);
      return Promise.resolve({ allValid: signatures.length > 0 && signatures.every(({ valid }) => valid), signatures });
    },
    drawSeal: () => Promise.reject(new EsignError('not-implemented', 'the service has its own seals')),
  };
}

function remoteService(publicKey: KeyObject): RemoteService {
  return {
    async create(access, { envelope, files, callbackAddresses, idempotencyKey }) {
      const signers = envelope.parties.flatMap((party) =>
        party.signers.map((signer) => ({ partyId: party.id, signerId: signer.id, name: signer.name })),
      );
      const view = await call<View>(access, 'POST', '/envelopes', {
        key: idempotencyKey,
        callbackAddresses,
        documents: files.map(({ document, bytes }) => {
          return { ref: document.id, name: document.name, content: Buffer.from(bytes).toString('base64') };
        }),
        signers: signers.map(({ signerId, name }) => ({ ref: signerId, name })),
        places: envelope.placements.map(({ id }) => id),
      });
      return {
        externalId: view.id,
        documents: Object.fromEntries(view.documents.map(({ id, ref }) => [id, ref])),
        signers: Object.fromEntries(
          view.signers.flatMap(({ id, ref }) => {
            const known = signers.find(({ signerId }) => signerId === ref);
            return known ? [[id, { partyId: known.partyId, signerId: known.signerId }]] : [];
          }),
        ),
      };
    },
    launch: (access, id, deadline) => done(call(access, 'POST', `/envelopes/${id}/launch`, { deadline })),
    revoke: (access, id, reason) => done(call(access, 'POST', `/envelopes/${id}/revoke`, { reason })),
    remind: (access, id, key) => done(call(access, 'POST', `/envelopes/${id}/remind`, { key })),
    async signPage(access, { names }, { signer }, { isFramed }) {
      const path = `/envelopes/${names.externalId}/page`;
      const page = await call<{ path: string; expiresAt: string }>(access, 'POST', path, { signer, isFramed });
      return {
        url: page.path.startsWith('/') ? accountOf(access.binding).platform + page.path : page.path,
        expiresAt: page.expiresAt,
        isEmbeddable: true,
      };
    },
    tellsVoiding: true,
    query: async (access, id) => observationsOf(await call<View>(access, 'GET', `/envelopes/${id}`)),
    async download(access, id) {
      const path = `/envelopes/${id}/files`;
      const files = await call<{ document: string; sha256: string; content: string }[]>(access, 'GET', path);
      return files.map(({ document, sha256, content }) => {
        return { document, sha256, bytes: new Uint8Array(Buffer.from(content, 'base64')) };
      });
    },
    inspect({ original, signed }) {
      const { rest, signatures } = readSignatures(signed, publicKey);
      const isSigned = signatures.length > 0 && signatures.every(({ valid }) => valid);
      return Promise.resolve(isSigned && Buffer.compare(rest, original) === 0);
    },
  };
}

function observationsOf({ status, launchedAt, finishedAt, voidedAt, reason, signers }: View): RemoteObservation[] {
  const because = reason === null ? {} : { reason };
  return [
    ...(launchedAt === null ? [] : [{ kind: 'envelope' as const, status: 'launched' as const, at: launchedAt }]),
    ...signers.flatMap((signer): RemoteObservation[] => {
      if (signer.status === 'open' || signer.at === null) return [];
      return [
        {
          kind: 'signer',
          signer: signer.id,
          status: signer.status,
          at: signer.at,
          ...(signer.reason === null ? {} : { reason: signer.reason }),
        },
      ];
    }),
    ...(finishedAt === null ? [] : [{ kind: 'envelope' as const, status, at: finishedAt, ...because }]),
    ...(voidedAt === null ? [] : [{ kind: 'voided' as const, at: voidedAt }]),
  ];
}

async function done(answer: Promise<unknown>): Promise<void> {
  await answer;
}

/** The address of the service, and the account at it. */
function accountOf(binding: ServiceAccess['binding']): { platform: string; account: string } {
  if (binding.provider !== 'esign' || binding.serviceType !== 'private') {
    throw new EsignError('binding-not-usable', 'not a binding of the plain service');
  }
  return { platform: binding.platformAddress.replace(/\/$/, ''), account: binding.projectKey };
}

async function call<T>(
  { binding, secrets, http }: ServiceAccess,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const { platform, account } = accountOf(binding);
  const response = await http(`${platform}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${account}:${secrets['projectSecret'] ?? ''}`,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 409) throw new EsignError('envelope-closed', 'ended at the service');
  if (response.status === 429) throw new EsignError('rate-limited', 'the service asks for patience');
  if (!response.ok) throw new EsignError('provider-failed', `the service answers ${response.status}`);
  return (await response.json()) as T;
}
