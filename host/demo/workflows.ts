import type { Binding, Field, FieldType, Workflow } from '../../src/schema/index.js';
import { COMPANY } from './people.js';

function field(id: string, label: string, type: FieldType, more: Partial<Field> = {}): Field {
  return { id, label, type, ...more };
}

function node(id: string, name: string, kind: Workflow['nodes'][number]['kind']): Workflow['nodes'][number] {
  return { id, name, kind };
}

function exit(id: string, name: string, from: string, to: string): Workflow['exits'][number] {
  return { id, name, from, to };
}

export const purchaseContract: Workflow = {
  id: 'wf-purchase-contract',
  name: '采购合同审批',
  version: '7',
  nodes: [
    node('n-start', '发起', 'start'),
    node('n-dept', '部门审批', 'approve'),
    node('n-legal', '法务审核', 'approve'),
    node('n-sign-a', '甲方签署', 'handle'),
    node('n-sign-b', '乙方确认签署', 'handle'),
    node('n-archive', '归档', 'archive'),
  ],
  exits: [
    exit('e-submit', '提交', 'n-start', 'n-dept'),
    exit('e-dept-ok', '同意', 'n-dept', 'n-legal'),
    exit('e-dept-back', '退回', 'n-dept', 'n-start'),
    exit('e-legal-ok', '同意', 'n-legal', 'n-sign-a'),
    exit('e-legal-back', '退回', 'n-legal', 'n-start'),
    exit('e-sign-a', '签署完成', 'n-sign-a', 'n-sign-b'),
    exit('e-sign-b', '签署完成', 'n-sign-b', 'n-archive'),
  ],
  form: {
    id: 'form-purchase-contract',
    label: '采购合同审批表',
    main: {
      id: 'main',
      label: '主表',
      fields: [
        field('f-title', '合同名称', 'text', { required: true }),
        field('f-no', '合同编号', 'text', { required: true }),
        field('f-category', '合同类别', 'select', {
          options: [
            { value: 'purchase', label: '采购合同' },
            { value: 'service', label: '服务合同' },
            { value: 'lease', label: '租赁合同' },
          ],
        }),
        field('f-amount', '合同金额', 'money'),
        field('f-date', '签订日期', 'date'),
        field('f-deadline', '签署截止日期', 'date'),
        field('f-org', '我方签约主体', 'organization'),
        field('f-owner', '经办人', 'person'),
        field('f-signer-a', '甲方签署人', 'person'),
        field('f-signer-b', '乙方确认签署人', 'person'),
        field('f-supplier', '供应商名称', 'text'),
        field('f-supplier-mobile', '供应商联系手机', 'text'),
        field('f-seal', '用印印章', 'browse', { browse: 'seal' }),
        field('f-contract', '合同正文', 'attachment', { required: true }),
        field('f-tech', '技术附件', 'attachment'),
        field('f-signed', '已签署文件', 'attachment'),
        field('f-archived', '已归档', 'checkbox'),
        field('f-remark', '备注', 'textarea'),
      ],
    },
    details: [
      {
        id: 'd-items',
        label: '采购明细',
        fields: [
          field('item-name', '物料名称', 'text'),
          field('item-model', '规格型号', 'text'),
          field('item-count', '数量', 'number'),
          field('item-price', '单价', 'money'),
          field('item-sum', '小计', 'money'),
        ],
      },
      {
        id: 'd-parties',
        label: '签署方明细',
        fields: [
          field('party-name', '签署方名称', 'text'),
          field('party-signer', '签署人', 'person'),
          field('party-mobile', '联系手机', 'text'),
          field('party-order', '签署顺序', 'number'),
        ],
      },
    ],
  },
  actionFlows: [
    { id: 'af-notify-finance', name: '通知财务建账', enabled: true },
    { id: 'af-update-ledger', name: '更新合同台账', enabled: true },
    { id: 'af-legacy-sync', name: '同步旧系统（停用）', enabled: false },
  ],
};

export const sealUseWorkflow: Workflow = {
  id: 'wf-seal-use',
  name: '物理用印审批',
  version: '3',
  nodes: [
    node('n-start', '发起', 'start'),
    node('n-approve', '部门审批', 'approve'),
    node('n-use', '用印', 'handle'),
    node('n-archive', '归档', 'archive'),
  ],
  exits: [
    exit('e-submit', '提交', 'n-start', 'n-approve'),
    exit('e-approve-ok', '同意', 'n-approve', 'n-use'),
    exit('e-approve-back', '退回', 'n-approve', 'n-start'),
    exit('e-use-done', '用印结束', 'n-use', 'n-archive'),
  ],
  form: {
    id: 'form-seal-use',
    label: '物理用印申请表',
    main: {
      id: 'main',
      label: '主表',
      fields: [
        field('f-subject', '用印事由', 'text', { required: true }),
        field('f-applicant', '申请人', 'person', { required: true }),
        field('f-department', '申请部门', 'department'),
        field('f-file-type', '文件类型', 'browse', { browse: 'fileType', required: true }),
        field('f-seals', '物理印章', 'browse', { browse: 'physicalSeal', required: true }),
        field('f-count', '用印次数', 'number', { required: true }),
        field('f-use-code', '用印码', 'text'),
        field('f-append', '追加用印次数', 'number'),
        field('f-append-seam', '追加骑缝章次数', 'number'),
        field('f-append-code', '追加用印码', 'text'),
        field('f-files', '用印文件', 'attachment'),
        field('f-remark', '备注', 'textarea'),
      ],
    },
    details: [],
  },
  actionFlows: [{ id: 'af-seal-ledger', name: '登记用印台账', enabled: true }],
};

