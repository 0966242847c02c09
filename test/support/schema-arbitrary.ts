import fc from 'fast-check';
import type * as z from 'zod/mini';
import type * as core from 'zod/v4/core';

type AnySchema = z.ZodMiniType;
type Def = core.$ZodTypes['_zod']['def'];

interface Limits {
  min?: number;
  max?: number;
  pattern?: RegExp;
  format?: string;
}

/** Collects what `.check(...)` and formats say about a string, number or array. */
function limitsOf(schema: AnySchema): Limits {
  const def = schema._zod.def as { checks?: core.$ZodCheck[]; format?: string; pattern?: RegExp };
  const limits: Limits = {};
  if (def.format) limits.format = def.format;
  if (def.pattern) limits.pattern = def.pattern;
  for (const check of def.checks ?? []) {
    const rule = check._zod.def as unknown as Record<string, unknown> & { check: string };
    if (rule.check === 'min_length' || rule.check === 'length_equals')
      limits.min = (rule.minimum ?? rule.length) as number;
    if (rule.check === 'max_length' || rule.check === 'length_equals')
      limits.max = (rule.maximum ?? rule.length) as number;
    if (rule.check === 'greater_than') limits.min = (rule.value as number) + (rule.inclusive ? 0 : 1e-3);
    if (rule.check === 'less_than') limits.max = rule.value as number;
    if (rule.check === 'string_format') {
      limits.format = rule.format as string;
      if (rule.pattern) limits.pattern = rule.pattern as RegExp;
    }
    if (rule.check === 'number_format') limits.format = rule.format as string;
  }
  return limits;
}

const timestamps = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Texts that a hostile or merely Chinese form may hold. */
const texts = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('合同', '<img src=x onerror=alert(1)>', '__proto__', '𠮷野家', '\u202e', '{field}'),
  },
);

function strings({ min = 0, max = 60, pattern, format }: Limits): fc.Arbitrary<string> {
  if (format === 'datetime') return timestamps;
  if (format === 'date') return timestamps.map((time) => time.slice(0, 10));
  if (format === 'url') return fc.webUrl({ validSchemes: ['http', 'https'] });
  if (pattern) {
    const known = [...KNOWN_PATTERNS].find(([source]) => source === pattern.source);
    if (!known) throw new Error(`no generator for the pattern ${pattern.source}`);
    return known[1];
  }
  const any = fc.string({ minLength: min, maxLength: Math.min(max, min + 20) });
  // a hostile text that is too short for this schema gives way to a plain one; Zod counts code points
  const fits = (text: string) => [...text].length >= min && [...text].length <= max;
  return fc.tuple(fc.boolean(), texts, any).map(([plain, text, other]) => (!plain && fits(text) ? text : other));
}

/** The domain's own patterns, each with a generator; a new pattern fails loudly above. */
const KNOWN_PATTERNS = new Map<string, fc.Arbitrary<string>>([
  ['^(?:\\n|\\P{Cc})*$', fc.constantFrom('', '同意', '两行\n都有', '<b>𠮷</b>')],
  ['^https?:\\/\\/\\S+$', fc.webUrl({ validSchemes: ['http', 'https'] })],
  [
    '^[^\\s/?#%\\\\\\p{Cc}]+$',
    fc.oneof(
      fc.uuid(),
      fc.constantFrom('f-title', 'wf-1', 'field_甲', 'main'),
      fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
    ),
  ],
  ['^[0-9a-f]{64}$', fc.stringMatching(/^[0-9a-f]{64}$/)],
  [
    '^(all|first|last|odd|even|\\d{1,6}(-\\d{1,6})?(,\\d{1,6}(-\\d{1,6})?)*)$',
    fc.constantFrom('all', 'first', 'last', 'odd', 'even', '1', '1-3,5'),
  ],
  ['^[MLCQZmlcqz0-9eE.,\\s+-]+$', fc.constantFrom('M0 0L10 10Z', 'M1.5,2C3 4 5 6 7 8')],
  ['^([1-9]\\d?|1\\d\\d|200)$', fc.integer({ min: 1, max: 200 }).map(String)],
]);

function numbers({ min, max, format }: Limits): fc.Arbitrary<number> {
  if (format === 'safeint') return fc.integer({ min: Math.ceil(min ?? -1e6), max: Math.floor(max ?? 1e6) });
  return fc
    .double({ min: min ?? -1e6, max: max ?? 1e6, noNaN: true, noDefaultInfinity: true })
    .map((value) => (Object.is(value, -0) ? 0 : value));
}

/** Shape, kept in order; optional members are sometimes left out. */
function objects(shape: Record<string, AnySchema>, depth: number): fc.Arbitrary<object> {
  const required = Object.keys(shape).filter((key) => shape[key]?._zod.def.type !== 'optional');
  const members = Object.fromEntries(Object.entries(shape).map(([key, member]) => [key, arbitraryOf(member, depth)]));
  return fc.record(members, { requiredKeys: required, noNullPrototype: true });
}

/** A generator of valid values for a schema, by walking its definition. Refinements are kept by filtering. */
export function arbitraryOf(schema: AnySchema, depth = 0): fc.Arbitrary<unknown> {
  const refined = ((schema._zod.def as { checks?: core.$ZodCheck[] }).checks ?? []).some(
    (check) => (check._zod.def as { check: string }).check === 'custom',
  );
  const generated = plainArbitraryOf(schema, depth);
  return refined ? generated.filter((value) => schema.safeParse(value).success) : generated;
}

function plainArbitraryOf(schema: AnySchema, depth: number): fc.Arbitrary<unknown> {
  const def = schema._zod.def as Def;
  const inner = (child: core.$ZodType) => arbitraryOf(child as AnySchema, depth + 1);
  switch (def.type) {
    case 'string':
      return strings(limitsOf(schema));
    case 'number':
      return numbers(limitsOf(schema));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'array': {
      const { min = 0, max = 100 } = limitsOf(schema);
      return fc.array(inner(def.element), {
        minLength: min,
        maxLength: Math.max(min, Math.min(max, depth > 3 ? 1 : 3)),
      });
    }
    case 'tuple':
      return fc.tuple(...def.items.map(inner));
    case 'record':
      // Zod drops `__proto__` on purpose, so it cannot survive
      return fc.dictionary(
        (inner(def.keyType) as fc.Arbitrary<string>).filter((key) => key !== '__proto__'),
        inner(def.valueType),
        {
          maxKeys: 3,
          noNullPrototype: true,
        },
      );
    case 'nullable':
      return fc.option(inner(def.innerType), { nil: null });
    case 'optional':
      return inner(def.innerType);
    case 'union':
      return fc.oneof(...def.options.map(inner));
    case 'object':
      return objects(def.shape as Record<string, AnySchema>, depth + 1);
    default:
      throw new Error(`no generator for schemas of type ${def.type}`);
  }
}
