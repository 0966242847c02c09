import type { Field, FieldType } from '../src/schema/form.js';
import type { Workflow } from '../src/schema/workflow.js';

const words = ['合同', '供应商', '付款', '项目', '部门', '预算', '审批', '客户', '采购', '验收'];
const kinds: readonly [FieldType, string][] = [
  ['text', '名称'],
  ['money', '金额'],
  ['date', '日期'],
  ['person', '负责人'],
  ['attachment', '附件'],
  ['select', '类别'],
  ['organization', '公司'],
  ['textarea', '说明'],
];

function fields(prefix: string, count: number): Field[] {
  return Array.from({ length: count }, (_, index): Field => {
    const [type, noun] = kinds[index % kinds.length] ?? ['text', '名称'];
    const word = words[Math.floor(index / kinds.length) % words.length] ?? '合同';
    const round = Math.floor(index / (kinds.length * words.length));
    return { id: `${prefix}-${index}`, label: `${word}${noun}${round > 0 ? round + 1 : ''}`, type };
  });
}

/** A form of 300 fields and eight detail tables with 40 nodes, always the same. */
export function largeWorkflow(): Workflow {
  const nodes = Array.from({ length: 40 }, (_, index) => ({
    id: `n-${index}`,
    name: index === 0 ? '发起' : index === 39 ? '归档' : `${words[index % words.length] ?? ''}审批${index}`,
    kind: index === 0 ? ('start' as const) : index === 39 ? ('archive' as const) : ('approve' as const),
  }));
  const exits = nodes.slice(0, -1).flatMap((node, index) => {
    const forward = { id: `e-${index}`, name: '同意', from: node.id, to: `n-${index + 1}` };
    const jump = { id: `e-j${index}`, name: '转签', from: node.id, to: `n-${Math.min(39, index + 3)}` };
    const back = { id: `e-b${index}`, name: '退回', from: node.id, to: 'n-0' };
    return [forward, ...(index % 7 === 3 ? [jump] : []), ...(index % 11 === 5 ? [back] : [])];
  });
  return {
    id: 'wf-large',
    name: '集团综合审批',
    version: '12',
    nodes,
    exits,
    form: {
      id: 'form-large',
      label: '集团综合审批',
      main: { id: 'main', label: '主表', fields: fields('f', 300) },
      details: Array.from({ length: 8 }, (_, index) => ({
        id: `d-${index}`,
        label: `明细${index + 1}`,
        fields: fields(`d${index}`, 12),
      })),
    },
    actionFlows: [],
  };
}
