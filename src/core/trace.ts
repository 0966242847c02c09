import type { EditorMapping } from './editor-mapping.js';
import type { ResolveContext, TraceStep } from './resolve.js';
import { resultOf, type SlotResult } from './results.js';
import type { SlotDefinition } from './slot-definition.js';

export type { TraceStep } from './resolve.js';

/** What a slot sends, and every step on the way from the record to it. */
export interface Trace {
  readonly steps: readonly TraceStep[];
  readonly result: SlotResult | null;
}

/** Why a slot sends what it sends: the very reading of the value, listened to. */
export function traceOf(slot: SlotDefinition, mapping: EditorMapping, context: ResolveContext): Trace {
  const steps: TraceStep[] = [];
  const result = resultOf(slot, mapping, { ...context, trace: (step) => steps.push(step) });
  return { steps, result };
}
