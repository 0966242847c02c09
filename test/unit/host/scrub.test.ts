import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { scrubFailure, secretsIn } from '../../../host/observe/scrub.js';
import { EsignError } from '../../../src/core/errors.js';

const SECRET = 'se/cret + 密钥';

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
  ])('loses a secret that is quoted %s, in its text and in its cause', (_, quoted) => {
    const cause = new Error('refused', { cause: { request: { headers: { authorization: `Bearer ${quoted}` } } } });
    const errors = [{ pointer: '/appSecret', code: 'wrong', message: `not ${quoted}` }];

    const scrubbed = scrubFailure(new EsignError('provider-failed', `401 for ${quoted}`, { cause, errors }), {
      appSecret: SECRET,
    });

    expect(scrubbed).toMatchObject({ code: 'provider-failed', message: '401 for [redacted]' });
    expect(inspect(scrubbed, { depth: 8 })).not.toContain(quoted);
  });

  it('finds the secrets in what an adapter is called with', () => {
    expect(secretsIn([{ binding: {}, secrets: { a: 'b' } }])).toEqual({ a: 'b' });
    expect(secretsIn(['text'])).toEqual({});
    expect(secretsIn([])).toEqual({});
  });
});
