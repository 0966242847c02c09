import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { emptySigningMapping } from '../../../src/core/empty-mapping.js';
import { asDraftOf, transferMapping } from '../../../src/core/transfer.js';
import { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import type { FileOperation } from '../../../src/schema/signing-config.js';
import { SigningMapping } from '../../../src/schema/signing-config.js';
import type { Field, FieldRef } from '../../../src/schema/form.js';
import type { ActionFlow, Workflow } from '../../../src/schema/workflow.js';
import { aFieldRef, aMapping, aSealUseMapping, aWorkflow } from '../../support/builders.js';
import { renamedWorkflow } from '../../support/renamed-workflow.js';
import { arbitraryOf } from '../../support/schema-arbitrary.js';

const mappings = arbitraryOf(SigningMapping) as fc.Arbitrary<SigningMapping>;
const sealUses = arbitraryOf(SealUseMapping) as fc.Arbitrary<SealUseMapping>;

/** Few names, so that many things are called the same. */
const names = fc.constantFrom('备注', '金额', '同意', '签署人');

const fieldsOf = (prefix: string): fc.Arbitrary<Field[]> =>
  fc
    .array(
      fc.record({ label: names, type: fc.constantFrom('text' as const, 'person' as const, 'attachment' as const) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((fields) => fields.map((field, index) => ({ ...field, id: `${prefix}${index}` })));

const workflows: fc.Arbitrary<Workflow> = fc
  .record({
    main: fieldsOf('f'),
    details: fc.array(fc.tuple(names, fieldsOf('d')), { maxLength: 3 }),
    nodes: fc.array(names, { minLength: 1, maxLength: 4 }),
    exits: fc.array(fc.tuple(names, fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 6 }),
    flows: fc.array(names, { minLength: 1, maxLength: 3 }),
  })
  .map(({ main, details, nodes, exits, flows }) => ({
    ...aWorkflow(),
    nodes: nodes.map((name, index) => ({ id: `n${index}`, name, kind: 'handle' as const })),
    exits: exits.map(([name, from, to], index) => ({
      id: `e${index}`,
      name,
      from: `n${from % nodes.length}`,
      to: `n${to % nodes.length}`,
    })),
    actionFlows: flows.map((name, index): ActionFlow => ({ id: `a${index}`, name, enabled: true })),
    form: {
      ...aWorkflow().form,
      main: { id: 'main', label: '主表', fields: main },
      details: details.map(([label, fields], index) => ({ id: `t${index}`, label, fields })),
    },
  }));

/** Names everything that a workflow has, each in the place of its kind. */
function namingAll(workflow: Workflow): SigningMapping {
  const refs = [workflow.form.main, ...workflow.form.details].flatMap(({ id, fields }) =>
    fields.map(({ id: field, label, type }): FieldRef => ({ table: id, field, label, type })),
  );
  const empty = emptySigningMapping(workflow.id, '全部');
  const operation = (kind: 'node' | 'exit', target: string): FileOperation => ({
    id: `${kind}-${target}`,
    kind,
    target,
    timing: 'before',
    operation: 'remind',
    message: {},
  });
  return {
    ...empty,
    required: {
      ...empty.required,
      subject: { kind: 'template', template: refs.map((field) => ({ kind: 'field' as const, field })) },
      documents: refs.map((field, index) => ({ kind: 'field' as const, id: `doc-${index}`, field })),
      signingNodes: workflow.nodes.map(({ id }) => id),
    },
    flow: {
      ...empty.flow,
      dynamicParties: { ...empty.flow.dynamicParties, table: workflow.form.details.at(-1)?.id ?? null },
      createAt: workflow.exits.map(({ id }) => ({ kind: 'exit' as const, id, timing: 'after' as const })),
    },
    advanced: {
      ...empty.advanced,
      callbacks: workflow.actionFlows.map(({ id }) => ({
        event: 'completed' as const,
        actionFlowId: id,
        enabled: true,
      })),
      hideSignAt: workflow.nodes.map(({ id }) => id),
    },
    operations: [
      ...workflow.nodes.map(({ id }) => operation('node', id)),
      ...workflow.exits.map(({ id }) => operation('exit', id)),
    ],
  };
}

describe('a mapping for another workflow: laws', () => {
  it('changes nothing between a workflow and itself, whatever the mapping names', () => {
    const workflow = aWorkflow();
    fc.assert(
      fc.property(fc.oneof(mappings, sealUses), (mapping) => {
        const own = { ...mapping, basic: { ...mapping.basic, workflowId: workflow.id } } as typeof mapping;
        expect(transferMapping(own, workflow, workflow).mapping).toEqual(own);
        expect(transferMapping(own, undefined, workflow).mapping).toEqual(own);
      }),
    );
  });

  it('finds everything in a workflow that differs by its ids only, also where names are given twice', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const { mapping, missing, matched } = transferMapping(namingAll(workflow), workflow, renamedWorkflow(workflow));
        expect(missing).toEqual([]);
        expect(mapping).toEqual({ ...namingAll(renamedWorkflow(workflow)), operations: mapping.operations });
        expect(mapping.operations.map(({ target }) => target)).toEqual(
          namingAll(renamedWorkflow(workflow)).operations.map(({ target }) => target),
        );
        expect(matched.filter(({ differs }) => differs)).toEqual([]);
      }),
    );
  });

  it('gives a mapping of the same kind that the schema takes', () => {
    fc.assert(
      fc.property(mappings, workflows, (mapping, workflow) => {
        const moved = transferMapping(mapping, undefined, workflow).mapping;
        expect(SigningMapping.safeParse(moved).success).toBe(true);
        expect(moved.basic.workflowId).toBe(workflow.id);
      }),
    );
  });
});

