import { EnvelopeSummary } from './envelope.js';
import { page } from './primitives.js';
import { Seal } from './seal.js';

// the lists that a document is signed from; apart from the others, so that the panel takes in no schemas of configurations
export const EnvelopePage = page(EnvelopeSummary, 'EnvelopePage');
export const SealPage = page(Seal, 'SealPage');
