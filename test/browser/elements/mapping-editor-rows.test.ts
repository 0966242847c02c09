import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { CallbackRule, FileOperation, SigningMapping } from '../../../src/schema/signing-config.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aFieldSource, aMapping, aWorkflow, type Patch } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

const CC_EXTERNAL = '/advanced/cc/external';

const aRule = (overrides: Partial<CallbackRule> = {}): CallbackRule => ({
  event: 'completed',
  actionFlowId: 'af-notify',
  enabled: true,
  ...overrides,
});

const anOperation = (overrides: Partial<FileOperation> = {}): FileOperation => ({
  id: 'operation-1',
  kind: 'node',
  target: 'n-sign-a',
  timing: 'after',
  operation: 'verifySigned',
  message: {},
  ...overrides,
});

/** The editor at one of the steps that are lists of rows. */
async function openRows(
  step: 'callbacks' | 'operations',
  patch: Patch<SigningMapping> = {},
  prepare: (host: FakeEditorHost) => void = () => undefined,
): Promise<MappingEditorHarness> {
  const host = aConfiguredHost(aMapping(patch));
  prepare(host);
  const editor = await MappingEditorHarness.open({ host });
  await editor.openStep(step);
  await editor.until(step === 'callbacks' ? 'esign-callback-list' : 'esign-operation-list');
  await editor.settle();
  return editor;
}

const rows = (editor: MappingEditorHarness, tag: string): Element[] => [
  ...editor.get(tag).shadowRoot!.querySelectorAll('[data-row]'),
];

function inRow(editor: MappingEditorHarness, tag: string, index: number, part: string): HTMLElement {
  const found = rows(editor, tag)[index]?.querySelector<HTMLElement>(`[data-part="${part}"]`);
  if (!found) throw new Error(`row ${index} has no ${part}`);
  return found;
}

async function choose(editor: MappingEditorHarness, select: HTMLElement, value: string): Promise<void> {
  (select as HTMLSelectElement).value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await editor.settle();
}

const words = (editor: MappingEditorHarness, tag: string): string =>
  editor.get(tag).shadowRoot!.textContent.replace(/\s+/g, ' ');

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: callbacks (C-48)', () => {
  const LIST = 'esign-callback-list';

  it('says that nothing listens, until a rule is added', async () => {
    const editor = await openRows('callbacks');
    expect(words(editor, LIST)).to.contain('有无回调 无').and.to.contain('还没有回调');

    await editor.click('添加回调');

    expect(editor.mapping.advanced.callbacks).to.deep.equal([aRule()]);
    expect(words(editor, LIST)).to.contain('有无回调 有');
    expect(editor.focused()).to.equal(inRow(editor, LIST, 0, 'enabled'));
    expect(editor.said()).to.contain('在“回调设置”添加一项');
  });

  it('changes the event and the switch of a rule; undo brings both back', async () => {
    const editor = await openRows('callbacks', { advanced: { callbacks: [aRule()] } });

    await choose(editor, inRow(editor, LIST, 0, 'event'), 'revoked');
    inRow(editor, LIST, 0, 'enabled').click();
    await editor.settle();

    expect(editor.mapping.advanced.callbacks).to.deep.equal([aRule({ event: 'revoked', enabled: false })]);
    expect(words(editor, LIST)).to.contain('有无回调 无');

    editor.element.undo();
    editor.element.undo();
    await editor.settle();
    expect((inRow(editor, LIST, 0, 'event') as HTMLSelectElement).value).to.equal('completed');
    expect((inRow(editor, LIST, 0, 'enabled') as HTMLInputElement).checked).to.equal(true);
  });

  it('moves and duplicates by keys, and the cursor goes with the row', async () => {
    const callbacks = [aRule(), aRule({ event: 'revoked' })];
    const editor = await openRows('callbacks', { advanced: { callbacks } });
    inRow(editor, LIST, 1, 'event').focus();

    await editor.chord('Alt', 'ArrowUp');

    expect(editor.mapping.advanced.callbacks.map(({ event }) => event)).to.deep.equal(['revoked', 'completed']);
    expect(editor.focused()).to.equal(inRow(editor, LIST, 0, 'event'));

    await editor.chord('Alt', 'ArrowUp');
    await editor.chord('Control', 'd');

    expect(editor.mapping.advanced.callbacks.map(({ event }) => event)).to.deep.equal([
      'revoked',
      'revoked',
      'completed',
    ]);
    expect(words(editor, LIST)).to.contain('重复的规则不会再运行一遍');
  });

  it('removes by its button; the cursor stays in the list to the end', async () => {
    const callbacks = [aRule(), aRule({ event: 'revoked' })];
    const editor = await openRows('callbacks', { advanced: { callbacks } });

    await editor.click('第 2 行：移除');
    expect(editor.focused()).to.equal(inRow(editor, LIST, 0, 'remove'));
    await editor.click('第 1 行：移除');

    expect(editor.mapping.advanced.callbacks).to.deep.equal([]);
    expect(editor.focused()?.textContent).to.contain('添加回调');
  });

  it('marks action flows that are gone or off', async () => {
    const callbacks = [aRule({ actionFlowId: 'af-gone' }), aRule({ actionFlowId: 'af-old' })];
    const workflow = aWorkflow({ actionFlows: [{ id: 'af-old', name: '旧动作流', enabled: false }] });
    const host = new FakeEditorHost([workflow]);
    host.storeAs('管理员', aMapping({ advanced: { callbacks } }));
    const editor = await MappingEditorHarness.open({ host });
    await editor.openStep('callbacks');
    await editor.until(LIST);
    await editor.settle();

    expect(words(editor, LIST)).to.contain('af-gone（已不存在）').and.to.contain('旧动作流（已停用）');
    expect(words(editor, LIST)).to.contain('“af-gone”已不存在').and.to.contain('动作流“旧动作流”已停用');
    expect(words(editor, LIST)).to.contain('有无回调 无');
  });

  it('asks the page for a new action flow, and says where to go when the page does not take over', async () => {
    const editor = await openRows('callbacks');
    const asked: string[] = [];
    let takesOver = true;
    editor.element.addEventListener('esign-new-action-flow', (event) => {
      asked.push(event.detail.workflowId);
      if (takesOver) event.preventDefault();
    });

    await editor.click('新建动作流');
    expect(words(editor, LIST)).not.to.contain('动作流页面');
    takesOver = false;
    await editor.click('新建动作流');

    expect(words(editor, LIST)).to.contain('请在 OA 的动作流页面');
    expect(asked).to.deep.equal(['wf-purchase-contract', 'wf-purchase-contract']);
  });

  it('is accessible with rows', async () => {
    const editor = await openRows('callbacks', { advanced: { callbacks: [aRule(), aRule()] } });

    await editor.expectAccessible();
  });
});

