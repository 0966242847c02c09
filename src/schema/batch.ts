import * as z from 'zod/mini';

import { Id } from './primitives.js';
import { wire } from './registry.js';

/** Envelopes of one batch, at most. */
export const MAX_BATCH = 100;

/**
 * What became of one envelope of a batch. `signed` was confirmed by the host; `code` says why it was refused or left out:
 * an `ErrorCode`, or a reason of the batch's own such as `overlap`.
 */
export const BatchResult = z
  .object({
    envelopeId: Id,
    outcome: z.enum(['signed', 'refused', 'notTried']),
    code: z.nullable(z.string()),
  })
  .register(wire, { id: 'BatchResult', description: 'What became of one envelope of a batch.' });
export type BatchResult = z.infer<typeof BatchResult>;
