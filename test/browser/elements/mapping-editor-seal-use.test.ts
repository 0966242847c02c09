import { expect, oneEvent } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aMapping, aSealUseMapping } from '../../support/builders.js';
import { codeOf, MappingEditorHarness, type EditorOptions } from '../harness/mapping-editor.harness.js';

type Patch = Parameters<typeof aSealUseMapping>[0];

function open(patch?: Patch, options: EditorOptions = {}): Promise<MappingEditorHarness> {
  const host = new FakeEditorHost();
  host.catalog = [
    { id: 'physical-1', kind: 'physicalSeal', name: '公章（一号柜）', enabled: true },
    { id: 'type-1', kind: 'fileType', name: '合同类', enabled: true },
  ];
  host.storeSealUseAs('管理员', aSealUseMapping(patch));
  return MappingEditorHarness.open({ host, kind: 'seal-use', ...options });
}

const labelled = (editor: MappingEditorHarness, label: string): HTMLElement => editor.get(`[aria-label="${label}"]`);

async function choose(editor: MappingEditorHarness, control: HTMLElement, value: string): Promise<void> {
  const input = control as HTMLSelectElement;
  input.value = value;
  input.dispatchEvent(new Event(input instanceof HTMLInputElement ? 'input' : 'change', { bubbles: true }));
  await editor.settle();
}

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor kind="seal-use">', () => {
  it('has the steps of a physical-seal mapping, each of them accessible (P-01 to P-15)', async () => {
    const editor = await open();
    const tabs = editor.get('esign-step-list').shadowRoot!.querySelectorAll<HTMLElement>('[data-step]');
    const steps = [...tabs].map((tab) => tab.dataset['step']);

    expect(steps).to.deep.equal(['basic', 'apply', 'append', 'end', 'callbacks']);
    for (const step of ['basic', 'apply', 'append', 'end', 'callbacks'] as const) {
      await editor.openStep(step);
      await editor.expectAccessible();
    }
  });

  it('begins a new one with the default service, and saves it by the routes of seal uses (P-01)', async () => {
    const editor = await MappingEditorHarness.open({ kind: 'seal-use' });

    expect(editor.sealUse.basic).to.include({ bindingId: 'bind-builtin', enabled: false });
    const saved = oneEvent(editor.element, 'esign-saved');
    editor.element.save();
    await saved;

    expect(editor.host.sealUseSaves).to.deep.equal([editor.sealUse]);
    expect(editor.host.saves).to.deep.equal([]);
  });

  it('offers only providers that have physical seals (P-01)', async () => {
    const host = new FakeEditorHost();
    host.capabilities = { physicalSeal: false };
    const editor = await MappingEditorHarness.open({ host, kind: 'seal-use' });

    expect(editor.sealUse.basic.provider).to.equal(null);
    expect(editor.text('/basic/provider')).to.not.contain('内置签署');
  });

  it('reports what the provider cannot do (P-13, P-14)', async () => {
    const host = new FakeEditorHost();
    host.capabilities = { physicalAppend: false, physicalEnd: false };
    const point = { kind: 'node', id: 'n-archive', timing: 'before' } as const;
    host.storeSealUseAs('管理员', aSealUseMapping({ append: { appendAt: [point] }, endAt: [point] }));
    const editor = await MappingEditorHarness.open({ host, kind: 'seal-use' });

    const refused = editor.element.validate().filter((problem) => problem.code === 'CAPABILITY');

    expect(refused.map((problem) => problem.slot)).to.deep.equal(['P-13', 'P-14']);
  });

  it('binds an armed field, and undoes it (P-02)', async () => {
    const editor = await open({ apply: { subject: null } });
    await editor.openStep('apply');

    await editor.arm('供应商名称');
    await editor.place('/apply/subject');

    expect(editor.sealUse.apply.subject).to.deep.include({ kind: 'field' });
    editor.element.undo();
    await editor.settle();
    expect(editor.sealUse.apply.subject).to.equal(null);
  });

  it('takes a fixed file type and fixed seals from the lists of the service (P-04, P-05)', async () => {
    const editor = await open({ apply: { fileType: null, physicalSeals: [] } });
    await editor.openStep('apply');

    await choose(editor, editor.inCard('/apply/fileType', 'select.kind'), 'constant');
    await choose(editor, editor.inCard('/apply/fileType', 'select.value'), 'type-1');
    await choose(editor, editor.inCard('/apply/physicalSeals', 'select'), 'physical-1');
    await choose(editor, editor.inCard('/apply/physicalSeals', 'select'), 'physical-1');

    expect(editor.sealUse.apply.fileType).to.deep.equal({ kind: 'constant', value: 'type-1', label: '合同类' });
    expect(editor.sealUse.apply.physicalSeals).to.deep.equal([
      { kind: 'constant', value: 'physical-1', label: '公章（一号柜）' },
    ]);
    expect(editor.text('/apply/physicalSeals')).to.contain('公章（一号柜）');
  });

  it('takes a fixed number of uses, which must be whole and 1 or more (P-06)', async () => {
    const editor = await open({ apply: { useCount: null } });
    await editor.openStep('apply');

    await choose(editor, editor.inCard('/apply/useCount', 'select.kind'), 'constant');
    await choose(editor, editor.inCard('/apply/useCount', 'input[type="number"]'), '0');
    expect(editor.text('/apply/useCount')).to.contain('整数');
    await choose(editor, editor.inCard('/apply/useCount', 'input[type="number"]'), '3');

    expect(editor.sealUse.apply.useCount).to.deep.equal({ kind: 'constant', value: 3 });
    expect(editor.element.validate()).to.deep.equal([]);
  });

  it('needs a count where it appends (P-10, P-13)', async () => {
    const editor = await open({ append: { appendAt: [{ kind: 'node', id: 'n-archive', timing: 'before' }] } });

    expect(editor.element.validate()).to.deep.include.members([
      {
        code: 'REQ',
        severity: 'error',
        slot: 'P-10',
        step: 'append',
        pointer: '/append/count',
        params: { slot: 'appendCount' },
      },
    ]);
  });

  it('adds an event and actions, each one step of undo, with the cursor at the new row (P-15)', async () => {
    const editor = await open();
    await editor.openStep('callbacks');

    await editor.click('添加事件');
    expect(editor.text('/callbacks')).to.contain('回调设置');
    expect(editor.get('.problem.warning').textContent).to.contain('没有动作');
    await editor.click('为“智能用印完成”添加动作');
    expect(editor.focused()?.getAttribute('aria-label')).to.equal('智能用印完成 · 动作 1: 动作');
    await choose(editor, labelled(editor, '智能用印完成 · 动作 1: 动作'), 'sendBack');
    await choose(editor, labelled(editor, '智能用印完成 · 动作 1: 节点'), 'n-legal');

    expect(editor.sealUse.callbacks).to.deep.equal([
      {
        id: 'callback-1',
        event: 'smartUseCompleted',
        enabled: true,
        actions: [{ kind: 'sendBack', nodeId: 'n-legal' }],
      },
    ]);
    for (let step = 0; step < 4; step += 1) editor.element.undo();
    await editor.settle();
    expect(editor.sealUse.callbacks).to.deep.equal([]);
  });

  it('edits, orders and removes actions of every kind, and stays accessible (P-15)', async () => {
    const editor = await open({
      callbacks: [
        {
          id: 'callback-1',
          event: 'rejected',
          enabled: true,
          actions: [
            { kind: 'submitWorkflow' },
            { kind: 'notify', to: { kind: 'creator' }, text: '已驳回' },
            {
              kind: 'writeField',
              field: { table: 'main', field: 'f-title', label: '合同名称', type: 'text' },
              value: null,
            },
          ],
        },
      ],
    });
    await editor.openStep('callbacks');
    await editor.expectAccessible();

    await choose(editor, labelled(editor, '驳回 · 动作 2: 内容'), '请重新申请');
    await choose(editor, labelled(editor, '驳回 · 动作 2: 通知谁'), 'field f-owner');
    await choose(editor, labelled(editor, '驳回 · 动作 3: 字段'), 'f-archive');
    await choose(editor, labelled(editor, '驳回 · 动作 3: 值'), 'false');
    await editor.click('上移驳回 · 动作 3');
    await editor.click('移除驳回 · 动作 1');
    labelled(editor, '驳回: 启用').click();
    await choose(editor, labelled(editor, '事件: 驳回'), 'terminated');

    const [callback] = editor.sealUse.callbacks;
    expect(callback).to.deep.include({ event: 'terminated', enabled: false });
    expect(callback!.actions.map((action) => action.kind)).to.deep.equal(['writeField', 'notify']);
    expect(callback!.actions[0]).to.deep.include({ value: false });
    expect(callback!.actions[1]).to.deep.include({ text: '请重新申请' });
    expect(editor.element.validate()).to.deep.equal([]);
  });

  it('shows a gone node at its action, and keeps it until another is chosen (P-15)', async () => {
    const actions = [{ kind: 'sendBack' as const, nodeId: 'n-gone' }];
    const editor = await open({ callbacks: [{ id: 'callback-1', event: 'rejected', enabled: true, actions }] });
    await editor.openStep('callbacks');

    expect(editor.get('[data-action="0"] .problem.error').textContent).to.contain('n-gone');
    await choose(editor, labelled(editor, '驳回 · 动作 1: 节点'), 'n-start');

    expect(editor.find('[data-action="0"] .problem') === null).to.equal(true);
  });

  it('marks an event that the service never reports with the reason, and begins with one that it does (P-15)', async () => {
    const host = new FakeEditorHost();
    host.capabilities = { physicalEvents: ['terminated', 'rejected'] };
    const actions = [{ kind: 'submitWorkflow' as const }];
    const callbacks = [{ id: 'callback-1', event: 'autoEnded' as const, enabled: true, actions }];
    host.storeSealUseAs('管理员', aSealUseMapping({ callbacks }));
    const editor = await MappingEditorHarness.open({ host, kind: 'seal-use' });
    await editor.openStep('callbacks');

    const event = labelled(editor, '事件: 自动结束') as HTMLSelectElement;
    expect([...event.options].map(({ label }) => label)).to.deep.equal([
      '智能用印完成（内置签署不报告）',
      '文件归档完成（内置签署不报告）',
      '自动结束（内置签署不报告）',
      '流程终止',
      '驳回',
    ]);
    expect(editor.get('.problem.warning').textContent)
      .to.contain('内置签署从不报告此事件')
      .and.contain('流程终止、驳回');
    await editor.expectAccessible();

    await choose(editor, event, 'rejected');
    expect(() => editor.get('.problem.warning')).to.throw();
    await editor.click('添加事件');
    expect(editor.sealUse.callbacks.map((callback) => callback.event)).to.deep.equal(['rejected', 'terminated']);
  });

  it('cannot be edited when read only (P-15)', async () => {
    const actions = [{ kind: 'submitWorkflow' as const }];
    const editor = await open(
      { callbacks: [{ id: 'callback-1', event: 'rejected', enabled: true, actions }] },
      { readonly: true },
    );
    await editor.openStep('callbacks');

    expect(editor.get('esign-seal-callbacks').shadowRoot!.querySelectorAll('.tools')).to.have.length(0);
    expect((labelled(editor, '驳回: 启用') as HTMLInputElement).disabled).to.equal(true);
    await editor.expectAccessible();
  });

  it('exports and imports mappings of its own kind only (P-01)', async () => {
    const editor = await open();
    const exported = editor.element.exportConfig();

    await editor.element.importConfig(
      JSON.stringify({ ...exported, endAt: [{ kind: 'node', id: 'n-archive', timing: 'after' }] }),
    );

    expect(editor.sealUse.endAt).to.have.length(1);
    expect(await codeOf(editor.element.importConfig(aMapping()))).to.equal('invalid-input');
  });

  it('loads the other document when the kind changes', async () => {
    const editor = await open();

    editor.element.kind = 'signing';
    await editor.until('[data-step="flow"]');

    expect(editor.mapping.flow.parties).to.deep.equal([]);
  });
});
