/** Splits a JSON pointer (RFC 6901) into its keys; `''` is the document itself. */
export function pointerKeys(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw new Error(`not a JSON pointer: ${pointer}`);
  return pointer
    .slice(1)
    .split('/')
    .map((key) => (key.includes('~') ? key.replaceAll('~1', '/').replaceAll('~0', '~') : key));
}

/** The value at a pointer, undefined where the document has nothing. */
export function valueAt(doc: unknown, pointer: string): unknown {
  let value: unknown = doc;
  for (const key of pointerKeys(pointer)) value = memberOf(value, key);
  return value;
}

/** One step of a pointer. Inherited members (`constructor`, `__proto__`) are never reached. */
export function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? (value as unknown[])[Number(key)] : undefined;
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, key)) {
    return (value as Record<string, unknown>)[key];
  }
  return undefined;
}
