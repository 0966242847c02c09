import { fold, type Speller } from '../core/name-search.js';
import type { Form } from '../schema/form.js';
import { whenIdle } from './idle.js';

/** Every name of a form, as searches and suggestions spell it. */
function* namesOf(form: Form): Generator<string, undefined> {
  for (const { label, fields } of [form.main, ...form.details]) {
    yield fold(label);
    for (const field of fields) {
      yield fold(field.label);
      yield field.label;
    }
  }
}

/**
 * A speller that knows all names of a form. Reading thousands of names takes long, so it is done in small pieces while
 * the page rests; names that come later are read when they are asked for.
 */
export function learnNames(form: Form, spell: Speller): Promise<Speller> {
  const known = new Map<string, readonly string[]>();
  const remembering: Speller = (name) => {
    const found = known.get(name) ?? spell(name);
    known.set(name, found);
    return found;
  };
  const names = namesOf(form);
  return new Promise((resolve) => {
    const step = (rests: () => boolean): void => {
      // one name at least, so that a page that never rests comes to an end
      do {
        const next = names.next();
        if (next.done) {
          resolve(remembering);
          return;
        }
        remembering(next.value);
      } while (rests());
      whenIdle(step);
    };
    whenIdle(step);
  });
}
