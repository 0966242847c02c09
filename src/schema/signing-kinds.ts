import * as z from 'zod/mini';

import { wire } from './registry.js';

/** Every button of the e-seal tab and of the form; C-60 labels them. */
export const ButtonKind = z
  .enum([
    'sign',
    'setPositions',
    'view',
    'download',
    'launch',
    'revoke',
    'remind',
    'reject',
    'verify',
    'archive',
    'viewSealUse',
    'applySeal',
    'appendSeal',
    'endSeal',
  ])
  .register(wire, { id: 'ButtonKind', description: 'A button that people see.' });
export type ButtonKind = z.infer<typeof ButtonKind>;

export const PartyKind = z
  .enum(['organization', 'person'])
  .register(wire, { id: 'PartyKind', description: 'An organisation or a person signs.' });
export type PartyKind = z.infer<typeof PartyKind>;

export const PartyScope = z
  .enum(['internal', 'external'])
  .register(wire, { id: 'PartyScope', description: 'From the OA, or outside with a contact.' });
export type PartyScope = z.infer<typeof PartyScope>;
