import { expect, oneEvent } from '@open-wc/testing';
import { sendMouse, setViewport } from '@web/test-runner-commands';

import type { PlacementRule } from '../../../src/schema/placement.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aFieldRef, aFieldSource, aMapping, aPartyConfig, aWorkflow } from '../../support/builders.js';
import { aConfiguredHost, codeOf, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';
const ORGANIZATION = '/required/organization';
const INITIATOR = '/required/initiator';
const SEAL = '/flow/initiator/seal';
const DEADLINE = '/optional/deadline';

/** Chooses in a list, as a person does. */
async function choose(editor: MappingEditorHarness, pointer: string, value: string, selector = 'select') {
  const select = editor.inCard(pointer, selector) as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await editor.settle();
}

async function type(editor: MappingEditorHarness, pointer: string, text: string) {
  const input = editor.inCard(pointer, 'input') as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new InputEvent('input'));
  await editor.settle();
}

function aRule(overrides: Partial<PlacementRule> = {}): PlacementRule {
  return {
    id: 'p-1',
    party: 'party-b',
    source: null,
    mark: 'seal',
    position: { kind: 'free' },
    policy: 'free',
    signingDate: null,
    ...overrides,
  };
}

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: kinds of value', () => {
  it('takes a fixed seal of the service (C-36)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('flow');
    await choose(editor, SEAL, 'constant', '.kind');

    await choose(editor, SEAL, 'seal-company', '.value');

    expect(editor.mapping.flow.initiator.seal).to.deep.equal({
      kind: 'constant',
      value: 'seal-company',
      label: '公司公章',
    });
  });

  it('offers the fields when the initiator shall come from one (C-12)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');

    await choose(editor, INITIATOR, 'field');
    await editor.typeInto(INITIATOR, '经办人');
    await editor.press('Enter');

    expect(editor.mapping.required.initiator).to.deep.equal(aFieldSource('f-owner'));
  });

  it('writes nothing of its own into a fixed value (C-11)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');

    await choose(editor, ORGANIZATION, 'constant');
    expect(editor.mapping.required.organization).to.equal(null);
    await type(editor, ORGANIZATION, '远景');

    expect(editor.mapping.required.organization).to.deep.equal({ kind: 'constant', value: '远景' });
  });

  it('keeps the input under the cursor when it is emptied (C-11)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await choose(editor, ORGANIZATION, 'constant');
    await type(editor, ORGANIZATION, '远景');
    const input = editor.inCard(ORGANIZATION, 'input');

    await type(editor, ORGANIZATION, '');

    expect(editor.mapping.required.organization).to.equal(null);
    expect(editor.inCard(ORGANIZATION, 'input')).to.equal(input);
    expect(input.isConnected).to.equal(true);
  });

  it('parks the field while days are counted, and the days while a field is read; each switch is one step (C-23)', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('optional');
    await editor.typeInto(DEADLINE, '签署截止日期');
    await editor.press('Enter');
    const field = aFieldRef('f-deadline');

    await choose(editor, DEADLINE, 'days', '.kind');
    const input = editor.inCard(DEADLINE, 'input') as HTMLInputElement;
    input.value = '7';
    input.dispatchEvent(new Event('change'));
    await editor.settle();
    expect(editor.mapping.optional.deadline).to.deep.equal({ kind: 'days', days: 7, field });

    await choose(editor, DEADLINE, 'field', '.kind');
    expect(editor.mapping.optional.deadline).to.deep.equal({ kind: 'field', field, days: 7 });
    await choose(editor, DEADLINE, 'days', '.kind');
    expect((editor.inCard(DEADLINE, 'input') as HTMLInputElement).value).to.equal('7');

    editor.element.undo();
    await editor.settle();
    expect((editor.inCard(DEADLINE, '.kind') as HTMLSelectElement).value).to.equal('field');
  });

  it('shows the kind that undo brings back', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('required');
    await choose(editor, SUBJECT, 'template');
    await choose(editor, SUBJECT, 'field');

    editor.element.undo();
    editor.element.undo();
    await editor.settle();

    expect((editor.inCard(SUBJECT, '.kind') as HTMLSelectElement).value).to.equal('field');
    expect(editor.mapping.required.subject).to.deep.equal(aFieldSource('f-title'));
  });

  it('never takes the first row by itself: the admin says which row (CARD)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.arm('物品');
    await editor.place(SUBJECT);
    expect(editor.mapping.required.subject).to.deep.equal(aFieldSource('i-name'));
    expect(editor.text(SUBJECT)).to.contain('请指定取第一行');

    await choose(editor, SUBJECT, 'join', '.rows');

    expect(editor.mapping.required.subject).to.deep.equal({ ...aFieldSource('i-name'), rows: { pick: 'join' } });
    expect(editor.text(SUBJECT)).not.to.contain('请指定取第一行');
  });

  it('takes a field on click, not on press: a list can be scrolled by touch', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.typeInto(SUBJECT, '合同名称');
    const option = editor.inCard(SUBJECT, '[role="option"]');
    const box = option.getBoundingClientRect();

    await sendMouse({ type: 'move', position: [Math.round(box.x + 20), Math.round(box.y + 8)] });
    await sendMouse({ type: 'down' });
    await editor.settle();
    expect(editor.mapping.required.subject).to.equal(null);
    await sendMouse({ type: 'up' });
    await editor.settle();

    expect(editor.mapping.required.subject).to.deep.equal(aFieldSource('f-title'));
  });

  it('finds what is put into a text by typing, and puts it at the cursor (C-10)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await choose(editor, SUBJECT, 'template');

    await editor.typeInto(SUBJECT, '流程编');
    await editor.press('Enter');

    expect(editor.mapping.required.subject).to.deep.equal({
      kind: 'template',
      template: [{ kind: 'system', name: 'recordId' }],
    });
  });

  it('understands fields that the form has lost while their text is edited (C-10)', async () => {
    const gone = { table: 'main', field: 'f-gone', label: '旧编号', type: 'text' } as const;
    const subject = { kind: 'template', template: [{ kind: 'field', field: gone }] } as const;
    const mapping = aMapping({ required: { subject: { ...subject, template: [...subject.template] } } });
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });
    await editor.openStep('required');
    const input = editor.inCard(SUBJECT, 'input.text') as HTMLInputElement;

    input.value = `${input.value}!`;
    input.dispatchEvent(new InputEvent('input'));
    await editor.settle();

    expect(editor.mapping.required.subject).to.deep.equal({
      kind: 'template',
      template: [
        { kind: 'field', field: gone },
        { kind: 'text', text: '!' },
      ],
    });
  });
});

