import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { EsignError } from '../../../src/core/errors.js';
import type { MappingEditor } from '../../../src/elements/mapping-editor/mapping-editor.js';
import { largeWorkflow } from '../../../stories/large-workflow.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aMapping, aWorkflow } from '../../support/builders.js';
import { aConfiguredHost, codeOf, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: states', () => {
  for (const step of ['basic', 'required', 'optional', 'flow', 'advanced'] as const) {
    it(`is accessible in the step ${step}`, async () => {
      const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
      await editor.openStep(step);

      await editor.expectAccessible();
    });
  }

  it('is accessible with every problem shown and a field armed', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    editor.element.validate();
    await editor.settle();
    await editor.expectAccessible();

    await editor.arm('经办人');

    await editor.expectAccessible();
  });

  it('is accessible while nodes are picked, and with the list of problems', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('flow');
    await editor.click('在流程图中选择: 创建文件节点/出口');
    await editor.expectAccessible();

    editor.root.querySelectorAll<HTMLElement>('.drawer nav button')[1]!.click();
    await editor.settle();

    await editor.expectAccessible();
  });

  it('lets a person choose a workflow, and opens the configuration of a taken one (C-01)', async () => {
    const host = new FakeEditorHost([aWorkflow(), largeWorkflow()]);
    host.storeAs('管理员', aMapping());
    const editor = await MappingEditorHarness.open({ host, workflowId: '' });
    await editor.expectAccessible();

    editor.get('.choice li button').click();
    await editor.until('.editor');

    expect(editor.mapping.basic.name).to.equal('采购合同用印');
  });

  it('shows a failure with what to do, and loads when asked again', async () => {
    const host = new FakeEditorHost();
    host.failures.set('getWorkflow', new EsignError('network', 'offline'));
    const editor = await MappingEditorHarness.open({ host });
    await editor.expectAccessible();

    await editor.click('重新读取');

    await editor.until('.editor');
  });

  it('does not offer to try again where the right is missing', async () => {
    const host = new FakeEditorHost();
    host.failures.set('getWorkflow', new EsignError('forbidden', 'no right'));
    const editor = await MappingEditorHarness.open({ host });

    expect(editor.find('.state button')).to.equal(null);
    expect(editor.get('.state').textContent).to.contain('没有签章配置权限');
  });

  it('has nothing to press or drag when it is read only, and says so', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(), readonly: true });
    await editor.openStep('required');
    await editor.arm('合同编号');

    expect(editor.find('.place')).to.equal(null);
    expect(editor.find('.chip-button')).to.equal(null);
    expect(editor.find('.save')).to.equal(null);
    expect(editor.get('.saved').textContent).to.contain('只读');
    await editor.expectAccessible();
  });

  it('becomes read only and editable again without loading', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    editor.element.readonly = true;
    await editor.settle();
    expect(editor.find('.save')).to.equal(null);

    editor.element.readonly = false;
    await editor.settle();

    expect(editor.find('.save')).not.to.equal(null);
  });

  it('speaks English', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(), locale: 'en' });

    expect(editor.get('[data-step="flow"]').textContent).to.contain('Signing flow');
    expect(editor.get('.save').textContent).to.contain('Save');
    await editor.expectAccessible();
  });

  it('draws only the rows in sight of a form with 396 fields', async () => {
    const editor = await MappingEditorHarness.open({
      host: new FakeEditorHost([largeWorkflow()]),
      workflowId: 'wf-large',
    });

    expect(editor.rows().length).to.be.below(60);
    await editor.typeSearch('明细8');

    expect(editor.rows()[0]).to.equal('明细8');
  });

  it('opens the fields over the cards where there is little room, and closes them when one is picked', async () => {
    await setViewport({ width: 800, height: 800 });
    try {
      const editor = await MappingEditorHarness.open();
      await editor.openStep('required');
      await editor.click('表单字段');
      expect(getComputedStyle(editor.get('.fields')).visibility).to.equal('visible');

      await editor.arm('合同名称');

      expect(getComputedStyle(editor.get('.fields')).visibility).to.equal('hidden');
    } finally {
      await setViewport({ width: 1440, height: 900 });
    }
  });
});

describe('<esign-mapping-editor>: as an element of a page', () => {
  it('does not care whether its properties come before or after it is connected', async () => {
    const element = await fixture<MappingEditor>(html`<esign-mapping-editor locale="zh-CN"></esign-mapping-editor>`);
    await nextFrame();

    element.host = new FakeEditorHost().client;
    element.workflowId = 'wf-purchase-contract';

    await waitUntil(() => element.exportConfig()?.basic.workflowId === 'wf-purchase-contract');
  });

  it('keeps what was typed when it is moved in the page', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.arm('合同名称');
    await editor.place('/required/subject');
    const place = document.createElement('div');
    document.body.append(place);

    place.append(editor.element);
    await editor.settle();

    expect(editor.mapping.required.subject).not.to.equal(null);
    place.remove();
  });

  it('still drags after it was moved', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(editor.element);
    await editor.settle();

    await editor.drag('合同文件', '/required/documents');

    expect(editor.mapping.required.documents).to.have.length(1);
    place.remove();
  });

  it('lives beside another one without sharing keys or state', async () => {
    const one = await MappingEditorHarness.open();
    const other = await MappingEditorHarness.open();
    await one.openStep('required');
    await one.arm('合同名称');

    expect(one.find('.place')).not.to.equal(null);
    expect(other.find('.place')).to.equal(null);
  });

  it('tells the page about changes, steps and problems', async () => {
    const editor = await MappingEditorHarness.open();
    const stepped = oneEvent(editor.element, 'esign-step');
    await editor.openStep('required');
    expect((await stepped).detail.step).to.equal('required');

    const changed = oneEvent(editor.element, 'esign-change');
    const checked = oneEvent(editor.element, 'esign-problem');
    await editor.arm('合同名称');
    await editor.place('/required/subject');

    expect((await changed).detail.mapping.required.subject).not.to.equal(null);
    expect((await checked).detail.problems.length).to.be.above(0);
  });

  it('takes a mapping in as one step, keeps its workflow, and refuses what is no mapping', async () => {
    const editor = await MappingEditorHarness.open();

    await editor.element.importConfig(aMapping({ basic: { workflowId: 'wf-other' } }));
    expect(editor.mapping.basic.workflowId).to.equal('wf-purchase-contract');
    expect(editor.mapping.required.documents).to.have.length(1);
    editor.element.undo();
    expect(editor.mapping.required.documents).to.have.length(0);

    expect(await codeOf(editor.element.importConfig('{"no":"mapping"}'))).to.equal('invalid-input');
  });
});
