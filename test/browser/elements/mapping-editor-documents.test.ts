import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { DocumentSource } from '../../../src/schema/signing-config.js';
import { aFieldRef, aFieldSource, aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

const DOCUMENTS = '/required/documents';

const template: DocumentSource = {
  kind: 'template',
  id: 'template-1',
  template: { kind: 'constant', value: 'tpl-contract', label: '采购合同模板' },
  controls: [{ control: 'ctl-title', value: null }],
};

const fields: DocumentSource[] = [
  { kind: 'field', id: 'doc-1', field: aFieldRef('f-contract') },
  { kind: 'field', id: 'doc-2', field: aFieldRef('i-file') },
];

async function open(documents: DocumentSource[]): Promise<MappingEditorHarness> {
  const mapping = aMapping();
  const host = aConfiguredHost({ ...mapping, required: { ...mapping.required, documents } });
  host.capabilities = { templates: true, fileExtensions: ['pdf', 'docx'] };
  const controls = [{ id: 'ctl-title', name: '标题' }];
  host.catalog = [{ id: 'tpl-contract', kind: 'template', name: '采购合同模板', enabled: true, controls }];
  const editor = await MappingEditorHarness.open({ host });
  await editor.openStep('required');
  return editor;
}

const ids = (editor: MappingEditorHarness): string[] => editor.mapping.required.documents.map(({ id }) => id);

async function choose(editor: MappingEditorHarness, selector: string, value: string): Promise<void> {
  const select = editor.inCard(DOCUMENTS, selector) as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await editor.settle();
}

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: files to sign (C-13)', () => {
  it('takes the attachment column of a detail table, one file per row', async () => {
    const editor = await open(fields.slice(0, 1));

    await editor.typeInto(DOCUMENTS, '规格书');
    await editor.press('Enter');

    const [, added] = editor.mapping.required.documents;
    expect(added).to.deep.include({ kind: 'field', field: aFieldRef('i-file') });
    expect(editor.element.validate().filter(({ pointer }) => pointer.startsWith(DOCUMENTS))).to.deep.equal([]);
  });

  it('moves a file by Alt and arrows, and the cursor goes with it', async () => {
    const editor = await open(fields);
    editor.inCard(DOCUMENTS, '[data-index="1"] .chip-button:last-of-type').focus();

    await editor.chord('Alt', 'ArrowUp');
    expect(ids(editor)).to.deep.equal(['doc-2', 'doc-1']);
    expect(editor.focused()?.getAttribute('aria-label')).to.contain('规格书');

    await editor.chord('Alt', 'ArrowDown');
    expect(ids(editor)).to.deep.equal(['doc-1', 'doc-2']);
    expect(editor.focused()?.getAttribute('aria-label')).to.contain('规格书');
  });

  it('moves a template among the files, by buttons and by keys', async () => {
    const editor = await open([...fields, template]);

    await editor.click('上移 模板 3');
    expect(ids(editor)).to.deep.equal(['doc-1', 'template-1', 'doc-2']);

    editor.inCard(DOCUMENTS, '.template select').focus();
    await editor.chord('Alt', 'ArrowUp');
    expect(ids(editor)).to.deep.equal(['template-1', 'doc-1', 'doc-2']);
  });

  it('fills a control of a template from a field, a text with fields, or a fixed text', async () => {
    const editor = await open([template]);
    const value = () => {
      const [document] = editor.mapping.required.documents;
      return document?.kind === 'template' ? document.controls[0]?.value : undefined;
    };
    const picker = editor.inCard(DOCUMENTS, '.template esign-source-picker').shadowRoot!;
    const input = picker.querySelector<HTMLInputElement>('input[role="combobox"]')!;
    expect(input.getAttribute('aria-label')).to.equal('控件“标题”');
    input.focus();
    input.value = '合同名称';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await editor.settle();
    await editor.press('Enter');
    expect(value()).to.deep.equal(aFieldSource('f-title'));

    await choose(editor, '.template .kind', 'template');
    expect(value()).to.deep.equal({ kind: 'template', template: [{ kind: 'field', field: aFieldRef('f-title') }] });

    await choose(editor, '.template .kind', 'constant');
    const text = editor.inCard(DOCUMENTS, '.template input.value') as HTMLInputElement;
    text.value = '甲方';
    text.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await editor.settle();
    expect(value()).to.deep.equal({ kind: 'constant', value: '甲方' });
  });

  it('says what files the provider takes', async () => {
    const editor = await open(fields);

    expect(editor.text(DOCUMENTS)).to.contain('单个文件最大 20 MB；支持 pdf、docx');
  });

  it('is accessible with files and templates', async () => {
    const editor = await open([...fields, template]);

    await editor.expectAccessible();
  });
});
