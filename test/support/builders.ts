import { emptySealUseMapping, emptySigningMapping } from '../../src/core/empty-mapping.js';
import type { Binding } from '../../src/schema/binding.js';
import type { Envelope, EnvelopeDocument, Party, Signer } from '../../src/schema/envelope.js';
import type { Field, FieldRef, FileValue, FormRecord, PersonValue } from '../../src/schema/form.js';
import type { ProviderCapabilities } from '../../src/schema/provider.js';
import type { SealUseMapping } from '../../src/schema/seal-use-config.js';
import type { SealUse } from '../../src/schema/seal-use.js';
import type { Seal } from '../../src/schema/seal.js';
import type { PartyConfig, SigningMapping } from '../../src/schema/signing-config.js';
import type { ValueSource } from '../../src/schema/value-source.js';
import type { Workflow } from '../../src/schema/workflow.js';

/** Members of the document, and members of its sections; whatever lies deeper is given whole. */
export type Patch<T> = {
  [K in keyof T]?: T[K] extends readonly unknown[] ? T[K] : T[K] extends object ? Partial<T[K]> : T[K];
};

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge<T extends object>(base: T, patch: Patch<T> = {}): T {
  const result: Record<string, unknown> = Object.fromEntries(Object.entries(base));
  for (const [key, value] of Object.entries(patch)) {
    const old = result[key];
    result[key] = isPlainObject(old) && isPlainObject(value) ? { ...old, ...value } : value;
  }
  return result as T;
}

const SHA = '0'.repeat(64);

export function aPerson(overrides: Partial<PersonValue> = {}): PersonValue {
  return { userId: 'applicant', name: '李敏', mobile: '13800000001', ...overrides };
}

export function aField(overrides: Partial<Field> = {}): Field {
  return { id: 'f-title', label: '合同名称', type: 'text', ...overrides };
}

export function aFile(overrides: Partial<FileValue> = {}): FileValue {
  const name = '采购合同.pdf';
  return { fileId: 'file-contract', name, size: 120_000, mediaType: 'application/pdf', sha256: SHA, ...overrides };
}

