import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { FormRecord } from '../../../src/schema/form.js';
import { aRecord } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

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
});
