import { describe, expect, it } from 'vitest';

import { clipOf, looksLikeClip, writeClip, type ClipItem } from '../../../../src/core/clipboard/clip.js';
import { cutOf } from '../../../../src/core/clipboard/cut.js';
import { planPaste, type PastePlan } from '../../../../src/core/clipboard/plan-paste.js';
import { CLIP_MOST, readClip } from '../../../../src/core/clipboard/read-clip.js';
import { applyCommand } from '../../../../src/core/commands.js';
import type { EditorMapping } from '../../../../src/core/editor-mapping.js';
import { emptySealUseMapping, emptySigningMapping } from '../../../../src/core/empty-mapping.js';
import { valueAt } from '../../../../src/core/pointer.js';
import type { Workflow } from '../../../../src/schema/workflow.js';
import { aFieldRef, aFieldSource, aMapping, aPartyConfig, aWorkflow } from '../../../support/builders.js';
import { hostileTexts } from '../../../support/hostile-texts.js';

const empty = emptySigningMapping('wf-purchase-contract', '');

function paste(
  mapping: EditorMapping,
  target: string | null,
  items: readonly ClipItem[],
  workflow: Workflow = aWorkflow(),
): PastePlan & { doc: EditorMapping; at(pointer: string): unknown } {
  const read = readClip(writeClip(items));
  if (!read.ok) throw new Error(read.error);
  const plan = planPaste(mapping, read.items, target, { workflow });
  const { doc } = applyCommand(mapping, plan.command);
  return { ...plan, doc, at: (pointer) => valueAt(doc, pointer) };
}

const item = (pointer: string, value: unknown): ClipItem => ({ pointer, value });
const reasons = ({ faults }: PastePlan): [string, string][] => faults.map(({ reason, name }) => [reason, name]);

/** The same form in another system: other ids everywhere, the same words. */
function twinWorkflow(change: (workflow: Workflow) => Workflow = (workflow) => workflow): Workflow {
  const workflow = aWorkflow();
  const table = (old: Workflow['form']['main'], id: string): Workflow['form']['main'] => ({
    ...old,
    id,
    fields: old.fields.map((field) => ({ ...field, id: `x-${field.id}` })),
  });
  const { form } = workflow;
  const details = form.details.map((detail) => table(detail, `x-${detail.id}`));
  return change({ ...workflow, form: { ...form, main: table(form.main, 'main'), details } });
}

