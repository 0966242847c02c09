import * as z from 'zod/mini';

import { MAX_BATCH } from './batch.js';
import { Id, Sha256, Timestamp } from './primitives.js';
import { secrets, wire } from './registry.js';

/** How a person shows before a signature that it is them: not at all, by what they know, by a code, or by the page's own way. */
export const IntentKind = z
  .enum(['none', 'password', 'code', 'custom'])
  .register(wire, { id: 'IntentKind', description: 'How a signer proves the intent to sign.' });
export type IntentKind = z.infer<typeof IntentKind>;

/** Where a code can be sent; `masked` is what the person may see of the number or address. */
export const CodeChannel = z
  .object({ channel: z.enum(['sms', 'email']), masked: z.string().check(z.maxLength(100)) })
  .register(wire, { id: 'CodeChannel', description: 'A way on which a code reaches the signer.' });
export type CodeChannel = z.infer<typeof CodeChannel>;

/** What must be read before a signature: for so many seconds in all, and the last page of each document. */
export const ReadingTerms = z
  .object({ minSeconds: z.int().check(z.minimum(0), z.maximum(3600)), toEnd: z.boolean() })
  .register(wire, { id: 'ReadingTerms', description: 'What must be read before a signature.' });
export type ReadingTerms = z.infer<typeof ReadingTerms>;

/** How the page of a service at which people sign is shown: inside of the panel, or in a window of its own. */
export const SignPageMode = z
  .enum(['frame', 'window'])
  .register(wire, { id: 'SignPageMode', description: 'How the page of a signature service is shown.' });
export type SignPageMode = z.infer<typeof SignPageMode>;

/** What a signature of the current person on an envelope asks for beside the marks. */
export const SigningTerms = z
  .object({
    reading: ReadingTerms,
    intent: z.object({ kind: IntentKind, channels: z.array(CodeChannel) }),
    /** Reasons to choose from when a signer declines; empty: the element's own. */
    rejectReasons: z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(20)),
    /** Where people sign at a page of the service: then nothing else is asked for here, and no marks are taken. */
    page: z.optional(z.object({ mode: SignPageMode })),
  })
  .register(wire, { id: 'SigningTerms', description: 'What a signature asks for beside the marks.' });
export type SigningTerms = z.infer<typeof SigningTerms>;

const PinnedDocuments = z
  .array(z.strictObject({ documentId: Id, sha256: Sha256 }))
  .check(z.minLength(1), z.maxLength(200));

/**
 * The revisions of the documents that the intent is about: the ones that the signature will pin. `also` names further
 * envelopes of the same person that one proof is given for; its token then signs each of them once.
 */
export const StartIntent = z
  .strictObject({
    channel: z.optional(z.enum(['sms', 'email'])),
    documents: PinnedDocuments,
    also: z.optional(
      z.array(z.strictObject({ envelopeId: Id, documents: PinnedDocuments })).check(z.maxLength(MAX_BATCH - 1)),
    ),
  })
  .register(wire, { id: 'StartIntent', description: 'Request that starts the proof of the intent to sign.' });
export type StartIntent = z.infer<typeof StartIntent>;

/** `sentTo` is where the code went, as far as the person may see it; `resendAt` is when another one may be asked for. */
export const Intent = z
  .object({
    id: Id,
    kind: IntentKind,
    sentTo: z.nullable(z.string()),
    expiresAt: Timestamp,
    resendAt: z.nullable(Timestamp),
    attemptsLeft: z.int(),
  })
  .register(wire, { id: 'Intent', description: 'A proof of the intent to sign that was started.' });
export type Intent = z.infer<typeof Intent>;

export const VerifyIntent = z
  .strictObject({ secret: z.string().check(z.minLength(1), z.maxLength(500)).register(secrets, { secret: true }) })
  .register(wire, { id: 'VerifyIntent', description: 'The password, the code, or what the page’s own way gave.' });
export type VerifyIntent = z.infer<typeof VerifyIntent>;

/**
 * `token` belongs to this person, the envelopes, the parties and these revisions; it goes with the signature, which uses it
 * up. Of several envelopes each uses up its own share.
 */
export const IntentAnswer = z
  .object({
    outcome: z.enum(['right', 'wrong', 'expired', 'locked']),
    token: z.nullable(z.string()),
    attemptsLeft: z.int(),
    lockedUntil: z.nullable(Timestamp),
  })
  .register(wire, { id: 'IntentAnswer', description: 'Whether the proof was right, and what comes of it.' });
export type IntentAnswer = z.infer<typeof IntentAnswer>;

/** How long a page was before the signer's eyes, while its tab was visible. */
export const ReadPage = z
  .strictObject({
    documentId: Id,
    pageIndex: z.int().check(z.minimum(0)),
    seconds: z.int().check(z.minimum(1), z.maximum(86_400)),
  })
  .register(wire, { id: 'ReadPage', description: 'How long a page was shown to the signer.' });
export type ReadPage = z.infer<typeof ReadPage>;

/** For which device the page is opened: what is a code to point a phone at is asked for as `phone`. */
export const OpenSignPage = z
  .strictObject({ device: z.enum(['desktop', 'phone']) })
  .register(wire, { id: 'OpenSignPage', description: 'Request for the page at which the current person signs.' });
export type OpenSignPage = z.infer<typeof OpenSignPage>;

/**
 * The page at which the current person signs, made for this request: it is theirs alone, so it is neither kept nor logged.
 * `expiresAt` is null where the service never ends it. That it was closed, or what it says, proves nothing: the envelope does.
 */
export const SignPage = z
  .object({
    url: z
      .url({ protocol: /^https?$/ })
      .check(z.maxLength(4000))
      .register(secrets, { secret: true }),
    mode: SignPageMode,
    expiresAt: z.nullable(Timestamp),
  })
  .register(wire, { id: 'SignPage', description: 'The page of the service at which the current person signs.' });
export type SignPage = z.infer<typeof SignPage>;