describe('<esign-mapping-editor>: templates of the provider (C-13)', () => {
  function aTemplateHost(workflow: Workflow = aWorkflow()): FakeEditorHost {
    const host = new FakeEditorHost([workflow]);
    host.catalog.push({
      id: 'tpl-order',
      kind: 'template',
      name: '订单模板',
      enabled: true,
      controls: [{ id: 'buyer', name: '买方' }],
    });
    return host;
  }

  it('never gives a template the name that a placement rule still holds', async () => {
    const host = aTemplateHost();
    host.storeAs('管理员', aMapping({ flow: { placements: [aRule({ source: 'template-1' })] } }));
    const editor = await MappingEditorHarness.open({ host });
    await editor.openStep('required');

    await editor.click('使用服务商模板');

    expect(editor.mapping.required.documents.map(({ id }) => id)).to.deep.equal(['doc-1', 'template-2']);
  });

  it('takes the field away with Backspace, not the template behind it', async () => {
    const host = aTemplateHost();
    host.storeAs('管理员', aMapping());
    const editor = await MappingEditorHarness.open({ host });
    await editor.openStep('required');
    await editor.click('使用服务商模板');

    editor.inCard('/required/documents', 'input').focus();
    await editor.press('Backspace');

    expect(editor.mapping.required.documents.map(({ kind }) => kind)).to.deep.equal(['template']);
  });

  it('lets a browse field of the form name the template', async () => {
    const workflow = aWorkflow();
    workflow.form.main.fields.push({ id: 'f-template', label: '合同模板', type: 'browse', browse: 'template' });
    const editor = await MappingEditorHarness.open({ host: aTemplateHost(workflow) });
    await editor.openStep('required');
    await editor.click('使用服务商模板');

    await choose(editor, '/required/documents', 'field f-template', '.template select');

    const [document] = editor.mapping.required.documents;
    expect(document?.kind === 'template' ? document.template : null).to.deep.equal({
      kind: 'field',
      field: aFieldRef('f-template', workflow),
    });
  });
});

