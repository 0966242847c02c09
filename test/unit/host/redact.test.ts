import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';

import { redact } from '../../../host/observe/redact.js';
import { BindingInput, endpoints, Id, secrets, Timestamp } from '../../../src/schema/index.js';

const Secret = z.string().register(secrets, { secret: true });

describe('a copy for the log (T18)', () => {
  it('hides secrets by their schema, whatever they are called', () => {
    const schema = z.object({
      harmless: Secret,
      password: z.boolean(),
      deep: z.optional(z.nullable(z.array(z.object({ note: z.optional(Secret), count: z.int() })))),
    });

    const copy = redact({ harmless: 'x', password: true, deep: [{ note: 'y', count: 1 }, { count: 2 }] }, schema);

    expect(copy).toEqual({
      harmless: '[redacted]',
      password: true,
      deep: [{ note: '[redacted]', count: 1 }, { count: 2 }],
    });
  });

  it('hides what is a secret in any shape that the value may have', () => {
    const schema = z.union([z.object({ text: z.string() }), z.object({ text: Secret })]);

    expect(redact({ text: 'x' }, schema)).toEqual({ text: '[redacted]' });
  });

  it('shows of texts only ids, times and words of a list: others may be about a person', () => {
    const schema = z.object({
      id: Id,
      parent: z.nullable(Id),
      at: Timestamp,
      role: z.enum(['signer', 'reader']),
      kind: z.literal('person'),
      name: z.string(),
      phone: z.union([z.literal('none'), z.string()]),
      idOrName: z.union([Id, z.string()]),
    });
    const open = { id: 'user-1', parent: 'user-2', at: '2026-11-22T02:00:00.000Z', role: 'signer', kind: 'person' };

    const copy = redact({ ...open, name: '王小明', phone: '13800000000', idOrName: '王小明' }, schema);

    expect(copy).toEqual({ ...open, name: '[text]', phone: '[text]', idOrName: '[text]' });
    expect(redact({ phone: 'none', role: '王小明' }, schema)).toEqual({ phone: 'none', role: '[not in the schema]' });
  });

  it('hides what the schema does not know: a secret may stand in the wrong place', () => {
    const schema = z.object({ name: z.string(), size: z.int(), part: z.object({ id: z.string() }) });

    expect(redact({ name: { value: 'x' }, size: ['x'], part: 'x', other: 'x' }, schema)).toEqual({
      name: '[not in the schema]',
      size: '[not in the schema]',
      part: '[not in the schema]',
      other: '[not in the schema]',
    });
    expect(redact('x', schema)).toBe('[not in the schema]');
  });

  it('knows the values of a record', () => {
    expect(redact({ a: 'x', b: 'y' }, z.record(z.string(), Secret))).toEqual({ a: '[redacted]', b: '[redacted]' });
    expect(redact({ a: 1 }, z.record(z.string(), z.int()))).toEqual({ a: 1 });
  });

  it.each([
    [{ provider: 'esign', serviceType: 'private' }, ['projectSecret']],
    [{ provider: 'esign', serviceType: 'public' }, ['appSecret']],
    [{ provider: 'qiyuesuo', serviceType: 'private' }, ['appSecret', 'encryptionKey']],
    [{ provider: 'zhangguanjia', serviceType: 'private' }, ['clientSecret']],
    [{ provider: 'tencent', serviceType: 'public' }, ['secretKey', 'callbackKey', 'signatureToken']],
    [{ provider: 'builtin', serviceType: 'private' }, ['callbackKey']],
  ])('hides every secret of a binding of %j', (common, names) => {
    const given = Object.fromEntries(names.map((name) => [name, 'canary']));

    const copy = redact({ ...common, name: '签署服务', ...given }, BindingInput);

    expect(copy).toEqual({
      ...common,
      name: '[text]',
      ...Object.fromEntries(names.map((name) => [name, '[redacted]'])),
    });
  });

  it('is able to copy the body of every endpoint', () => {
    for (const endpoint of Object.values(endpoints)) {
      if ('body' in endpoint && typeof endpoint.body === 'object') {
        expect(() => redact({ any: 'thing' }, endpoint.body)).not.toThrow();
      }
    }
  });
});