describe('pasting onto another slot', () => {
  it.each<[string, string, unknown, string, unknown]>([
    [
      'a field into a list',
      '/required/subject',
      aFieldSource('f-supplier-mobile'),
      '/advanced/cc/external',
      [aFieldSource('f-supplier-mobile')],
    ],
    [
      'a bare field into a source',
      '/optional/buttonField',
      aFieldRef('f-title'),
      '/required/subject',
      aFieldSource('f-title'),
    ],
    [
      'a source into a bare field',
      '/required/subject',
      aFieldSource('f-title'),
      '/optional/buttonField',
      aFieldRef('f-title'),
    ],
    [
      'a person into a text, by its usual conversion',
      '/required/initiator',
      aFieldSource('f-owner'),
      '/optional/remark',
      {
        ...aFieldSource('f-owner'),
        conversion: 'personName',
      },
    ],
    [
      'a person as text into people, without it',
      '/optional/remark',
      { ...aFieldSource('f-owner'), conversion: 'personName' },
      '/required/signers',
      [aFieldSource('f-owner')],
    ],
    [
      'a text into a naming rule',
      '/required/subject',
      { kind: 'template', template: [{ kind: 'text', text: '合同' }] },
      '/advanced/namingRule',
      [{ kind: 'text', text: '合同' }],
    ],
    [
      'a column into a list of files',
      '/required/subject',
      aFieldSource('i-file'),
      '/required/documents',
      [{ kind: 'field', id: 'document-1', field: aFieldRef('i-file') }],
    ],
    [
      'one item of a list into a single slot',
      '/required/documents/0',
      { kind: 'field', id: 'doc-1', field: aFieldRef('f-contract') },
      '/advanced/downloadInto',
      aFieldRef('f-contract'),
    ],
    [
      'a moment at a node into nodes',
      '/flow/createAt',
      [{ kind: 'node', id: 'n-dept', timing: 'after' }],
      '/advanced/openTabAt',
      ['n-dept'],
    ],
    ['a name into a fixed text', '/basic/name', '采购', '/optional/sceneNumber', { kind: 'constant', value: '采购' }],
    [
      'a date into the deadline',
      '/optional/buttonField',
      aFieldRef('f-deadline'),
      '/optional/deadline',
      {
        kind: 'field',
        field: aFieldRef('f-deadline'),
      },
    ],
  ])('puts %s', (_, pointer, value, target, expected) => {
    const result = paste(empty, target, [item(pointer, value)]);

    expect(result.at(target)).toEqual(expected);
    expect(result.faults).toEqual([]);
  });

  it.each<[string, string, unknown, string, string]>([
    [
      'a file where a person is wanted',
      '/required/documents/0',
      { kind: 'field', id: 'd', field: aFieldRef('f-contract') },
      '/required/initiator',
      'typeMismatch',
    ],
    [
      'a column where the host writes',
      '/required/subject',
      aFieldSource('i-file'),
      '/advanced/downloadInto',
      'mainTableOnly',
    ],
    [
      'a field that would need a conversion, where there is no room',
      '/required/subject',
      aFieldSource('f-title'),
      '/optional/deadline',
      'mustFitDirectly',
    ],
    [
      'a fixed text where only fields go',
      '/optional/sceneNumber',
      { kind: 'constant', value: 'A-1' },
      '/required/signers',
      'otherKind',
    ],
    [
      'two people into one slot',
      '/required/signers',
      [aFieldSource('f-owner'), aFieldSource('f-signer-a')],
      '/required/initiator',
      'onlyOne',
    ],
    ['a switch into a text', '/flow/saveAsDraft', true, '/required/subject', 'otherSetting'],
    ['an order into a switch', '/flow/order', 'ordered', '/flow/saveAsDraft', 'otherSetting'],
    ['another workflow', '/basic/workflowId', 'wf-other', '/basic/workflowId', 'fixed'],
  ])('refuses %s', (_, pointer, value, target, reason) => {
    const result = paste(empty, target, [item(pointer, value)]);

    expect(result.doc).toEqual(empty);
    expect(reasons(result).map(([code]) => code)).toEqual([reason]);
  });

  it('adds to a list what is not there, and says so when all of it is', () => {
    const items = [item('/required/signers', [aFieldSource('f-signer-a'), aFieldSource('f-owner')])];

    const result = paste(aMapping(), '/required/signers', items);

    expect(result.at('/required/signers')).toEqual([aFieldSource('f-signer-a'), aFieldSource('f-owner')]);
    expect(result.faults).toEqual([]);
    expect(reasons(paste(result.doc, '/required/signers', items))).toEqual([['already', '']]);
  });

  it('fills a list up to what the schema allows (20 signers), and tells the rest', () => {
    const many = Array.from({ length: 20 }, (_, at) => ({
      ...aFieldSource('f-team'),
      lookup: { rows: [{ option: String(at), target: null }] },
    }));
    const full = applyCommand(aMapping(), { type: 'set', pointer: '/required/signers', value: many }).doc;

    const result = paste(full, '/required/signers', [item('/required/signers', [aFieldSource('f-owner')])]);

    expect(result.doc).toEqual(full);
    expect(reasons(result)).toEqual([['tooMany', '']]);
  });

  it('keeps other detail tables out of the rows of one (C-30)', () => {
    const dynamic = aMapping({ flow: { dynamicParties: { ...empty.flow.dynamicParties, table: 'd-parties' } } });

    const own = paste(dynamic, '/flow/dynamicParties/name', [item('/required/subject', aFieldSource('p-name'))]);
    const other = paste(dynamic, '/flow/dynamicParties/name', [item('/required/subject', aFieldSource('i-name'))]);

    expect(own.at('/flow/dynamicParties/name')).toEqual(aFieldSource('p-name'));
    expect(reasons(other)).toEqual([['otherTable', '物品']]);
  });

  it('puts what was copied from a party into the party that has the focus (C-31)', () => {
    const mapping = aMapping({
      flow: { parties: [aPartyConfig(), aPartyConfig({ id: 'party-c', signers: [], signingNodes: [] })] },
    });
    const items = clipOf(mapping, ['/flow/parties/0/signers', '/flow/parties/0/signingNodes']);

    const result = paste(mapping, '/flow/parties/1', items);

    expect(result.at('/flow/parties/1')).toEqual(aPartyConfig({ id: 'party-c' }));
    expect(result.pointers).toEqual(['/flow/parties/1/signers', '/flow/parties/1/signingNodes']);
  });

  it('gives a pasted party an id and a place of its own', () => {
    const result = paste(aMapping(), '/flow/parties', clipOf(aMapping(), ['/flow/parties/0']));

    expect(result.at('/flow/parties/1')).toEqual(aPartyConfig({ id: 'party-1', order: 3 }));
  });

  it('never lets a placement rule pass to a pasted document or party', () => {
    const rule = {
      id: 'r',
      party: 'party-b',
      source: 'doc-1',
      mark: 'seal',
      position: { kind: 'free' },
      policy: 'free',
      signingDate: null,
    };
    const mapping = aMapping({ flow: { placements: [rule as never] } });
    const clip = clipOf(mapping, ['/required/documents']);
    const without = applyCommand(mapping as EditorMapping, cutOf(mapping, ['/required/documents'])).doc;

    expect(paste(without, null, clip).at('/required/documents/0/id')).toBe('document-1');
  });

  it('takes a party out with its placement rules, as its button does', () => {
    const rule = {
      id: 'r',
      party: 'party-b',
      source: null,
      mark: 'seal',
      position: { kind: 'free' },
      policy: 'free',
      signingDate: null,
    };
    const mapping = aMapping({ flow: { placements: [rule as never] } });

    const { doc } = applyCommand(mapping as EditorMapping, cutOf(mapping, ['/flow/parties/0']));

    expect([valueAt(doc, '/flow/parties'), valueAt(doc, '/flow/placements')]).toEqual([[], []]);
  });

  it('cuts several items of a list, whatever their order', () => {
    const signers = ['f-owner', 'f-signer-a', 'f-signer-b'].map((id) => aFieldSource(id));
    const mapping = applyCommand<EditorMapping>(aMapping(), {
      type: 'set',
      pointer: '/required/signers',
      value: signers,
    }).doc;

    const { doc } = applyCommand(mapping, cutOf(mapping, ['/required/signers/0', '/required/signers/2']));

    expect(valueAt(doc, '/required/signers')).toEqual([aFieldSource('f-signer-a')]);
  });

  it('has no place for a slot of the other kind of mapping', () => {
    const sealUse = emptySealUseMapping('wf-purchase-contract', '');

    const result = paste(sealUse, null, clipOf(aMapping(), ['/required/subject', '/basic/provider']));

    expect(result.faults).toEqual([{ pointer: '/required/subject', name: '', reason: 'noSlot' }]);
    expect(result.at('/basic/provider')).toBe('builtin');
  });
});

