import { readFile } from 'node:fs/promises';

import { emptySealUseMapping } from '../../src/core/empty-mapping.js';
import type {
  CatalogItem,
  CreateSeal,
  FieldRef,
  FieldType,
  FileValue,
  FormRecord,
  SealUseMapping,
  Seal,
} from '../../src/schema/index.js';
import type { HostParts } from '../create-host.js';
import { storeSeal } from '../services/seals.js';
import { ensureTenant } from '../services/tenants.js';
import { isTaken } from '../store/database.js';
import { sha256Of } from '../store/files.js';
import { COMPANY, person, TENANT } from './people.js';
import { asDemoDb, type DemoDb, type HistoryEntry } from './store.js';
import { companyRef, makeLargeWorkflow, purchaseContract, sealUseWorkflow } from './workflows.js';

/**
 * Fills an empty database with the demo's data; one that has been filled stays as people left it.
 *
 * @returns Whether it was empty.
 */
export async function seedDemo(parts: HostParts): Promise<boolean> {
  const db = asDemoDb(parts.db);
  const known = await db.selectFrom('demo_records').select('id').limit(1).executeTakeFirst();
  if (known) return false;
  await ensureTenant(parts, TENANT);
  await seedWorkflows(db);
  await seedSeals(parts);
  await seedCatalog(db);
  await seedSealUseConfig(parts, db);
  // the records come last: where they are, everything is
  await seedRecords(parts, db);
  return true;
}

