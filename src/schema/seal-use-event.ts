import * as z from 'zod/mini';

import { wire } from './registry.js';

/** P-15: the only events that providers of physical seals report. */
export const SealUseEvent = z
  .enum(['smartUseCompleted', 'filingCompleted', 'autoEnded', 'terminated', 'rejected'])
  .register(wire, { id: 'SealUseEvent', description: 'Something that happened to a physical seal use.' });
export type SealUseEvent = z.infer<typeof SealUseEvent>;
