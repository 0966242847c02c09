import type * as z from 'zod/mini';

import type { InputError } from '../schema/problem.js';
import { EsignError } from './errors.js';

/** A JSON pointer (RFC 6901) from a path of keys. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * Parses what came over a boundary.
 *
 * @throws EsignError `code` (default `invalid-input`) with one pointer per fault.
 */
export function parseOrThrow<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  code: 'invalid-input' | 'bad-response' = 'invalid-input',
): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors: InputError[] = result.error.issues.map((issue) => ({
    pointer: toPointer(issue.path),
    code: issue.code ?? 'custom',
    message: issue.message,
  }));
  const first = errors[0];
  throw new EsignError(code, `${code} at ${first?.pointer || '/'}: ${first?.message ?? ''}`, { errors });
}
