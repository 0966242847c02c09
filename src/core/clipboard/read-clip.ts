import * as z from 'zod/mini';

import { FieldOption } from '../../schema/form.js';
import { Id } from '../../schema/primitives.js';
import { SealUseMapping } from '../../schema/seal-use-config.js';
import { SigningMapping } from '../../schema/signing-config.js';
import { pointerKeys } from '../pointer.js';
import { CLIP_MARK, looksLikeClip, type ClipChoices, type ClipItem } from './clip.js';

/**
 * Why a clipboard cannot be read: it holds no bindings, more than any mapping has, those of a newer version, or something
 * that claims to be bindings and is not.
 */
export type ClipError = 'none' | 'large' | 'version' | 'damaged';

export type ClipRead =
  | { readonly ok: true; readonly items: readonly ClipItem[]; readonly choices: readonly ClipChoices[] }
  | { readonly ok: false; readonly error: ClipError };

/** The largest mapping of the tests is a tenth of this. */
export const CLIP_MOST = 512 * 1024;

const Clip = z.strictObject({
  [CLIP_MARK]: z.literal('bindings'),
  version: z.literal(1),
  items: z
    .array(
      z.strictObject({
        pointer: z.string().check(z.maxLength(200), z.regex(/^(\/[A-Za-z0-9]+)+$/)),
        value: z.unknown(),
      }),
    )
    .check(z.minLength(1), z.maxLength(300)),
  choices: z.optional(z.array(z.strictObject({ table: Id, field: Id, options: z.array(FieldOption) }))),
});

/** Reads what somebody may have written into the clipboard: only whole values of places that a mapping has come through. */
export function readClip(text: string): ClipRead {
  if (!looksLikeClip(text)) return fail('none');
  if (text.length > CLIP_MOST) return fail('large');
  const json = parsed(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return fail('damaged');
  if (!('version' in json) || json.version !== 1)
    return fail('version' in json && Number.isInteger(json.version) ? 'version' : 'damaged');
  const clip = Clip.safeParse(json);
  if (!clip.success) return fail('damaged');
  const items: ClipItem[] = [];
  for (const { pointer, value } of clip.data.items) {
    const found = schemaAt(pointer)?.safeParse(value);
    if (!found?.success) return fail('damaged');
    items.push({ pointer, value: found.data });
  }
  return { ok: true, items, choices: clip.data.choices ?? [] };
}

function fail(error: ClipError): ClipRead {
  return { ok: false, error };
}

/** Text that is no JSON, or nested deeper than the parser goes, is damaged like any other. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type AnySchema = z.ZodMiniType;

/** What the schema of a mapping says about the place that a pointer leads to; undefined where it has none. */
export function schemaAt(pointer: string): AnySchema | undefined {
  const keys = pointerKeys(pointer);
  return memberSchema(SigningMapping, keys) ?? memberSchema(SealUseMapping, keys);
}

function memberSchema(root: AnySchema, keys: readonly string[]): AnySchema | undefined {
  let schema: AnySchema | undefined = root;
  for (const key of keys) {
    const found: AnySchema[] = bare(schema);
    schema = found.map((candidate) => stepInto(candidate, key)).find((inner) => inner !== undefined);
    if (schema === undefined) return undefined;
  }
  return schema;
}

/** The members of a union count as one: a pointer into a document leads into the kind that has the member. */
function bare(schema: AnySchema): AnySchema[] {
  if (schema instanceof z.ZodMiniNullable || schema instanceof z.ZodMiniOptional) {
    return bare(schema._zod.def.innerType as AnySchema);
  }
  return schema instanceof z.ZodMiniUnion ? (schema._zod.def.options as AnySchema[]).flatMap(bare) : [schema];
}

function stepInto(schema: AnySchema, key: string): AnySchema | undefined {
  if (schema instanceof z.ZodMiniArray) {
    return /^(0|[1-9]\d{0,3})$/.test(key) ? (schema._zod.def.element as AnySchema) : undefined;
  }
  if (!(schema instanceof z.ZodMiniObject)) return undefined;
  const shape = schema._zod.def.shape as Readonly<Record<string, AnySchema>>;
  return Object.hasOwn(shape, key) ? shape[key] : undefined;
}
