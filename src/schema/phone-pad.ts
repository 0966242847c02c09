import * as z from 'zod/mini';

import { Id, Timestamp } from './primitives.js';
import { secrets, wire } from './registry.js';
import { Handwriting } from './seal.js';

/**
 * A pad on a phone, made for the person who asks. `address` leads a phone there, once: it is relative to the endpoint unless
 * the host knows how the world reaches it, and whoever has it can write in the person's stead, so it is neither kept nor logged.
 */
export const PhonePad = z
  .object({
    id: Id,
    address: z.string().check(z.maxLength(4000)).register(secrets, { secret: true }),
    expiresAt: Timestamp,
  })
  .register(wire, { id: 'PhonePad', description: 'A pad on a phone, on which a signature is written.' });
export type PhonePad = z.infer<typeof PhonePad>;

/** `ink` comes with `arrived` and stays until the pad is closed or has expired. */
export const PhonePadNews = z
  .object({
    state: z.enum(['waiting', 'opened', 'arrived', 'expired']),
    ink: z.nullable(Handwriting),
  })
  .register(wire, { id: 'PhonePadNews', description: 'What became of a pad on a phone.' });
export type PhonePadNews = z.infer<typeof PhonePadNews>;
