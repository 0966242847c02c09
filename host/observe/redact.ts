import type * as z from 'zod/mini';
import type * as core from 'zod/v4/core';

import { Id, secrets, Timestamp } from '../../src/schema/index.js';

type Schema = z.ZodMiniType;
type Def = core.$ZodTypes['_zod']['def'];

const HIDDEN = '[redacted]';
const UNKNOWN = '[not in the schema]';
const TEXT = '[text]';

/** What may stand around the schema of a value without changing what the value is. */
function unwrapped(schema: Schema): Schema {
  const def = schema._zod.def as Def;
  return 'innerType' in def ? unwrapped(def.innerType as Schema) : schema;
}

/** Whether values of a schema are kept from everybody. */
export function isSecret(schema: Schema): boolean {
  return secrets.has(schema) || secrets.has(unwrapped(schema));
}

/** The schemas that a value may be parsed by, unions taken apart. */
export function alternatives(schema: Schema): Schema[] {
  const inner = unwrapped(schema);
  const def = inner._zod.def as Def;
  if (secrets.has(schema) || secrets.has(inner)) return [inner];
  if (def.type === 'union') return (def.options as readonly Schema[]).flatMap(alternatives);
  if (def.type === 'intersection') return [def.left, def.right].flatMap((side) => alternatives(side as Schema));
  return [inner];
}

/**
 * A copy of a value that may be logged. Secrets are found by the schema, and what the schema does not know is hidden,
 * too: somebody may have put a secret into the wrong field. Of texts only ids, times and the words of a closed list are
 * shown, because any other may be a name, a phone number or a remark about a person.
 */
export function redact(value: unknown, schema: Schema): unknown {
  return redactBy(value, alternatives(schema));
}

function redactBy(value: unknown, schemas: readonly Schema[]): unknown {
  if (value === null || value === undefined) return value;
  if (schemas.some((schema) => secrets.has(schema))) return HIDDEN;
  const defs = schemas.map((schema) => schema._zod.def as Def);
  if (Array.isArray(value)) {
    const items = defs.flatMap((def) => (def.type === 'array' ? alternatives(def.element as Schema) : []));
    return items.length === 0 ? UNKNOWN : value.map((item) => redactBy(item, items));
  }
  if (typeof value === 'object') return redactObject(value, defs);
  if (typeof value === 'string') return redactText(value, schemas);
  return defs.some(({ type }) => PLAIN.has(type)) ? value : UNKNOWN;
}

function redactText(value: string, schemas: readonly Schema[]): string {
  const types = schemas.map((schema) => ({ schema, type: (schema._zod.def as Def).type }));
  const isWord = types.some(({ schema, type }) => WORDS.has(type) && schema.safeParse(value).success);
  if (isWord) return value;
  const texts = types.filter(({ type }) => type === 'string');
  if (texts.length === 0) return UNKNOWN;
  return texts.every(({ schema }) => OPEN.has(schema)) ? value : TEXT;
}

function redactObject(value: object, defs: readonly Def[]): unknown {
  const known = defs.some((def) => def.type === 'object' || def.type === 'record');
  if (!known) return UNKNOWN;
  const entries = Object.entries(value).map(([key, item]) => {
    const schemas = defs.flatMap((def) => schemasOf(def, key));
    return [key, schemas.length === 0 ? UNKNOWN : redactBy(item, schemas)];
  });
  return Object.fromEntries(entries);
}

function schemasOf(def: Def, key: string): Schema[] {
  if (def.type === 'record') return alternatives(def.valueType as Schema);
  if (def.type !== 'object' || !Object.hasOwn(def.shape, key)) return [];
  const schema = def.shape[key];
  return schema === undefined ? [] : alternatives(schema as Schema);
}

const WORDS = new Set<Def['type']>(['enum', 'literal']);
const PLAIN = new Set<Def['type']>([...WORDS, 'number', 'boolean']);
const OPEN: ReadonlySet<Schema> = new Set<Schema>([Id, Timestamp]);
