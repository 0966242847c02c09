// The large case of the editor: N fields (from 1,000 on in 40 detail tables beside the main one), 200 nodes, and up to 100
// parties whose three sources are bound, which makes 300 bound slots. Shared by the adapters of this folder.
import { emptySigningMapping } from '../../src/core/empty-mapping.ts';

const TYPES = { radio: 'select' };

export function largeCase(fields) {
  const all = fields.map(({ key, label, type, required, options }) => ({
    id: key,
    label,
    type: TYPES[type] ?? type,
    required,
    ...(type === 'select' || type === 'radio'
      ? { options: options.map((text) => ({ value: text, label: text })) }
      : {}),
  }));
  const mainCount = all.length >= 1000 ? Math.ceil(all.length / 5) : all.length;
  const rest = all.slice(mainCount);
  const size = Math.ceil(rest.length / 40);
  const details = Array.from({ length: rest.length > 0 ? 40 : 0 }, (_, index) => ({
    id: `detail-${index}`,
    label: `明细${index + 1}`,
    fields: rest.slice(index * size, (index + 1) * size),
  })).filter((table) => table.fields.length > 0);
  const nodes = Array.from({ length: 200 }, (_, index) => ({
    id: `n${index}`,
    name: index === 0 ? '创建' : index === 199 ? '归档' : `审批${index}`,
    kind: index === 0 ? 'start' : index === 199 ? 'archive' : 'approve',
  }));
  const exits = nodes
    .slice(0, -1)
    .flatMap((node, index) => [
      { id: `e${index}`, name: '同意', from: node.id, to: `n${index + 1}` },
      ...(index % 9 === 4 ? [{ id: `b${index}`, name: '退回', from: node.id, to: `n${index - 4}` }] : []),
    ]);
  const workflow = {
    id: 'wf-bench',
    name: '采购合同审批',
    version: '1',
    nodes,
    exits,
    form: { id: 'form', label: '表单', main: { id: 'main', label: '主表', fields: all.slice(0, mainCount) }, details },
    actionFlows: [],
  };
  const texts = all.slice(0, mainCount).filter(({ type }) => type === 'text');
  const source = (index) => {
    const { id, label, type } = texts[index % texts.length];
    return { kind: 'field', field: { table: 'main', field: id, label, type } };
  };
  const parties = Array.from({ length: Math.min(100, Math.ceil(all.length / 10)) }, (_, index) => ({
    id: `party-${index}`,
    kind: 'organization',
    scope: 'external',
    name: source(index),
    signers: [],
    contact: source(index + 1),
    order: index + 1,
    seal: source(index + 2),
    signingNodes: [],
    autoSign: false,
  }));
  return { workflow, parties };
}

const capabilities = {
  eSign: true,
  physicalSeal: true,
  physicalAppend: true,
  physicalEnd: true,
  multiDocument: true,
  ordered: 'native',
  cc: true,
  draft: 'native',
  formFieldPlacement: true,
  seamPlacement: true,
  keywordPlacement: true,
  templates: true,
  remind: true,
  emailSigner: true,
  silentSign: true,
  maxFileBytes: 20_000_000,
  fileExtensions: ['pdf'],
};
const AT = '2026-01-01T00:00:00.000Z';
const binding = {
  provider: 'builtin',
  serviceType: 'private',
  name: '内置签署',
  isDefault: true,
  schemaVersion: 1,
  id: 'b1',
  callbackAddresses: [],
  createdAt: AT,
  updatedAt: AT,
  lastSyncedAt: null,
};

/** The configuration of the case as it is stored. */
function storedConfig({ workflow, parties }) {
  const empty = emptySigningMapping(workflow.id, workflow.name);
  const mapping = { ...empty, flow: { ...empty.flow, parties, order: 'ordered', initiatorAction: 'launch' } };
  return { etag: '"1"', value: { id: 'config-1', version: 1, updatedAt: AT, updatedBy: '陈静', mapping } };
}

/** A host whose data are in the page already: what is measured is the editor, not a network. */
function hostOf(parts) {
  const { id, name, version } = parts.workflow;
  return {
    listProviders: async () => [
      { id: 'builtin', name: '内置签署', serviceTypes: ['private'], fields: [], unverified: [], capabilities },
    ],
    listBindings: async () => [binding],
    listWorkflows: async () => [
      { id, name, version, fieldCount: 0, nodeCount: 200, signingConfigId: 'config-1', sealUseConfigId: null },
    ],
    listCatalog: async () => [],
    getWorkflow: async () => parts.workflow,
    findSigningConfig: async () => storedConfig(parts),
    getSession: async () => ({ permissions: [] }),
  };
}

const frame = () => new Promise((done) => requestAnimationFrame(done));

async function until(read, what) {
  for (let tries = 0; tries < 1200; tries += 1) {
    const value = read();
    if (value) return value;
    await frame();
  }
  throw new Error(`never saw ${what()}`);
}

/** Opens the editor with the large case; `step` is shown, `edited` finds the text control that the edits go into. */
export async function mountEditor(root, fields, ctx, { step, edited }) {
  await import(/* @vite-ignore */ ctx.moduleUrl);
  const parts = largeCase(fields);
  const editor = document.createElement('esign-mapping-editor');
  editor.locale = 'zh-CN';
  editor.setAttribute('workflow-id', parts.workflow.id);
  editor.host = hostOf(parts);
  root.append(editor);
  const shadow = editor.shadowRoot;
  await until(
    () => shadow.querySelector('.editor'),
    () => `the editor, but ${shadow.textContent.trim()}`,
  );
  await editor.updateComplete;
  const tree = shadow.querySelector('esign-field-tree');
  const deep = (node, selector) => {
    const found = node.querySelector(selector);
    if (found) return found;
    for (const element of node.querySelectorAll('*')) {
      const inner = element.shadowRoot && deep(element.shadowRoot, selector);
      if (inner) return inner;
    }
    return null;
  };
  if (step !== 'basic') {
    shadow.querySelector('esign-step-list').dispatchEvent(new CustomEvent('step-choose', { detail: step }));
    await editor.updateComplete;
  }
  const rows = () => [...tree.shadowRoot.querySelectorAll('[data-row]')];
  const rowOf = (k) => rows().find((row) => row.querySelector('.name')?.textContent === fields[k].label);
  await until(
    () => rowOf(0),
    () => `the field ${fields[0].label} among ${rows().length} rows`,
  );
  return {
    /** What a person does: text goes into a control; the document, its checks and every part that shows it follow. */
    setLabel: async (_k, text) => {
      const input = await until(
        () => edited(shadow, deep),
        () => 'the control to type into',
      );
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      input.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
      await editor.updateComplete;
      if (!JSON.stringify(editor.exportConfig()).includes(text)) throw new Error('the edit did not reach the document');
    },
    /** Arms a field, which lights up every slot that it fits. */
    select: async (k) => {
      rowOf(k)?.click();
      await editor.updateComplete;
      await tree.updateComplete;
    },
    selected: (k) => rowOf(k)?.getAttribute('aria-selected') === 'true',
    search: async (text) => {
      const input = tree.shadowRoot.querySelector('input');
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await tree.updateComplete;
    },
    drag: () => ({ from: rowOf(2), over: shadow.querySelector('.main') }),
  };
}
