import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { emptyMapping } from '../../../src/core/editor-mapping.js';
import { buildFieldIndex } from '../../../src/core/field-index.js';
import { suggester, suggestionKey, type Suggestion } from '../../../src/core/suggestions.js';
import type { Field, Form } from '../../../src/schema/form.js';
import { spellPinyin } from '../../../src/ui/pinyin.js';

const DOCUMENTS = '/required/documents';
const SUBJECT = '/required/subject';
const names = (slot: { id: string }): readonly string[] => (slot.id === 'subject' ? ['文件主题'] : []);
const formOf = (main: Field[], details: Form['details'] = []): Form => ({
  id: 'form',
  label: '表单',
  main: { id: 'main', label: '主表', fields: main },
  details,
});
const suggest = (form: Form, refused = new Set<string>(), mapping = emptyMapping('signing', 'w', '')) =>
  suggester(buildFieldIndex(form), { names, spell: spellPinyin })(mapping, refused);
const at = (found: Suggestion[], pointer: string) => found.find((suggestion) => suggestion.pointer === pointer);

describe('suggestions for empty slots (C-10…C-15)', () => {
  it('is certain of the same name and of a synonym', () => {
    const found = suggest(
      formOf([
        { id: 'a', label: '文件主题', type: 'text' },
        { id: 'b', label: '合同附件', type: 'attachment' },
      ]),
    );

    expect(at(found, SUBJECT)).toMatchObject({ field: { field: 'a' }, reason: 'sameName', level: 'certain' });
    expect(at(found, DOCUMENTS)).toMatchObject({ field: { field: 'b' }, reason: 'synonym', level: 'certain' });
  });

  it('takes the exact name before a likeness, and shows the rest as other candidates', () => {
    const found = suggest(
      formOf([
        { id: 'a', label: '合同名称备份', type: 'text' },
        { id: 'b', label: '文件主题', type: 'text' },
      ]),
    );

    expect(at(found, SUBJECT)?.field.field).toBe('b');
    expect(at(found, SUBJECT)?.others.map(({ field }) => field.field)).toEqual(['a']);
  });

  it('knows the only attachment, and what sounds alike', () => {
    const form = formOf([
      { id: 'a', label: '资料', type: 'attachment' },
      { id: 'b', label: '文件主提', type: 'text' },
    ]);

    expect(at(suggest(form), DOCUMENTS)).toMatchObject({ reason: 'onlyField', level: 'likely' });
    expect(at(suggest(form), SUBJECT)).toMatchObject({ reason: 'soundsAlike', level: 'likely' });
  });

  it('never fills a slot that has a value, never takes a refused pair, a foreign table or a wrong type', () => {
    const field = { id: 'a', label: '文件主题', type: 'text' } as const;
    const form = formOf([field]);
    const empty = emptyMapping('signing', 'w', '');
    const ref = { table: 'main', field: 'a', label: '文件主题', type: 'text' } as const;
    const set = structuredClone(empty);
    Object.assign('required' in set ? set.required : {}, { subject: { kind: 'constant', value: 'x' } });

    expect(at(suggest(form, new Set(), set), SUBJECT)).toBeUndefined();
    expect(at(suggest(form, new Set([suggestionKey(SUBJECT, ref)])), SUBJECT)).toBeUndefined();
    expect(suggest(formOf([], [{ id: 'd', label: '明细', fields: [field] }]))).toEqual([]);
    expect(at(suggest(formOf([{ ...field, label: '合同文件' }])), DOCUMENTS)).toBeUndefined();
  });

  it('never gives one field to two slots, and answers the same twice', () => {
    const label = fc.constantFrom('合同名称', '备注', '签署人', '发起人', '合同附件', '已签文件', '抄送人', '截止日期');
    const type = fc.constantFrom<Field['type']>('text', 'person', 'attachment', 'date', 'persons');
    const fields = fc.array(fc.record({ label, type }), { maxLength: 12 });
    fc.assert(
      fc.property(fields, (drafts) => {
        const form = formOf(drafts.map((draft, id) => ({ id: `f${id}`, ...draft })));
        const found = suggest(form);
        const own = found.filter(({ pointer }) => pointer !== '/optional/buttonField');
        expect(new Set(own.map(({ field }) => field.field)).size).toBe(own.length);
        expect(suggest(form)).toEqual(found);
      }),
    );
  });

  it('works for physical seals as well (P-02)', () => {
    const form = formOf([{ id: 'a', label: '用印事由', type: 'text' }]);

    expect(suggest(form, new Set(), emptyMapping('seal-use', 'w', ''))).toMatchObject([{ level: 'certain' }]);
  });
});
