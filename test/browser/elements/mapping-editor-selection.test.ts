import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

const SIGNERS = '/required/signers';
const SUBJECT = '/required/subject';

async function open(): Promise<MappingEditorHarness> {
  const host = aConfiguredHost(aMapping({ required: { signers: [], subject: null } }));
  const editor = await MappingEditorHarness.open({ host });
  await editor.openStep('required');
  return editor;
}

const labels = (editor: MappingEditorHarness): string[] =>
  editor.mapping.required.signers.map((source) => (source.kind === 'field' ? source.field.label : source.kind));

const selected = (editor: MappingEditorHarness): string[] =>
  [...editor.get('esign-field-tree').shadowRoot!.querySelectorAll('[role="treeitem"][aria-selected="true"] .name')].map(
    (name) => name.textContent ?? '',
  );

const tree = (editor: MappingEditorHarness): HTMLElement =>
  editor.get('esign-field-tree').shadowRoot!.querySelector<HTMLElement>('[role="tree"]')!;

/** Puts the cursor of the tree on a field, by keys alone. */
async function walkTo(editor: MappingEditorHarness, label: string): Promise<void> {
  tree(editor).focus();
  await editor.press('Home', ...Array.from({ length: editor.rows().indexOf(label) }, () => 'ArrowDown'));
}

async function click(editor: MappingEditorHarness, label: string, keys: MouseEventInit): Promise<void> {
  editor.row(label).dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, ...keys }));
  await editor.settle();
}

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: several fields at once', () => {
  it('selects by Space, arms all by Enter, and binds them to a list in one step', async () => {
    const editor = await open();
    for (const label of ['乙方确认人', '经办人']) {
      await walkTo(editor, label);
      await editor.press(' ');
    }
    expect(selected(editor)).to.deep.equal(['经办人', '乙方确认人']);
    expect(tree(editor).getAttribute('aria-multiselectable')).to.equal('true');
    await editor.expectAccessible();

    await editor.press('Enter');
    expect(editor.said()).to.contain('经办人 等 2 个字段');
    expect(editor.card(SUBJECT).querySelector('.place') === null).to.equal(false);
    await editor.place(SIGNERS);

    expect(labels(editor)).to.deep.equal(['经办人', '乙方确认人']);
    expect(editor.said()).to.equal('把 2 个字段绑定到“签署人”');
    expect(selected(editor)).to.deep.equal([]);
    editor.element.undo();
    await editor.settle();
    expect(labels(editor)).to.deep.equal([]);
  });

  it('extends by Shift and arrows, and gives up by Escape', async () => {
    const editor = await open();
    await walkTo(editor, '经办人');
    await sendKeys({ down: 'Shift' });
    await editor.press('ArrowDown', 'ArrowDown');
    await sendKeys({ up: 'Shift' });
    expect(selected(editor)).to.deep.equal(['经办人', '甲方签署人', '乙方确认人']);

    await editor.press('Escape');

    expect(selected(editor)).to.deep.equal([]);
    expect(editor.focused() === tree(editor)).to.equal(true);
  });

  it('selects by Shift+click and Ctrl+click; the button arms for who has only a mouse', async () => {
    const editor = await open();
    await click(editor, '经办人', { ctrlKey: true });
    await click(editor, '乙方确认人', { shiftKey: true });
    await click(editor, '甲方签署人', { ctrlKey: true });
    expect(selected(editor)).to.deep.equal(['经办人', '乙方确认人']);

    await editor.click('绑定');
    await editor.place(SIGNERS);

    expect(labels(editor)).to.deep.equal(['经办人', '乙方确认人']);
  });

  it('offers only slots that take all of them, and says why others do not', async () => {
    const editor = await open();
    await click(editor, '经办人', { ctrlKey: true });
    await click(editor, '合同文件', { ctrlKey: true });
    await editor.click('取消选择');
    await click(editor, '经办人', { ctrlKey: true });
    await click(editor, '甲方签署人', { ctrlKey: true });
    await editor.click('绑定');

    expect(editor.card('/required/initiator').querySelector('.place') === null).to.equal(true);
    expect(editor.card('/required/documents').querySelector('.place') === null).to.equal(true);
    expect(editor.card(SIGNERS).querySelector('.place') === null).to.equal(false);
  });

  it('joins several fields to one text', async () => {
    const editor = await open();
    await click(editor, '合同名称', { ctrlKey: true });
    await click(editor, '合同编号', { ctrlKey: true });
    await editor.click('绑定');
    await editor.place(SUBJECT);

    const { subject } = editor.mapping.required;
    const parts = subject?.kind === 'template' ? subject.template : [];
    expect(parts.map((part) => (part.kind === 'field' ? part.field.label : part.kind))).to.deep.equal([
      '合同名称',
      'text',
      '合同编号',
    ]);
  });

  it('drags all that are selected', async () => {
    const editor = await open();
    await click(editor, '经办人', { ctrlKey: true });
    await click(editor, '乙方确认人', { ctrlKey: true });

    await editor.drag('乙方确认人', SIGNERS);

    expect(labels(editor)).to.deep.equal(['经办人', '乙方确认人']);
  });

  it('puts all of them into the slot that waits for a field', async () => {
    const editor = await open();
    editor.inCard(SIGNERS, '.find').click();
    await editor.settle();
    await click(editor, '经办人', { ctrlKey: true });
    await click(editor, '甲方签署人', { ctrlKey: true });
    await editor.click('绑定');

    expect(labels(editor)).to.deep.equal(['经办人', '甲方签署人']);
  });

  it('selects nothing while it is read only', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(), readonly: true });
    await walkTo(editor, '经办人');

    await editor.press(' ');

    expect(selected(editor)).to.deep.equal([]);
  });
});
