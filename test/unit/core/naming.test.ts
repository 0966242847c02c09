import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkFileName, renderName, splitExtension, uniqueNames } from '../../../src/core/naming.js';
import { aFieldRef, aPerson, aRecord } from '../../support/builders.js';

describe('checkFileName', () => {
  it.each(['采购合同-已签署.pdf', 'report (2).pdf', '合同', 'a.b.c.pdf', '.pdf'.slice(1)])('takes %s', (name) => {
    expect(checkFileName(name)).toEqual({ ok: true });
  });

  it.each([
    ['a/b\\c:d*e?f"g<h>i|j.pdf', 'a_b_c_d_e_f_g_h_i_j.pdf'],
    [' 合同. ', '合同'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['合同\u202Efdp.exe', '合同_fdp.exe'],
    ['合同\u0000.pdf', '合同_.pdf'],
    ['行一\n行二.pdf', '行一 行二.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['nul', '_nul'],
    ['', '_'],
    ['...', '_'],
  ])('repairs %j (C-44)', (name, fixed) => {
    expect(checkFileName(name)).toEqual({ ok: false, code: 'NAME-BAD', fixed });
  });

  it('shortens to what file systems take, without cutting a character or the extension', () => {
    const check = checkFileName(`${'𠮷合'.repeat(100)}.pdf`);

    const fixed = check.ok ? '' : check.fixed;
    expect(Buffer.byteLength(fixed)).toBeLessThanOrEqual(230);
    expect(Buffer.byteLength(fixed)).toBeGreaterThan(220);
    expect(fixed).toMatch(/^(𠮷合)+𠮷?\.pdf$/u);
  });

  it('repairs every name in one go', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
        const check = checkFileName(name);

        if (!check.ok) expect(checkFileName(check.fixed)).toEqual({ ok: true });
      }),
      { numRuns: 500 },
    );
  });
});

describe('uniqueNames', () => {
  it('numbers equal names before the extension, without regard to case', () => {
    expect(uniqueNames(['a.pdf', 'A.pdf', 'a.pdf', 'b'])).toEqual(['a.pdf', 'A (2).pdf', 'a (3).pdf', 'b']);
  });

  it('does not take a name that another one has by itself', () => {
    expect(uniqueNames(['a (2).pdf', 'a.pdf', 'a.pdf'])).toEqual(['a (2).pdf', 'a.pdf', 'a (3).pdf']);
  });

  it('keeps the number and the order of names, and all differ', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'A', 'a (2)', 'b.pdf', 'B.pdf'), { maxLength: 12 }), (names) => {
        const unique = uniqueNames(names);

        expect(unique).toHaveLength(names.length);
        expect(new Set(unique.map((name) => name.toLowerCase())).size).toBe(names.length);
      }),
    );
  });
});

describe('splitExtension', () => {
  it('finds the extension, but not in a name that only begins with a dot or has a dot in a sentence', () => {
    expect(splitExtension('合同.v2.pdf')).toEqual({ stem: '合同.v2', extension: '.pdf' });
    expect(splitExtension('.gitignore')).toEqual({ stem: '.gitignore', extension: '' });
    expect(splitExtension('合同.第二版')).toEqual({ stem: '合同.第二版', extension: '' });
  });
});

describe('renderName', () => {
  it('draws spaces together', () => {
    const record = aRecord({ values: { 'f-title': ' 甲\n 乙 ' } });
    const context = { record, operator: aPerson(), now: '2026-11-22T08:00:00Z' };

    expect(renderName([{ kind: 'field', field: aFieldRef('f-title') }], context)).toBe('甲 乙');
  });
});
