import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { keyActs } from '../../../src/ui/key-table.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';

before(() => setViewport({ width: 1440, height: 900 }));

async function open(host = aConfiguredHost()): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host });
  await editor.openStep('required');
  editor.card(SUBJECT).focus();
  await editor.settle();
  return editor;
}

async function openPalette(editor: MappingEditorHarness): Promise<void> {
  await editor.keys('Control+k');
  await editor.until('esign-command-palette');
  await waitUntil(
    () => editor.focused()?.matches('input[role="combobox"].search') === true,
    'waits for the search box',
  );
}

const palette = (editor: MappingEditorHarness): ShadowRoot => editor.get('esign-command-palette').shadowRoot!;
const options = (editor: MappingEditorHarness): HTMLElement[] => [
  ...palette(editor).querySelectorAll<HTMLElement>('[role="option"]'),
];
const kinds = (editor: MappingEditorHarness): string[] => [
  ...new Set(options(editor).map((option) => option.dataset['kind']!)),
];
const name = (option: HTMLElement | undefined): string => option?.querySelector('.name')?.textContent ?? '';

async function search(editor: MappingEditorHarness, text: string): Promise<void> {
  await openPalette(editor);
  await sendKeys({ type: text });
  await editor.settle();
}

/** Goes down to the first result of a kind and takes it, by keys. */
async function take(editor: MappingEditorHarness, kind: string): Promise<void> {
  const at = options(editor).findIndex((option) => option.dataset['kind'] === kind);
  expect(at).to.be.greaterThan(-1);
  await editor.press(...Array.from({ length: at }, () => 'ArrowDown'), 'Enter');
  await waitUntil(() => editor.find('esign-command-palette') === null, 'waits for the palette to close');
  await editor.settle();
}

describe('<esign-mapping-editor>: command palette', () => {
  it('shows acts with their keys, is accessible, and gives the focus back', async () => {
    const editor = await open();
    await openPalette(editor);

    expect(kinds(editor)).to.include('act').and.to.include('step').and.to.include('slot');
    expect(options(editor).length).to.be.at.most(50);
    const keysOf = (label: string): string | undefined =>
      options(editor)
        .find((option) => name(option) === label)
        ?.querySelector('kbd')?.textContent;
    expect(keysOf('试运行') ?? '').to.contain('Enter');
    expect(keysOf('键盘快捷键') ?? '').to.contain('/');
    // the act of a card that has the same name is another one
    expect(options(editor).some((option) => option.querySelector('kbd')?.textContent.endsWith('C'))).to.equal(false);
    await editor.expectAccessible();

    await editor.press('Escape');
    await waitUntil(() => editor.find('esign-command-palette') === null, 'waits for the palette to close');
    await editor.settle();
    expect(editor.focused() === editor.card(SUBJECT)).to.equal(true);
  });

  it('leads to a setting in another step', async () => {
    const editor = await open();
    await search(editor, '流程备注');

    await take(editor, 'slot');

    expect(editor.focusedSlot()).to.equal('/optional/remark');
  });

  it('picks a field up by its initials in pinyin', async () => {
    const editor = await open();
    await openPalette(editor);
    await sendKeys({ type: 'htbh' });
    await waitUntil(() => options(editor).some((option) => name(option) === '合同编号'), 'waits for the pinyin tables');

    await take(editor, 'field');

    expect(editor.find('.place') === null).to.equal(false);
    expect(editor.said()).to.contain('合同编号');
  });

  it('opens the flow at a node', async () => {
    const editor = await open();
    const [, node] = aConfiguredHost().workflows[0]!.nodes;
    await search(editor, node!.name);

    await take(editor, 'node');

    await editor.until('esign-flow-diagram .canvas, .canvas');
    await waitUntil(() => editor.get('#live').textContent.includes(node!.name), 'waits for the cursor');
  });

  it('carries out an act: undo, where there is something to undo', async () => {
    const editor = await open();
    await search(editor, '撤销');
    expect(options(editor).some((option) => name(option) === '撤销')).to.equal(false);
    await editor.press('Escape');
    await editor.settle();

    const before = JSON.stringify(editor.mapping.required.subject);
    await editor.arm('合同编号');
    await editor.place(SUBJECT);
    expect(JSON.stringify(editor.mapping.required.subject)).not.to.equal(before);
    await search(editor, '撤销');
    await take(editor, 'act');
    expect(JSON.stringify(editor.mapping.required.subject)).to.equal(before);
  });

  it('opens a part over the editor, and the focus finds its way back', async () => {
    const editor = await open();
    await search(editor, '修改记录');
    await take(editor, 'act');
    await editor.until('esign-history-list');

    await editor.press('Escape');
    await waitUntil(() => editor.find('dialog') === null, 'waits for the sheet to close');
    await editor.settle();
    expect(editor.focused() === editor.card(SUBJECT)).to.equal(true);
  });

  it('goes to a problem', async () => {
    const editor = await MappingEditorHarness.open();
    editor.get('.toolbar button').focus();
    await search(editor, '文件主题');

    await take(editor, 'problem');

    expect(editor.focusedSlot()).to.equal(SUBJECT);
  });

  it('says what to do when nothing is found', async () => {
    const editor = await open();
    await search(editor, 'zzzz');

    expect(options(editor).length).to.equal(0);
    expect(palette(editor).querySelector('[role="status"]')!.textContent).to.contain('没有找到');
    await editor.expectAccessible();
  });
});

describe('<esign-mapping-editor>: list of shortcuts', () => {
  it("names every key, with the page's own, and is accessible", async () => {
    const editor = await open();
    editor.element.keymap = { undo: 'Mod+U', run: null };
    await editor.settle();
    await editor.keys('Control+/');
    await editor.until('esign-shortcut-list');
    await editor.settle();

    const list = editor.get('esign-shortcut-list').shadowRoot!;
    const rows = [...list.querySelectorAll<HTMLElement>('[data-act]')];
    expect(rows.map((row) => row.dataset['act']).toSorted()).to.deep.equal([...keyActs].toSorted());
    const keysOf = (act: string): string => list.querySelector(`[data-act="${act}"] dd`)!.textContent.trim();
    expect(keysOf('undo')).to.match(/U$/);
    expect(keysOf('run')).to.equal('未设置');
    await editor.expectAccessible();
  });
});
