import { emptySealUseMapping, emptySigningMapping } from '../../src/core/empty-mapping.js';
import type {
  CatalogItem,
  Field,
  FieldRef,
  FieldType,
  FileValue,
  FormRecord,
  Permission,
  PersonValue,
  SealUseMapping,
  SigningMapping,
  Workflow,
} from '../../src/schema/index.js';

/** The office in which the chaos runs play: few people, one contract workflow, one for physical seals. */
export const TENANT = 'tenant-chaos';
export const TENANT_NAME = '混沌测试有限公司';

const permissionsOf: Record<string, readonly Permission[]> = {
  // the OA's own service: it reports moments and keeps the configurations
  service: ['automation', 'configAdmin', 'auditor'],
  keeper: ['sealStaff'],
  applicant: [],
  'signer-a': [],
  'signer-b': [],
};

export type UserId = 'service' | 'keeper' | 'applicant' | 'signer-a' | 'signer-b';

export function personOf(userId: string): PersonValue {
  return { userId, name: `人员 ${userId}`, mobile: '13800000000', organization: TENANT_NAME };
}

export function rightsOf(userId: string): Permission[] | null {
  return permissionsOf[userId] ? [...permissionsOf[userId]] : null;
}

function ref(field: string, label: string, type: FieldType): FieldRef {
  return { table: 'main', field, label, type };
}

const browsed: Record<string, NonNullable<Field['browse']>> = { 'f-file-type': 'fileType', 'f-seals': 'physicalSeal' };

const fields = {
  title: ref('f-title', '合同名称', 'text'),
  organization: ref('f-org', '我方签约主体', 'organization'),
  signerA: ref('f-signer-a', '甲方签署人', 'person'),
  signerB: ref('f-signer-b', '乙方签署人', 'person'),
  contract: ref('f-contract', '合同正文', 'attachment'),
  signed: ref('f-signed', '已签署文件', 'attachment'),
  applicant: ref('f-applicant', '申请人', 'person'),
  fileType: ref('f-file-type', '文件类型', 'browse'),
  seals: ref('f-seals', '物理印章', 'browse'),
  count: ref('f-count', '用印次数', 'number'),
  useCode: ref('f-use-code', '用印码', 'text'),
};

const form: Workflow['form'] = {
  id: 'form-chaos',
  label: '合同签署单',
  main: {
    id: 'main',
    label: '主表',
    fields: Object.values(fields).map(({ field, label, type }) => ({
      id: field,
      label,
      type,
      ...(browsed[field] ? { browse: browsed[field] } : {}),
    })),
  },
  details: [],
};

/** Both workflows have the same shape: a start, a node at which the thing is done, an end. */
function aWorkflow(id: string, name: string): Workflow {
  return {
    id,
    name,
    version: '1',
    nodes: [
      { id: 'n-start', name: '发起', kind: 'start' },
      { id: 'n-sign', name, kind: 'handle' },
      { id: 'n-archive', name: '归档', kind: 'archive' },
    ],
    exits: [
      { id: 'e-submit', name: '提交', from: 'n-start', to: 'n-sign' },
      { id: 'e-signed', name: '完成', from: 'n-sign', to: 'n-archive' },
    ],
    form,
    actionFlows: [{ id: 'af-ledger', name: '更新台账', enabled: true }],
  };
}

export const contracts = aWorkflow('wf-contract', '合同签署');
export const remoteContracts = aWorkflow('wf-remote', '平台签署');
export const sealUses = aWorkflow('wf-seal-use', '用印');
/** Registers of physical seals outside of the host, with what is applied for there. */
export const registered = {
  zhangguanjia: {
    workflowId: 'wf-zhangguanjia',
    fileType: { id: 'zgjtype0000000000001', name: '投标文件' },
    seal: { id: 'seal-0001', name: '公司公章' },
  },
  qiyuesuo: {
    workflowId: 'wf-qiyuesuo',
    fileType: { id: '2600000000000000002', name: '实体章用印' },
    seal: { id: '2800000000000000003', name: '实体公章' },
  },
} as const;
export type RegisterId = keyof typeof registered;
const registerWorkflows = Object.values(registered).map(({ workflowId }) => aWorkflow(workflowId, '用印'));
export const workflows: readonly Workflow[] = [contracts, remoteContracts, sealUses, ...registerWorkflows];

