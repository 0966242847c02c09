import type { Binding, FormRecord, RefValue, SealUseMapping, Workflow } from '../../src/schema/index.js';
import type { HostParts } from '../create-host.js';
import { findRecordSealUse } from '../store/seal-uses.js';
import { asTenant } from '../store/tenant-scope.js';
import { person, TENANT } from './people.js';
import { addHistory, changeRecord } from './records.js';
import { demoSealUseMapping } from './seed.js';
import { asDemoDb, type HistoryEntry } from './store.js';
import { registerWorkflow } from './workflows.js';

/** A register of physical seals beside the demo, with what a form there is filled in with. */
export interface DemoRegister {
  readonly binding: Pick<Binding, 'id' | 'provider' | 'name'>;
  /** Where its seals are pressed; it changes with every start. */
  readonly machineUrl: string;
  readonly fileType: RefValue;
  readonly seal: RefValue;
  /** Whether it grants more uses, and ends one when it is asked to. */
  readonly canAppendAndEnd: boolean;
}

/** The mapping of the workflow of a register, as an admin would make it. */
export function registerMapping({ binding, canAppendAndEnd }: DemoRegister): SealUseMapping {
  const mapping = demoSealUseMapping();
  const workflow = registerWorkflow(binding);
  return {
    ...mapping,
    basic: {
      ...mapping.basic,
      workflowId: workflow.id,
      name: `${workflow.name} · 用印登记`,
      provider: binding.provider,
      bindingId: binding.id,
    },
    ...(canAppendAndEnd ? {} : { append: { count: null, seamCount: null, codeInto: null, appendAt: [] }, endAt: [] }),
  };
}

/**
 * A workflow with a form that waits for its application, in the demo's lists. The register forgets when it is stopped, so
 * another start brings another form beside one that was used.
 */
export async function seedRegisterRecord(parts: HostParts, register: DemoRegister): Promise<void> {
  const db = asDemoDb(parts.db);
  const workflow = registerWorkflow(register.binding);
  const doc = JSON.stringify(workflow);
  await db
    .insertInto('demo_workflows')
    .values({ tenant_id: TENANT, id: workflow.id, position: 100, doc })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (let number = 1; ; number += 1) {
    const recordId = `rec-2001-${register.binding.provider}${number === 1 ? '' : `-${number}`}`;
    if (await asTenant(TENANT, () => findRecordSealUse(parts.db, TENANT, recordId))) continue;
    await storeRecord(parts, recordId, workflow, register);
    return;
  }
}

async function storeRecord(
  parts: HostParts,
  recordId: string,
  workflow: Workflow,
  { fileType, seal, machineUrl }: DemoRegister,
): Promise<void> {
  const db = asDemoDb(parts.db);
  const at = parts.clock().toISOString();
  const applicant = person('applicant');
  const record: FormRecord = {
    recordId,
    workflowId: workflow.id,
    title: `${workflow.name} - 框架协议用印`,
    currentNodeId: 'n-start',
    finished: false,
    creator: applicant,
    updatedAt: at,
    values: {
      'f-subject': '年度框架协议用印',
      'f-applicant': applicant,
      'f-department': { id: 'dept-purchase', name: '采购部' },
      'f-file-type': fileType,
      'f-seals': [seal],
      'f-count': 3,
      'f-use-code': null,
      'f-append': null,
      'f-append-seam': null,
      'f-append-code': null,
      'f-files': null,
      'f-machine': machineUrl,
      'f-remark': null,
    },
    details: {},
  };
  const entry: HistoryEntry = { at, by: applicant.name, node: '发起', text: '新建' };
  await db.transaction().execute(async (tx) => {
    const inserted = await tx
      .insertInto('demo_records')
      .values({ tenant_id: TENANT, id: recordId, version: 1, doc: JSON.stringify(record) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) {
      await changeRecord(tx, TENANT, recordId, at, (current) => ({
        ...current,
        values: { ...current.values, 'f-machine': machineUrl },
      }));
      return;
    }
    await addHistory(tx, TENANT, recordId, applicant.userId, entry);
  });
}
