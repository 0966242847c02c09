import { fixAll } from '../core/fix-all.js';
import type { MappingActions, MappingView } from './mapping-view.js';
import { fixesFor, fixText } from './problem-fixes.js';

/** Kinds of problems that one press settles together, in the order in which they show. */
export function bulkFixes(view: MappingView): { code: string; count: number; what: string; apply: () => BulkChange }[] {
  if (!view.editable) return [];
  const context = { bindings: view.bindings };
  const codes = [...new Set(view.problems.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const own = view.problems.filter((problem) => problem.code === code);
    if (own.length < 2 || !fixAll(code, own.slice(0, 1), view.mapping, view.workflow, context)) return [];
    const [first] = own[0] ? fixesFor(view, own[0]) : [];
    if (!first) return [];
    const what = view.messages.fixes.bulk[first.id] ?? fixText(view, first);
    const apply = (): BulkChange => ({
      command: fixAll(code, own, view.mapping, view.workflow, context) ?? first.command,
      sentence: { key: 'fixAll', params: { count: String(own.length), what } },
    });
    return [{ code, count: own.length, what, apply }];
  });
}

type BulkChange = Parameters<MappingActions['change']>[0];
