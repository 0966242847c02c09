import * as z from 'zod/mini';

import { SignReceipt } from './envelope.js';
import { Id } from './primitives.js';
import { Problem } from './problem.js';
import { wire } from './registry.js';

/**
 * Where a host is in a signature of several documents: at the `index`-th (from 1) of the `of` documents that have marks.
 * `done` is a file that was made, and no signature yet: that is told by the last line alone. A host that starts over, because
 * another signer came in between, tells smaller numbers again.
 */
export const SigningProgress = z
  .object({
    documentId: Id,
    index: z.int().check(z.minimum(1)),
    of: z.int().check(z.minimum(1)),
    state: z.enum(['signing', 'done']),
  })
  .register(wire, { id: 'SigningProgress', description: 'Where a host is in a signature of several documents.' });
export type SigningProgress = z.infer<typeof SigningProgress>;

/**
 * A line of the answer to who accepts `application/x-ndjson`: any number of lines of progress, then one that is the JSON
 * answer itself, with the status that it would have had.
 */
export const SigningLine = z
  .union([
    z.object({ progress: SigningProgress }),
    z.object({ status: z.int(), result: SignReceipt }),
    z.object({ status: z.int(), problem: Problem }),
  ])
  .register(wire, { id: 'SigningLine', description: 'A line of an answer that tells of a signature under way.' });
export type SigningLine = z.infer<typeof SigningLine>;
