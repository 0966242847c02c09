import * as z from 'zod/mini';

import { Id, Timestamp } from './primitives.js';
import { ErrorCode } from './problem.js';
import { ProviderId } from './provider-id.js';
import { wire } from './registry.js';

/**
 * `parked`: what it is about is not known yet. `orphaned`: that never came to be. `ignored`: an action that nobody knows.
 * `failed`: tried for the last time.
 */
export const CallbackState = z
  .enum(['received', 'done', 'ignored', 'parked', 'orphaned', 'failed'])
  .register(wire, { id: 'CallbackState', description: 'What became of a callback.' });
export type CallbackState = z.infer<typeof CallbackState>;

export const ReceivedCallback = z
  .object({
    id: Id,
    provider: ProviderId,
    bindingId: Id,
    /** The provider's own word for what happened. */
    action: z.string(),
    state: CallbackState,
    /** The envelope or seal use that it is about, once it is known. */
    subject: z.nullable(Id),
    /** Whether the bytes prove who sent it; otherwise it only makes the host ask. */
    proven: z.boolean(),
    attempts: z.int(),
    cause: z.nullable(ErrorCode),
    receivedAt: Timestamp,
    doneAt: z.nullable(Timestamp),
  })
  .register(wire, { id: 'ReceivedCallback', description: 'A callback that the host took in.' });
export type ReceivedCallback = z.infer<typeof ReceivedCallback>;