/** The same for seals that a register beside the demo keeps, with the address of its machine in the form. */
export function registerWorkflow({ provider, name }: Pick<Binding, 'provider' | 'name'>): Workflow {
  const { form } = sealUseWorkflow;
  const fields = [...form.main.fields, field('f-machine', '印章机', 'link')];
  return {
    ...sealUseWorkflow,
    id: `wf-seal-use-${provider}`,
    name: `物理用印审批 · ${name}`,
    form: { ...form, id: `form-seal-use-${provider}`, main: { ...form.main, fields } },
  };
}

const LARGE_GROUPS = [
  '基本信息',
  '项目信息',
  '合同信息',
  '供应商信息',
  '付款信息',
  '发票信息',
  '质保信息',
  '交付信息',
  '风险评估',
  '法务意见',
  '财务意见',
  '用印信息',
  '归档信息',
  '审计信息',
  '附件信息',
];
const LARGE_FIELDS: readonly (readonly [string, FieldType])[] = [
  ['名称', 'text'],
  ['编号', 'text'],
  ['说明', 'textarea'],
  ['负责人', 'person'],
  ['参与人', 'persons'],
  ['所属部门', 'department'],
  ['所属公司', 'organization'],
  ['金额', 'money'],
  ['比例', 'number'],
  ['开始日期', 'date'],
  ['截止日期', 'date'],
  ['确认时间', 'datetime'],
  ['状态', 'select'],
  ['是否确认', 'checkbox'],
  ['附件', 'attachment'],
  ['关联文档', 'document'],
  ['印章', 'browse'],
  ['参考链接', 'link'],
  ['联系手机', 'text'],
  ['备注', 'textarea'],
];
const LARGE_STEPS = [
  '部门审批',
  '项目审核',
  '采购审核',
  '技术评审',
  '法务审核',
  '财务审核',
  '风控审核',
  '合规审核',
  '分管领导审批',
  '集团会签',
];
const LARGE_TABLES = ['采购明细', '付款计划', '交付清单', '签署方明细', '发票明细', '人员清单', '设备清单', '风险清单'];
const STATES = [
  { value: 'open', label: '进行中' },
  { value: 'done', label: '已完成' },
];

function largeField(prefix: string, group: string, [label, type]: readonly [string, FieldType]): Field {
  const more: Partial<Field> = type === 'select' ? { options: STATES } : type === 'browse' ? { browse: 'seal' } : {};
  return field(prefix, `${group}${label}`, type, more);
}

/** 300 fields of the main table, 8 detail tables, 40 nodes: what a grown group really has. The same on every start. */
export function makeLargeWorkflow(): Workflow {
  const steps = Array.from({ length: 38 }, (_, index) => {
    const round = Math.floor(index / LARGE_STEPS.length);
    const name = LARGE_STEPS[index % LARGE_STEPS.length] ?? '';
    return node(
      `n-${index + 1}`,
      round === 0 ? name : `${name}（第${round + 1}轮）`,
      index % 4 === 3 ? 'handle' : 'approve',
    );
  });
  const nodes = [node('n-0', '发起', 'start'), ...steps, node('n-39', '归档', 'archive')];
  const exits = nodes.slice(0, -1).flatMap((from, index) => {
    const next = nodes[index + 1] ?? from;
    const forward = exit(`e-${index}`, index === 0 ? '提交' : '同意', from.id, next.id);
    const back = exit(`e-${index}-back`, '退回', from.id, nodes[Math.max(0, index - 3)]?.id ?? from.id);
    const skip = nodes[index + 2];
    const jump = skip && index % 6 === 2 ? [exit(`e-${index}-skip`, '金额≤5万直送', from.id, skip.id)] : [];
    return index > 0 && index % 3 === 0 ? [forward, back, ...jump] : [forward, ...jump];
  });
  return {
    id: 'wf-large',
    name: '集团综合审批',
    version: '12',
    nodes,
    exits,
    form: {
      id: 'form-large',
      label: '集团综合审批表',
      main: {
        id: 'main',
        label: '主表',
        fields: LARGE_GROUPS.flatMap((group, row) =>
          LARGE_FIELDS.map((spec, column) => largeField(`f-${row + 1}-${column + 1}`, group, spec)),
        ),
      },
      details: LARGE_TABLES.map((label, table) => ({
        id: `d-${table + 1}`,
        label,
        fields: LARGE_FIELDS.slice(0, 12).map((spec, column) => largeField(`d-${table + 1}-${column + 1}`, '', spec)),
      })),
    },
    actionFlows: [{ id: 'af-large', name: '同步集团主数据', enabled: true }],
  };
}

const sealUseHandlers = {
  'n-start': 'creator',
  'n-approve': 'user:admin',
  'n-use': 'creator',
  'n-archive': 'user:admin',
};

/** Who handles a node: a user, `creator`, or the person in a field. */
export const nodeHandlers: Record<string, Record<string, string>> = {
  'wf-purchase-contract': {
    'n-start': 'creator',
    'n-dept': 'user:admin',
    'n-legal': 'user:admin',
    'n-sign-a': 'field:f-signer-a',
    'n-sign-b': 'field:f-signer-b',
    'n-archive': 'user:admin',
  },
  'wf-seal-use': sealUseHandlers,
  'wf-seal-use-qiyuesuo': sealUseHandlers,
  'wf-seal-use-zhangguanjia': sealUseHandlers,
};

/** The company as a value of a form. */
export const companyRef = { id: 'org-yuanjing', name: COMPANY };
