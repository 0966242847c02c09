import type { checkWithRecord } from '../../core/check-record.js';
import type { EditorMapping } from '../../core/editor-mapping.js';
import { mergeProblems, type Severities } from '../../core/problem-severity.js';
import type { MappingProblem } from '../../schema/dom-events.js';
import type { ProviderCapabilities } from '../../schema/provider.js';
import { whenIdle } from '../../ui/idle.js';
import type { TrialData } from '../../ui/mapping-view.js';

const NONE: readonly MappingProblem[] = [];

/**
 * What is wrong with the record that is looked at, beside what is wrong with the mapping itself. A made-up record says
 * nothing about real ones, and warns of nothing. The checks come when there is a record to check.
 */
export class RecordWarnings {
  readonly #changed: () => void;
  #check: typeof checkWithRecord | undefined;
  #isAsked = false;
  #last: { basis: readonly unknown[]; found: readonly MappingProblem[] } | undefined;
  #merged:
    { own: readonly MappingProblem[]; found: readonly MappingProblem[]; all: readonly MappingProblem[] } | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The problems of the mapping with those of the record behind them; the same list while nothing changed. */
  merge(
    own: readonly MappingProblem[],
    mapping: EditorMapping,
    trial: TrialData,
    capabilities: ProviderCapabilities | undefined,
    severities: Severities,
  ): readonly MappingProblem[] {
    const found = this.#of(mapping, trial, capabilities, severities);
    if (found.length === 0) return own;
    if (this.#merged?.own !== own || this.#merged.found !== found) {
      this.#merged = { own, found, all: [...own, ...found] };
    }
    return this.#merged.all;
  }

  #of(
    mapping: EditorMapping,
    trial: TrialData,
    capabilities: ProviderCapabilities | undefined,
    severities: Severities,
  ): readonly MappingProblem[] {
    if (trial.origin === 'sample') return NONE;
    const check = this.#check;
    if (!check) {
      this.#prepare();
      return NONE;
    }
    const basis = [mapping, trial.context, capabilities, trial.name, severities];
    if (!this.#last?.basis.every((part, at) => part === basis[at])) {
      const found = check(mapping, trial.context, capabilities).map((problem) => {
        return { ...problem, params: { ...problem.params, record: trial.name } };
      });
      this.#last = { basis, found: mergeProblems([], found, severities) };
    }
    return this.#last.found;
  }

  #prepare(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    whenIdle(() => void this.#load());
  }

  async #load(): Promise<void> {
    try {
      this.#check = (await import('../../core/check-record.js')).checkWithRecord;
      this.#changed();
    } catch {
      this.#isAsked = false;
    }
  }
}
