import * as z from 'zod/mini';

import { wire } from './registry.js';

/** Every failure that crosses a boundary. `core/errors.ts` gives the HTTP status and whether a retry makes sense. */
export const ErrorCode = z
  .enum([
    'invalid-input',
    'content-type-not-supported',
    'body-too-large',
    'not-signed-in',
    'forbidden',
    'not-found',
    'stale-version',
    'version-required',
    'idempotency-key-required',
    'idempotency-key-reused',
    'request-in-progress',
    'workflow-already-configured',
    'config-incomplete',
    'config-disabled',
    'binding-not-usable',
    'binding-in-use',
    'secret-unreadable',
    'address-not-allowed',
    'submit-blocked',
    'envelope-closed',
    'envelope-not-launched',
    'envelope-not-completed',
    'out-of-turn',
    'already-signed',
    'not-a-signer',
    'placement-required',
    'placement-invalid',
    'placement-outside-page',
    'keyword-not-found',
    'form-field-not-found',
    'seal-not-usable',
    'document-changed',
    'intent-required',
    'intent-locked',
    'reading-required',
    'file-type-not-supported',
    'file-too-large',
    'file-damaged',
    'file-encrypted',
    'conversion-unavailable',
    'range-not-satisfiable',
    'glyph-missing',
    'no-uses-left',
    'use-code-wrong',
    'seal-use-closed',
    'photos-owed',
    'provider-failed',
    'rate-limited',
    'storage-full',
    'not-implemented',
    'unavailable',
    'network',
    'timeout',
    'aborted',
    'bad-response',
    'worker-failed',
    'unexpected',
  ])
  .register(wire, { id: 'ErrorCode', description: 'Stable code of a failure.' });
export type ErrorCode = z.infer<typeof ErrorCode>;

/** One fault of an input; `pointer` is a JSON pointer (RFC 6901) into the request body. */
export const InputError = z
  .object({ pointer: z.string(), code: z.string(), message: z.string() })
  .register(wire, { id: 'InputError', description: 'One fault of an input and its place.' });
export type InputError = z.infer<typeof InputError>;

/** RFC 9457 problem details. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: ErrorCode,
    detail: z.optional(z.string()),
    instance: z.optional(z.string()),
    errors: z.optional(z.array(InputError)),
  })
  .register(wire, { id: 'Problem', description: 'RFC 9457 problem details with a stable code.' });
export type Problem = z.infer<typeof Problem>;
