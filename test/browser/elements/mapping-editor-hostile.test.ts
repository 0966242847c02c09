import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { newParty } from '../../../src/core/bind.js';
import { MOST_CASES } from '../../../src/schema/case-file.js';
import { EditorStep } from '../../../src/schema/dom-events.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import { aBuiltinBinding, FakeEditorHost } from '../../support/browser-fake-host.js';
import { aMapping, aPerson, aRecord, aWorkflow } from '../../support/builders.js';
import { hostileTexts } from '../../support/hostile-texts.js';
import { MappingEditorHarness } from '../harness/mapping-editor.harness.js';

before(() => setViewport({ width: 1440, height: 900 }));

/** Each kind of text that comes from the OA or from people says all 120 things. */
function aHostileWorld(): { host: FakeEditorHost; mapping: SigningMapping } {
  const fields = hostileTexts.map((label, index) => ({ id: `f-${index}`, label, type: 'text' as const }));
  const workflow: Workflow = aWorkflow({
    name: hostileTexts[0]!,
    version: hostileTexts[1]!,
    nodes: hostileTexts.map((name, index) => ({
      id: `n-${index}`,
      name,
      kind: index === 0 ? 'start' : index === hostileTexts.length - 1 ? 'archive' : 'approve',
    })),
    exits: hostileTexts
      .slice(1)
      .map((name, index) => ({ id: `e-${index}`, name, condition: name, from: `n-${index}`, to: `n-${index + 1}` })),
    form: {
      id: 'form',
      label: hostileTexts[2]!,
      main: { id: 'main', label: '主表', fields },
      details: hostileTexts.map((label, index) => ({
        id: `d-${index}`,
        label,
        fields: [{ id: `d-${index}-f`, label, type: 'person' as const }],
      })),
    },
    actionFlows: hostileTexts.map((name, index) => ({ id: `a-${index}`, name, enabled: true })),
  });
  let mapping: SigningMapping = { ...aMapping(), flow: { ...aMapping().flow, parties: [], placements: [] } };
  hostileTexts.slice(0, 100).forEach((text, index) => {
    const party = {
      ...newParty(mapping, 'organization', 'external'),
      id: `p-${index}`,
      name: { kind: 'constant' as const, value: text },
      contact: { kind: 'constant' as const, value: text, label: text },
    };
    mapping = { ...mapping, flow: { ...mapping.flow, parties: [...mapping.flow.parties, party] } };
  });
  const field = (index: number) => ({
    table: 'main',
    field: `f-${index}`,
    label: hostileTexts[index]!,
    type: 'text' as const,
  });
  mapping = {
    ...mapping,
    required: {
      ...mapping.required,
      subject: {
        kind: 'template',
        template: hostileTexts.slice(0, 40).map((_, index) => ({ kind: 'field' as const, field: field(index) })),
      },
      signingNodes: hostileTexts.map((_, index) => `n-${index}`),
    },
    flow: {
      ...mapping.flow,
      createAt: hostileTexts
        .slice(1)
        .map((_, index) => ({ kind: 'exit' as const, id: `e-${index}`, timing: 'after' as const })),
    },
    advanced: {
      ...mapping.advanced,
      tabName: { 'zh-CN': hostileTexts[0]!, en: hostileTexts[1]! },
      callbacks: hostileTexts
        .slice(0, 100)
        .map((_, index) => ({ event: 'completed' as const, actionFlowId: `a-${index}`, enabled: true })),
    },
    buttons: { sign: { 'zh-CN': hostileTexts[3]! }, view: { 'zh-CN': hostileTexts[24]! } },
  };
  const host = new FakeEditorHost([workflow]);
  host.bindings = hostileTexts.map((name, index) => ({
    ...aBuiltinBinding(),
    id: index === 0 ? 'bind-builtin' : `b-${index}`,
    name,
    isDefault: index === 0,
  }));
  host.catalog = hostileTexts.map((name, index) => ({ id: `s-${index}`, kind: 'seal', name, enabled: true }));
  return { host, mapping };
}

const NEVER =
  'script, iframe, object, embed, base, link, meta, img, video, math, form, [onerror], [onload], [onfocus], [ontoggle]';

/** The form of the record is the only one that we draw ourselves; it is the root of its element and leads nowhere. */
function isOurForm(element: Element): boolean {
  const root = element.getRootNode();
  return (
    element.matches('form[novalidate]:not([action], [target], [method])') &&
    element.parentNode === root &&
    root instanceof ShadowRoot &&
    root.host.localName === 'esign-record-form' &&
    root.querySelectorAll('form, [formaction]').length === 1
  );
}

