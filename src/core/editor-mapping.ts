import type { SealUseMapping } from '../schema/seal-use-config.js';
import type { SigningMapping } from '../schema/signing-config.js';
import type { WorkflowSummary } from '../schema/workflow.js';
import { emptySealUseMapping, emptySigningMapping } from './empty-mapping.js';

/** What the editor edits: the signing mapping of a workflow (chapter 4) or its physical-seal mapping (chapter 5). */
export type EditorMapping = SigningMapping | SealUseMapping;

/** The kinds of mapping by the words of the element's attribute. */
export type MappingKind = 'signing' | 'seal-use';

/** The two kinds have disjoint sections, but for `basic`; `apply` is what every physical-seal mapping has. */
export function isSealUse(mapping: EditorMapping): mapping is SealUseMapping {
  return 'apply' in mapping;
}

export function isSigning(mapping: EditorMapping): mapping is SigningMapping {
  return !isSealUse(mapping);
}

export function kindOf(mapping: EditorMapping): MappingKind {
  return isSealUse(mapping) ? 'seal-use' : 'signing';
}

/**
 * The mapping as a signing mapping, for what only that kind has.
 *
 * @throws Error for a physical-seal mapping, whose slots never lead there.
 */
export function signingOf(mapping: EditorMapping): SigningMapping {
  if (isSealUse(mapping)) throw new Error('this is no signing mapping');
  return mapping;
}

/** @throws Error for a signing mapping, as {@link signingOf}. */
export function sealUseOf(mapping: EditorMapping): SealUseMapping {
  if (!isSealUse(mapping)) throw new Error('this is no physical-seal mapping');
  return mapping;
}

/** A mapping of a kind with nothing bound. */
export function emptyMapping(kind: MappingKind, workflowId: string, name: string): EditorMapping {
  return kind === 'signing' ? emptySigningMapping(workflowId, name) : emptySealUseMapping(workflowId, name);
}

/** The same mapping with other basic facts; a spread alone would lose which kind it is. */
export function withBasic<M extends EditorMapping>(mapping: M, basic: Partial<EditorMapping['basic']>): M {
  return { ...mapping, basic: { ...mapping.basic, ...basic } };
}

/** The stored configuration of a kind that a workflow has already (C-01, P-01). */
export function configOf(workflow: WorkflowSummary, kind: MappingKind): string | null {
  return kind === 'signing' ? workflow.signingConfigId : workflow.sealUseConfigId;
}
