import * as z from 'zod/mini';

import { Id, Label, Sha256 } from './primitives.js';
import { wire } from './registry.js';

/** The type is decided by the content, not by the name. */
export const Upload = z
  .object({
    fileId: Id,
    name: Label,
    sha256: Sha256,
    size: z.int().check(z.nonnegative()),
    mediaType: z.string(),
  })
  .register(wire, { id: 'Upload', description: 'A file that was taken in.' });
export type Upload = z.infer<typeof Upload>;
