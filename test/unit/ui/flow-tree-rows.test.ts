import { describe, expect, it } from 'vitest';

import { departmentsOf, flowRows, type FlowRowsInput } from '../../../src/ui/flow-tree-rows.js';
import { aWorkflow } from '../../support/builders.js';

function rows(input: Partial<FlowRowsInput> = {}): string[] {
  return flowRows({
    workflow: aWorkflow(),
    points: true,
    picked: new Set(),
    refuses: () => null,
    search: '',
    spell: undefined,
    filter: null,
    department: null,
    after: null,
    isOpen: () => false,
    nameOf: ({ kind, id, timing }) => `${kind} ${id} ${timing}`,
    ...input,
  }).map(({ level, name }) => `${level} ${name}`);
}

describe('rows of the flow tree', () => {
  it('are nodes, and the moments of those that are unfolded with their exits', () => {
    expect(rows()).toEqual(['1 发起', '1 部门审批', '1 法务审核', '1 甲方签署', '1 乙方确认签署', '1 归档']);
    expect(rows({ isOpen: (id) => id === 'n-start' }).slice(0, 6)).toEqual([
      '1 发起',
      '2 node n-start before',
      '2 node n-start after',
      '2 exit e-submit before',
      '2 exit e-submit after',
      '1 部门审批',
    ]);
    expect(rows({ points: false })).toHaveLength(6);
  });

  it('are unfolded by a search, which also finds a node by its exit', () => {
    expect(rows({ search: '提交' })).toEqual([
      '1 发起',
      '2 node n-start before',
      '2 node n-start after',
      '2 exit e-submit before',
      '2 exit e-submit after',
    ]);
    expect(rows({ search: '没有这个' })).toEqual([]);
  });

  it('can be only what comes after a node, also along a way back', () => {
    expect(rows({ after: 'n-sign-a' })).toEqual(['1 乙方确认签署', '1 归档']);
    expect(rows({ after: 'n-dept' })).toContain('1 发起');
    expect(rows({ after: 'n-archive' })).toEqual([]);
  });

  it('can be only those of a kind, a department, chosen or possible', () => {
    const workflow = aWorkflow();
    const nodes = workflow.nodes.map((node) => (node.id === 'n-legal' ? { ...node, department: '法务部' } : node));
    const withDepartment = { ...workflow, nodes };
    expect(departmentsOf(withDepartment)).toEqual(['法务部']);
    expect(rows({ workflow: withDepartment, department: '法务部' })).toEqual(['1 法务审核']);
    expect(rows({ filter: 'archive' })).toEqual(['1 归档']);
    expect(rows({ filter: 'used', picked: new Set(['node n-dept after']) })).toEqual([
      '1 部门审批',
      '2 node n-dept after',
    ]);
    expect(
      rows({ filter: 'possible', points: false, refuses: (item) => (item === 'n-start' ? 'lost' : null) }),
    ).toEqual(['1 部门审批', '1 法务审核', '1 甲方签署', '1 乙方确认签署', '1 归档']);
  });
});
