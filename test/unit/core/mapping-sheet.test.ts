import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkMapping } from '../../../src/core/checks.js';
import { mappingSheet, type MappingSheet } from '../../../src/core/mapping-sheet.js';
import { sheetHtml, sheetMarkdown, type SheetText } from '../../../src/core/sheet-files.js';
import { signingSlots } from '../../../src/core/slots.js';
import { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import { SigningMapping } from '../../../src/schema/signing-config.js';
import { aFieldRef, aMapping, aSealUseMapping, aWorkflow } from '../../support/builders.js';
import { arbitraryOf } from '../../support/schema-arbitrary.js';

function sheetOf(mapping: SigningMapping | SealUseMapping): MappingSheet {
  return mappingSheet(mapping, aWorkflow(), checkMapping(mapping, aWorkflow(), { bindings: [] }));
}

describe('the sheet of a configuration', () => {
  it('has every slot that applies, in the order of the editor, with its values', () => {
    const { steps } = sheetOf(aMapping());
    const rows = steps.flatMap((step) => step.rows);
    const wanted = signingSlots.filter(({ control, applies }) => control === 'source' && applies(aMapping()));
    const shown = rows.map(({ slot }) => slot);
    expect(wanted.map(({ id }) => id).filter((id) => !shown.includes(id))).toEqual(['initiatorSeal']);
    expect(rows.find(({ slot }) => slot === 'subject')?.entries).toMatchObject([
      { pointer: '/required/subject', value: { label: '合同名称' } },
    ]);
    expect(rows.find(({ slot }) => slot === 'deadline')?.entries).toEqual([]);
  });

  it('says how a value is taken, and which controls of a template are filled', () => {
    const mapping = aMapping();
    mapping.required.subject = { kind: 'field', field: aFieldRef('i-name'), rows: { pick: 'last' } };
    mapping.required.documents = [
      {
        kind: 'template',
        id: 't1',
        template: { kind: 'constant', value: 'tpl-1', label: '标准合同' },
        controls: [
          { control: '金额', value: { kind: 'field', field: aFieldRef('f-amount'), conversion: 'formatAmountUpper' } },
          { control: '空着', value: null },
        ],
      },
    ];
    const rows = sheetOf(mapping).steps.flatMap((step) => step.rows);
    expect(rows.find(({ slot }) => slot === 'subject')?.entries[0]?.source?.rows).toEqual({ pick: 'last' });
    const entries = rows.find(({ slot }) => slot === 'documents')?.entries ?? [];
    expect(entries.map(({ control }) => control)).toEqual([undefined, '金额']);
    expect(entries[1]?.source?.conversion).toBe('formatAmountUpper');
  });

  it('says what happens where: nodes in their order, operations before and after the rest (R-11)', () => {
    const mapping = aMapping();
    const operation = { kind: 'exit' as const, target: 'e-legal-ok', message: {} };
    mapping.operations = [
      { ...operation, id: 'o1', timing: 'before', operation: 'remind' },
      { ...operation, id: 'o2', timing: 'after', operation: 'archive' },
      { ...operation, id: 'o3', target: 'e-gone', timing: 'after', operation: 'revoke' },
    ];
    const { places } = sheetOf(mapping);
    expect(
      places.map(({ id, timing, known, acts }) => [id, timing, known, acts.map((act) => act.operation ?? act.layer)]),
    ).toEqual([
      ['e-legal-ok', 'before', true, ['remind']],
      ['e-legal-ok', 'after', true, ['create', 'archive']],
      ['n-sign-a', null, true, ['sign']],
      ['n-sign-b', null, true, ['party']],
      ['e-gone', 'after', false, ['revoke']],
    ]);
  });

  it('shows what is parked only where something was set there', () => {
    const off = aMapping();
    off.flow.initiatorAction = 'launch';
    const rows = sheetOf(off).steps.flatMap((step) => step.rows);
    expect(rows.filter(({ parked }) => parked).map(({ slot }) => slot)).toEqual(['signingNodes', 'signers']);
  });

  it('shows a physical-seal mapping with its callbacks and places', () => {
    const sheet = sheetOf(aSealUseMapping());
    expect(sheet.kind).toBe('seal-use');
    expect(sheet.steps.map(({ step }) => step)).toEqual(['basic', 'apply', 'append', 'end']);
    expect(sheet.places.flatMap(({ acts }) => acts.map(({ layer }) => layer))).toContain('apply');
  });

  it('loses no problem, whatever the mapping is', () => {
    const mappings = fc.oneof(arbitraryOf(SigningMapping), arbitraryOf(SealUseMapping)) as fc.Arbitrary<SigningMapping>;
    fc.assert(
      fc.property(mappings, (mapping) => {
        const problems = checkMapping(mapping, aWorkflow(), { bindings: [] });
        expect(mappingSheet(mapping, aWorkflow(), problems).problems).toEqual(problems);
      }),
    );
  });
});

const text = (word: string): SheetText => ({
  lang: 'zh-CN',
  title: word,
  subtitle: word,
  facts: [[word, word]],
  sections: [{ title: word, note: word, tables: [{ title: word, head: [word], rows: [[word, word]] }] }],
});

describe('the files of a sheet', () => {
  it('lets no text out of its place in the page', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (word) => {
        // the policy and the style hold no angle bracket, so every one of them is ours
        const plain = (page: string): string =>
          page.replace(/<style>[\s\S]*<\/style>/, '').replace(/content="default[^"]*"/, '');
        const tags = (page: string): number => (plain(page).match(/[<>"]/g) ?? []).length;
        expect(tags(sheetHtml(text(word)))).toBe(tags(sheetHtml(text('字'))));
      }),
    );
  });

  it('has no script and no address, and a policy that names its own style', async () => {
    const page = sheetHtml(text('</style><script>alert(1)</script>"; } body { display: none'));
    expect(page).not.toMatch(/<script|src=|href=|url\(/);
    const css = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(css));
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
    expect(page).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
  });

  it('writes a table of Markdown that keeps its columns', () => {
    const lines = sheetMarkdown(text('a|b\n<i>')).split('\n');
    expect(lines).toContain('| a\\|b<br>\\<i\\> | a\\|b<br>\\<i\\> |');
  });
});
