import * as z from 'zod/mini';

import { Id, Timestamp } from './primitives.js';
import { ErrorCode } from './problem.js';
import { wire } from './registry.js';

/** `failed`: nobody tries it any more; `delayed`: it failed several times and is tried again by itself. */
export const StuckState = z
  .enum(['failed', 'delayed'])
  .register(wire, { id: 'StuckState', description: 'Why an effect needs a look.' });
export type StuckState = z.infer<typeof StuckState>;

/** An effect that the host could not carry out so far, with its cause. */
export const StuckEffect = z
  .object({
    id: Id,
    /** As in `Effect`, or one that a newer host knows. */
    kind: z.string(),
    /** What it is about: an envelope, a seal use, or one of them that is yet to be made for the record. */
    subject: z.string(),
    recordId: z.nullable(Id),
    state: StuckState,
    attempts: z.int(),
    /** Times that a process died over it since its last failure. */
    crashes: z.int(),
    /** The message is for operators, in English, and holds no secrets. */
    cause: z.object({ code: ErrorCode, message: z.string() }),
    createdAt: Timestamp,
    /** When it is tried again; null when it is not. */
    nextAt: z.nullable(Timestamp),
  })
  .register(wire, { id: 'StuckEffect', description: 'An effect that could not be carried out, and why.' });
export type StuckEffect = z.infer<typeof StuckEffect>;

/** How many effects are tried again: the one that was named and those of its subject that were given up with it. */
export const EffectRetry = z
  .object({ id: Id, requeued: z.int() })
  .register(wire, { id: 'EffectRetry', description: 'What another attempt took up.' });
export type EffectRetry = z.infer<typeof EffectRetry>;
