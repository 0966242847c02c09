import { expect } from '@open-wc/testing';

import { EsignError } from '../../../src/core/errors.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import { aMapping, aWorkflow } from '../../support/builders.js';
import { ConfigsHost } from '../../support/browser-configs-host.js';
import { renamedWorkflow } from '../../support/renamed-workflow.js';
import { MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

/** The contract workflow, and one that the OA made as its copy. */
const copied: Workflow = { ...renamedWorkflow(aWorkflow()), name: '销售合同审批' };

function textOf(editor: MappingEditorHarness, tag: string): string {
  return (editor.get(tag).shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');
}

async function openInCopy(): Promise<MappingEditorHarness> {
  const host = new ConfigsHost([aWorkflow(), copied]);
  return MappingEditorHarness.open({ host, workflowId: copied.id });
}

describe('mapping editor: a file of another workflow (C-01)', () => {
  async function choose(editor: MappingEditorHarness, mapping: unknown): Promise<void> {
    await editor.openPart('compare');
    const panel = await editor.until('esign-compare-panel');
    const files = new DataTransfer();
    files.items.add(new File([JSON.stringify(mapping)], '导出.json', { type: 'application/json' }));
    const input = panel.shadowRoot!.querySelector<HTMLInputElement>('.file')!;
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
    await waitUntil(() => panel.shadowRoot!.querySelector('.transfer') !== null);
    await editor.settle();
  }

  it('is matched with this workflow before it is taken in', async () => {
    const editor = await openInCopy();
    await choose(editor, aMapping());
    const text = textOf(editor, 'esign-compare-panel');
    expect(text).to.contain('来自另一个流程').and.contain('没有找到 0 个');
    await editor.expectAccessible();
    await editor.click('导入此文件');
    expect(editor.mapping.basic.workflowId).to.equal(copied.id);
    expect(editor.mapping.required.signingNodes).to.deep.equal(['x-n-sign-a']);
    expect(editor.mapping.required.subject).to.deep.include({
      field: { table: 'main', field: 'x-f-title', label: '合同名称', type: 'text' },
    });
    editor.element.undo();
    expect(editor.mapping.required.subject).to.equal(null);
  });

  it('says what is not here, and where it is used', async () => {
    const editor = await openInCopy();
    const mapping = aMapping();
    mapping.basic.workflowId = 'wf-of-another-system';
    await choose(editor, mapping);
    const text = textOf(editor, 'esign-compare-panel');
    expect(text).to.contain('读不到文件原来的流程').and.contain('没有找到 3 个').and.contain('签署流程节点');
  });
});

describe('mapping editor: importFrom()', () => {
  it('asks the host for the other workflow, and answers what was found', async () => {
    const editor = await openInCopy();
    const { matched, missing } = await editor.element.importFrom(aMapping());
    expect(missing).to.deep.equal([]);
    expect(matched.every(({ way }) => way === 'label')).to.equal(true);
    expect(editor.mapping.flow.createAt).to.deep.equal([{ kind: 'exit', id: 'x-e-legal-ok', timing: 'after' }]);
    editor.element.undo();
    expect(editor.mapping.flow.createAt).to.deep.equal([]);
  });

  it('takes the workflow that the page gives, and refuses what is no mapping', async () => {
    const editor = await openInCopy();
    const mapping = aMapping();
    mapping.basic.workflowId = 'wf-of-another-system';
    const given = await editor.element.importFrom(JSON.stringify(mapping), aWorkflow());
    expect(given.missing).to.deep.equal([]);
    const refused = await editor.element.importFrom('{').catch((error: unknown) => EsignError.from(error).code);
    expect(refused).to.equal('invalid-input');
  });
});
