import { expect } from '@open-wc/testing';

import { EsignError } from '../../../src/core/errors.js';
import type { EsignEventMap } from '../../../src/ui/emit.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import { aMapping, aSealUseMapping, aWorkflow } from '../../support/builders.js';
import { ConfigsHost } from '../../support/browser-configs-host.js';
import { renamedWorkflow } from '../../support/renamed-workflow.js';
import { MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const own = aWorkflow();
const sales: Workflow = { ...renamedWorkflow(own, 's-'), name: '销售合同审批' };
const leave: Workflow = {
  ...renamedWorkflow(own, 'l-'),
  name: '请假申请',
  form: { ...own.form, main: { id: 'main', label: '主表', fields: [{ id: 'l-1', label: '事由', type: 'text' }] } },
};
const lease: Workflow = { ...renamedWorkflow(own, 'r-'), name: '租赁合同审批' };

const flat = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

class Copying {
  readonly host = new ConfigsHost([own, sales, leave, lease]);
  editor!: MappingEditorHarness;
  readonly copied: EsignEventMap['esign-copied']['detail'][] = [];

  async open(): Promise<this> {
    this.host.put(aMapping(), '管理员');
    this.editor = await MappingEditorHarness.open({ host: this.host });
    this.editor.element.addEventListener('esign-copied', ({ detail }) => this.copied.push(detail));
    await this.editor.openPart('copy');
    await this.editor.until('esign-copy-panel');
    return this;
  }

  get root(): ShadowRoot {
    return this.editor.get('esign-copy-panel').shadowRoot!;
  }

  /** The list that workflows are chosen from. */
  get workflows(): ShadowRoot {
    return this.root.querySelector('esign-workflow-list')!.shadowRoot!;
  }

  get text(): string {
    return flat(this.root.textContent);
  }

  report(name: string): HTMLElement {
    return this.root.querySelector<HTMLElement>(`section[aria-label*="${name}"]`)!;
  }

  /** Chooses workflows by name, and waits for what was read of them. */
  async look(...names: string[]): Promise<void> {
    for (const label of this.workflows.querySelectorAll('label')) {
      if (names.some((name) => label.textContent?.includes(name))) label.click();
    }
    await this.editor.settle();
    this.root.querySelector<HTMLElement>('.look')!.click();
    await waitUntil(() => names.every((name) => this.report(name)?.matches(':not(.reading)')), 'waits for the reports');
    await this.editor.settle();
  }

  async decide(name: string, choice: 'skip' | 'write'): Promise<void> {
    this.report(name).querySelector<HTMLInputElement>(`input[value="${choice}"]`)!.click();
    await this.editor.settle();
  }

  async write(): Promise<void> {
    this.root.querySelector<HTMLElement>('.write')!.click();
    await waitUntil(() => this.root.querySelector('.writing') === null && this.root.querySelector('.ready') === null);
    await this.editor.settle();
  }
}

describe('mapping editor: copying to other workflows', () => {
  it('reports on each before anything is written, then writes a draft that is off', async () => {
    const copying = await new Copying().open();
    await copying.editor.expectAccessible();
    await copying.look('销售', '请假');
    expect(flat(copying.report('销售合同审批').textContent))
      .to.contain('没有找到 0 个')
      .and.contain('复制后没有问题');
    expect(flat(copying.report('请假申请').textContent))
      .to.contain('此流程中没有')
      .and.contain('文件主题');
    expect(copying.host.configs.size).to.equal(1);
    await copying.editor.expectAccessible();
    await copying.decide('请假申请', 'skip');
    copying.root.querySelector<HTMLElement>('.write')!.click();
    await waitUntil(() => copying.report('销售合同审批').matches('.done'));
    await copying.editor.settle();
    const saved = copying.host.configs.get(sales.id)!.mapping;
    expect(saved.basic).to.deep.include({ workflowId: sales.id, name: '销售合同审批', enabled: false });
    expect('required' in saved && saved.required.signingNodes).to.deep.equal(['s-n-sign-a']);
    expect(copying.host.configs.has(leave.id)).to.equal(false);
    expect(copying.copied.map(({ workflowId }) => workflowId)).to.deep.equal([sales.id]);
    expect(copying.editor.mapping).to.deep.equal(aMapping());
  });

  it('never replaces a configuration unasked, and shows what it would change', async () => {
    const copying = new Copying();
    copying.host.put({ ...aMapping(), basic: { ...aMapping().basic, workflowId: sales.id, name: '销售用印' } });
    await copying.open();
    await copying.look('销售');
    const text = flat(copying.report('销售合同审批').textContent);
    expect(text).to.contain('已有配置（第 1 版）').and.contain('与已有配置的差异').and.contain('目前已启用');
    expect(copying.report('销售合同审批').querySelector<HTMLInputElement>('input[value="skip"]')!.checked).to.equal(
      true,
    );
    await copying.decide('销售合同审批', 'write');
    await copying.write();
    expect(copying.host.configs.get(sales.id)).to.deep.include({ version: 2 });
    expect(copying.host.configs.get(sales.id)!.mapping.basic.name).to.equal('销售用印');
  });

  it('keeps what somebody else saved meanwhile, and says so', async () => {
    const copying = new Copying();
    const theirs = { ...aMapping(), basic: { ...aMapping().basic, workflowId: sales.id, name: '销售用印' } };
    copying.host.put(theirs);
    await copying.open();
    await copying.look('销售');
    await copying.decide('销售合同审批', 'write');
    copying.host.put({ ...theirs, basic: { ...theirs.basic, name: '刚改的名称' } });
    await copying.write();
    expect(copying.text).to.contain('刚才有人保存了');
    expect(copying.host.configs.get(sales.id)!.mapping.basic.name).to.equal('刚改的名称');
    copying.editor.button('重新读取').focus();
    await copying.editor.click('重新读取');
    await waitUntil(() => copying.report('销售合同审批').matches('.ready'));
    await copying.editor.settle();
    expect(copying.text).to.contain('第 2 版');
    expect(copying.root.activeElement?.className).to.equal('reports');
    await copying.editor.expectAccessible();
  });

  it('retries what failed with the same key, without doing the others again', async () => {
    const copying = await new Copying().open();
    copying.host.writeFailures.set(lease.id, new EsignError('unavailable', 'down'));
    await copying.look('销售', '租赁');
    await copying.write();
    expect(copying.report('租赁合同审批').matches('.refused')).to.equal(true);
    expect(copying.report('销售合同审批').matches('.done')).to.equal(true);
    await copying.editor.click('重试失败的（1）');
    await waitUntil(() => copying.report('租赁合同审批').matches('.done'));
    expect(copying.host.keys).to.have.length(3);
    expect(copying.host.keys[1]).to.equal(copying.host.keys[2]);
    expect(copying.host.configs.get(sales.id)).to.deep.include({ version: 1 });
  });

  it('says where a person has no rights, finds workflows by name, and opens what was written', async () => {
    const copying = new Copying();
    copying.host.forbidden.add(leave.id);
    await copying.open();
    await copying.look('销售', '请假');
    expect(flat(copying.report('请假申请').textContent)).to.contain('没有此流程的权限');
    await copying.write();
    await copying.editor.click('打开“销售合同审批”');
    await waitUntil(() => copying.editor.element.exportConfig()?.basic.workflowId === sales.id);
    await copying.editor.settle();
    expect(copying.editor.find('esign-copy-panel') === null).to.equal(true);
    await copying.editor.openPart('copy');
    const search = copying.workflows.querySelector<HTMLInputElement>('.input')!;
    search.value = '租赁';
    search.dispatchEvent(new Event('input'));
    await copying.editor.settle();
    const shown = [...copying.workflows.querySelectorAll('.name')].map((name) => name.textContent);
    expect(shown).to.deep.equal(['租赁合同审批']);
  });

  it('copies a physical-seal configuration as well', async () => {
    const host = new ConfigsHost([own, sales]);
    host.put(aSealUseMapping());
    const copying = new Copying();
    copying.editor = await MappingEditorHarness.open({ host, kind: 'seal-use' });
    await copying.editor.openPart('copy');
    await copying.look('销售');
    await copying.write();
    expect('apply' in host.configs.get(sales.id)!.mapping).to.equal(true);
  });

  it('is not offered to who may only look', async () => {
    const host = new ConfigsHost([own, sales]);
    const editor = await MappingEditorHarness.open({ host, readonly: true });
    expect(editor.parts()).not.to.include('copy').and.not.to.include('template');
  });
});

describe('mapping editor: starting from another workflow', () => {
  it('takes over a configuration in one step of undo, under its own name', async () => {
    const host = new ConfigsHost([own, sales]);
    host.put(aMapping());
    const editor = await MappingEditorHarness.open({ host, workflowId: sales.id });
    const before = editor.mapping;
    editor.get('[data-offer]').click();
    const panel = await editor.until('esign-template-panel');
    await editor.until('esign-workflow-list');
    await editor.settle();
    editor.get('esign-workflow-list').shadowRoot!.querySelector('button')!.click();
    await waitUntil(() => panel.shadowRoot!.querySelector('.use'));
    await editor.settle();
    expect(flat(panel.shadowRoot!.textContent)).to.contain('没有找到 0 个').and.contain('复制后没有问题');
    await editor.expectAccessible();
    await editor.click('使用“采购合同审批”的配置');
    expect(editor.mapping.required.signingNodes).to.deep.equal(['s-n-sign-a']);
    expect(editor.mapping.basic).to.deep.include({ workflowId: sales.id, name: before.basic.name, enabled: false });
    expect(editor.find('esign-template-panel') === null).to.equal(true);
    expect(editor.find('[data-offer]') === null).to.equal(true);
    editor.element.undo();
    await editor.settle();
    expect(editor.mapping).to.deep.equal(before);
    expect(host.configs.has(sales.id)).to.equal(false);
  });

  it('is not offered once there is a configuration', async () => {
    const host = new ConfigsHost([own, sales]);
    host.put(aMapping());
    const editor = await MappingEditorHarness.open({ host });
    expect(editor.parts()).not.to.include('template');
    expect(editor.find('[data-offer]') === null).to.equal(true);
  });
});