/** 采购合同审批: start → dept → legal → sign-a → sign-b → archive, with two exits that go back to the start. */
export function aWorkflow(overrides: Partial<Workflow> = {}): Workflow {
  return {
    id: 'wf-purchase-contract',
    name: '采购合同审批',
    version: '1',
    nodes: [
      { id: 'n-start', name: '发起', kind: 'start' },
      { id: 'n-dept', name: '部门审批', kind: 'approve' },
      { id: 'n-legal', name: '法务审核', kind: 'approve' },
      { id: 'n-sign-a', name: '甲方签署', kind: 'handle' },
      { id: 'n-sign-b', name: '乙方确认签署', kind: 'handle' },
      { id: 'n-archive', name: '归档', kind: 'archive' },
    ],
    exits: [
      { id: 'e-submit', name: '提交', from: 'n-start', to: 'n-dept' },
      { id: 'e-dept-ok', name: '同意', from: 'n-dept', to: 'n-legal' },
      { id: 'e-dept-back', name: '退回', from: 'n-dept', to: 'n-start' },
      { id: 'e-legal-ok', name: '同意', from: 'n-legal', to: 'n-sign-a' },
      { id: 'e-legal-back', name: '退回', from: 'n-legal', to: 'n-start' },
      { id: 'e-sign-a', name: '签署完成', from: 'n-sign-a', to: 'n-sign-b' },
      { id: 'e-sign-b', name: '签署完成', from: 'n-sign-b', to: 'n-archive' },
    ],
    form: {
      id: 'form-purchase',
      label: '采购合同',
      main: {
        id: 'main',
        label: '主表',
        fields: [
          { id: 'f-title', label: '合同名称', type: 'text' },
          { id: 'f-no', label: '合同编号', type: 'number' },
          { id: 'f-amount', label: '合同金额', type: 'money' },
          { id: 'f-date', label: '签订日期', type: 'date' },
          { id: 'f-deadline', label: '签署截止日期', type: 'date' },
          { id: 'f-org', label: '我方公司', type: 'organization' },
          { id: 'f-owner', label: '经办人', type: 'person' },
          { id: 'f-signer-a', label: '甲方签署人', type: 'person' },
          { id: 'f-signer-b', label: '乙方确认人', type: 'person' },
          { id: 'f-team', label: '项目成员', type: 'persons' },
          { id: 'f-dept', label: '申请部门', type: 'department' },
          { id: 'f-supplier', label: '供应商名称', type: 'text' },
          { id: 'f-supplier-mobile', label: '供应商手机', type: 'text' },
          { id: 'f-contract', label: '合同文件', type: 'attachment' },
          { id: 'f-tech', label: '技术附件', type: 'attachment' },
          { id: 'f-signed', label: '已签文件', type: 'attachment' },
          {
            id: 'f-category',
            label: '合同类别',
            type: 'select',
            options: [
              { value: 'goods', label: '货物' },
              { value: 'service', label: '服务' },
            ],
          },
          { id: 'f-archive', label: '是否归档', type: 'checkbox' },
          { id: 'f-remark', label: '备注', type: 'textarea' },
          { id: 'f-seal', label: '印章', type: 'browse', browse: 'seal' },
          { id: 'f-physical-seal', label: '物理印章', type: 'browse', browse: 'physicalSeal' },
          { id: 'f-file-type', label: '用印文件类型', type: 'browse', browse: 'fileType' },
          { id: 'f-use-count', label: '用印次数', type: 'number' },
          { id: 'f-use-code', label: '用印码', type: 'text' },
        ],
      },
      details: [
        {
          id: 'd-items',
          label: '采购明细',
          fields: [
            { id: 'i-name', label: '物品', type: 'text' },
            { id: 'i-price', label: '单价', type: 'money' },
            { id: 'i-file', label: '规格书', type: 'attachment' },
          ],
        },
        {
          id: 'd-parties',
          label: '签署方明细',
          fields: [
            { id: 'p-name', label: '单位名称', type: 'text' },
            { id: 'p-person', label: '签署人', type: 'person' },
            { id: 'p-mobile', label: '手机', type: 'text' },
            { id: 'p-order', label: '顺序', type: 'number' },
          ],
        },
      ],
    },
    actionFlows: [{ id: 'af-notify', name: '通知经办人', enabled: true }],
    ...overrides,
  };
}

/** A reference to a field of {@link aWorkflow}; an unknown id is a mistake of the test. */
export function aFieldRef(fieldId: string, workflow: Workflow = aWorkflow()): FieldRef {
  for (const table of [workflow.form.main, ...workflow.form.details]) {
    const field = table.fields.find((candidate) => candidate.id === fieldId);
    if (field) return { table: table.id, field: field.id, label: field.label, type: field.type };
  }
  throw new Error(`no field ${fieldId} in the workflow of the test`);
}

export function aFieldSource(fieldId: string, workflow?: Workflow): Extract<ValueSource, { kind: 'field' }> {
  return { kind: 'field', field: aFieldRef(fieldId, workflow) };
}

export function aPartyConfig(overrides: Partial<PartyConfig> = {}): PartyConfig {
  return {
    id: 'party-b',
    kind: 'person',
    scope: 'internal',
    name: null,
    signers: [aFieldSource('f-signer-b')],
    contact: null,
    order: 2,
    seal: null,
    signingNodes: ['n-sign-b'],
    autoSign: false,
    ...overrides,
  };
}

/** Complete and enabled for {@link aWorkflow}: no checks complain. */
export function aMapping(patch?: Patch<SigningMapping>): SigningMapping {
  const empty = emptySigningMapping('wf-purchase-contract', '采购合同用印');
  const complete: SigningMapping = {
    ...empty,
    basic: { ...empty.basic, provider: 'builtin', bindingId: 'bind-builtin', enabled: true },
    required: {
      subject: aFieldSource('f-title'),
      organization: aFieldSource('f-org'),
      initiator: { kind: 'operator' },
      documents: [{ kind: 'field', id: 'doc-1', field: aFieldRef('f-contract') }],
      signingNodes: ['n-sign-a'],
      signers: [aFieldSource('f-signer-a')],
    },
    flow: {
      ...empty.flow,
      parties: [aPartyConfig()],
      createAt: [{ kind: 'exit', id: 'e-legal-ok', timing: 'after' }],
      order: 'ordered',
      submitWorkflow: true,
    },
    advanced: { ...empty.advanced, downloadInto: aFieldRef('f-signed') },
  };
  return merge(complete, patch);
}