async function seedWorkflows(db: DemoDb): Promise<void> {
  const workflows = [purchaseContract, sealUseWorkflow, makeLargeWorkflow()];
  for (const [position, workflow] of workflows.entries()) {
    await db
      .insertInto('demo_workflows')
      .values({ tenant_id: TENANT, id: workflow.id, position, doc: JSON.stringify(workflow) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

type SeedSeal = CreateSeal & {
  id: string;
  owner: string;
  ownerId: string | null;
  grants: string[];
  unusable?: NonNullable<Seal['unusableReason']>;
};

function companySeal(id: string, name: string, kind: CreateSeal['kind'], hText: string, qText?: string): SeedSeal {
  const template = {
    type: 'ROUND_STAR' as const,
    colour: 'RED' as const,
    text: COMPANY,
    ...(hText ? { hText } : {}),
    ...(qText ? { qText } : {}),
    widthMm: 42,
    heightMm: 42,
  };
  const artwork = { kind: 'template' as const, template };
  return { id, name, kind, artwork, owner: COMPANY, ownerId: null, grants: ['admin', 'signer-a', 'signer-b'] };
}

function personalSeal(id: string, userId: string): SeedSeal {
  const { name } = person(userId);
  const template = { type: 'SQUARE' as const, colour: 'RED' as const, text: `${name}之印`, widthMm: 20, heightMm: 20 };
  const artwork = { kind: 'template' as const, template };
  return { id, name: `${name}的个人章`, kind: 'personal', artwork, owner: name, ownerId: userId, grants: [] };
}

async function seedSeals(parts: HostParts): Promise<void> {
  const seals: SeedSeal[] = [
    companySeal('seal-contract', '合同专用章', 'contract', '合同专用章', '3101150098765'),
    companySeal('seal-company', '公司公章', 'organization', '', '3101150012345'),
    personalSeal('seal-li-ming', 'signer-a'),
    personalSeal('seal-zhao-qian', 'signer-b'),
    { ...companySeal('seal-finance', '财务专用章', 'finance', '财务专用章'), unusable: 'disabled' },
  ];
  for (const { id, owner, ownerId, grants, unusable, ...request } of seals) {
    const row = await parts.db
      .selectFrom('seals')
      .select('id')
      .where('tenant_id', '=', TENANT)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row) continue;
    const stored = storeSeal(parts, TENANT, {
      request,
      image: null,
      owner,
      ownerId,
      grants,
      actor: '系统',
      id,
      ...(unusable ? { unusable } : {}),
    });
    await stored.catch((error: unknown) => {
      // another process that starts on the same database has been quicker
      if (!isTaken(error)) throw error;
    });
  }
}

async function seedCatalog(db: DemoDb): Promise<void> {
  const items: CatalogItem[] = [
    { id: 'ps-company', kind: 'physicalSeal', name: '公司公章（实物）', enabled: true },
    { id: 'ps-contract', kind: 'physicalSeal', name: '合同专用章（实物）', enabled: true },
    { id: 'ps-legal', kind: 'physicalSeal', name: '法定代表人名章（实物）', enabled: true },
    { id: 'ps-old', kind: 'physicalSeal', name: '旧公章（已停用）', enabled: false },
    { id: 'ft-contract', kind: 'fileType', name: '合同协议', enabled: true },
    { id: 'ft-bid', kind: 'fileType', name: '投标文件', enabled: true },
    { id: 'ft-letter', kind: 'fileType', name: '函件证明', enabled: true },
  ];
  for (const [position, item] of items.entries()) {
    await db
      .insertInto('catalog')
      .values({
        tenant_id: TENANT,
        binding_id: 'bind-builtin',
        kind: item.kind,
        id: item.id,
        doc: JSON.stringify(item),
        position,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

function ref(field: string, label: string, type: FieldType): FieldRef {
  return { table: 'main', field, label, type };
}

function fromField(field: string, label: string, type: FieldType) {
  return { kind: 'field' as const, field: ref(field, label, type) };
}

/** The physical-seal mapping that the demo comes with. */
export function demoSealUseMapping(): SealUseMapping {
  const empty = emptySealUseMapping(sealUseWorkflow.id, '物理用印审批 · 用印登记');
  return {
    ...empty,
    basic: { ...empty.basic, provider: 'builtin', bindingId: 'bind-builtin', enabled: true },
    apply: {
      subject: fromField('f-subject', '用印事由', 'text'),
      applicant: fromField('f-applicant', '申请人', 'person'),
      fileType: fromField('f-file-type', '文件类型', 'browse'),
      physicalSeals: [fromField('f-seals', '物理印章', 'browse')],
      useCount: fromField('f-count', '用印次数', 'number'),
      applyAt: [{ kind: 'node', id: 'n-use', timing: 'before' }],
      buttonField: ref('f-use-code', '用印码', 'text'),
      useCodeInto: ref('f-use-code', '用印码', 'text'),
    },
    append: {
      count: fromField('f-append', '追加用印次数', 'number'),
      seamCount: fromField('f-append-seam', '追加骑缝章次数', 'number'),
      codeInto: ref('f-append-code', '追加用印码', 'text'),
      appendAt: [],
    },
    endAt: [{ kind: 'exit', id: 'e-use-done', timing: 'after' }],
  };
}

async function seedSealUseConfig(parts: HostParts, db: DemoDb): Promise<void> {
  const at = parts.clock().toISOString();
  // one without its first version could never be opened
  await db.transaction().execute(async (tx) => {
    const inserted = await tx
      .insertInto('configs')
      .values({
        tenant_id: TENANT,
        id: 'uc-demo',
        kind: 'sealUse',
        workflow_id: sealUseWorkflow.id,
        version: 1,
        enabled: true,
        created_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) return;
    await tx
      .insertInto('config_versions')
      .values({
        tenant_id: TENANT,
        config_id: 'uc-demo',
        kind: 'sealUse',
        version: 1,
        mapping: JSON.stringify(demoSealUseMapping()),
        updated_at: at,
        updated_by: '陈静',
      })
      .execute();
  });
}

async function storeDocument(parts: HostParts, fileId: string, name: string, source: string): Promise<FileValue> {
  const bytes = new Uint8Array(await readFile(new URL(`./documents/${source}`, import.meta.url)));
  const sha256 = await parts.files.put(bytes);
  const value: FileValue = {
    fileId,
    name,
    size: bytes.byteLength,
    mediaType: 'application/pdf',
    sha256: sha256Of(bytes),
  };
  await parts.db
    .insertInto('files')
    .values({
      tenant_id: TENANT,
      id: fileId,
      sha256,
      name,
      media_type: value.mediaType,
      size: value.size,
      owner_id: 'oa',
      created_at: parts.clock().toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return value;
}

async function seedRecords(parts: HostParts, db: DemoDb): Promise<void> {
  const contract = await storeDocument(parts, 'file-contract', '服务器采购合同.pdf', 'purchase-contract.pdf');
  const technical = await storeDocument(parts, 'file-technical', '技术规格书.pdf', 'technical-specification.pdf');
  const updatedAt = parts.clock().toISOString();
  const day = (days: number): string =>
    new Date(parts.clock().getTime() + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const applicant = person('applicant');
  const base = { currentNodeId: 'n-start', finished: false, creator: applicant, updatedAt };
  const records: FormRecord[] = [
    {
      ...base,
      recordId: 'rec-1001',
      workflowId: purchaseContract.id,
      title: '采购合同审批 - 服务器采购合同',
      values: {
        'f-title': '服务器采购合同',
        'f-no': 'YJ-CG-2026-1107',
        'f-category': 'purchase',
        'f-amount': 1286000,
        'f-date': day(0),
        'f-deadline': day(30),
        'f-org': companyRef,
        'f-owner': applicant,
        'f-signer-a': person('signer-a'),
        'f-signer-b': person('signer-b'),
        'f-supplier': '北京联创云科科技有限公司',
        'f-supplier-mobile': '13700000008',
        'f-seal': { id: 'seal-contract', name: '合同专用章' },
        'f-contract': [contract],
        'f-tech': [technical],
        'f-signed': null,
        'f-archived': false,
        'f-remark': null,
      },
      details: {
        'd-items': [
          {
            'item-name': '机架式服务器',
            'item-model': 'R760 2U',
            'item-count': 12,
            'item-price': 86000,
            'item-sum': 1032000,
          },
          {
            'item-name': '万兆交换机',
            'item-model': 'S6730-H48',
            'item-count': 4,
            'item-price': 43500,
            'item-sum': 174000,
          },
          {
            'item-name': '三年原厂维保',
            'item-model': '7×24×4',
            'item-count': 1,
            'item-price': 80000,
            'item-sum': 80000,
          },
        ],
        'd-parties': [
          {
            'party-name': COMPANY,
            'party-signer': person('signer-a'),
            'party-mobile': '13800000003',
            'party-order': 1,
          },
          {
            'party-name': COMPANY,
            'party-signer': person('signer-b'),
            'party-mobile': '13800000004',
            'party-order': 2,
          },
        ],
      },
    },
    {
      ...base,
      recordId: 'rec-2001',
      workflowId: sealUseWorkflow.id,
      title: '物理用印审批 - 投标文件用印',
      values: {
        'f-subject': '数据中心扩容项目投标文件用印',
        'f-applicant': applicant,
        'f-department': { id: 'dept-purchase', name: '采购部' },
        'f-file-type': { id: 'ft-bid', name: '投标文件' },
        'f-seals': [{ id: 'ps-company', name: '公司公章（实物）' }],
        'f-count': 6,
        'f-use-code': null,
        'f-append': null,
        'f-append-seam': null,
        'f-append-code': null,
        'f-files': null,
        'f-remark': null,
      },
      details: {},
    },
  ];
  // all of them or none: the first one tells the next start that everything is there
  await db.transaction().execute(async (tx) => {
    for (const record of records) {
      const entry: HistoryEntry = { at: updatedAt, by: applicant.name, node: '发起', text: '新建' };
      const inserted = await tx
        .insertInto('demo_records')
        .values({ tenant_id: TENANT, id: record.recordId, version: 1, doc: JSON.stringify(record) })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!inserted) continue;
      await tx
        .insertInto('demo_history')
        .values({
          tenant_id: TENANT,
          record_id: record.recordId,
          position: 1,
          at: updatedAt,
          user_id: applicant.userId,
          doc: JSON.stringify(entry),
        })
        .execute();
    }
  });
}
