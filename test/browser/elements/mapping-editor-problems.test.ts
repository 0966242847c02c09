import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { MappingProblem } from '../../../src/schema/dom-events.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aFieldRef, aFieldSource, aMapping, aPartyConfig, aWorkflow } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

before(() => setViewport({ width: 1440, height: 900 }));

function withFields(changes: Record<string, Partial<Workflow['form']['main']['fields'][number]>>): Workflow {
  const workflow = aWorkflow();
  const fields = workflow.form.main.fields.map((field) => ({ ...field, ...changes[field.id] }));
  return { ...workflow, form: { ...workflow.form, main: { ...workflow.form.main, fields } } };
}

function aHostWith(workflow: Workflow, mapping = aMapping()): FakeEditorHost {
  const host = new FakeEditorHost([workflow]);
  host.storeAs('管理员', mapping);
  return host;
}

/** A complete mapping with a doubled order, a text that lacks a language, and a bad file name. */
const faulty = () =>
  aMapping({
    flow: { order: 'ordered', parties: [aPartyConfig({ order: 1 })] },
    advanced: {
      downloadInto: aFieldRef('f-signed'),
      namingRule: [{ kind: 'text', text: '合同/补充' }],
    },
    buttons: { sign: { 'zh-CN': '签字', en: 'Sign' }, view: { 'zh-CN': '看' }, download: { 'zh-CN': '取' } },
  });

async function openList(mapping = faulty()): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });
  editor.get('[data-part="problems"]').click();
  await editor.settle();
  return editor;
}

const list = (editor: MappingEditorHarness): ShadowRoot => editor.get('esign-problem-list').shadowRoot!;
const rows = (editor: MappingEditorHarness): HTMLElement[] => [...list(editor).querySelectorAll<HTMLElement>('.row')];
const codes = (editor: MappingEditorHarness): string[] => editor.element.validate().map(({ code }) => code);

describe('<esign-mapping-editor>: the list of problems', () => {
  it('fixes one from the list as one step of undo, and keeps the cursor in the list', async () => {
    const editor = await openList();
    expect(codes(editor)).to.include('NAME-BAD');

    await editor.click('清理命名规则');

    expect(codes(editor)).not.to.include('NAME-BAD');
    expect(editor.mapping).to.deep.include({
      advanced: { ...faulty().advanced, namingRule: [{ kind: 'text', text: '合同_补充' }] },
    });
    expect(editor.get('esign-problem-list').matches(':focus-within')).to.equal(true);
    editor.element.undo();
    await editor.settle();
    expect(codes(editor)).to.include('NAME-BAD');
  });

  it('fixes all of a kind at once (I18N-GAP)', async () => {
    const editor = await openList();

    await editor.click('同类 2 项一起处理：先填其他语言的文字');

    expect(codes(editor)).not.to.include('I18N-GAP');
    editor.element.undo();
    expect(codes(editor).filter((code) => code === 'I18N-GAP').length).to.equal(2);
  });

  it('is filtered by severity and by text', async () => {
    const editor = await openList();
    const all = rows(editor).length;
    const select = list(editor).querySelector('select')!;

    select.value = 'hint';
    select.dispatchEvent(new Event('change'));
    await editor.settle();
    expect(rows(editor).length).to.equal(2);

    select.value = 'all';
    select.dispatchEvent(new Event('change'));
    const search = list(editor).querySelector('input')!;
    search.value = '命名';
    search.dispatchEvent(new InputEvent('input'));
    await editor.settle();
    expect(rows(editor).length).to.be.within(1, all - 1);

    search.value = '没有这个';
    search.dispatchEvent(new InputEvent('input'));
    await editor.settle();
    expect(list(editor).textContent).to.contain('没有符合条件的问题');
  });

  it('is accessible, with its fixes', async () => {
    const editor = await openList();

    await editor.expectAccessible();
  });

  it('offers the fix on the card, under the message, and leads the cursor back there', async () => {
    const editor = await openList();
    await editor.openStep('advanced');

    editor.inCard('/advanced/namingRule', '.fix').click();
    await editor.settle();

    expect(codes(editor)).not.to.include('NAME-BAD');
    await waitUntil(() => editor.focusedSlot() === '/advanced/namingRule');
  });

  it('offers no fix while it is read only', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(faulty()), readonly: true });
    editor.get('[data-part="problems"]').click();
    await editor.settle();

    expect(rows(editor).length).to.be.above(0);
    expect(list(editor).querySelector('.fix, .bulk')).to.equal(null);
  });
});