/** Complete for {@link aWorkflow}: no checks complain. */
export function aSealUseMapping(patch?: Patch<SealUseMapping>): SealUseMapping {
  const empty = emptySealUseMapping('wf-purchase-contract', '物理用印');
  const complete: SealUseMapping = {
    ...empty,
    basic: { ...empty.basic, provider: 'builtin', bindingId: 'bind-builtin', enabled: true },
    apply: {
      subject: aFieldSource('f-title'),
      applicant: aFieldSource('f-owner'),
      fileType: aFieldSource('f-file-type'),
      physicalSeals: [aFieldSource('f-physical-seal')],
      useCount: aFieldSource('f-use-count'),
      applyAt: [{ kind: 'node', id: 'n-legal', timing: 'after' }],
      buttonField: aFieldRef('f-title'),
      useCodeInto: aFieldRef('f-use-code'),
    },
  };
  return merge(complete, patch);
}

export function aRecord(patch?: Patch<FormRecord>): FormRecord {
  const record: FormRecord = {
    recordId: 'rec-1001',
    workflowId: 'wf-purchase-contract',
    title: '服务器采购合同',
    currentNodeId: 'n-sign-a',
    finished: false,
    creator: aPerson(),
    values: {
      'f-title': '服务器采购合同',
      'f-no': 202611,
      'f-amount': 128000,
      'f-date': '2026-11-20',
      'f-deadline': '2026-12-31',
      'f-org': { id: 'org-yuanjing', name: '上海远景信息技术有限公司' },
      'f-owner': aPerson(),
      'f-signer-a': aPerson({ userId: 'signer-a', name: '王芳', mobile: '13800000002' }),
      'f-signer-b': aPerson({ userId: 'signer-b', name: '陈刚', mobile: '13800000003' }),
      'f-team': [aPerson(), aPerson({ userId: 'signer-a', name: '王芳', mobile: '13800000002' })],
      'f-dept': { id: 'dept-it', name: '信息部' },
      'f-supplier': '杭州云栖服务器有限公司',
      'f-supplier-mobile': '13900000009',
      'f-contract': [aFile()],
      'f-tech': [aFile({ fileId: 'file-tech', name: '技术附件.pdf' })],
      'f-signed': null,
      'f-category': 'goods',
      'f-archive': false,
      'f-remark': '加急',
      'f-seal': { id: 'seal-contract', name: '合同专用章' },
      'f-physical-seal': { id: 'physical-1', name: '公章（一号柜）' },
      'f-file-type': { id: 'type-contract', name: '合同' },
      'f-use-count': 3,
      'f-use-code': null,
    },
    details: {
      'd-items': [
        { 'i-name': '服务器', 'i-price': 100000, 'i-file': null },
        { 'i-name': '交换机', 'i-price': 20000, 'i-file': null },
        { 'i-name': '机柜', 'i-price': 8000, 'i-file': null },
      ],
      'd-parties': [
        {
          'p-name': '甲单位',
          'p-person': aPerson({ userId: 'signer-a', name: '王芳' }),
          'p-mobile': null,
          'p-order': 1,
        },
        {
          'p-name': '乙单位',
          'p-person': aPerson({ userId: 'signer-b', name: '陈刚' }),
          'p-mobile': null,
          'p-order': 2,
        },
      ],
    },
    updatedAt: '2026-11-22T02:00:00Z',
  };
  return merge(record, patch);
}

export function aSigner(overrides: Partial<Signer> = {}): Signer {
  return {
    id: 'signer-1',
    userId: 'signer-a',
    name: '王芳',
    contact: null,
    status: 'pending',
    signedAt: null,
    reason: null,
    ...overrides,
  };
}

export function aParty(overrides: Partial<Party> = {}): Party {
  return {
    id: 'initiator',
    kind: 'organization',
    scope: 'internal',
    name: '上海远景信息技术有限公司',
    order: 1,
    status: 'pending',
    sealId: null,
    signingNodes: ['n-sign-a'],
    autoSign: false,
    signers: [aSigner()],
    ...overrides,
  };
}

