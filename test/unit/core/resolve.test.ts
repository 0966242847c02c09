import { describe, expect, it } from 'vitest';

import {
  fillTemplate,
  resolveDay,
  resolveFiles,
  resolveNumber,
  resolvePersons,
  resolveRefs,
  resolveSource,
  resolveText,
  type ResolveContext,
} from '../../../src/core/resolve.js';
import type { FieldValues } from '../../../src/schema/form.js';
import { Conversion, SystemVariable, type ValueSource } from '../../../src/schema/value-source.js';
import { aFieldRef, aFieldSource, aFile, aPerson, aRecord, aWorkflow } from '../../support/builders.js';

const operator = aPerson({ userId: 'operator', name: '赵强' });

function aContext(values: FieldValues = {}, over: Partial<ResolveContext> = {}): ResolveContext {
  const record = aRecord({ values: { ...aRecord().values, ...values } });
  return { record, workflow: aWorkflow(), operator, now: '2026-11-22T20:00:00Z', ...over };
}

function converted(
  field: string,
  conversion: Conversion,
  values: FieldValues = {},
  over: Partial<ResolveContext> = {},
) {
  const source: ValueSource = { ...aFieldSource(field), conversion };
  const result = resolveSource(source, aContext(values, over));
  return result.ok ? result.value : result.code;
}

describe('resolveText', () => {
  it('reads a field, a constant, a template and people', () => {
    const text = (source: ValueSource | null) => resolveText(source, aContext());

    expect(text(aFieldSource('f-title'))).toEqual({ ok: true, value: '服务器采购合同' });
    expect(text({ kind: 'constant', value: 7 })).toEqual({ ok: true, value: '7' });
    expect(text({ kind: 'operator' })).toEqual({ ok: true, value: '赵强' });
    expect(text({ kind: 'creator' })).toEqual({ ok: true, value: '李敏' });
    expect(text({ kind: 'template', template: [{ kind: 'text', text: ' 合同 ' }] })).toEqual({
      ok: true,
      value: '合同',
    });
    expect(text(null)).toEqual({ ok: true, value: null });
  });

  it.each(['', '   ', null, []])('takes %o as empty', (value) => {
    expect(resolveText(aFieldSource('f-title'), aContext({ 'f-title': value }))).toEqual({ ok: true, value: null });
  });

  it('shows the label of a choice, and the value where the form is not known', () => {
    expect(resolveText(aFieldSource('f-category'), aContext())).toEqual({ ok: true, value: '货物' });
    const context = aContext({}, { workflow: undefined });
    expect(resolveText(aFieldSource('f-category'), context)).toEqual({ ok: true, value: 'goods' });
  });

  it('picks no row silently where a detail table has several, and reads the only one', () => {
    expect(resolveText(aFieldSource('i-name'), aContext())).toEqual({ ok: false, code: 'CARD' });
    const record = aRecord({ details: { 'd-items': [{ 'i-name': null }, { 'i-name': '服务器' }] } });
    expect(resolveText(aFieldSource('i-name'), aContext({}, { record }))).toEqual({ ok: true, value: '服务器' });
  });

  it('reads the row at hand, and the main table besides it', () => {
    const row = { table: 'd-items', values: { 'i-name': '机柜' } };

    expect(resolveText(aFieldSource('i-name'), aContext({}, { row }))).toEqual({ ok: true, value: '机柜' });
    expect(resolveText(aFieldSource('f-supplier'), aContext({}, { row }))).toMatchObject({ ok: true });
    expect(resolveText(aFieldSource('p-name'), aContext({}, { row }))).toEqual({ ok: false, code: 'CARD' });
  });
});

describe('resolvePersons', () => {
  it('reads one, several, those of all rows, and each once', () => {
    const ids = (source: ValueSource) => {
      const result = resolvePersons(source, aContext());
      return result.ok ? result.value.map((person) => person.userId) : result.code;
    };

    expect(ids(aFieldSource('f-owner'))).toEqual(['applicant']);
    expect(ids(aFieldSource('f-team'))).toEqual(['applicant', 'signer-a']);
    expect(ids(aFieldSource('p-person'))).toEqual(['signer-a', 'signer-b']);
    expect(ids({ kind: 'operator' })).toEqual(['operator']);
    expect(ids({ kind: 'constant', value: 'boss', label: '老板' })).toEqual(['boss']);
    expect(ids(aFieldSource('f-title'))).toBe('TYPE');
  });

  it('takes an empty field as nobody', () => {
    for (const value of [null, [], '']) {
      expect(resolvePersons(aFieldSource('f-owner'), aContext({ 'f-owner': value }))).toEqual({ ok: true, value: [] });
    }
  });
});

