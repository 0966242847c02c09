import { pinCase, uniqueCaseName } from '../core/cases.js';
import type { RecordCase } from '../schema/case-file.js';
import type { MappingView } from './mapping-view.js';

/** The case of a record that expects what the mapping sends for it now, under a name that no other case has. */
export function pinRecord(
  { mapping, workflow }: MappingView,
  cases: readonly RecordCase[],
  { title, ...pinned }: Pick<RecordCase, 'record' | 'operator' | 'now'> & { readonly title: string },
): RecordCase {
  const known = cases.find(({ record }) => record === pinned.record);
  const name = uniqueCaseName(known?.name ?? title, cases);
  return pinCase({ name, ...pinned }, { mapping, workflow });
}

/** The record that is looked at, with what it is pinned with. */
export function recordInSight({ trial }: MappingView): Parameters<typeof pinRecord>[2] {
  const { record, operator, now } = trial.context;
  return { record, operator, now, title: trial.origin === 'sample' ? trial.name : record.title };
}
