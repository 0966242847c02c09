import { html, type TemplateResult } from 'lit';

import '../src/define/mapping-editor.js';
import { aMapping, aSealUseMapping, aWorkflow } from '../test/support/builders.js';
import { FakeEditorHost } from '../test/support/browser-fake-host.js';
import { largeWorkflow } from './large-workflow.js';

export default { title: 'Mapping editor', component: 'esign-mapping-editor' };

type Story = () => TemplateResult;

function fresh(): FakeEditorHost {
  return new FakeEditorHost();
}

function configured(): FakeEditorHost {
  const host = new FakeEditorHost();
  host.storeAs('管理员', aMapping());
  return host;
}

const editor = (host: FakeEditorHost, id = 'wf-purchase-contract', locale = 'zh-CN'): TemplateResult =>
  html`<esign-mapping-editor
    workflow-id=${id}
    locale=${locale}
    theme="light"
    .host=${host.client}
  ></esign-mapping-editor>`;

export const Loaded: Story = () => editor(configured());

/** A new configuration: nothing but the service and the operator is chosen. */
export const Problems: Story = () => editor(fresh());

export const Readonly: Story = () =>
  html`<esign-mapping-editor
    workflow-id="wf-purchase-contract"
    locale="zh-CN"
    theme="light"
    readonly
    .host=${configured().client}
  ></esign-mapping-editor>`;

export const English: Story = () => editor(configured(), 'wf-purchase-contract', 'en');

export const Dark: Story = () =>
  html`<esign-mapping-editor
    workflow-id="wf-purchase-contract"
    locale="zh-CN"
    theme="dark"
    .host=${configured().client}
  ></esign-mapping-editor>`;

/** 300 fields and 40 nodes. */
export const Large: Story = () => editor(new FakeEditorHost([largeWorkflow()]), 'wf-large');

/** The use of physical seals (P-01…P-15). */
export const SealUse: Story = () => {
  const host = new FakeEditorHost();
  host.storeSealUseAs('管理员', aSealUseMapping());
  return html`<esign-mapping-editor
    kind="seal-use"
    workflow-id="wf-purchase-contract"
    locale="zh-CN"
    theme="light"
    .host=${host.client}
  ></esign-mapping-editor>`;
};

/** No workflow is given: the person chooses one. */
export const Choosing: Story = () => editor(new FakeEditorHost([aWorkflow(), largeWorkflow()]), '');
