import { expect } from '@open-wc/testing';

import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aMapping, aRecord, aSealUseMapping } from '../../support/builders.js';
import { aConfiguredHost, codeOf, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

async function openRun(locale = 'zh-CN', mapping = aMapping()): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping), locale });
  editor.get('[data-part="run"]').click();
  return running(editor);
}

async function running(editor: MappingEditorHarness): Promise<MappingEditorHarness> {
  // the first test loads the module, which takes as long as the machine is busy
  await waitUntil(() => editor.find('.acts button') !== null, 'the trial run comes');
  await editor.settle();
  return editor;
}

function diagram(editor: MappingEditorHarness): ShadowRoot {
  return panel(editor).querySelector('esign-flow-diagram')!.shadowRoot!;
}

function panel(editor: MappingEditorHarness): ShadowRoot {
  return editor.get('esign-simulation-panel').shadowRoot!;
}

function text(editor: MappingEditorHarness, selector: string): string {
  return (panel(editor).querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

async function press(editor: MappingEditorHarness, ...acts: string[]): Promise<void> {
  for (const act of acts) {
    const button = panel(editor).querySelector<HTMLElement>(`[data-act="${act}"]`);
    if (!button) throw new Error(`no ${act}`);
    button.focus();
    button.click();
    await editor.settle();
  }
}

const TO_CREATION = ['exit-e-submit', 'exit-e-dept-ok', 'exit-e-legal-ok'];

describe('mapping editor: trial run (R-01, R-07, R-08, R-12)', () => {
  it('shows the request as a preview, and fixed from the point of creation on', async () => {
    const editor = await openRun();
    expect(text(editor, '.here')).to.include('发起');
    await press(editor, ...TO_CREATION.slice(0, 2));
    expect(text(editor, '.request .state')).to.include('预览');
    expect(panel(editor).querySelector('.status') === null).to.equal(true);
    await press(editor, 'exit-e-legal-ok');
    expect(text(editor, '.request .state')).to.include('已在创建时固定').and.to.include('发起时已检查');
    expect(text(editor, '[data-row="subject"] dd')).to.include('合同名称');
    expect(panel(editor).querySelectorAll('[data-row="signers"] li')).to.have.length(2);
    expect(text(editor, '.status')).to.equal('签署中');
    expect(text(editor, '[data-effect="createEnvelope"] .why')).to.include('R-01 · 创建文件节点/出口');
    expect(editor.said()).to.include('甲方签署');
    // the moments before the creation are one line
    expect(text(editor, '.timeline > li')).to.equal('10 个时刻没有动作');
    await editor.expectAccessible();
  });

  it('files the signed files when everybody has signed, and goes on in the flow', async () => {
    const editor = await openRun();
    await press(editor, ...TO_CREATION, 'event-completed');
    expect(text(editor, '[data-effect="fileSigned"]')).to.include('已签文件 ←').and.to.include('R-08');
    expect(panel(editor).querySelector('[data-effect="submitWorkflow"]')).to.not.equal(null);
    expect(text(editor, '.here')).to.include('乙方确认签署');
    expect(panel(editor).querySelector('[data-act^="event-"]')).to.equal(null);
    expect(panel(editor).activeElement?.matches('button')).to.equal(true);
  });

  it('shows the request as JSON, and begins again', async () => {
    const editor = await openRun('en');
    await press(editor, ...TO_CREATION, 'json');
    const draft = JSON.parse(panel(editor).querySelector('pre')!.textContent) as { workflowId: string };
    expect(draft.workflowId).to.equal('wf-purchase-contract');
    await editor.expectAccessible();
    await press(editor, 'restart');
    expect(text(editor, '.timeline')).to.equal('');
    expect(text(editor, '.here')).to.include('发起');
  });

  it('says which slot gets no value from an empty record', async () => {
    const editor = await openRun();
    await press(editor, 'previous');
    expect(text(editor, '.record-name')).to.include('全部空白');
    expect(editor.get('.drawer .record-name').textContent).to.include('全部空白');
    expect(text(editor, '.problems')).to.include('“文件主题”');
    await press(editor, ...TO_CREATION);
    expect(text(editor, '.timeline')).to.include('“文件主题”').and.to.include('没有取到值');
    expect(panel(editor).querySelector('[data-effect]')).to.equal(null);
  });

  it('changes nothing of the configuration and of the host', async () => {
    const editor = await openRun();
    await press(editor, ...TO_CREATION, 'event-rejected');
    expect(editor.mapping).to.deep.equal(aMapping());
  });

  it('moves the record on the diagram, by pointer and by keyboard alone', async () => {
    const editor = await openRun();
    const exit = diagram(editor).querySelector('[data-exit="e-submit"]')!;
    expect(exit.classList.contains('open')).to.equal(true);
    exit.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await editor.settle();
    expect(text(editor, '.here')).to.include('部门审批');
    expect(diagram(editor).querySelectorAll('.node.here .token')).to.have.length(1);

    const canvas = diagram(editor).querySelector<HTMLElement>('.canvas')!;
    canvas.focus();
    await editor.press('ArrowRight', 'Enter');
    expect(text(editor, '.here')).to.include('法务审核');
    expect(diagram(editor).activeElement === canvas).to.equal(true);
    // an exit of another node moves nothing
    diagram(editor)
      .querySelector('[data-exit="e-submit"]')!
      .dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await editor.settle();
    expect(text(editor, '.here')).to.include('法务审核');
  });

  it('shows what a person sees, lets that person act, and says why a button waits (R-04, R-05)', async () => {
    const label = { 'zh-CN': '确认盖章' };
    const editor = await openRun('zh-CN', aMapping({ buttons: { sign: label } }));
    await press(editor, ...TO_CREATION);
    expect(text(editor, '[data-act="press-sign"]')).to.equal('确认盖章');
    const select = panel(editor).querySelector<HTMLSelectElement>('#person')!;
    const first = select.value;
    const other = [...select.options].find(({ value }) => value !== first && value !== '')!;
    select.value = other.value;
    select.dispatchEvent(new Event('change'));
    await editor.settle();
    expect(panel(editor).querySelector('[data-act="press-sign"]') === null).to.equal(true);
    select.value = first;
    select.dispatchEvent(new Event('change'));
    await editor.settle();
    await press(editor, 'press-sign');
    expect(text(editor, '[data-absent="sign"]')).to.include('已签署');
    expect(text(editor, '.timeline')).to.include('签署方已签署');
    await editor.expectAccessible();
  });

  it('steps back, and keeps the cursor', async () => {
    const editor = await openRun();
    await press(editor, ...TO_CREATION, 'event-completed', 'back');
    expect(text(editor, '.status')).to.equal('签署中');
    await press(editor, 'back', 'back', 'back');
    expect(text(editor, '.here')).to.include('发起');
    expect(panel(editor).querySelector<HTMLButtonElement>('[data-act="back"]')!.disabled).to.equal(true);
    expect(panel(editor).activeElement?.matches('button')).to.equal(true);
  });

  it('tries a record of the page where it is, until another one is turned to', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.element.simulate(aRecord({ currentNodeId: 'n-legal' }));
    await running(editor);
    expect(text(editor, '.record-name')).to.include('服务器采购合同');
    expect(text(editor, '.here')).to.include('法务审核');
    await press(editor, 'exit-e-legal-ok');
    expect(text(editor, '[data-row="subject"] dd')).to.equal('服务器采购合同');
    await press(editor, 'next');
    expect(text(editor, '.record-name')).to.include('示例');
    expect(await codeOf(editor.element.simulate(aRecord({ workflowId: 'wf-other' })))).to.equal('invalid-input');
  });

  it('tries physical seals: application, use, end, with the use code (R-13)', async () => {
    const host = new FakeEditorHost();
    host.storeSealUseAs('管理员', aSealUseMapping());
    const editor = await MappingEditorHarness.open({ host, kind: 'seal-use' });
    await editor.element.simulate(aRecord({ currentNodeId: 'n-legal' }));
    await running(editor);
    expect(text(editor, '[data-row="count"] dd')).to.equal('3');
    await press(editor, 'exit-e-legal-ok');
    expect(text(editor, '[data-effect="applySealUse"]')).to.include('R-13').and.to.include('到达用印申请位置');
    expect(text(editor, '.status')).to.equal('申请中');
    await press(editor, 'event-sealUsed');
    expect(text(editor, '[data-row="count"] dd')).to.equal('剩余 2 次，共 3 次');
    await press(editor, 'press-endSeal');
    expect(text(editor, '.status')).to.equal('已结束');
    expect(panel(editor).querySelector('[data-act^="event-"]') === null).to.equal(true);
    await editor.expectAccessible();
  });

  it('offers the events that the service reports, and says which it never does (P-15)', async () => {
    const host = new FakeEditorHost();
    host.capabilities = { physicalEvents: ['terminated', 'rejected'] };
    host.storeSealUseAs('管理员', aSealUseMapping());
    const editor = await MappingEditorHarness.open({ host, kind: 'seal-use' });
    await editor.element.simulate(aRecord({ currentNodeId: 'n-legal' }));
    await running(editor);

    await press(editor, 'exit-e-legal-ok');

    const offered = [...panel(editor).querySelectorAll<HTMLElement>('[data-act^="event-"]')];
    expect(offered.map(({ dataset }) => dataset['act'])).to.deep.equal([
      'event-sealUsed',
      'event-terminated',
      'event-rejected',
    ]);
    expect(panel(editor).textContent.replace(/\s+/g, ' ')).to.include('内置签署从不报告：智能用印完成、自动结束');
  });
});
