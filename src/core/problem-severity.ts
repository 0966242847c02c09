import type { MappingProblem } from '../schema/dom-events.js';

/** How much a code weighs, where a host wants it other than usual. */
export type Severities = Readonly<Record<string, MappingProblem['severity']>>;

/** Every problem of a document in one list: those of the checks, then those of the host, weighed as the host wants. */
export function mergeProblems(
  own: readonly MappingProblem[],
  reported: readonly MappingProblem[],
  severities: Severities,
): MappingProblem[] {
  return [...own, ...reported].map((found) => {
    const severity = Object.hasOwn(severities, found.code) ? severities[found.code] : undefined;
    // the same object where nothing changes, so that what is kept by problem stays valid
    return severity === undefined || severity === found.severity ? found : { ...found, severity };
  });
}
