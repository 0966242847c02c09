import { sendMouse } from '@web/test-runner-commands';

import { draftKey, putDraft } from '../../../src/core/draft.js';
import { EsignError } from '../../../src/core/errors.js';
import { editorParts } from '../../../src/elements/mapping-editor/editor-parts.js';
import type { EditorStep } from '../../../src/schema/dom-events.js';
import type { ErrorCode } from '../../../src/schema/problem.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import { ConfigsHost } from '../../support/browser-configs-host.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aMapping, aSealUseMapping, aWorkflow } from '../../support/builders.js';
import { GatedEditorHost } from '../../support/gated-editor-host.js';
import { renamedWorkflow } from '../../support/renamed-workflow.js';
import { aConfiguredHost, MappingEditorHarness, memoryDrafts, type EditorOptions } from './mapping-editor.harness.js';
import { waitUntil } from './wait.js';

export interface State {
  readonly name: string;
  /** What makes the state: it must be in sight while axe looks. */
  readonly seen: string;
  options?(): EditorOptions;
  reach?(editor: MappingEditorHarness): Promise<void>;
}

const configured = (): EditorOptions => ({ host: aConfiguredHost() });

function failing(method: string, code: ErrorCode): () => EditorOptions {
  return () => {
    const host = aConfiguredHost();
    host.failures.set(method, new EsignError(code, code));
    return { host };
  };
}

/** A form that lost one bound field, and whose other one is called differently now. */
function driftedWorkflow(): Workflow {
  const workflow = aWorkflow();
  const { main } = workflow.form;
  const fields = main.fields
    .filter(({ id }) => id !== 'f-org')
    .map((field) => (field.id === 'f-title' ? { ...field, label: '合同标题' } : field));
  return { ...workflow, form: { ...workflow.form, main: { ...main, fields } } };
}

function drifted(): EditorOptions {
  const host = new FakeEditorHost([driftedWorkflow()]);
  host.storeAs('管理员', aMapping());
  return { host };
}

/** Two workflows, of which the other one is configured. */
function withTemplate(): EditorOptions {
  const sales = { ...renamedWorkflow(aWorkflow(), 's-'), name: '销售合同审批' };
  const host = new ConfigsHost([aWorkflow(), sales]);
  host.put(aMapping());
  return { host, workflowId: sales.id };
}

/** A page whose store has what somebody left: a change to the configuration. */
function withDraft(): EditorOptions {
  const [host, drafts] = [aConfiguredHost(), memoryDrafts()];
  const mapping = aMapping({ basic: { name: '崩溃前的名称' } });
  const base = { version: 1, etag: '"1"', mapping: aMapping() };
  const draft = { id: 'draft-1', savedAt: new Date().toISOString(), base, mapping };
  drafts.texts.set(draftKey(`tenant-1/${host.userId}`, mapping), putDraft(null, draft));
  return { host, drafts };
}

async function rename(editor: MappingEditorHarness, name: string): Promise<void> {
  await editor.element.importConfig({ ...editor.mapping, basic: { ...editor.mapping.basic, name } });
  await editor.settle();
}

const part = (name: string) => (editor: MappingEditorHarness) => editor.openPart(name);
const step = (name: Parameters<MappingEditorHarness['openStep']>[0]) => (editor: MappingEditorHarness) =>
  editor.openStep(name);

async function conflict(editor: MappingEditorHarness): Promise<void> {
  await rename(editor, '我的名称');
  editor.host.storeAs('王敏', aMapping({ basic: { name: '对方名称' } }));
  editor.element.save();
  const panel = await editor.until('esign-merge-panel');
  await waitUntil(() => panel.shadowRoot?.querySelector('button') != null);
}

const chosen = (name: EditorStep): string => `[data-step="${name}"][aria-selected="true"]`;
/** What a preset has that the whole editor has not. */
const PRESETS = { basic: '[role="tablist"]:not(:has([data-step="buttons"]))', auditor: '.editor:not(:has(.save))' };

const gated = (): EditorOptions => ({ host: new GatedEditorHost() });

