import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { FormRecord } from '../../../src/schema/form.js';
import { aFieldSource, aMapping, aRecord } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';

before(() => setViewport({ width: 1440, height: 900 }));

const resultOf = (editor: MappingEditorHarness, pointer: string): string | undefined =>
  editor.card(pointer).querySelector('.result')?.textContent?.trim();

async function turn(editor: MappingEditorHarness, by: 'next' | 'previous'): Promise<void> {
  const buttons = editor.root.querySelectorAll<HTMLElement>('.drawer .record button');
  buttons[by === 'next' ? 1 : 0]!.click();
  await editor.settle();
}

describe('<esign-mapping-editor>: results for a record', () => {
  it('shows what would be sent for a made-up record as soon as a field is bound (C-10)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    expect(resultOf(editor, SUBJECT)).to.equal(undefined);

    await editor.arm('合同名称');
    await editor.place(SUBJECT);

    expect(resultOf(editor, SUBJECT)).to.equal('= 合同名称示例');
  });

  it('shows the records of the page first, and says so when one of them has no value', async () => {
    const editor = await MappingEditorHarness.open();
    const real: FormRecord = { ...aRecord(), title: '服务器采购', values: { 'f-title': '服务器采购合同' } };
    editor.element.records = [real, { ...real, recordId: 'other', workflowId: 'another-workflow', title: '别的流程' }];
    await editor.openStep('required');
    await editor.arm('合同名称');
    await editor.place(SUBJECT);
    const bar = editor.root.querySelector('.drawer .record')!;

    expect(bar.textContent).to.contain('服务器采购').and.to.contain('1 / 5');
    expect(resultOf(editor, SUBJECT)).to.equal('= 服务器采购合同');
    await turn(editor, 'previous');
    expect(bar.textContent).to.contain('全部空白');
    expect(resultOf(editor, SUBJECT)).to.contain('为空');
  });

  it('stays clear of axe with results on every card', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('required');

    expect(resultOf(editor, SUBJECT)).to.match(/^= ./);
    await editor.expectAccessible();
  });

  it('warns of what is wrong with the record only, marked so, and never of a made-up one', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('required');
    const list = (): string => editor.get('[data-part="problems"]').textContent ?? '';
    const before = list();
    const real: FormRecord = { ...aRecord(), title: '没有文件', values: { 'f-contract': [] } };
    editor.element.records = [real];
    await waitUntil(() => editor.card('/required/documents').querySelector('.with-record') !== null, 'it is warned of');

    expect(editor.card('/required/documents').querySelector('.problem')?.textContent).to.contain('没有文件');
    expect(editor.element.validate().some(({ code }) => code === 'FILE-NONE')).to.equal(false);
    await editor.openPart('problems');
    const mark = editor.get('esign-problem-list').shadowRoot!.querySelector('.with-record');
    expect(mark?.textContent).to.equal('仅此数据');
    await editor.expectAccessible();
    await turn(editor, 'next');
    expect(editor.card('/required/documents').querySelector('.with-record')).to.equal(null);
    expect(list()).to.equal(before);
  });

  it('jumps to any record by name, and lists few of many', async () => {
    const editor = await MappingEditorHarness.open();
    editor.element.records = Array.from({ length: 5000 }, (_, at) => {
      return { ...aRecord(), recordId: `r-${at}`, title: `合同 ${at}` };
    });
    await editor.settle();
    const select = editor.root.querySelector<HTMLSelectElement>('select.record-name')!;
    expect(select.options.length).to.equal(100);
    select.value = '60';
    select.dispatchEvent(new Event('change'));
    await editor.settle();
    expect(editor.get('.drawer .record').textContent).to.contain('61 / 5004');
    expect(select.selectedOptions[0]?.text).to.equal('合同 60');
    await turn(editor, 'previous');
    expect(select.selectedOptions[0]?.text).to.equal('合同 59');
  });
});

describe('<esign-mapping-editor>: a record that is typed in', () => {
  const form = (editor: MappingEditorHarness): ShadowRoot => editor.get('esign-record-form').shadowRoot!;
  const field = (editor: MappingEditorHarness, id: string): HTMLInputElement =>
    form(editor).querySelector(`[data-field="${id}"] :is(input, select, textarea)`)!;
  const type = (input: HTMLInputElement, text: string): void => {
    input.value = text;
    input.dispatchEvent(new InputEvent('input'));
  };
  const open = async (editor: MappingEditorHarness): Promise<void> => {
    editor.get('[data-act="add-record"]').click();
    await editor.until('esign-record-form');
    await editor.settle();
  };
  const press = async (editor: MappingEditorHarness, act: string): Promise<void> => {
    form(editor).querySelector<HTMLElement>(`[data-act="${act}"]`)!.click();
    await editor.settle();
  };

  it('starts from what is looked at, and shows its results; it can be changed and goes away again', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('required');
    await open(editor);
    await editor.expectAccessible();
    expect(field(editor, 'f-title').value).to.equal('合同名称示例');
    type(field(editor, 'f-title'), '手工合同');
    type(form(editor).querySelector<HTMLInputElement>('.title')!, '大额合同');
    await press(editor, 'save');

    expect(resultOf(editor, SUBJECT)).to.equal('= 手工合同');
    expect(editor.get('.drawer .record').textContent).to.contain('大额合同');
    expect(editor.said()).to.contain('大额合同');

    await open(editor);
    type(field(editor, 'f-title'), '改过的合同');
    await press(editor, 'save');
    expect(resultOf(editor, SUBJECT)).to.equal('= 改过的合同');
    expect(editor.get('.drawer .record').textContent).to.contain('/ 5');

    await open(editor);
    await press(editor, 'remove');
    expect(editor.get('.drawer .record').textContent).to.contain('/ 4');
  });

  it('asks for a name and says so at its place', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await open(editor);
    type(form(editor).querySelector<HTMLInputElement>('.title')!, ' ');
    await press(editor, 'save');
    expect(form(editor).querySelector('#title-fault')?.textContent).to.contain('请填写');
    expect(form(editor).activeElement?.matches('.title')).to.equal(true);
  });

  it('has the rows of detail tables, and the cards of a row scope step through them (C-30)', async () => {
    const mapping = aMapping();
    const dynamicParties = {
      ...mapping.flow.dynamicParties,
      table: 'd-parties',
      kind: 'organization' as const,
      name: aFieldSource('p-name'),
    };
    const host = aConfiguredHost(aMapping({ flow: { addParties: { fixed: false, dynamic: true }, dynamicParties } }));
    const editor = await MappingEditorHarness.open({ host });
    await editor.openStep('flow');
    await open(editor);
    await press(editor, 'add-row');
    const inputs = form(editor).querySelectorAll<HTMLInputElement>(
      '[data-table="d-parties"] [data-field="p-name"] input',
    );
    expect(inputs.length).to.equal(4);
    inputs.forEach((input, at) => type(input, `单位${at + 1}`));
    await press(editor, 'save');

    const name = '/flow/dynamicParties/name';
    const rows = editor.root.querySelectorAll<HTMLElement>('.record .rows button');
    expect(editor.get('.record .rows').textContent).to.contain('全部 4 行');
    expect(resultOf(editor, name)).to.equal('= 单位1、单位2、单位3、单位4');
    rows[1]!.click();
    await editor.settle();
    expect(editor.get('.record .rows').textContent).to.contain('第 1 / 4 行');
    expect(resultOf(editor, name)).to.equal('= 单位1');
    rows[0]!.click();
    await editor.settle();
    rows[0]!.click();
    await editor.settle();
    expect(resultOf(editor, name)).to.equal('= 单位4');
  });
});
