import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { MappingEditor } from '../../../src/elements/mapping-editor/mapping-editor.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aConfiguredHost, codeOf, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: what a page may decide', () => {
  it('lets the page refuse a binding, and leaves the mapping as it was', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    const asked: unknown[] = [];
    editor.element.addEventListener('esign-before-bind', (event) => {
      asked.push(event.detail);
      event.preventDefault();
    });

    await editor.arm('合同名称');
    await editor.place(SUBJECT);

    expect(asked).to.deep.equal([
      { command: 'bind', pointer: SUBJECT, params: { slot: '文件主题', field: '合同名称' } },
    ]);
    expect(editor.mapping.required.subject).to.equal(null);
    expect(editor.element.exportConfig()).to.deep.equal(editor.mapping);
  });

  it('asks before a value is taken out, and before any other edit', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('basic');
    const asked: string[] = [];
    for (const name of ['esign-before-bind', 'esign-before-unbind', 'esign-before-change'] as const) {
      editor.element.addEventListener(name, (event) => {
        asked.push(`${name} ${event.detail.pointer}`);
        event.preventDefault();
      });
    }
    const before = editor.element.exportConfig();

    editor.inCard('/basic/enabled', 'input').click();
    await editor.openStep('required');
    editor.inCard(SUBJECT, 'button[aria-label^="移除"], button[aria-label^="清除"], .chip button').click();
    await editor.settle();

    expect(asked).to.deep.equal(['esign-before-change /basic/enabled', `esign-before-unbind ${SUBJECT}`]);
    expect(editor.element.exportConfig()).to.deep.equal(before);
  });

  it('shows what the page puts into its regions', async () => {
    const host = aConfiguredHost();
    const element = await fixture<MappingEditor>(
      html`<esign-mapping-editor workflow-id="wf-purchase-contract" locale="zh-CN" .host=${host.client}>
        <a slot="toolbar-start" href="#/workflows">流程管理</a>
        <button slot="toolbar-end">帮助</button>
        <p slot="step-footer">请先与法务确认。</p>
      </esign-mapping-editor>`,
    );
    const editor = new MappingEditorHarness(element, host);
    await editor.until('.editor');

    for (const child of element.children) expect(child.getBoundingClientRect().height).to.be.greaterThan(0);
    await editor.openStep('flow');
    expect(element.querySelector('p')!.assignedSlot).not.to.equal(null);
  });

  it('shows what the page says while no workflow is chosen, above the list of them', async () => {
    const host = aConfiguredHost();
    const element = await fixture<MappingEditor>(
      html`<esign-mapping-editor locale="zh-CN" .host=${host.client}>
        <p slot="empty-state">新流程请先在流程引擎中发布。</p>
      </esign-mapping-editor>`,
    );
    const editor = new MappingEditorHarness(element, host);
    const search = await editor.until('.choice input[type="search"]');

    const note = element.querySelector('p')!.getBoundingClientRect();
    expect(note.height).to.be.greaterThan(0);
    expect(note.bottom).to.be.at.most(search.getBoundingClientRect().top);
  });

  it('suggests the fields that the page calls by other names, also when it says so later', async () => {
    const editor = await MappingEditorHarness.open();
    const suggested = (): string | undefined =>
      editor.find('[data-suggestion="/optional/remark"]')?.textContent.replace(/\s+/g, ' ');
    await editor.openPart('suggestions');
    expect(suggested() ?? '').not.to.contain('供应商名称');

    editor.element.synonyms = { remark: ['供应商名称'] };
    await waitUntil(() => suggested()?.includes('供应商名称') === true, 'waits for the suggestion');
  });

  it('keeps two editors on one page apart: keys, armed fields and documents', async () => {
    const first = await MappingEditorHarness.open();
    const second = new MappingEditorHarness(first.element.cloneNode() as MappingEditor, new FakeEditorHost());
    second.element.host = second.host.client;
    first.element.after(second.element);
    await second.until('.editor');
    await first.openStep('required');
    await second.openStep('required');

    await first.arm('合同名称');
    await first.place(SUBJECT);
    await second.press('Escape');

    expect(first.mapping.required.subject).not.to.equal(null);
    expect(second.mapping.required.subject).to.equal(null);
    second.element.undo();
    await second.settle();
    expect(first.mapping.required.subject).not.to.equal(null);
    second.element.remove();
  });

  it('leads to a slot of another step (goTo)', async () => {
    const editor = await MappingEditorHarness.open();

    editor.element.goTo('/optional/remark');
    await editor.until('[data-slot="/optional/remark"]');
    await editor.settle();

    expect(editor.focusedSlot()).to.equal('/optional/remark');
  });

  it('shows with preset="basic" what every mapping needs, and any step in which something is set', async () => {
    const editor = await MappingEditorHarness.open();
    editor.element.preset = 'basic';
    await editor.settle();
    expect(editor.steps()).to.deep.equal(['basic', 'required', 'flow']);

    await editor.element.importConfig({
      ...editor.mapping,
      buttons: { sign: { en: 'Sign now' } },
    });
    await editor.settle();

    expect(editor.steps()).to.deep.equal(['basic', 'required', 'flow', 'buttons']);
  });

  it('shows everything and changes nothing with preset="auditor"', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    editor.element.preset = 'auditor';
    await editor.settle();

    expect(editor.find('.save')).to.equal(null);
    expect(await codeOf(editor.element.importConfig(editor.mapping))).to.equal('forbidden');
    expect(editor.steps()).to.include.members(['advanced', 'buttons']);
  });
});