describe('a mapping for another workflow: what is found, and how', () => {
  const other = (change: (workflow: Workflow) => Workflow): Workflow => change({ ...aWorkflow(), id: 'wf-other' });
  const withMain = (workflow: Workflow, fields: Field[]): Workflow => ({
    ...workflow,
    form: { ...workflow.form, main: { ...workflow.form.main, fields } },
  });

  it('leaves what is not there as it was, and says where it is used', () => {
    const to = other((workflow) =>
      withMain(
        workflow,
        workflow.form.main.fields.filter(({ id }) => id !== 'f-signer-a'),
      ),
    );
    const { mapping, missing } = transferMapping(aMapping(), aWorkflow(), to);
    expect(mapping.required.signers).toEqual(aMapping().required.signers);
    expect(missing).toEqual([
      { kind: 'field', name: '甲方签署人', reason: 'absent', pointers: ['/required/signers/0/field'] },
    ]);
  });

  it('prefers the field of the same name to the one of the same id', () => {
    const to = other((workflow) =>
      withMain(workflow, [
        { id: 'f-title', label: '备注', type: 'text' },
        { id: 'f-9', label: '合同名称', type: 'text' },
      ]),
    );
    const { mapping, matched } = transferMapping(aMapping(), aWorkflow(), to);
    expect(mapping.required.subject).toMatchObject({ field: { field: 'f-9', label: '合同名称' } });
    expect(matched.find(({ name }) => name === '合同名称')).toMatchObject({ way: 'label', differs: false });
  });

  it('says that an id with another name, or a name with another type, wants a look', () => {
    const to = other((workflow) =>
      withMain(workflow, [
        { id: 'f-title', label: '标题', type: 'text' },
        { id: 'o-1', label: '我方公司', type: 'department' },
      ]),
    );
    const { matched, mapping } = transferMapping(aMapping(), aWorkflow(), to);
    expect(matched.filter(({ kind }) => kind === 'field')).toEqual([
      { kind: 'field', name: '合同名称', now: '标题', way: 'id', differs: true, pointers: ['/required/subject/field'] },
      {
        kind: 'field',
        name: '我方公司',
        now: '我方公司',
        way: 'label',
        differs: true,
        pointers: ['/required/organization/field'],
      },
    ]);
    // the type that was bound stays, so that the check sees the difference
    expect(mapping.required.organization).toMatchObject({ field: { field: 'o-1', type: 'organization' } });
  });

  it('does not guess between two of the same name', () => {
    const to = other((workflow) =>
      withMain(workflow, [
        { id: 'a', label: '合同名称', type: 'text' },
        { id: 'b', label: '合同名称', type: 'text' },
      ]),
    );
    const { missing } = transferMapping(aMapping(), aWorkflow(), to);
    expect(missing.find(({ name }) => name === '合同名称')?.reason).toBe('several');
  });

  it('finds the exit of the same node among many of one name', () => {
    const to = renamedWorkflow(aWorkflow());
    const { mapping } = transferMapping(aMapping(), aWorkflow(), to);
    expect(mapping.flow.createAt).toEqual([{ kind: 'exit', id: 'x-e-legal-ok', timing: 'after' }]);
  });

  it('finds the fields of a file whose workflow is not here by their labels', () => {
    const to = renamedWorkflow(aWorkflow());
    const { mapping, missing } = transferMapping(aMapping(), undefined, to);
    expect(mapping.required.subject).toMatchObject({ field: { field: 'x-f-title' } });
    expect(missing.map(({ kind }) => kind)).toEqual(['node', 'node', 'exit']);
  });

  it('tells a detail table by its columns when it is called otherwise', () => {
    const from = aWorkflow();
    const [items, parties] = from.form.details;
    const to = other((workflow) => ({
      ...workflow,
      form: {
        ...workflow.form,
        details: [
          { ...items!, id: 't-1', label: '清单' },
          { ...parties!, id: 't-2', label: '相对方' },
        ],
      },
    }));
    const mapping = aMapping();
    const dynamic = {
      ...mapping.flow.dynamicParties,
      table: 'd-parties',
      name: { kind: 'field' as const, field: aFieldRef('p-name') },
    };
    const moved = transferMapping({ ...mapping, flow: { ...mapping.flow, dynamicParties: dynamic } }, from, to);
    expect(moved.mapping.flow.dynamicParties).toMatchObject({ table: 't-2', name: { field: { table: 't-2' } } });
    expect(moved.matched.find(({ kind }) => kind === 'table')).toMatchObject({ way: 'place', differs: true });
  });

  it('moves a physical-seal mapping with the nodes and fields of its callbacks (P-15)', () => {
    const mapping = aSealUseMapping({
      callbacks: [
        {
          id: 'c1',
          event: 'rejected',
          enabled: true,
          actions: [
            { kind: 'sendBack', nodeId: 'n-start' },
            { kind: 'writeField', field: aFieldRef('f-remark'), value: '驳回' },
            { kind: 'runActionFlow', actionFlowId: 'af-notify' },
          ],
        },
      ],
    });
    const moved = transferMapping(mapping, aWorkflow(), renamedWorkflow(aWorkflow()));
    expect(moved.missing).toEqual([]);
    expect(moved.mapping.callbacks[0]?.actions).toMatchObject([
      { nodeId: 'x-n-start' },
      { field: { field: 'x-f-remark' } },
      { actionFlowId: 'x-af-notify' },
    ]);
  });

  it('is stored switched off, under the name of its own workflow or the one that it has there', () => {
    const to = other((workflow) => ({ ...workflow, name: '销售合同审批' }));
    expect(asDraftOf(aMapping(), to).basic).toMatchObject({
      workflowId: 'wf-other',
      name: '销售合同审批',
      enabled: false,
    });
    expect(asDraftOf(aMapping(), to, '已有名称').basic.name).toBe('已有名称');
  });
});