describe('<esign-mapping-editor>: file operations (C-70)', () => {
  const LIST = 'esign-operation-list';

  it('adds a check at the signing node, and lets everything of it be changed', async () => {
    const editor = await openRows('operations');
    expect(words(editor, LIST)).to.contain('没有附加操作');

    await editor.click('添加操作');
    await choose(editor, inRow(editor, LIST, 0, 'place'), 'exit e-sign-a');
    await choose(editor, inRow(editor, LIST, 0, 'timing'), 'before');

    expect(editor.mapping.operations).to.deep.equal([
      anOperation({ kind: 'exit', target: 'e-sign-a', timing: 'before' }),
    ]);
    await choose(editor, inRow(editor, LIST, 0, 'operation'), 'remind');
    expect(editor.mapping.operations[0]?.operation).to.equal('remind');
  });

  it('keeps the order of a place by keys and by buttons', async () => {
    const operations = [anOperation(), anOperation({ id: 'operation-2', operation: 'remind' })];
    const editor = await openRows('operations', { operations });
    inRow(editor, LIST, 0, 'operation').focus();

    await editor.chord('Alt', 'ArrowDown');
    expect(editor.mapping.operations.map(({ id }) => id)).to.deep.equal(['operation-2', 'operation-1']);
    expect(editor.focused()).to.equal(inRow(editor, LIST, 1, 'operation'));

    await editor.click('第 2 行：上移');
    expect(editor.mapping.operations.map(({ id }) => id)).to.deep.equal(['operation-1', 'operation-2']);
    expect((inRow(editor, LIST, 0, 'operation') as HTMLSelectElement).value).to.equal('verifySigned');
  });

  it('duplicates with an id of its own', async () => {
    const editor = await openRows('operations', { operations: [anOperation({ message: { en: 'Sign first' } })] });

    await editor.click('第 1 行：复制');

    expect(editor.mapping.operations).to.deep.equal([
      anOperation({ message: { en: 'Sign first' } }),
      anOperation({ id: 'operation-2', message: { en: 'Sign first' } }),
    ]);
  });

  it('has a message in each language for a check, and a reason for a revocation', async () => {
    const operations = [anOperation(), anOperation({ id: 'operation-2', target: 'n-sign-b', operation: 'revoke' })];
    const editor = await openRows('operations', { operations });
    const grid = rows(editor, LIST)[0]!.querySelector('esign-text-grid')!.shadowRoot!;
    const input = grid.querySelector<HTMLInputElement>('input[lang="zh-CN"]')!;

    input.value = '请先签署';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    const reason = inRow(editor, LIST, 1, 'message') as HTMLInputElement;
    reason.value = '合同退回修改';
    reason.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await editor.settle();

    expect(editor.mapping.operations.map(({ message }) => message)).to.deep.equal([
      { 'zh-CN': '请先签署' },
      { 'zh-CN': '合同退回修改' },
    ]);
  });

  it('says at the row what can never work', async () => {
    const operations = [
      anOperation({ timing: 'before' }),
      anOperation({ id: 'operation-2' }),
      anOperation({ id: 'operation-3', operation: 'autoSign' }),
    ];
    const initiator = { order: 1, seal: aFieldSource('f-seal'), autoSign: true };
    const editor = await openRows('operations', { operations, flow: { initiator } });

    expect(rows(editor, LIST)[0]!.textContent).to.contain('已不能拦住提交');
    expect(rows(editor, LIST)[1]!.textContent).to.contain('检查通过后才执行');
    expect(editor.text('/operations')).not.to.contain('检查通过后才执行');
  });

  it('is read only without the automation permission, and says why', async () => {
    const editor = await openRows('operations', { operations: [anOperation()] }, (host) => {
      host.permissions = ['configAdmin'];
    });

    expect(words(editor, LIST)).to.contain('没有 ESB 权限');
    expect((inRow(editor, LIST, 0, 'operation') as HTMLSelectElement).disabled).to.equal(true);
    expect(() => editor.button('添加操作')).to.throw('no button');
    expect(() => editor.button('第 1 行：移除')).to.throw('no button');
    await editor.openStep('required');
    expect(editor.text('/required/subject')).to.contain('合同名称');
  });

  it('is accessible with rows', async () => {
    const operations = [anOperation(), anOperation({ id: 'operation-2', operation: 'revoke' })];
    const editor = await openRows('operations', { operations });

    await editor.expectAccessible();
  });
});

