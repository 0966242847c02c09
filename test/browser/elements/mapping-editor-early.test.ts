import { expect, fixture, html, nextFrame } from '@open-wc/testing';

import '../../../src/define/mapping-editor.js';
import { deskElements } from '../../../src/elements/mapping-editor/editor-shell.js';
import type { MappingEditor } from '../../../src/elements/mapping-editor/mapping-editor.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aMapping, aRecord, aWorkflow } from '../../support/builders.js';
import { GatedEditorHost } from '../../support/gated-editor-host.js';
import { codeOf, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const NAMED = aMapping({ basic: { name: '预先导入' } });

/** An editor whose host has not answered yet. */
async function openEarly(): Promise<{ element: MappingEditor; host: GatedEditorHost }> {
  const host = new GatedEditorHost();
  const element = await fixture<MappingEditor>(
    html`<esign-mapping-editor
      workflow-id="wf-purchase-contract"
      locale="zh-CN"
      without-drafts
      .host=${host.client}
    ></esign-mapping-editor>`,
  );
  await waitUntil(() => host.waitsFor === 'load');
  return { element, host };
}

describe('<esign-mapping-editor>: calls before the document has loaded', () => {
  it('takes in mappings when the document has come, in the order of the calls', async () => {
    const { element, host } = await openEarly();
    const calls = [
      element.importConfig(aMapping()),
      element.importConfig('{"no":"mapping"}'),
      element.importConfig(NAMED),
      element.importFrom(aMapping({ basic: { name: '最后' } }), aWorkflow()),
    ];

    host.open();
    const outcomes = await Promise.allSettled(calls);

    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(element.exportConfig()?.basic.name).to.equal('最后');
    element.undo();
    expect(element.exportConfig()?.basic.name).to.equal('预先导入');
  });

  it('leads to a slot and opens the trial run when the document has come', async () => {
    const { element, host } = await openEarly();
    const editor = new MappingEditorHarness(element, host);
    element.goTo('/optional/remark');
    const tried = element.simulate(aRecord({ currentNodeId: 'n-legal' }));

    host.open();
    await tried;
    await editor.until('esign-simulation-panel');
    await editor.until('[data-slot="/optional/remark"]');

    expect(element.exportCases()?.cases).to.deep.equal([]);
  });

  it('says what the host answered, not that a part is missing, where that comes first', async () => {
    const { load } = deskElements;
    let come = (): void => undefined;
    const parts = new Promise<void>((resolve) => (come = resolve));
    deskElements.load = () => parts;
    try {
      const { element, host } = await openEarly();
      const shown = (): string => element.shadowRoot?.querySelector('.state')?.textContent?.trim() ?? '';
      const seen: string[] = [];
      new MutationObserver(() => seen.push(shown())).observe(element.shadowRoot ?? element, {
        childList: true,
        subtree: true,
        characterData: true,
      });

      host.fail('network');
      await nextFrame();
      await nextFrame();
      expect(shown()).to.equal('正在读取流程和配置……');
      come();
      await waitUntil(() => shown().includes('重新读取'));

      expect(seen.filter((text) => text.includes('编辑器未能加载'))).to.deep.equal([]);
    } finally {
      deskElements.load = load;
    }
  });

  it('says that a part is missing where it is, whatever the host answers', async () => {
    const { load } = deskElements;
    deskElements.load = () => Promise.reject(new Error('not there'));
    try {
      const { element } = await openEarly();
      await waitUntil(() =>
        element.shadowRoot?.querySelector('[role="alert"]')?.textContent?.includes('编辑器未能加载'),
      );
    } finally {
      deskElements.load = load;
    }
  });

  it('rejects when the document cannot be loaded, and keeps nothing for later', async () => {
    const { element, host } = await openEarly();
    const refused = codeOf(element.importConfig(NAMED));
    const tried = codeOf(element.simulate());
    element.goTo('/optional/remark');

    host.fail('network');

    expect(await refused).to.equal('unavailable');
    expect(await tried).to.equal('unavailable');
    expect(await codeOf(element.importConfig(NAMED))).to.equal('unavailable');
  });

  it('rejects when the editor is taken out of the page, was never in one, or has no host', async () => {
    const { element } = await openEarly();
    const refused = codeOf(element.importConfig(NAMED));
    element.remove();

    expect(await refused).to.equal('unavailable');
    expect(await codeOf(document.createElement('esign-mapping-editor').importConfig(NAMED))).to.equal('unavailable');
    const alone = await fixture<MappingEditor>(html`<esign-mapping-editor></esign-mapping-editor>`);
    expect(await codeOf(alone.importConfig(NAMED))).to.equal('unavailable');
  });

  it('rejects while no workflow is chosen', async () => {
    const editor = await MappingEditorHarness.open({ workflowId: '' });

    expect(await codeOf(editor.element.importConfig(NAMED))).to.equal('unavailable');
  });

  it('never takes a mapping into the document that is about to be left', async () => {
    const host = new FakeEditorHost([aWorkflow(), aWorkflow({ id: 'wf-other', name: '其他流程' })]);
    const editor = await MappingEditorHarness.open({ host });
    const changed: string[] = [];
    editor.element.addEventListener('esign-change', ({ detail }) => changed.push(detail.mapping.basic.workflowId));

    editor.element.workflowId = 'wf-other';
    await editor.element.importConfig(NAMED);

    expect(changed).to.deep.equal(['wf-other']);
    expect(editor.mapping.basic).to.include({ workflowId: 'wf-other', name: '预先导入' });
  });
});
