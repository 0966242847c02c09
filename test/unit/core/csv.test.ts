import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readCsv, writeCsv } from '../../../src/core/csv.js';

describe('CSV', () => {
  it('reads back just what it wrote, whatever is in the cells', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('', '"', 'a,b', 'line\nbreak', 'line\r\nbreak', '=1+1', "'=1+1", "''@x", '-3', '中文', '\uFEFFx'),
    );
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 });

    // a mark at the very start belongs to the file, not to the cell
    fc.assert(
      fc.property(rows, (table) => {
        fc.pre(!table[0]![0]!.startsWith('\uFEFF'));
        expect(readCsv(writeCsv(table))).toEqual(table);
      }),
    );
  });

  it('writes nothing that an office program would run as a formula', () => {
    expect(writeCsv([['=HYPERLINK("http://x")', '+1', '@a', '-2']])).toBe(
      '"\'=HYPERLINK(""http://x"")",\'+1,\'@a,\'-2\r\n',
    );
  });

  it('takes line ends of every system and a byte order mark', () => {
    expect(readCsv('\uFEFFa,b\rc,d\ne,f\r\ng,h')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ]);
  });

  it('refuses a file that ends inside of a quoted cell', () => {
    expect(() => readCsv('key,en\n/buttons/sign,"Sig')).toThrow(/not closed/);
  });
});