/** Every state that a person can look at; what needs a document comes with one. */
export const states: State[] = [
  {
    name: 'a choice of workflows',
    seen: '.choice button',
    options: () => ({ host: aConfiguredHost(), workflowId: '' }),
  },
  { name: 'an empty mapping', seen: '[data-slot]' },
  { name: 'a failed load', seen: '[role="alert"] button', options: failing('getWorkflow', 'network') },
  { name: 'a forbidden workflow', seen: '[role="alert"]', options: failing('getWorkflow', 'forbidden') },
  { name: 'a workflow that is gone', seen: '[role="alert"]', options: failing('getWorkflow', 'not-found') },
  { name: 'unread rights', seen: '[data-slot]', options: failing('getSession', 'network') },
  { name: 'unread catalogues', seen: '[data-slot]', options: failing('listCatalog', 'unavailable') },
  ...(['basic', 'required', 'optional', 'flow', 'operations', 'advanced'] as const).flatMap((name): State[] => [
    { name: `the step ${name}`, seen: chosen(name), options: configured, reach: step(name) },
    {
      name: `the step ${name}, read only`,
      seen: chosen(name),
      options: () => ({ ...configured(), readonly: true }),
      reach: step(name),
    },
  ]),
  ...(['flow', 'problems', 'suggestions', 'run', 'history', 'compare', 'document'] as const).map((name): State => ({
    name: `the part ${name}`,
    seen: editorParts[name].tag,
    reach: part(name),
  })),
  { name: 'the part cases', seen: editorParts.cases.tag, options: configured, reach: part('cases') },
  { name: 'the part record', seen: editorParts.record.tag, options: configured, reach: part('record') },
  { name: 'the part copy', seen: editorParts.copy.tag, options: withTemplate, reach: part('copy') },
  { name: 'the part template', seen: editorParts.template.tag, options: withTemplate, reach: part('template') },
  { name: 'the part drift', seen: editorParts.drift.tag, options: drifted, reach: part('drift') },
  {
    name: 'drifted fields at their slots',
    seen: '[data-slot="/required/organization"] .fix',
    options: drifted,
    reach: step('required'),
  },
  {
    name: 'the palette',
    seen: 'esign-command-palette [role="option"], [role="option"]',
    reach: async (editor) => {
      editor.get('.main').focus();
      await editor.chord('Control', 'k');
      await editor.until('esign-command-palette [role="option"], [role="option"]');
    },
  },
  {
    name: 'the list of shortcuts',
    seen: 'esign-shortcut-list',
    reach: async (editor) => {
      editor.get('.main').focus();
      await editor.chord('Control', '/');
      await editor.until('esign-shortcut-list');
    },
  },
  {
    name: 'every problem shown',
    seen: '[data-slot] .problem',
    reach: async (editor) => {
      await editor.openStep('required');
      editor.element.validate();
    },
  },
  {
    name: 'an armed field',
    seen: '.place',
    reach: async (editor) => {
      await editor.openStep('required');
      await editor.arm('合同名称');
    },
  },
  {
    name: 'an open list of fields',
    seen: '[role="listbox"] [role="option"]',
    reach: async (editor) => {
      await editor.openStep('required');
      await editor.typeInto('/required/subject', '合同');
    },
  },
  {
    name: 'a field on its way',
    seen: '.pill',
    reach: async (editor) => {
      await editor.openStep('required');
      const box = editor.row('合同名称').getBoundingClientRect();
      const from: [number, number] = [Math.round(box.x + 40), Math.round(box.y + 12)];
      await sendMouse({ type: 'move', position: from });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [from[0] + 30, from[1] + 10] });
      const card = editor.card('/required/subject').getBoundingClientRect();
      await sendMouse({ type: 'move', position: [Math.round(card.x + 60), Math.round(card.y + 20)] });
    },
  },
  {
    name: 'nodes being picked',
    seen: 'esign-flow-diagram',
    reach: async (editor) => {
      await editor.openStep('required');
      editor.inCard('/required/signingNodes', 'button[aria-pressed]').click();
    },
  },
  {
    name: 'an incomplete mapping that is saved',
    seen: 'dialog[open]',
    reach: async (editor) => {
      editor.inCard('/basic/enabled', 'input').click();
      await editor.settle();
      editor.get('.save').click();
      await editor.until('dialog');
    },
  },
  { name: 'a conflict with its merge', seen: '.side', options: configured, reach: conflict },
  {
    name: 'a save that is on its way',
    seen: '.save[aria-disabled="true"]',
    options: gated,
    reach: async (editor) => {
      await rename(editor, '新名称');
      editor.element.save();
      await waitUntil(() => (editor.host as GatedEditorHost).waitsFor === 'save');
    },
  },
  {
    name: 'a failed save',
    seen: '[role="alert"]',
    options: configured,
    reach: async (editor) => {
      await rename(editor, '新名称');
      editor.host.failures.set('saveSigningConfig', new EsignError('unavailable', 'down'));
      editor.element.save();
      await editor.until('[role="alert"]');
    },
  },
  {
    name: 'an offer to undo',
    seen: '.toast button',
    options: configured,
    reach: async (editor) => {
      await editor.openStep('required');
      editor.inCard('/required/documents', '.chip button, .remove').click();
      const toast = await editor.until('esign-toast');
      await waitUntil(() => toast.shadowRoot?.querySelector('button') != null, 'nothing is offered');
    },
  },
  {
    name: 'work that was not saved',
    seen: 'esign-safety-notices',
    options: withDraft,
    reach: async (editor) => {
      const notices = await editor.until('esign-safety-notices');
      await waitUntil(() => notices.shadowRoot?.querySelector('button') != null, 'no notice');
    },
  },
  ...(['basic', 'auditor'] as const).map((preset): State => ({
    name: `the preset ${preset}`,
    seen: PRESETS[preset],
    options: configured,
    reach: async (editor) => {
      editor.element.preset = preset;
    },
  })),
  ...(['basic', 'apply', 'append', 'end', 'callbacks'] as const).map((name): State => ({
    name: `the step ${name} of physical seals`,
    seen: chosen(name),
    options: () => {
      const host = new FakeEditorHost();
      host.storeSealUseAs('管理员', aSealUseMapping());
      return { host, kind: 'seal-use' };
    },
    reach: step(name),
  })),
];

/** Opens the editor and brings it into a state. */
export async function show({ options, reach }: State, theme: 'light' | 'dark'): Promise<MappingEditorHarness> {
  const given = options?.() ?? {};
  const opening = MappingEditorHarness.open(given);
  if (given.host instanceof GatedEditorHost) {
    const { host } = given;
    await waitUntil(() => host.waitsFor === 'load');
    host.open();
  }
  const editor = await opening;
  editor.element.setAttribute('theme', theme);
  await editor.settle();
  await reach?.(editor);
  await editor.settle();
  return editor;
}

export function isSeen(editor: MappingEditorHarness, selector: string): boolean {
  return editor.find(selector)?.checkVisibility({ visibilityProperty: true }) === true;
}