/** Two people sign in turn at one node; then the files come back, an action flow runs, and the workflow goes on. */
export function signingMapping(name = '合同签署'): SigningMapping {
  const empty = emptySigningMapping(contracts.id, name);
  return {
    ...empty,
    basic: { ...empty.basic, provider: 'builtin', bindingId: 'bind-builtin', enabled: true },
    required: {
      subject: { kind: 'field', field: fields.title },
      organization: { kind: 'field', field: fields.organization },
      initiator: { kind: 'creator' },
      documents: [{ kind: 'field', id: 'src-contract', field: fields.contract }],
      signingNodes: ['n-sign'],
      signers: [{ kind: 'field', field: fields.signerA }],
    },
    flow: {
      ...empty.flow,
      createAt: [{ kind: 'exit', id: 'e-submit', timing: 'after' }],
      order: 'ordered',
      initiatorAction: 'launchAndSign',
      parties: [
        {
          id: 'party-b',
          kind: 'person',
          scope: 'internal',
          name: { kind: 'constant', value: '乙方' },
          signers: [{ kind: 'field', field: fields.signerB }],
          contact: null,
          order: 2,
          seal: null,
          signingNodes: ['n-sign'],
          autoSign: false,
        },
      ],
      submitWorkflow: true,
    },
    advanced: {
      ...empty.advanced,
      downloadInto: fields.signed,
      callbacks: [{ event: 'completed', actionFlowId: 'af-ledger', enabled: true }],
    },
  };
}

export function sealUseMapping(): SealUseMapping {
  const empty = emptySealUseMapping(sealUses.id, '用印登记');
  return {
    ...empty,
    basic: { ...empty.basic, provider: 'builtin', bindingId: 'bind-builtin', enabled: true },
    apply: {
      ...empty.apply,
      subject: { kind: 'field', field: fields.title },
      applicant: { kind: 'field', field: fields.applicant },
      fileType: { kind: 'field', field: fields.fileType },
      physicalSeals: [{ kind: 'field', field: fields.seals }],
      useCount: { kind: 'field', field: fields.count },
      applyAt: [{ kind: 'node', id: 'n-sign', timing: 'before' }],
      useCodeInto: fields.useCode,
    },
  };
}

/** The register of physical seals that the tenant's built-in service holds. */
export const catalog: readonly CatalogItem[] = [
  { id: 'ps-company', kind: 'physicalSeal', name: '公司公章', enabled: true },
  { id: 'ft-contract', kind: 'fileType', name: '合同协议', enabled: true },
];

export function aRecord(recordId: string, workflowId: string, contract: FileValue, at: string): FormRecord {
  const there = Object.values(registered).find((register) => register.workflowId === workflowId);
  return {
    recordId,
    workflowId,
    title: `合同 ${recordId}`,
    creator: personOf('applicant'),
    currentNodeId: 'n-start',
    finished: false,
    updatedAt: at,
    details: {},
    values: {
      'f-title': `合同 ${recordId}`,
      'f-org': { id: 'org-chaos', name: TENANT_NAME },
      'f-signer-a': personOf('signer-a'),
      'f-signer-b': personOf('signer-b'),
      'f-contract': [contract],
      'f-signed': [],
      'f-applicant': personOf('applicant'),
      'f-file-type': there?.fileType ?? { id: 'ft-contract', name: '合同协议' },
      'f-seals': [there?.seal ?? { id: 'ps-company', name: '公司公章' }],
      'f-count': 6,
      'f-use-code': '',
    },
  };
}