describe('<esign-mapping-editor>: placement rules (C-37)', () => {
  const partyOf = (editor: MappingEditorHarness): HTMLSelectElement =>
    editor.get('esign-placement-rules').shadowRoot!.querySelector('select')!;

  it('begins a rule with a party that signs and a position that every provider knows', async () => {
    const mapping = aMapping({ flow: { initiatorAction: 'launch' } });
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });
    await editor.openStep('flow');

    await editor.click('添加签署位置');

    const [rule] = editor.mapping.flow.placements;
    expect([rule?.party, rule?.position.kind]).to.deep.equal(['party-b', 'coordinate']);
    expect([...partyOf(editor).options].map(({ value }) => value)).to.deep.equal(['party-b']);
  });

  it('offers each row of the detail table as a party (C-30)', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aDynamicMapping()) });
    await editor.openStep('flow');

    const choices = [...partyOf(editor).options].map(({ value, text }) => `${value}: ${text.trim()}`);

    expect(choices).to.include('each-row: “签署方明细”的每一行');
  });

  it('names a party that does not sign now, and does not offer what the provider cannot find', async () => {
    const mapping = aMapping({
      flow: { initiatorAction: 'launch', placements: [aRule({ party: 'initiator' })], parties: [aPartyConfig()] },
    });
    const host = aConfiguredHost(mapping);
    host.capabilities = { keywordPlacement: false };
    const editor = await MappingEditorHarness.open({ host });
    await editor.openStep('flow');

    expect(partyOf(editor).selectedOptions[0]?.text.trim()).to.equal('发起组织（不签署）');
    const keyword = [...editor.get('esign-placement-rules').shadowRoot!.querySelectorAll('option')].find(
      ({ value }) => value === 'keyword',
    );
    expect(keyword?.disabled).to.equal(true);
  });

  function aDynamicMapping() {
    const mapping = aMapping({ flow: { placements: [aRule({ party: 'initiator' })] } });
    const { flow } = mapping;
    return {
      ...mapping,
      flow: {
        ...flow,
        addParties: { fixed: true, dynamic: true },
        dynamicParties: { ...flow.dynamicParties, table: 'd-parties' },
      },
    };
  }
});

describe('<esign-mapping-editor>: what the provider cannot do', () => {
  it('does not let a person switch on silent signing, and says why (C-36)', async () => {
    const host = aConfiguredHost();
    host.capabilities = { silentSign: false };
    const editor = await MappingEditorHarness.open({ host });
    await editor.openStep('flow');
    const pointer = '/flow/initiator/autoSign';

    expect((editor.inCard(pointer, 'input') as HTMLInputElement).disabled).to.equal(true);
    expect(editor.text(pointer)).to.contain('不支持静默签');
  });
});