describe('resolveFiles, resolveRefs, resolveNumber and resolveDay', () => {
  it('refuse a value of another type', () => {
    const context = aContext();

    expect(resolveFiles(aFieldRef('f-title'), context)).toEqual({ ok: false, code: 'TYPE' });
    expect(resolveRefs(aFieldSource('f-title'), context)).toEqual({ ok: false, code: 'TYPE' });
    expect(resolveNumber(aFieldSource('f-owner'), context)).toEqual({ ok: false, code: 'TYPE' });
    expect(resolveNumber(aFieldSource('f-title'), context)).toEqual({ ok: false, code: 'UNREADABLE' });
    expect(resolveDay(aFieldRef('f-owner'), context)).toEqual({ ok: false, code: 'TYPE' });
    expect(resolveDay(aFieldRef('f-title'), context)).toEqual({ ok: false, code: 'UNREADABLE' });
  });

  it('read files once, objects, and numbers that a text field holds', () => {
    const twice = aContext({ 'f-contract': [aFile(), aFile()] });

    expect(resolveFiles(aFieldRef('f-contract'), twice)).toEqual({ ok: true, value: [aFile()] });
    expect(resolveRefs(aFieldSource('f-seal'), twice)).toMatchObject({ value: [{ id: 'seal-contract' }] });
    expect(resolveNumber(aFieldSource('f-title'), aContext({ 'f-title': ' 12 ' }))).toEqual({ ok: true, value: 12 });
  });

  it('take an empty field as nothing', () => {
    expect(resolveNumber(aFieldSource('f-title'), aContext({ 'f-title': '' }))).toEqual({ ok: true, value: null });
    expect(resolveDay(aFieldRef('f-date'), aContext({ 'f-date': null }))).toEqual({ ok: true, value: null });
    expect(resolveFiles(aFieldRef('f-signed'), aContext())).toEqual({ ok: true, value: [] });
  });

  it('count days of a deadline in a number field from today (C-23)', () => {
    expect(resolveDay(aFieldRef('f-no'), aContext({ 'f-no': 8 }))).toEqual({ ok: true, value: '2026-12-01' });
    expect(resolveDay(aFieldRef('f-no'), aContext({ 'f-no': -1 }))).toEqual({ ok: false, code: 'UNREADABLE' });
  });
});