describe('<esign-mapping-editor>: advanced settings', () => {
  it('takes typed contacts and fields as external copies (C-49)', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('advanced');

    await editor.typeInto(CC_EXTERNAL, 'law@example.com');
    await editor.press('Enter');
    await editor.typeInto(CC_EXTERNAL, '供应商手机');
    await editor.press('Enter');

    expect(editor.mapping.advanced.cc.external).to.deep.equal([
      { kind: 'constant', value: 'law@example.com' },
      aFieldSource('f-supplier-mobile'),
    ]);
    expect(editor.text(CC_EXTERNAL)).to.contain('law@example.com');
  });

  it('does not offer what is no contact (C-49)', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('advanced');

    await editor.typeInto(CC_EXTERNAL, '12');
    await editor.press('Enter');

    expect(editor.mapping.advanced.cc.external).to.deep.equal([]);
  });

  it('asks for folder and creator only while files are downloaded, and keeps them (C-43, C-45, C-46)', async () => {
    const advanced = { directoryId: 'kb-7', downloadCreator: { kind: 'creator' } } as const;
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aMapping({ advanced })) });
    await editor.openStep('advanced');
    expect((editor.inCard('/advanced/directoryId', 'input') as HTMLInputElement).value).to.equal('kb-7');

    editor.inCard('/advanced/downloadInto', '.chip-button').click();
    await editor.settle();

    expect(editor.find('[data-slot="/advanced/directoryId"]')).to.equal(null);
    expect(editor.find('[data-slot="/advanced/downloadCreator"]')).to.equal(null);
    expect(editor.mapping.advanced).to.include({ downloadInto: null, directoryId: 'kb-7' });
  });

  it('leaves nothing behind when the folder is emptied (C-45)', async () => {
    const editor = await MappingEditorHarness.open({
      host: aConfiguredHost(aMapping({ advanced: { directoryId: 'kb-7' } })),
    });
    await editor.openStep('advanced');
    const input = editor.inCard('/advanced/directoryId', 'input') as HTMLInputElement;

    input.value = ' ';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await editor.settle();

    expect(editor.mapping.advanced.directoryId).to.equal(null);
  });

  it('switches the recreation of files (C-40)', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('advanced');

    editor.inCard('/advanced/recreate', 'input').click();
    await editor.settle();

    expect(editor.mapping.advanced.recreate).to.equal(true);
    await editor.expectAccessible();
  });
});
