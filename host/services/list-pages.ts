import { EsignError } from '../../src/core/errors.js';
import { cursorOf, limitOf, toPage, type PageRequest } from './context.js';

/** Cuts a page out of a list that is read whole. @throws EsignError `invalid-input` when the list changed meanwhile. */
export function pageOf<T>(items: readonly T[], query: PageRequest, idOf: (item: T) => string) {
  const after = cursorOf(query);
  const start = after === null ? 0 : items.findIndex((item) => idOf(item) === after) + 1;
  if (after !== null && start === 0) throw new EsignError('invalid-input', 'the list has changed; start over');
  return toPage(items.slice(start), limitOf(query), idOf);
}