describe('pasting into another workflow', () => {
  it('finds fields by label and type, and keeps their conversions', () => {
    const subject = { kind: 'template', template: [{ kind: 'field', field: aFieldRef('f-title') }] };
    const items = [
      item('/required/subject', subject),
      item('/required/organization', { ...aFieldSource('f-dept'), conversion: 'departmentCompany' }),
    ];

    const result = paste(empty, null, items, twinWorkflow());

    expect(result.faults).toEqual([]);
    expect(result.at('/required/subject/template/0/field/field')).toBe('x-f-title');
    expect(result.at('/required/organization')).toMatchObject({
      field: { field: 'x-f-dept' },
      conversion: 'departmentCompany',
    });
  });

  it('finds the detail table of parties by its columns (C-30)', () => {
    const mapping = aMapping({
      flow: {
        dynamicParties: {
          ...empty.flow.dynamicParties,
          table: 'd-parties',
          where: { field: aFieldRef('p-name'), equals: '甲' },
          signer: aFieldSource('p-person'),
        },
      },
    });

    const result = paste(empty, null, clipOf(mapping, ['/flow/dynamicParties']), twinWorkflow());

    expect(result.at('/flow/dynamicParties')).toMatchObject({
      table: 'x-d-parties',
      where: { field: { field: 'x-p-name' } },
      signer: { field: { table: 'x-d-parties' } },
    });
  });

  it('names what it does not find; a party goes in without it', () => {
    const workflow = twinWorkflow((twin) => ({
      ...twin,
      form: {
        ...twin.form,
        main: {
          ...twin.form.main,
          fields: twin.form.main.fields.filter(({ label }) => label !== '乙方确认人' && label !== '合同名称'),
        },
      },
    }));

    const result = paste(
      empty,
      null,
      clipOf(aMapping(), ['/required/subject', '/flow/parties', '/required/organization']),
      workflow,
    );

    expect(reasons(result)).toEqual([
      ['notFound', '合同名称'],
      ['notFound', '乙方确认人'],
    ]);
    expect(result.at('/flow/parties/0')).toEqual(aPartyConfig({ signers: [] }));
    expect(result.at('/required/organization')).toMatchObject({ field: { field: 'x-f-org' } });
  });

  it('does not choose between two fields of the same name', () => {
    const workflow = twinWorkflow((twin) => ({
      ...twin,
      form: {
        ...twin.form,
        main: {
          ...twin.form.main,
          fields: [...twin.form.main.fields, { id: 'again', label: '合同名称', type: 'text' }],
        },
      },
    }));

    expect(reasons(paste(empty, null, clipOf(aMapping(), ['/required/subject']), workflow))).toEqual([
      ['notFound', '合同名称'],
    ]);
  });

  it('leaves out nodes that the flow does not have', () => {
    const workflow = twinWorkflow((twin) => ({ ...twin, nodes: twin.nodes.filter(({ id }) => id !== 'n-sign-a') }));
    const items = [item('/required/signingNodes', ['n-sign-a', 'n-sign-b'])];

    const result = paste(empty, null, items, workflow);

    expect(result.at('/required/signingNodes')).toEqual(['n-sign-b']);
    expect(reasons(result)).toEqual([['notFound', 'n-sign-a']]);
  });
});

