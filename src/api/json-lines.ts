import { EsignError } from '../core/errors.js';

/** Longer than any answer is, and short enough for the memory of a page. */
const MAX_LINE = 4 * 1024 * 1024;

/**
 * The objects of a body with one JSON text per line; empty lines are none. A last line may lack its end; half of one is left
 * out, because it was cut off: no beginning of an object is JSON.
 *
 * @throws EsignError `bad-response` for a line that is no object, or is too long.
 */
export async function* readJsonLines(
  body: ReadableStream<Uint8Array>,
  maxLine = MAX_LINE,
): AsyncGenerator<Record<string, unknown>> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const lines = (rest + decoder.decode(value, { stream: !done })).split('\n');
      rest = lines.pop() ?? '';
      if ([...lines, rest].some(({ length }) => length > maxLine)) {
        throw new EsignError('bad-response', `a line of the answer is longer than ${maxLine} characters`);
      }
      for (const line of lines) {
        if (line.trim() !== '') yield objectIn(line) ?? refuse();
      }
      if (!done) continue;
      const last = objectIn(rest);
      if (last) yield last;
      return;
    }
  } finally {
    // what ended by itself, or broke, has nothing to cancel
    reader.cancel().catch(() => undefined);
  }
}

function objectIn(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    // half of a line, or a page of a proxy: which of them, its place tells
    return undefined;
  }
}

function refuse(): never {
  throw new EsignError('bad-response', 'a line of the answer is not a JSON object');
}
