import { ReceivedCallback } from './callback.js';
import { AuditEntry, AuditTrailEntry } from './envelope.js';
import { StuckEffect } from './operations.js';
import { page } from './primitives.js';
import { SealUse } from './seal-use.js';

export * from './setup-pages.js';
export * from './signing-pages.js';

// one page of each list; apart from the endpoints, so that a client takes in only those of the lists that it reads
export const SealUsePage = page(SealUse, 'SealUsePage');
export const CallbackPage = page(ReceivedCallback, 'CallbackPage');
export const AuditPage = page(AuditEntry, 'AuditPage');
export const StuckEffectPage = page(StuckEffect, 'StuckEffectPage');
export const AuditTrailPage = page(AuditTrailEntry, 'AuditTrailPage');