describe('reading a clipboard', () => {
  const clip = (items: unknown, more: object = {}): string =>
    JSON.stringify({ 'esign-elements': 'bindings', version: 1, items, ...more });
  const good = [item('/required/subject', aFieldSource('f-title'))];

  it('reads what was written', () => {
    expect(readClip(writeClip(good))).toEqual({ ok: true, items: good, choices: [] });
    expect(looksLikeClip(writeClip(good))).toBe(true);
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'none'],
    ['words', '合同名称', 'none'],
    ['foreign JSON', '{"a":1}', 'none'],
    ['a list', '[1]', 'none'],
    ['the mark further down', '{"a":1,"esign-elements":"bindings"}', 'none'],
    ['JSON that breaks off', clip(good).slice(0, -3), 'damaged'],
    ['another kind of thing', clip(good).replace('bindings', 'mapping'), 'damaged'],
    ['a newer version', clip(good, { version: 2 }), 'version'],
    ['a version that is none', clip(good, { version: '1' }), 'damaged'],
    ['more members', clip(good, { run: 'x' }), 'damaged'],
    ['no items', clip([]), 'damaged'],
    ['too many items', clip(Array.from({ length: 301 }, () => good[0])), 'damaged'],
    ['no place', clip([{ value: 1 }]), 'damaged'],
    ['a place that no mapping has', clip([item('/required/password', 'x')]), 'damaged'],
    ['a place among inherited members', clip([item('/constructor/prototype', 'x')]), 'damaged'],
    ['a value that the place does not take', clip([item('/required/subject', 42)]), 'damaged'],
    [
      'a source with more members',
      clip([item('/required/subject', { ...aFieldSource('f-title'), onload: 'x' })]),
      'damaged',
    ],
    ['an id that no id is', clip([item('/required/signingNodes', ['../../etc'])]), 'damaged'],
    [
      'prototype members',
      clip(good).replace('"kind":"field"', '"kind":"field","__proto__":{"polluted":true}'),
      'damaged',
    ],
    [
      'prototype members on top',
      clip(good).replace('"version":1', '"version":1,"__proto__":{"polluted":true}'),
      'damaged',
    ],
    [
      'a deep nest',
      `{"esign-elements":"bindings","version":1,"items":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
      'damaged',
    ],
    ['more than any mapping has', clip(good, { pad: 'x'.repeat(CLIP_MOST) }), 'large'],
  ])('refuses %s', (_, text, error) => {
    expect(readClip(text)).toEqual({ ok: false, error });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('takes any text as a text', () => {
    for (const text of hostileTexts.filter((candidate) => candidate.length <= 200)) {
      const source = { kind: 'constant', value: text };

      const result = paste(empty, '/optional/remark', [item('/optional/remark', source)]);

      expect(result.at('/optional/remark')).toEqual(source);
    }
  });
});
