import type { MappingProblem } from '../schema/dom-events.js';
import type { Workflow } from '../schema/workflow.js';
import type { EditorMapping } from './editor-mapping.js';
import { boundAt, conditionAt } from './fix-fields.js';
import { fixesOf, type Fix, type FixContext } from './fixes.js';

export type DriftKind = 'gone' | 'renamed' | 'retyped';

/** One way to follow a change of the workflow; `key` names it in every place where the thing is used. */
export interface DriftChoice {
  readonly key: string;
  readonly fix: Pick<Fix, 'id' | 'params'>;
}

/** One thing of the workflow that is no longer what the mapping remembers, with every place that uses it. */
export interface Drift {
  readonly id: string;
  readonly kind: DriftKind;
  /** `field`, `node`, `exit`, `table` or whatever else the check says. */
  readonly what: string;
  readonly name: string;
  /** The new label of what was renamed, the new type of what was retyped. */
  readonly now: string;
  readonly places: readonly MappingProblem[];
  readonly choices: readonly DriftChoice[];
  /** The choice that loses nothing; null where a person has to decide. */
  readonly suggested: string | null;
}

const KINDS: Readonly<Record<string, DriftKind>> = { GONE: 'gone', RENAMED: 'renamed', RETYPED: 'retyped' };

/** What of the workflow drifted; what is no part of it (a binding, a party) or only a choice is another matter. */
const FOREIGN: ReadonlySet<string> = new Set(['binding', 'workflow', 'party', 'document', 'option']);

/**
 * What changed in the workflow since the mapping was made, from the problems of a mapping: gone, renamed, retyped, in the
 * order in which it shows. The same field in several slots is one entry.
 */
export function driftOf(
  problems: readonly MappingProblem[],
  mapping: EditorMapping,
  workflow: Workflow,
  context: FixContext,
): Drift[] {
  const groups = new Map<string, MappingProblem[]>();
  for (const found of problems) {
    const id = idOf(found, mapping);
    if (id === null) continue;
    groups.set(id, [...(groups.get(id) ?? []), found]);
  }
  const drifts = [...groups].map(([id, places]) => driftAt(id, places, mapping, workflow, context));
  const order: DriftKind[] = ['gone', 'renamed', 'retyped'];
  return order.flatMap((kind) => drifts.filter((drift) => drift.kind === kind));
}

/** The field itself tells, not its label: two fields may be called the same. */
function idOf(found: MappingProblem, mapping: EditorMapping): string | null {
  const { code, pointer, params } = found;
  const kind = KINDS[code];
  if (!kind || FOREIGN.has(params['kind'] ?? '')) return null;
  const ref = (conditionAt(mapping, found) ?? boundAt(mapping, pointer))?.ref;
  return ref ? `${kind} field ${ref.table} ${ref.field}` : `${kind} ${params['kind'] ?? ''} ${params['name'] ?? ''}`;
}

function driftAt(
  id: string,
  places: readonly MappingProblem[],
  mapping: EditorMapping,
  workflow: Workflow,
  context: FixContext,
): Drift {
  const [first] = places;
  const { code = '', params = {} } = first ?? {};
  const choices = new Map<string, DriftChoice>();
  for (const place of places) {
    for (const fix of fixesOf(place, mapping, workflow, context)) {
      if (!choices.has(fixKey(fix))) choices.set(fixKey(fix), { key: fixKey(fix), fix });
    }
  }
  const offered = [...choices.values()];
  const kind = KINDS[code] ?? 'gone';
  return {
    id,
    kind,
    what: params['kind'] ?? 'field',
    name: params['name'] ?? '',
    now: params['label'] ?? params['type'] ?? '',
    places,
    choices: offered,
    suggested: suggestion(kind, params['name'] ?? '', offered),
  };
}

/** A renamed or retyped field is followed; one that is gone only where one of the same name took its place. */
function suggestion(kind: DriftKind, name: string, choices: readonly DriftChoice[]): string | null {
  const [best] = choices;
  if (!best) return null;
  if (kind !== 'gone') return ['takeLabel', 'takeType', 'convert'].includes(best.fix.id) ? best.key : null;
  return best.fix.id === 'rebind' && best.fix.params['field'] === name ? best.key : null;
}

/** What tells the ways to follow a change apart. */
export function fixKey({ id, params }: Pick<Fix, 'id' | 'params'>): string {
  return JSON.stringify([id, params]);
}
