import { expect, waitUntil } from '@open-wc/testing';

import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

async function openRun(locale = 'zh-CN'): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(), locale });
  editor.get('[data-part="run"]').click();
  // the first test loads the module, which takes as long as the machine is busy
  await waitUntil(() => editor.find('.acts button') !== null, 'the trial run comes', { timeout: 20_000 });
  return editor;
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
  it('shows the request at the point of creation, and nothing before it', async () => {
    const editor = await openRun();
    expect(text(editor, '.here')).to.include('发起');
    await press(editor, ...TO_CREATION.slice(0, 2));
    expect(panel(editor).querySelector('[data-row="subject"]')).to.equal(null);
    await press(editor, 'exit-e-legal-ok');
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
    expect(panel(editor).querySelector('pre')).to.equal(null);
  });

  it('says which slot gets no value from an empty record', async () => {
    const editor = await openRun();
    const select = panel(editor).querySelector('select')!;
    select.value = 'blank';
    select.dispatchEvent(new Event('change'));
    await editor.settle();
    await press(editor, ...TO_CREATION);
    expect(text(editor, '.timeline')).to.include('“文件主题”没有取到值');
    expect(panel(editor).querySelector('[data-effect]')).to.equal(null);
  });

  it('changes nothing of the configuration and of the host', async () => {
    const editor = await openRun();
    await press(editor, ...TO_CREATION, 'event-rejected');
    expect(editor.mapping).to.deep.equal(aMapping());
  });
});
