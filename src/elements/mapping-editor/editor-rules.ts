import type { EditorMapping } from '../../core/editor-mapping.js';
import { parseOrThrow } from '../../core/parse.js';
import type { Severities } from '../../core/problem-severity.js';
import type { MappingEditorContext, MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import { MappingProblem } from '../../schema/mapping-problem.js';
import type { Workflow } from '../../schema/workflow.js';

/**
 * A rule of the page. Problems that it finds are shown like the others; `params.message` holds the words. A rule that
 * needs its server answers with a promise.
 */
export interface ProblemRule {
  readonly id: string;
  check(mapping: EditorMapping, workflow: Workflow): readonly MappingProblem[] | Promise<readonly MappingProblem[]>;
}

interface Run {
  readonly rules: readonly ProblemRule[];
  readonly severities: Severities;
  readonly mapping: EditorMapping;
  readonly workflow: Workflow;
}

/** Runs the rules of the page on every document, and hands on what they found; an answer that comes late is dropped. */
export class RuleRunner {
  readonly #send: (event: MappingEditorEvent) => void;
  #last: Run | undefined;
  #found = new Map<string, readonly MappingProblem[]>();

  constructor(send: (event: MappingEditorEvent) => void) {
    this.#send = send;
  }

  /** To be called for every snapshot; does nothing while all is as it was. */
  update({ history, data }: MappingEditorContext, rules: readonly ProblemRule[], severities: Severities): void {
    const mapping = history?.doc;
    const workflow = data?.workflow;
    if (!mapping || !workflow) {
      this.#last = undefined;
      return;
    }
    const last = this.#last;
    const isFirst = last === undefined && rules.length === 0 && Object.keys(severities).length === 0;
    const same =
      last?.mapping === mapping && last.workflow === workflow && last.rules === rules && last.severities === severities;
    if (same) return;
    const run: Run = { rules, severities, mapping, workflow };
    this.#last = run;
    const needless = last?.rules === rules && last.severities === severities && rules.length === 0;
    if (!isFirst && !needless) this.#run(run);
  }

  #run(run: Run): void {
    const found = new Map<string, readonly MappingProblem[]>();
    const waiting = run.rules.flatMap((rule) => {
      const answer = answerOf(rule, run);
      if (!(answer instanceof Promise)) {
        found.set(rule.id, answer);
        return [];
      }
      // what it found before stays in sight until it has looked again
      found.set(rule.id, this.#found.get(rule.id) ?? []);
      return [answer.then((problems) => found.set(rule.id, problems))];
    });
    this.#report(run, found, waiting.length > 0);
    if (waiting.length > 0) {
      void Promise.all(waiting).then(() => {
        if (this.#last === run) this.#report(run, found, false);
      });
    }
  }

  #report({ severities }: Run, found: Map<string, readonly MappingProblem[]>, checking: boolean): void {
    this.#found = found;
    this.#send({ type: 'rules.reported', problems: [...found.values()].flat(), severities, checking });
  }
}

/** A rule that fails, or answers something else, must not stop the others; that it is missing is said. */
function answerOf(
  rule: ProblemRule,
  { mapping, workflow }: Run,
): readonly MappingProblem[] | Promise<readonly MappingProblem[]> {
  try {
    const answer = rule.check(mapping, workflow);
    if (!(answer instanceof Promise)) return parsed(answer);
    return answer.then((problems) => parsed(problems)).catch(() => failed(rule));
  } catch {
    return failed(rule);
  }
}

function parsed(problems: readonly MappingProblem[]): MappingProblem[] {
  return problems.map((problem) => parseOrThrow(MappingProblem, problem));
}

function failed({ id }: ProblemRule): MappingProblem[] {
  const place = { slot: 'C-01', step: 'basic', pointer: '/basic/workflowId' } as const;
  return [{ code: 'RULE-FAILED', severity: 'hint', ...place, params: { name: id } }];
}