/** One A4 page. */
export function anEnvelopeDocument(overrides: Partial<EnvelopeDocument> = {}): EnvelopeDocument {
  return {
    id: 'document-1',
    name: '采购合同.pdf',
    mediaType: 'application/pdf',
    size: 120_000,
    sha256: SHA,
    sourceSha256: SHA,
    sourceId: 'doc-1',
    signedSha256: null,
    pages: [{ cropBox: [0, 0, 595, 842], rotation: 0, userUnit: 1 }],
    ...overrides,
  };
}

/** Launched, ordered: signer-a is next, then signer-b. */
export function anEnvelope(overrides: Partial<Envelope> = {}): Envelope {
  return {
    schemaVersion: 1,
    id: 'envelope-1',
    version: 1,
    recordId: 'rec-1001',
    workflowId: 'wf-purchase-contract',
    configId: 'config-1',
    configVersion: 1,
    provider: 'builtin',
    bindingId: 'bind-builtin',
    subject: '服务器采购合同',
    remark: null,
    sceneNumber: null,
    organization: '上海远景信息技术有限公司',
    initiator: aPerson(),
    status: 'launched',
    order: 'ordered',
    deadline: null,
    parties: [
      aParty(),
      aParty({
        id: 'party-b',
        kind: 'person',
        name: '陈刚',
        order: 2,
        status: 'waiting',
        signingNodes: ['n-sign-b'],
        signers: [aSigner({ id: 'signer-2', userId: 'signer-b', name: '陈刚', status: 'waiting' })],
      }),
    ],
    documents: [anEnvelopeDocument()],
    placements: [],
    cc: [],
    createdAt: '2026-11-22T02:00:00Z',
    launchedAt: '2026-11-22T02:00:00Z',
    finishedAt: null,
    finishReason: null,
    voidedAt: null,
    filedAt: null,
    ...overrides,
  };
}

export function aSealUse(overrides: Partial<SealUse> = {}): SealUse {
  return {
    schemaVersion: 1,
    id: 'use-1',
    recordId: 'rec-2001',
    configId: 'config-2',
    configVersion: 1,
    bindingId: 'bind-builtin',
    provider: 'builtin',
    subject: '服务器采购合同',
    applicant: aPerson(),
    fileType: { id: 'type-contract', name: '合同' },
    seals: [{ id: 'physical-1', name: '公章（一号柜）' }],
    status: 'applied',
    uses: { count: 3, appended: 0, used: 0 },
    seamUses: { count: 0, appended: 0, used: 0 },
    useCodes: ['482913'],
    entries: [],
    version: 1,
    createdAt: '2026-11-22T02:00:00Z',
    updatedAt: '2026-11-22T02:00:00Z',
    ...overrides,
  };
}

export function aSeal(overrides: Partial<Seal> = {}): Seal {
  return {
    schemaVersion: 1,
    id: 'seal-contract',
    name: '合同专用章',
    kind: 'contract',
    owner: '上海远景信息技术有限公司',
    artwork: {
      kind: 'template',
      template: { type: 'ROUND_STAR', colour: 'RED', text: '上海远景信息技术有限公司', widthMm: 42, heightMm: 42 },
    },
    imageUrl: '/v1/seals/seal-contract/image',
    widthMm: 42,
    heightMm: 42,
    usable: true,
    unusableReason: null,
    createdAt: '2026-11-22T02:00:00Z',
    ...overrides,
  };
}

export function aBinding(overrides: { id?: string; name?: string; isDefault?: boolean } = {}): Binding {
  return {
    provider: 'builtin',
    serviceType: 'private',
    name: '内置签名服务',
    isDefault: true,
    schemaVersion: 1,
    id: 'bind-builtin',
    callbackAddresses: [],
    createdAt: '2026-11-22T02:00:00Z',
    updatedAt: '2026-11-22T02:00:00Z',
    lastSyncedAt: null,
    ...overrides,
  };
}

/** A provider that can do everything. */
export function someCapabilities(overrides: Partial<ProviderCapabilities> = {}): ProviderCapabilities {
  return {
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
    fileExtensions: ['pdf', 'docx', 'png', 'jpg'],
    ...overrides,
  };
}
