import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { FormRecord } from '../../../src/schema/form.js';
import { aFieldRef, aMapping, aRecord } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';

before(() => setViewport({ width: 1440, height: 900 }));

const mapping = aMapping({
  required: {
    subject: {
      kind: 'template',
      template: [
        { kind: 'field', field: aFieldRef('f-title') },
        { kind: 'text', text: '（正本）' },
      ],
    },
  },
});

async function open(locale: string, title = '服务器合同'): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping), locale });
  const real: FormRecord = { ...aRecord(), title: '服务器采购', values: { ...aRecord().values, 'f-title': title } };
  editor.element.records = [real];
  await editor.settle();
  await editor.openStep('required');
  return editor;
}

async function steps(editor: MappingEditorHarness): Promise<string[]> {
  const panel = await editor.until('esign-why-panel');
  await waitUntil(() => panel.shadowRoot?.querySelector('li'), 'it is drawn');
  return [...panel.shadowRoot!.querySelectorAll('li')].map((line) => line.textContent?.trim() ?? '');
}

describe('<esign-mapping-editor>: why a result is what it is', () => {
  it('opens and closes by keys, and the cursor comes back', async () => {
    const editor = await open('zh-CN');
    const button = editor.inCard(SUBJECT, '.why');
    button.focus();
    await editor.press('Enter');
    expect(await steps(editor)).to.deep.equal(['字段“合同名称”的值：服务器合同', '固定文字：（正本）']);
    expect(editor.get('esign-why-panel').shadowRoot!.textContent)
      .to.contain('服务器合同（正本）')
      .and.contain('服务器采购');
    await editor.expectAccessible();
    await editor.press('Escape');
    await waitUntil(() => editor.find('esign-why-panel') === null, 'it is gone');
    expect(editor.focused()?.classList.contains('why')).to.equal(true);
  });

  it('speaks the language of the editor, and shows hostile values as text', async () => {
    const editor = await open('en', '<img src=x onerror=alert(1)>');
    editor.inCard(SUBJECT, '.why').click();
    const [first] = await steps(editor);
    expect(first).to.contain('<img src=x onerror=alert(1)>');
    expect(editor.get('esign-why-panel').shadowRoot!.querySelector('img')).to.equal(null);
  });

  it('follows the record that is looked at', async () => {
    const editor = await open('zh-CN');
    editor.inCard(SUBJECT, '.why').click();
    await steps(editor);
    editor.element.records = [{ ...aRecord(), title: '另一份', values: { 'f-title': '另一合同' } }];
    await editor.settle();
    expect((await steps(editor))[0]).to.contain('另一合同');
  });
});