describe('<esign-mapping-editor>: leaving and saving', () => {
  function aTwoWorkflowHost(): FakeEditorHost {
    return new FakeEditorHost([aWorkflow(), aWorkflow({ id: 'wf-other', name: '付款审批' })]);
  }

  it('asks before another workflow throws changes away (C-01)', async () => {
    const editor = await MappingEditorHarness.open({ host: aTwoWorkflowHost() });
    await type(editor, '/basic/name', '我的');
    await choose(editor, '/basic/workflowId', 'wf-other');
    await editor.expectAccessible();

    await editor.click('返回');
    expect(editor.mapping.basic.name).to.equal('我的');
    expect((editor.inCard('/basic/workflowId', 'select') as HTMLSelectElement).value).to.equal('wf-purchase-contract');
    await choose(editor, '/basic/workflowId', 'wf-other');
    await editor.click('放弃修改并打开');

    await waitUntil(() => editor.element.exportConfig()?.basic.workflowId === 'wf-other');
  });

  it('leads from a taken workflow to its configuration (C-01)', async () => {
    const host = aTwoWorkflowHost();
    host.storeAs('管理员', aMapping());
    const editor = await MappingEditorHarness.open({ host, workflowId: 'wf-other' });

    await choose(editor, '/basic/workflowId', 'wf-purchase-contract');

    await waitUntil(() => editor.element.exportConfig()?.basic.name === '采购合同用印');
  });

  it('gives the focus back when a dialog closes', async () => {
    const mapping = aMapping({ required: { subject: null } });
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });
    const save = editor.get('.save');
    save.focus();
    save.click();
    await editor.until('dialog');

    await editor.click('返回处理');
    await editor.settle();

    expect(editor.focused()).to.equal(editor.get('.save'));
  });

  it('asks the page only for what will be saved', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    const asked: boolean[] = [];
    editor.element.addEventListener('esign-before-save', (event) => asked.push(event.detail.mapping.basic.enabled));

    editor.element.save();
    expect(asked).to.deep.equal([]);
    await editor.openStep('required');
    await editor.click('移除 我方公司');
    editor.element.save();
    await editor.settle();
    expect(asked).to.deep.equal([]);
    const changed = oneEvent(editor.element, 'esign-change');
    await editor.click('停用并保存');

    expect(asked).to.deep.equal([false]);
    expect((await changed).detail.command).to.equal('switchedOff');
    await waitUntil(() => editor.host.saves.length === 1);
  });

  it('says when a mapping cannot be taken in', async () => {
    const editor = await MappingEditorHarness.open({ readonly: true });
    const early = document.createElement('esign-mapping-editor');

    expect(await codeOf(editor.element.importConfig(aMapping()))).to.equal('forbidden');
    expect(await codeOf(early.importConfig(aMapping()))).to.equal('unavailable');
  });

  it('does not praise a step that nobody filled in', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });

    expect(editor.get('[data-step="optional"]').textContent).to.contain('未设置');
    expect(editor.get('[data-step="required"]').textContent).to.contain('已完成');
  });
});

describe('<esign-mapping-editor>: the flow by keyboard', () => {
  it('walks onto an exit and picks its moment before (C-32)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('flow');
    await editor.click('在流程图中选择: 创建文件节点/出口');
    editor.get('esign-flow-diagram').shadowRoot!.querySelector<HTMLElement>('.canvas')!.focus();

    await editor.press('ArrowRight', 'b');
    await editor.press('ArrowRight', 'a');

    expect(editor.mapping.flow.createAt).to.deep.equal([
      { kind: 'exit', id: 'e-submit', timing: 'before' },
      { kind: 'node', id: 'n-dept', timing: 'after' },
    ]);
    expect(editor.get('esign-flow-diagram').shadowRoot!.querySelector('#live')?.textContent).to.contain('部门审批');
  });

  it('limits the pages that share one seam seal, and leaves it to the product where the box is empty', async () => {
    const position = { kind: 'seam', edge: 'right', y: 300, pages: 'all', doubleSided: false } as const;
    const editor = await MappingEditorHarness.open({
      host: aConfiguredHost(aMapping({ flow: { placements: [aRule({ party: 'initiator', position })] } })),
    });
    await editor.openStep('flow');
    const set = async (value: string): Promise<HTMLInputElement> => {
      const labels = [...editor.get('esign-placement-rules').shadowRoot!.querySelectorAll('label')];
      const input = labels.find((label) => label.textContent?.includes('每章最多页数'))!.querySelector('input')!;
      input.value = value;
      input.dispatchEvent(new Event('change'));
      await editor.settle();
      return input;
    };

    await set('20');
    expect(editor.mapping.flow.placements[0]?.position).to.deep.equal({ ...position, pagesPerSeal: 20 });

    const refused = await set('1');
    expect(refused.value).to.equal('20');
    expect(editor.mapping.flow.placements[0]?.position).to.deep.equal({ ...position, pagesPerSeal: 20 });

    await set('');
    expect(JSON.stringify(editor.mapping.flow.placements[0]?.position)).to.equal(JSON.stringify(position));
    editor.element.undo();
    await editor.settle();
    expect(editor.mapping.flow.placements[0]?.position).to.deep.equal({ ...position, pagesPerSeal: 20 });
  });
});