describe('<esign-mapping-editor>: rules of the page', () => {
  const own: MappingProblem = {
    code: 'OA-1',
    severity: 'warning',
    slot: 'C-10',
    step: 'required',
    pointer: '/required/subject',
    params: { message: '主题须带编号' },
  };

  it('show what they find with the words that they bring, also when the answer takes its time', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    editor.get('[data-part="problems"]').click();
    let resolve: (problems: MappingProblem[]) => void = () => undefined;
    const answer = new Promise<MappingProblem[]>((settle) => {
      resolve = settle;
    });

    editor.element.rules = [
      { id: 'slow', check: () => answer },
      { id: 'quick', check: () => [{ ...own, code: 'OA-2', params: { message: '另一条' } }] },
    ];
    await editor.settle();
    expect(list(editor).textContent).to.contain('正在检查').and.to.contain('另一条');

    resolve([own]);
    await editor.settle();
    expect(list(editor).textContent).to.contain('主题须带编号').and.not.to.contain('正在检查');
    await editor.openStep('required');
    expect(editor.text('/required/subject')).to.contain('主题须带编号');
  });

  it('do not stop the others when they fail, and say so', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });

    editor.element.rules = [
      {
        id: '坏',
        check: () => {
          throw new Error('no');
        },
      },
      { id: 'good', check: () => [own] },
    ];
    await editor.settle();

    expect(codes(editor)).to.deep.equal(['RULE-FAILED', 'OA-1']);
  });

  it('weigh as the page says, and then stop what is enabled from being saved', async () => {
    const mapping = aMapping({ flow: { order: 'ordered', parties: [aPartyConfig({ order: 1 })] } });
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });

    editor.element.severities = { 'SIGN-ORDER': 'error' };
    await editor.settle();
    await editor.openStep('basic');

    expect(editor.element.validate().map(({ severity }) => severity)).to.deep.equal(['error']);
  });
});

describe('<esign-mapping-editor>: drift', () => {
  const drifted = withFields({
    'f-title': { label: '合同标题' },
    'f-signer-a': { id: 'f-signer-new' },
    'f-org': { type: 'department' },
  });

  it('opens by itself, changes nothing before it is confirmed, and is one step of undo', async () => {
    const editor = await MappingEditorHarness.open({ host: aHostWith(drifted) });
    const sheet = (await editor.until('esign-drift-sheet')).shadowRoot!;
    await editor.settle();
    await editor.expectAccessible();
    expect(sheet.textContent).to.contain('甲方签署人').and.to.contain('合同标题');
    expect(editor.mapping).to.deep.equal(aMapping());

    sheet.querySelector<HTMLElement>('.apply')!.click();
    await editor.settle();

    expect(editor.find('esign-drift-sheet')).to.equal(null);
    expect(editor.mapping.basic.name).to.equal('采购合同用印');
    expect(codes(editor)).to.deep.equal([]);
    editor.element.undo();
    await editor.settle();
    expect(editor.mapping).to.deep.equal(aMapping());
  });

  it('leaves the problems behind when it is put off, and is opened again from the menu', async () => {
    const editor = await MappingEditorHarness.open({ host: aHostWith(drifted) });
    await editor.until('esign-drift-sheet');

    await editor.click('以后再说');
    expect(codes(editor)).to.include.members(['GONE', 'RENAMED', 'RETYPED']);
    expect(editor.find('esign-drift-sheet')).to.equal(null);

    editor.get('.menu-item[data-part="drift"]').click();
    await editor.settle();
    expect(editor.find('esign-drift-sheet')).not.to.equal(null);
  });

  it('takes one choice for each, in every slot that uses it', async () => {
    const mapping = aMapping({ optional: { remark: aFieldSource('f-title') } });
    const host = aHostWith(withFields({ 'f-title': { label: '合同标题' } }), mapping);
    const editor = await MappingEditorHarness.open({ host });
    const sheet = (await editor.until('esign-drift-sheet')).shadowRoot!;
    await editor.settle();
    expect(sheet.querySelectorAll('li').length).to.equal(1);

    await editor.click('全部保持不变');
    expect(sheet.querySelector<HTMLButtonElement>('.apply')!.disabled).to.equal(true);
    await editor.click('全部按推荐');
    sheet.querySelector<HTMLElement>('.apply')!.click();
    await editor.settle();

    expect(JSON.stringify(editor.mapping)).not.to.contain('"合同名称"');
  });

  it('is not asked about when nothing drifted, nor when the mapping is new', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.settle();

    expect(editor.find('dialog')).to.equal(null);
  });

  it('is looked for again when a person comes back to the page', async () => {
    const host = aConfiguredHost();
    const editor = await MappingEditorHarness.open({ host });
    host.workflows.splice(0, 1, drifted);

    document.dispatchEvent(new Event('visibilitychange'));

    await editor.until('esign-drift-sheet');
    expect(editor.mapping).to.deep.equal(aMapping());
  });
});