describe('conversions of the type table (3.5)', () => {
  const people = [aPerson({ name: '王芳', userId: 'w' }), aPerson({ name: '陈刚', userId: 'c' })];
  const findPerson = (text: string) => people.find((person) => person.name === text) ?? null;

  it('find people by name', () => {
    expect(converted('f-supplier', 'findPerson', { 'f-supplier': ' 王芳 ' }, { findPerson })).toMatchObject([
      { userId: 'w' },
    ]);
    const several = { 'f-remark': '王芳、陈刚\n王芳' };
    expect(converted('f-remark', 'splitPersons', several, { findPerson })).toMatchObject([
      { userId: 'w' },
      { userId: 'c' },
      {},
    ]);
    expect(converted('f-remark', 'splitPersons', { 'f-remark': '王芳,某人' }, { findPerson })).toBe('UNKNOWN');
    expect(converted('f-supplier', 'findPerson')).toBe('UNKNOWN');
  });

  it('read and write dates and numbers', () => {
    expect(converted('f-title', 'parseDate', { 'f-title': '2026年3月5日' })).toBe('2026-03-05');
    expect(converted('f-date', 'formatDate', { 'f-date': '2026-11-30T16:30:00Z' })).toBe('2026-12-01');
    expect(converted('f-title', 'parseNumber', { 'f-title': '￥1,280.50 元' })).toBe(1280.5);
    expect(converted('f-title', 'parseNumber', { 'f-title': '很多' })).toBe('UNREADABLE');
    expect(converted('f-amount', 'formatNumber', { 'f-amount': 1234567.5 })).toBe('1,234,567.50');
    expect(converted('f-no', 'formatNumber', { 'f-no': 202611 })).toBe('202611');
    expect(converted('f-no', 'daysAfterCreation', { 'f-no': 10 })).toBe('2026-12-03');
    expect(converted('f-no', 'daysAfterCreation', { 'f-no': 1.5 })).toBe('UNREADABLE');
  });

  it('take a part of a person', () => {
    const person = { 'f-owner': aPerson({ organization: '远景' }) };

    expect(converted('f-owner', 'personName')).toBe('李敏');
    expect(converted('f-owner', 'personCompany', person)).toBe('远景');
    expect(converted('f-owner', 'personCompany')).toBe('UNKNOWN');
    expect(converted('f-owner', 'personContact')).toBe('13800000001');
    expect(converted('f-team', 'joinNames')).toBe('李敏、王芳');
    expect(converted('f-team', 'firstPerson')).toMatchObject([{ userId: 'applicant' }]);
  });

  it('write names of things', () => {
    expect(converted('f-dept', 'departmentName')).toBe('信息部');
    expect(converted('f-org', 'organizationName')).toBe('上海远景信息技术有限公司');
    expect(converted('f-contract', 'fileNames')).toBe('采购合同.pdf');
    expect(converted('f-category', 'optionLabel')).toBe('货物');
    expect(converted('f-seal', 'shownName')).toBe('合同专用章');
    expect(converted('f-archive', 'yesNo')).toBe('否');
    expect(converted('f-archive', 'yesNo', { 'f-archive': true })).toBe('是');
  });

  it('take the company of the creator for a department', () => {
    const record = aRecord({ creator: aPerson({ organization: '远景' }) });

    expect(converted('f-dept', 'departmentCompany', {}, { record })).toBe('远景');
    expect(converted('f-dept', 'departmentCompany')).toBe('UNKNOWN');
  });

  it('choose or join rows of a detail table', () => {
    expect(converted('i-name', 'firstRow')).toBe('服务器');
    expect(converted('i-name', 'lastRow')).toBe('机柜');
    expect(converted('i-name', 'joinRows')).toBe('服务器、交换机、机柜');
  });

  it('leave an empty value empty and never throw, whatever the field', () => {
    const asking: Partial<Record<Conversion, boolean | number>> = {
      any: false,
      contains: false,
      notZero: false,
      count: 0,
      filesCount: 0,
    };
    for (const conversion of Conversion.options) {
      expect(converted('f-title', conversion, { 'f-title': null })).toBe(asking[conversion] ?? null);
      for (const field of [
        'f-title',
        'f-amount',
        'f-date',
        'f-owner',
        'f-team',
        'f-org',
        'f-contract',
        'f-archive',
        'i-name',
      ]) {
        expect(() => converted(field, conversion)).not.toThrow();
      }
    }
  });
});

describe('fillTemplate', () => {
  it('knows every system variable', () => {
    const context = aContext({}, { documentName: '采购合同', sequence: 2 });
    const text = (name: SystemVariable) => fillTemplate([{ kind: 'system', name }], context);

    expect(Object.fromEntries(SystemVariable.options.map((name) => [name, text(name)]))).toEqual({
      workflowName: '采购合同审批',
      recordId: 'rec-1001',
      recordTitle: '服务器采购合同',
      nodeName: '甲方签署',
      operatorName: '赵强',
      creatorName: '李敏',
      today: '2026-11-23',
      documentName: '采购合同',
      sequence: '2',
    });
  });

  it('joins rows, and leaves nothing behind for an empty field', () => {
    const template = [
      { kind: 'text', text: '[' },
      { kind: 'field', field: aFieldRef('f-signed') },
      { kind: 'text', text: ']' },
      { kind: 'field', field: aFieldRef('i-name') },
    ] as const;

    expect(fillTemplate([...template], aContext())).toBe('[]服务器、交换机、机柜');
  });

  it('takes braces and slot names in a value as plain text', () => {
    const template = [{ kind: 'field' as const, field: aFieldRef('f-title') }];

    expect(fillTemplate(template, aContext({ 'f-title': '{today} ${x}' }))).toBe('{today} ${x}');
  });
});
