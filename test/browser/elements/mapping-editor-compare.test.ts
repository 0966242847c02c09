import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { SigningMapping } from '../../../src/schema/signing-config.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import { ConfigsHost } from '../../support/browser-configs-host.js';
import { aFieldSource, aMapping, aRecord, aSealUseMapping, aWorkflow } from '../../support/builders.js';
import { renamedWorkflow } from '../../support/renamed-workflow.js';
import { MappingEditorHarness, type EditorOptions } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const own = aWorkflow();
const sales: Workflow = { ...renamedWorkflow(own, 's-'), name: '销售合同审批' };
const lease: Workflow = { ...renamedWorkflow(own, 'r-'), name: '租赁合同审批' };
const fresh: Workflow = { ...renamedWorkflow(own, 'n-'), name: '未配置的流程' };

const flat = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** The configuration of another workflow: another subject, name and switch, the rest alike. */
function mappingOf(workflow: Workflow): SigningMapping {
  const mapping = aMapping({ required: { subject: { kind: 'constant', value: `${workflow.name}主题` } } });
  return { ...mapping, basic: { ...mapping.basic, workflowId: workflow.id, name: workflow.name, enabled: false } };
}

class Comparing {
  readonly host = new ConfigsHost([own, sales, lease, fresh]);
  editor!: MappingEditorHarness;

  async open(options: EditorOptions = {}): Promise<this> {
    this.host.put(aMapping({ required: { subject: aFieldSource('f-title') } }), '管理员');
    this.editor = await MappingEditorHarness.open({ host: this.host, ...options });
    this.editor.element.records = [{ ...aRecord(), values: { ...aRecord().values, 'f-title': '服务器采购合同' } }];
    await this.editor.openPart('compare');
    return this;
  }

  get root(): ShadowRoot {
    return this.editor.get('esign-compare-panel').shadowRoot!;
  }

  get text(): string {
    return flat(this.root.textContent);
  }

  get names(): string[] {
    const list = this.root.querySelector('esign-workflow-list')!.shadowRoot!;
    return [...list.querySelectorAll('.name')].map((name) => name.textContent);
  }

  async choose(name: string): Promise<void> {
    if (!this.root.querySelector('esign-workflow-list')) this.root.querySelector<HTMLElement>('.workflow')!.click();
    await this.editor.settle();
    const list = this.root.querySelector('esign-workflow-list')!.shadowRoot!;
    [...list.querySelectorAll('button')].find((button) => button.textContent.includes(name))!.click();
    await this.editor.settle();
  }
}

before(() => setViewport({ width: 1440, height: 900 }));

describe('mapping editor: comparison with the configuration of another workflow', () => {
  it('offers the configured workflows, by name, and matches what they name with this one', async () => {
    const comparing = new Comparing();
    comparing.host.put(mappingOf(sales));
    comparing.host.put(mappingOf(lease));
    await comparing.open();
    comparing.root.querySelector<HTMLElement>('.workflow')!.click();
    await comparing.editor.settle();
    expect(comparing.names).to.deep.equal(['销售合同审批', '租赁合同审批']);
    await comparing.editor.expectAccessible();

    await comparing.choose('销售');
    await waitUntil(() => comparing.text.includes('1 处差异'));
    expect(comparing.text).to.contain('没有找到 0 个').and.contain('流程 销售合同审批').and.contain('当前编辑');
    const results = [...comparing.root.querySelectorAll('[data-result]')].map((line) => flat(line.textContent));
    expect(results).to.deep.equal(['此数据的结果： = 服务器采购合同', '此数据的结果： = 销售合同审批主题']);
    expect(comparing.root.activeElement?.matches('.workflow')).to.equal(true);
    await comparing.editor.expectAccessible();
  });

  it('takes it over in one step of undo, and keeps the name and the switch of this one', async () => {
    const comparing = new Comparing();
    comparing.host.put(mappingOf(sales));
    await comparing.open();
    const before = comparing.editor.mapping;
    await comparing.choose('销售');
    await comparing.editor.click('采用“销售合同审批”的配置');

    expect(comparing.editor.mapping.required.subject).to.deep.equal({ kind: 'constant', value: '销售合同审批主题' });
    expect(comparing.editor.mapping.basic).to.deep.equal(before.basic);
    expect(comparing.editor.mapping.required.signingNodes).to.deep.equal(before.required.signingNodes);
    expect(comparing.host.configs.get(own.id)!.version).to.equal(1);
    comparing.editor.element.undo();
    expect(comparing.editor.mapping).to.deep.equal(before);
  });

  it('says why one cannot be read, and keeps what was compared before', async () => {
    const comparing = new Comparing();
    comparing.host.put(mappingOf(sales));
    comparing.host.put(mappingOf(lease));
    comparing.host.forbidden.add(lease.id);
    await comparing.open();
    await comparing.choose('销售');
    await waitUntil(() => comparing.text.includes('1 处差异'));
    await comparing.choose('租赁');
    await waitUntil(() => comparing.root.querySelector('[role="alert"]') !== null);

    expect(comparing.text).to.contain('没有“租赁合同审批”的权限').and.contain('销售合同审批主题');
    await comparing.editor.expectAccessible();
    comparing.host.configs.delete(sales.id);
    await comparing.choose('销售');
    await waitUntil(() => comparing.text.includes('“销售合同审批”的配置没有读取成功'));
  });

  it('shows the one that was chosen last, whatever answer comes last', async () => {
    const comparing = new Comparing();
    comparing.host.put(mappingOf(sales));
    comparing.host.put(mappingOf(lease));
    const { client } = comparing.host;
    let answer = (): void => {};
    const late = new Promise<void>((resolve) => (answer = resolve));
    const slow = {
      ...client,
      getWorkflow: async (id: string) =>
        id === sales.id ? late.then(() => client.getWorkflow(id)) : client.getWorkflow(id),
    };
    Object.defineProperty(comparing.host, 'client', { value: slow });
    await comparing.open();
    await comparing.choose('销售');
    expect(comparing.text).to.contain('正在读取');
    await comparing.choose('租赁');
    await waitUntil(() => comparing.text.includes('租赁合同审批主题'));
    answer();
    await late;
    await comparing.editor.settle();

    expect(comparing.text).to.contain('租赁合同审批主题').and.not.contain('销售合同审批主题');
  });

  it('is absent where nothing else is configured, and only looks where nothing may be edited', async () => {
    const alone = await new Comparing().open();
    expect(alone.root.querySelector('.workflow') === null).to.equal(true);

    const comparing = new Comparing();
    comparing.host.put(mappingOf(sales));
    await comparing.open({ readonly: true });
    await comparing.choose('销售');
    await waitUntil(() => comparing.text.includes('1 处差异'));
    expect(comparing.text).not.to.contain('采用');
  });

  it('compares mappings of physical seals with each other only (P-01)', async () => {
    const comparing = new Comparing();
    const other = aSealUseMapping({ apply: { useCount: { kind: 'constant', value: 9 } } });
    comparing.host.put({ ...other, basic: { ...other.basic, workflowId: sales.id } });
    comparing.host.put(mappingOf(lease));
    comparing.host.put(aSealUseMapping());
    comparing.editor = await MappingEditorHarness.open({ host: comparing.host, kind: 'seal-use' });
    await comparing.editor.openPart('compare');
    comparing.root.querySelector<HTMLElement>('.workflow')!.click();
    await comparing.editor.settle();
    expect(comparing.names).to.deep.equal(['销售合同审批']);
    await comparing.choose('销售');
    await waitUntil(() => comparing.text.includes('= 9'));
  });
});
