import { EsignError } from '../../src/core/errors.js';
import { isFillIn, type FillInKind } from '../../src/core/fill-ins.js';
import type { MarkKind } from '../../src/schema/index.js';

/** What a service is told to have at a place; ticks and words of signers are asked by a template of its own. */
export type PlacedKind = Exclude<MarkKind, FillInKind>;

/** @throws EsignError `placement-invalid` for what signers fill in. */
export function placedKind(mark: MarkKind): PlacedKind {
  if (isFillIn(mark)) throw new EsignError('placement-invalid', `a ${mark} is asked by a template of the service`);
  return mark;
}
