import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import { parseOrThrow } from '../../../src/core/parse.js';
import { contractSchemas } from '../../../src/schema/endpoints.js';
import * as schemas from '../../../src/schema/index.js';
import { arbitraryOf } from '../../support/schema-arbitrary.js';

/** Every registered schema by its id, so that a new one is covered without a new test. */
const registered = new Map<string, z.ZodMiniType>();
for (const value of Object.values(schemas)) {
  if (typeof value !== 'object' || value === null || !('_zod' in value)) continue;
  const schema = value as z.ZodMiniType;
  const meta = contractSchemas.get(schema);
  if (meta) registered.set(meta.id, schema);
}

/** What a person edits and what is stored: these must also refuse members that they do not know. */
const stored = [
  'SigningMapping',
  'SealUseMapping',
  'BindingInput',
  'SignEnvelope',
  'Mark',
  'SealArtwork',
  'CreateSeal',
];

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  const inner = Object.entries(value).flatMap(([key, child]) =>
    pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length > 0 ? [path, ...inner] : inner;
}

function withValue(document: unknown, path: Path, replace: (old: unknown) => unknown): unknown {
  const copy: unknown = structuredClone(document);
  let parent = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last === undefined) return replace(copy);
  parent[last] = replace(parent[last]);
  return copy;
}

/** A symbol-free value that no schema of the domain accepts anywhere. */
const ALIEN = { '\u0000alien': [[['x']]] };

describe('schemas of the domain', () => {
  it('covers every schema that is registered for the wire', () => {
    const all = Object.keys(schemas).length;

    expect(registered.size).toBeGreaterThan(100);
    expect(all).toBeGreaterThan(registered.size);
  });

  it.each([...registered.keys()])('%s survives parse, JSON and parse again unchanged', (id) => {
    const schema = registered.get(id)!;

    fc.assert(
      fc.property(arbitraryOf(schema), (value) => {
        const parsed: unknown = parseOrThrow(schema, value);
        const again: unknown = parseOrThrow(schema, JSON.parse(JSON.stringify(parsed)));
        expect(again).toEqual(parsed);
        expect(parsed).toEqual(value);
      }),
      { numRuns: 25 },
    );
  });

  it.each(stored)('%s refuses a damaged document with a pointer into it, never with a crash', (id) => {
    const schema = registered.get(id)!;

    fc.assert(
      fc.property(arbitraryOf(schema), fc.nat(), (value, seed) => {
        const paths = pathsOf(value);
        fc.pre(paths.length > 0);
        const path = paths[seed % paths.length]!;
        const damaged = withValue(value, path, () => ALIEN);

        let failure: unknown;
        try {
          parseOrThrow(schema, damaged);
        } catch (error) {
          failure = error;
        }

        expect(failure).toBeInstanceOf(EsignError);
        const { errors } = failure as EsignError;
        expect(errors.length).toBeGreaterThan(0);
        const pointer = `/${path.join('/')}`;
        // a union reports at its own place, which is an ancestor of the damaged member
        expect(errors.some((error) => pointer.startsWith(error.pointer) || error.pointer.startsWith(pointer))).toBe(
          true,
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each(stored)('%s refuses a member that it does not know', (id) => {
    const schema = registered.get(id)!;

    fc.assert(
      fc.property(arbitraryOf(schema), (value) => {
        expect(schema.safeParse({ ...(value as object), surplus: 1 }).success).toBe(false);
      }),
      { numRuns: 10 },
    );
  });

  it('refuses a document of another schema version', () => {
    const mapping = fc.sample(arbitraryOf(schemas.SigningMapping), 1)[0] as object;

    expect(schemas.SigningMapping.safeParse({ ...mapping, schemaVersion: 2 }).success).toBe(false);
  });

  it('never gives a secret back when a binding is read (B-07)', () => {
    fc.assert(
      fc.property(arbitraryOf(schemas.Binding), (value) => {
        const binding = schemas.Binding.safeParse(value).data as Record<string, unknown>;
        for (const name of [
          'projectSecret',
          'appSecret',
          'encryptionKey',
          'clientSecret',
          'secretKey',
          'callbackKey',
        ]) {
          if (name in binding) expect(typeof binding[name]).toBe('object');
        }
      }),
      { numRuns: 50 },
    );
  });
});