function strays(root: ParentNode): string[] {
  const own = [...root.querySelectorAll(NEVER)]
    .filter((element) => !isOurForm(element))
    .map((element) => element.outerHTML.slice(0, 400));
  const inner = [...root.querySelectorAll('*')].flatMap((element) =>
    element.shadowRoot ? strays(element.shadowRoot) : [],
  );
  return [...own, ...inner];
}

describe('<esign-mapping-editor>: hostile names', () => {
  it('shows 120 hostile texts in every kind of name as text and as nothing else, in every step', async () => {
    const { host, mapping } = aHostileWorld();
    const editor = await MappingEditorHarness.open({ host });
    await editor.element.importConfig(mapping);
    await editor.settle();

    for (const step of EditorStep.options) {
      if (!editor.steps().includes(step)) continue;
      await editor.openStep(step);
      editor.element.validate();
      await editor.settle();
      expect(strays(editor.root), step).to.deep.equal([]);
    }
    for (const part of editor.parts()) {
      await editor.openPart(part);
      expect(strays(editor.root), part).to.deep.equal([]);
    }

    expect((globalThis as { __hostile?: number }).__hostile).to.equal(undefined);
    expect(editor.row(hostileTexts[0]!).textContent).to.contain(hostileTexts[0]);
    expect(editor.mapping).to.deep.equal({
      ...mapping,
      basic: { ...mapping.basic, workflowId: 'wf-purchase-contract' },
    });
  });

  it('shows 120 hostile texts of records, cases, choices and versions as text and as nothing else', async () => {
    const options = hostileTexts.map((label, index) => ({ value: `o-${index}`, label }));
    const choice = { id: 'f-choice', label: hostileTexts[4]!, type: 'select' as const, options };
    const workflow = aWorkflow();
    const { main } = workflow.form;
    workflow.form.main = { ...main, fields: [...main.fields, choice] };
    const ref = { table: 'main', field: 'f-choice', label: choice.label, type: choice.type };
    const rows = hostileTexts.map((value, index) => ({ option: `o-${index}`, target: { value, label: value } }));
    const mapping = aMapping({
      optional: {
        remark: { kind: 'constant', value: hostileTexts[5]! },
        sceneNumber: { kind: 'field', field: ref, conversion: 'lookup', lookup: { rows } },
      },
      advanced: {
        prompts: { ...aMapping().advanced.prompts, whenNotSigned: true, notSignedText: { 'zh-CN': hostileTexts[6]! } },
      },
    });
    const host = new FakeEditorHost([workflow]);
    for (const text of hostileTexts) host.storeAs(text, mapping);
    const editor = await MappingEditorHarness.open({ host });
    const records = hostileTexts.map((text, index) => {
      const person = aPerson({ name: text, organization: text });
      const values = { 'f-title': text, 'f-choice': `o-${index}`, 'f-signer-a': person, 'f-remark': text };
      return aRecord({ recordId: `r-${index}`, title: text, creator: person, values });
    });
    editor.element.records = records;
    editor.element.cases = records.slice(0, MOST_CASES).map((record) => ({
      name: record.title,
      record,
      operator: record.creator,
      now: record.updatedAt,
      expected: { '/required/subject': { kind: 'values', values: [hostileTexts[7]!] } },
    }));
    await editor.settle();

    for (const step of ['required', 'optional', 'advanced'] as const) {
      await editor.openStep(step);
      expect(strays(editor.root), step).to.deep.equal([]);
    }
    for (const part of editor.parts()) {
      await editor.openPart(part);
      expect(strays(editor.root), part).to.deep.equal([]);
    }
    // what names cases, versions and choices is there to be seen
    expect(editor.parts()).to.include.members(['cases', 'record', 'run', 'compare', 'document']);
    expect((globalThis as { __hostile?: number }).__hostile).to.equal(undefined);
  });

  it('binds, searches and takes back with a hostile field like with any other', async () => {
    const { host } = aHostileWorld();
    const editor = await MappingEditorHarness.open({ host });
    await editor.openStep('required');

    for (const text of [
      '<img src=x onerror="globalThis.__hostile=1">',
      '__proto__',
      '{合同名称}',
      "' onfocus='globalThis.__hostile=1' autofocus='",
    ]) {
      await editor.typeSearch(text);
      await editor.arm(text);
      await editor.place('/required/subject');
      expect(JSON.stringify(editor.mapping.required.subject)).to.contain(JSON.stringify(text));
      editor.element.undo();
      await editor.settle();
      expect(editor.mapping.required.subject).to.equal(null);
    }
    expect((globalThis as { __hostile?: number }).__hostile).to.equal(undefined);
  });
});
