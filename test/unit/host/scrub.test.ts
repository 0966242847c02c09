import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { scrubFailure, secretsIn } from '../../../host/observe/scrub.js';
import { EsignError } from '../../../src/core/errors.js';

const SECRET = 'se/cr"et\\ + 密钥\n&<end>';
const JSON_QUOTED = JSON.stringify(SECRET).slice(1, -1);

describe('the failure of a call that was made with secrets', () => {
  it('stays as it is when it quotes none of them', () => {
    const error = new EsignError('provider-failed', 'the service is away');

    expect(scrubFailure(error, { appSecret: SECRET })).toBe(error);
  });

  it.each([
    ['as it is', SECRET],
    ['in an address', encodeURIComponent(SECRET)],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64url', Buffer.from(SECRET).toString('base64url')],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
    ['in an address with small letters', encodeURIComponent(SECRET).replace(/%../g, (byte) => byte.toLowerCase())],
    ['in the path of an address', encodeURIComponent(SECRET).replaceAll('%2F', '/')],
    ['in a form', new URLSearchParams([['', SECRET]]).toString().slice(1)],
    ['in JSON', JSON_QUOTED],
    ['in JSON of ASCII letters', JSON_QUOTED.replace('密', '\\u5bc6').replace('钥', '\\u94A5')],
    ['in JSON with escaped slashes', JSON_QUOTED.replace('/', '\\/')],
    ['in JSON in JSON', JSON.stringify(JSON_QUOTED).slice(1, -1)],
    ['in a page', SECRET.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;')],
  ])('loses a secret that is quoted %s, in its text and in its cause', (_, quoted) => {
    const cause = new Error('refused', { cause: { request: { headers: { authorization: `Bearer ${quoted}` } } } });
    const errors = [{ pointer: '/appSecret', code: 'wrong', message: `not ${quoted}` }];

    const scrubbed = scrubFailure(new EsignError('provider-failed', `401 for ${quoted}`, { cause, errors }), {
      appSecret: SECRET,
    });

    expect(scrubbed).toMatchObject({ code: 'provider-failed', message: '401 for [redacted]' });
    expect((scrubbed as EsignError).errors).toEqual([{ ...errors[0], message: 'not [redacted]' }]);
    expect((scrubbed as EsignError).cause).toBeUndefined();
    expect((scrubbed as EsignError).stack).not.toContain(quoted);
    expect(inspect(scrubbed, { depth: 8 })).not.toContain(quoted);
  });

  it.each(['', 'u', 'us', 'use'])('loses a secret behind the name "%s" of a basic authorization', (name) => {
    const quoted = Buffer.from(`${name}:${SECRET}`).toString('base64');

    const scrubbed = scrubFailure(new Error(`refused: Basic ${quoted}`), { appSecret: SECRET });

    // at the ends a letter holds bits of the neighbours, too
    expect(EsignError.from(scrubbed).message).toMatch(/^refused: Basic \S{0,8}\[redacted\]\S{0,3}$/);
  });

  it.each<[string, (quoted: string) => Error]>([
    ['the text of a cause', (quoted) => new Error('no', { cause: new TypeError(quoted) })],
    ['the text of one cause of many', (quoted) => new AggregateError([new Error(quoted)], 'no')],
    ['a stack', (quoted) => Object.assign(new Error('no'), { stack: `Error: ${quoted}\n at x` })],
    ['what hangs on a cause', (quoted) => new Error('no', { cause: { config: { data: [quoted] } } })],
    [
      'the address of a cause',
      () => new Error('no', { cause: new URL(`http://x.test/?${encodeURIComponent(SECRET)}`) }),
    ],
  ])('leaves out a cause when a secret is in %s', (_, make) => {
    const error = make(JSON_QUOTED);

    const scrubbed = scrubFailure(error, { appSecret: SECRET });

    expect(scrubbed).not.toBe(error);
    expect((scrubbed as EsignError).cause).toBeUndefined();
  });

  it('survives a cause that holds itself, and one that does not want to be read', () => {
    const cause: Record<string, unknown> = { sent: SECRET };
    cause['self'] = cause;
    Object.defineProperty(cause, 'trap', {
      get: () => {
        throw new Error('do not read me');
      },
    });

    expect(EsignError.from(scrubFailure(new Error('no', { cause }), { appSecret: SECRET })).cause).toBeUndefined();
  });

  it('finds nothing where there is no secret, or an empty one', () => {
    const error = new Error('the service is away');

    expect(scrubFailure(error, {})).toBe(error);
    expect(scrubFailure(error, { appSecret: '' })).toBe(error);
  });

  it('finds the secrets in what an adapter is called with', () => {
    expect(secretsIn([{ binding: {}, secrets: { a: 'b' } }])).toEqual({ a: 'b' });
    expect(secretsIn(['text'])).toEqual({});
    expect(secretsIn([])).toEqual({});
  });
});
