import { EsignError } from '../../src/core/errors.js';
import type { Envelope, EnvelopeDocument } from '../../src/schema/index.js';
import { etagOf } from '../http/etag.js';
import { serveFile } from '../http/ranges.js';
import type { Handlers } from '../http/route.js';
import { eventStream } from '../http/sse.js';
import { readableEnvelope } from '../services/access.js';
import { readAudit } from '../services/audit.js';
import { limitOf, numberCursorOf, providerOf, toPage, type HostContext } from '../services/context.js';
import {
  archiveEnvelope,
  asOfNow,
  launchEnvelope,
  listEnvelopes,
  rejectEnvelope,
  remindSigners,
  revokeEnvelope,
  setPlacements,
} from '../services/envelopes.js';
import { createDirectly } from '../services/direct-signing.js';
import { checkEnvelope, openSignPage } from '../services/sign-page.js';
import { signEnvelope } from '../services/signing.js';
import { readTerms, startIntent, verifyIntent } from '../services/signing-intents.js';

function documentOf(envelope: Envelope, id: string): EnvelopeDocument {
  const document = envelope.documents.find((candidate) => candidate.id === id);
  if (!document) throw new EsignError('not-found', 'no such document');
  return document;
}

export function envelopeRoutes(context: HostContext): Handlers {
  return {
    async listEnvelopes({ session, query }) {
      return { value: await listEnvelopes(context, session, query) };
    },
    async createEnvelope({ session, body, once }) {
      const { envelope, etag } = await createDirectly(context, session, body, once);
      return { value: envelope, etag };
    },
    async getEnvelope({ session, params }) {
      const envelope = await readableEnvelope(context, session, params.id);
      return { value: asOfNow(context, envelope), etag: etagOf(envelope.version) };
    },
    async launchEnvelope({ session, params, once }) {
      return { value: await launchEnvelope(context, session, params.id, once) };
    },
    async getSigningTerms({ session, params }) {
      return { value: await readTerms(context, session, await readableEnvelope(context, session, params.id)) };
    },
    async startIntent({ session, params, body, once }) {
      return { value: await startIntent(context, session, params.id, body, once) };
    },
    async verifyIntent({ session, params, body }) {
      return { value: await verifyIntent(context, session, params.id, body.secret) };
    },
    async openSignPage({ session, params, body, reader }) {
      return { value: await openSignPage(context, session, params.id, { ...body, reader }) };
    },
    async checkEnvelope({ session, params }) {
      return { value: await checkEnvelope(context, session, params.id) };
    },
    async signEnvelope({ session, params, body, once, tell }) {
      const value = await signEnvelope(context, session, params.id, body, once, (progress) => tell({ progress }));
      return { value };
    },
    async rejectEnvelope({ session, params, body, once }) {
      return { value: await rejectEnvelope(context, session, params.id, body.reason, once) };
    },
    async revokeEnvelope({ session, params, body, once }) {
      return { value: await revokeEnvelope(context, session, params.id, body.reason, once) };
    },
    async remindEnvelope({ session, params, once, request }) {
      const key = request.headers.get('idempotency-key') ?? '';
      return { value: await remindSigners(context, session, params.id, once, key) };
    },
    async archiveEnvelope({ session, params, once }) {
      return { value: await archiveEnvelope(context, session, params.id, once) };
    },
    async setPlacements({ session, params, body, ifMatch }) {
      const { envelope, etag } = await setPlacements(context, session, params.id, body.placements, ifMatch);
      return { value: envelope, etag };
    },
    async verifyEnvelope({ session, params }) {
      const envelope = await readableEnvelope(context, session, params.id);
      const provider = providerOf(context, envelope.provider);
      const documents = [];
      for (const document of envelope.documents) {
        const bytes = await context.files.get(document.signedSha256 ?? document.sha256);
        documents.push({ documentId: document.id, ...(await provider.verify(bytes)) });
      }
      return { value: { documents } };
    },

    async getDocumentContent({ session, params, request }) {
      const document = documentOf(await readableEnvelope(context, session, params.id), params.documentId);
      const { name, mediaType } = document;
      const sha256 = document.signedSha256 ?? document.sha256;
      return serveFile(request, context.files, { sha256, name, mediaType, disposition: 'inline' });
    },
    async getDocumentOriginal({ session, params, request }) {
      const document = documentOf(await readableEnvelope(context, session, params.id), params.documentId);
      const { name, mediaType, sha256 } = document;
      return serveFile(request, context.files, { sha256, name, mediaType, disposition: 'inline' });
    },
    async getDocumentSigned({ session, params, request }) {
      const document = documentOf(await readableEnvelope(context, session, params.id), params.documentId);
      if (document.signedSha256 === null) throw new EsignError('not-found', 'nobody has signed this document yet');
      const { name, mediaType, signedSha256: sha256 } = document;
      return serveFile(request, context.files, { sha256, name, mediaType, disposition: 'attachment' });
    },

    async getEnvelopeAudit({ session, params, query }) {
      await readableEnvelope(context, session, params.id);
      const limit = limitOf(query);
      const after = numberCursorOf(query) ?? 0;
      const entries = await readAudit(context.db, session.tenantId, params.id, after, limit + 1);
      return { value: toPage(entries, limit, ({ sequence }) => String(sequence)) };
    },
    async watchEnvelope({ session, params, request }) {
      await readableEnvelope(context, session, params.id);
      return eventStream({
        request,
        heartbeatMs: context.heartbeatMs,
        closing: context.closing,
        enter: () => context.changes.places.take(session),
        subscribe: (send, reread) => context.changes.subscribe(session.tenantId, params.id, send, reread),
        current: async () => {
          const { id, version, status } = asOfNow(context, await readableEnvelope(context, session, params.id));
          return { envelopeId: id, version, status };
        },
      });
    },
  };
}
