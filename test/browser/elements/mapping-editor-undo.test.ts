import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';

before(() => setViewport({ width: 1440, height: 900 }));

async function openTemplate(): Promise<{ editor: MappingEditorHarness; input: HTMLInputElement }> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
  await editor.openStep('required');
  const select = editor.inCard(SUBJECT, 'select') as HTMLSelectElement;
  select.value = 'template';
  select.dispatchEvent(new Event('change'));
  await editor.settle();
  const input = editor.inCard(SUBJECT, '.text') as HTMLInputElement;
  input.focus();
  input.setSelectionRange(input.value.length, input.value.length);
  return { editor, input };
}

const textOf = (editor: MappingEditorHarness): string => JSON.stringify(editor.mapping.required.subject);

describe('<esign-mapping-editor>: typing and undo (3.12)', () => {
  it('takes back a run of typing at once', async () => {
    const { editor } = await openTemplate();
    const before = textOf(editor);
    await sendKeys({ type: 'abc' });
    await editor.settle();
    expect(textOf(editor)).to.contain('abc');

    await editor.keys('Control+z');

    expect(textOf(editor)).to.equal(before);
  });

  it('begins a new step after Enter', async () => {
    const { editor } = await openTemplate();
    await sendKeys({ type: 'abc' });
    await editor.press('Enter');
    await sendKeys({ type: 'def' });
    await editor.settle();
    expect(textOf(editor)).to.contain('abcdef');

    await editor.keys('Control+z');

    expect(textOf(editor)).to.contain('abc').and.not.to.contain('def');
  });

  it('begins a new step after the cursor was elsewhere', async () => {
    const { editor, input } = await openTemplate();
    await sendKeys({ type: 'abc' });
    editor.get('.main').focus();
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
    await sendKeys({ type: 'def' });
    await editor.settle();
    expect(textOf(editor)).to.contain('abcdef');

    await editor.keys('Control+z');

    expect(textOf(editor)).to.contain('abc').and.not.to.contain('def');
  });

  it('takes what an input method composed, once it is complete', async () => {
    const { editor, input } = await openTemplate();
    const before = textOf(editor);
    input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
    input.value += '合同';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, isComposing: true }));
    await editor.settle();
    expect(textOf(editor)).to.equal(before);

    input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, composed: true, data: '合同' }));
    await editor.settle();

    expect(textOf(editor)).to.contain('合同');
  });
});

describe('<esign-mapping-editor>: taking a destructive act back', () => {
  const toast = (editor: MappingEditorHarness): ShadowRoot | null =>
    editor.root.querySelector('esign-toast')?.shadowRoot ?? null;

  async function importName(name: string): Promise<MappingEditorHarness> {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    const mapping = aMapping();
    await editor.element.importConfig({ ...mapping, basic: { ...mapping.basic, name } });
    await editor.settle();
    await waitUntil(() => toast(editor)?.querySelector('.undo') !== undefined);
    await waitUntil(() => toast(editor)?.querySelector('.undo') !== null);
    return editor;
  }

  it('offers to undo an import, keeps the cursor in the editor, and is axe-clean', async () => {
    const editor = await importName('导入的名称');
    await expect(editor.root.querySelector('esign-toast')).to.be.accessible();
    const undo = toast(editor)!.querySelector<HTMLElement>('.undo')!;
    undo.focus();

    await editor.press('Enter');

    expect(editor.mapping.basic.name === '导入的名称').to.equal(false);
    expect(toast(editor) === null).to.equal(true);
    await waitUntil(() => document.activeElement !== document.body);
  });

  it('goes with the next act', async () => {
    const editor = await importName('导入的名称');

    editor.element.undo();
    await editor.settle();

    expect(toast(editor) === null).to.equal(true);
  });
});
