import * as z from 'zod/mini';

import { wire } from './registry.js';

/** The steps of the editor, in order; each kind of mapping has its own of them. */
export const EditorStep = z
  .enum([
    'basic',
    'required',
    'optional',
    'flow',
    'advanced',
    'apply',
    'append',
    'end',
    'callbacks',
    'buttons',
    'operations',
  ])
  .register(wire, { id: 'EditorStep', description: 'A step of the mapping editor.' });
export type EditorStep = z.infer<typeof EditorStep>;

/** One fault of a mapping; `pointer` is a JSON pointer into it, `code` a message key such as REQ or FLOW-ORDER. */
export const MappingProblem = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning', 'hint']),
    slot: z.string(),
    step: EditorStep,
    pointer: z.string(),
    params: z.record(z.string(), z.string()),
  })
  .register(wire, { id: 'MappingProblem', description: 'A fault of a mapping, and its place.' });
export type MappingProblem = z.infer<typeof MappingProblem>;
