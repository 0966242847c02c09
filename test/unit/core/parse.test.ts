import { describe, expect, it } from 'vitest';

import { errorFacts, EsignError } from '../../../src/core/errors.js';
import { toPointer } from '../../../src/core/parse.js';
import { ErrorCode } from '../../../src/schema/problem.js';

describe('EsignError', () => {
  it('has a status and a retry rule for every code', () => {
    for (const code of ErrorCode.options) {
      const { status } = errorFacts(code);
      expect(status === 0 || (status >= 400 && status < 600), code).toBe(true);
    }
  });

  it('keeps an error of another copy of the module by its code', () => {
    const foreign = Object.assign(new Error('x'), { name: 'EsignError', code: 'out-of-turn' });

    expect(EsignError.from(foreign).code).toBe('out-of-turn');
  });

  it('wraps what it does not know as unexpected, with the cause', () => {
    const cause = new TypeError('boom');

    expect(EsignError.from(cause)).toMatchObject({ code: 'unexpected', cause });
  });
});

describe('toPointer', () => {
  it('escapes as RFC 6901 says', () => {
    expect(toPointer(['a/b', 'c~d', 0])).toBe('/a~1b/c~0d/0');
  });
});
