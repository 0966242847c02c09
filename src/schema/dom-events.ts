import * as z from 'zod/mini';

import { BatchResult } from './batch.js';
import { RecordCase } from './case-file.js';
import { SignReceipt } from './envelope.js';
import { EditorStep, MappingProblem } from './mapping-problem.js';
import { Mark } from './placement.js';
import { Id } from './primitives.js';
import { ErrorCode } from './problem.js';
import { wire } from './registry.js';
import { LibrarySeal } from './seal-library.js';
import { SealUse } from './seal-use.js';
import { SealUseConfig, SealUseMapping } from './seal-use-config.js';
import { SigningConfig, SigningMapping } from './signing-config.js';

export { EditorStep, MappingProblem };

/** An edit that is about to happen: the sentence's key and words, and the first place in the mapping that it touches. */
const PendingChange = z.object({
  command: z.string(),
  pointer: z.nullable(z.string()),
  params: z.record(z.string(), z.string()),
});

const EditorMapping = z.union([SigningMapping, SealUseMapping]);

/**
 * Details of the events that the elements fire, by event name. All events bubble and are composed; `esign-before-*`
 * can be cancelled, and so can `esign-new-action-flow` by a page that opens its own.
 */
export const DomEventDetails = z
  .object({
    'esign-ready': z.object({ recordId: z.nullable(Id), envelopeId: z.nullable(Id), state: z.string() }),
    'esign-error': z.object({ code: ErrorCode, message: z.string() }),
    'esign-change': z.object({ mapping: EditorMapping, command: z.string() }),
    'esign-before-bind': PendingChange,
    'esign-before-unbind': PendingChange,
    'esign-before-change': PendingChange,
    'esign-before-save': z.object({ mapping: EditorMapping }),
    'esign-save': z.object({ mapping: EditorMapping }),
    'esign-saved': z.object({ config: z.union([SigningConfig, SealUseConfig]) }),
    'esign-copied': z.object({ workflowId: Id, config: z.union([SigningConfig, SealUseConfig]) }),
    'esign-step': z.object({ step: EditorStep }),
    'esign-cases-change': z.object({ cases: z.array(RecordCase) }),
    'esign-new-action-flow': z.object({ workflowId: Id }),
    'esign-problem': z.object({ problems: z.array(MappingProblem) }),
    // `done`: the person has said that all is placed (`mode="place"`), and the checks found nothing
    'esign-placed': z.object({ marks: z.array(Mark), done: z.boolean() }),
    'esign-before-sign': z.object({ marks: z.array(Mark) }),
    'esign-signed': z.object({ receipt: SignReceipt }),
    'esign-batch-done': z.object({ results: z.array(BatchResult) }),
    'esign-rejected': z.object({ envelopeId: Id, reason: z.string() }),
    'esign-download': z.object({ envelopeId: Id, documentId: Id }),
    'esign-submit-workflow': z.object({ recordId: Id }),
    'esign-activity': z.object({}),
    'esign-close': z.object({ envelopeId: Id }),
    'esign-created': z.object({ seal: LibrarySeal }),
    'esign-synced': z.object({ bindingId: Id }),
    'esign-applied': z.object({ sealUse: SealUse }),
    'esign-appended': z.object({ sealUse: SealUse }),
    'esign-ended': z.object({ sealUse: SealUse }),
  })
  .register(wire, { id: 'DomEventDetails', description: 'Details of the DOM events, by event name.' });
export type DomEventDetails = z.infer<typeof DomEventDetails>;
