import * as z from 'zod/mini';

type JsonSchema = Record<string, unknown>;

/** Texts of which one fits most patterns of the contract. */
const TEXTS = ['contract-test', '0'.repeat(64), '1', 'M0 0', 'all', '0'.repeat(32)];
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2030-01-01T00:00:00Z',
  date: '2030-01-01',
  uri: 'https://contract-test.example',
  uuid: '00000000-0000-4000-8000-000000000000',
};
const MAX_DEPTH = 24;

/** The smallest value that a schema takes, or undefined where none was found: routes that nobody foresaw need a body too. */
export function sampleOf(schema: z.ZodMiniType): unknown {
  const root = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  const value = valueOf(root, root, 0);
  return schema.safeParse(value).success ? value : undefined;
}

function valueOf(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  if (depth > MAX_DEPTH) return null;
  const inner = (child: unknown): unknown => valueOf(child as JsonSchema, root, depth + 1);
  if (typeof schema['$ref'] === 'string') return inner(resolve(root, schema['$ref']));
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const choices = (schema['anyOf'] ?? schema['oneOf']) as unknown[] | undefined;
  if (choices) return inner(choices.find((choice) => (choice as JsonSchema)['type'] === 'null') ?? choices[0]);
  switch (schema['type']) {
    case 'object':
      return objectOf(schema, inner);
    case 'array': {
      const prefix = schema['prefixItems'] as unknown[] | undefined;
      return (
        prefix?.map(inner) ?? Array.from({ length: Number(schema['minItems'] ?? 0) }, () => inner(schema['items']))
      );
    }
    case 'string':
      return textOf(schema);
    case 'number':
    case 'integer':
      return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function objectOf(schema: JsonSchema, inner: (child: unknown) => unknown): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, unknown>;
  const required = (schema['required'] ?? []) as string[];
  return Object.fromEntries(required.map((name) => [name, inner(properties[name])]));
}

function textOf(schema: JsonSchema): string {
  const format = FORMATS[String(schema['format'])];
  if (format !== undefined) return format;
  const {
    pattern,
    minLength = 0,
    maxLength = Infinity,
  } = schema as {
    pattern?: string;
    minLength?: number;
    maxLength?: number;
  };
  const fits = (text: string): boolean =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));
  return TEXTS.find(fits) ?? '';
}

function resolve(root: JsonSchema, reference: string): unknown {
  let place: unknown = root;
  for (const part of reference.replace(/^#\/?/, '').split('/')) {
    if (part !== '') place = (place as JsonSchema)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return place;
}
