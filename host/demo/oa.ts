import { EsignError } from '../../src/core/errors.js';
import { MAIN_TABLE, type FileValue, type PersonValue } from '../../src/schema/index.js';
import type { HostParts } from '../create-host.js';
import type { OaOrder, OaPort } from '../oa-port.js';
import { newId } from '../store/ids.js';
import { findPersonByText, localeOfUser, organizationOfTenant } from './people.js';
import {
  addHistory,
  changeRecord,
  exitsFor,
  findRecord,
  findWorkflow,
  forwardExit,
  isHandler,
  mayRead,
  type DemoTx,
} from './records.js';
import { DemoSigning } from './signing.js';
import { asDemoDb } from './store.js';
import { Traveller, type CallHost } from './travel.js';

export interface DemoOa extends OaPort {
  readonly signing: DemoSigning;
  /** A person submits the record along an exit. @throws EsignError `submit-blocked`, `forbidden`, `not-found`. */
  submit(order: { tenantId: string; recordId: string; exitId: string; actor: PersonValue }): Promise<void>;
  /** Reports the moments that a crash left unreported. */
  resume(): Promise<void>;
}

/** An OA in a few hundred lines: workflows, records, files and messages in the host's own database. */
export function createDemoOa(parts: HostParts, callHost: CallHost): DemoOa {
  const db = asDemoDb(parts.db);
  const now = (): string => parts.clock().toISOString();

  /** Does something once for its key; a repeated order finds what came of the first one. */
  const once = async <T>({ tenantId, key }: OaOrder, work: (tx: DemoTx) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (tx) => {
      const known = await tx
        .selectFrom('demo_orders')
        .select('result')
        .where('tenant_id', '=', tenantId)
        .where('key', '=', key)
        .executeTakeFirst();
      if (known) return known.result as T;
      const result = await work(tx);
      await tx
        .insertInto('demo_orders')
        .values({ tenant_id: tenantId, key, at: now(), result: JSON.stringify(result ?? null) })
        .execute();
      return result;
    });

  const traveller = new Traveller(db, now, callHost, parts.report);

  return {
    signing: new DemoSigning(db, now),

    async listWorkflows(tenantId, query) {
      const rows = await db
        .selectFrom('demo_workflows')
        .select('doc')
        .where('tenant_id', '=', tenantId)
        .orderBy('position')
        .execute();
      const wanted = query.trim().toLowerCase();
      return rows
        .map(({ doc }) => doc)
        .filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.includes(wanted))
        .map(({ id, name, version, form, nodes }) => ({
          id,
          name,
          version,
          fieldCount: [form.main, ...form.details].reduce((sum, table) => sum + table.fields.length, 0),
          nodeCount: nodes.length,
        }));
    },
    getWorkflow: (tenantId, workflowId) => findWorkflow(db, tenantId, workflowId),
    getRecord: (tenantId, recordId) => findRecord(db, tenantId, recordId),

    async mayReadRecord(tenantId, recordId, userId) {
      const record = await findRecord(db, tenantId, recordId);
      return record !== null && mayRead(db, tenantId, record, userId);
    },
    async mayHandleRecord(tenantId, recordId, userId) {
      const record = await findRecord(db, tenantId, recordId);
      return record !== null && isHandler(record, userId);
    },

    findPerson: (tenantId, text) => Promise.resolve(findPersonByText(tenantId, text)),
    organizationOf: (tenantId) => Promise.resolve(organizationOfTenant(tenantId)),
    localeOf: (tenantId, userId) => Promise.resolve(localeOfUser(tenantId, userId)),

    async readFile(tenantId, fileId) {
      const row = await db
        .selectFrom('files')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', fileId)
        .executeTakeFirst();
      return row ? { name: row.name, mediaType: row.media_type, bytes: await parts.files.get(row.sha256) } : null;
    },
    async mayReadFile(tenantId, fileId, userId) {
      const rows = await db.selectFrom('demo_records').select('doc').where('tenant_id', '=', tenantId).execute();
      for (const { doc } of rows) {
        if (JSON.stringify(doc).includes(JSON.stringify(fileId)) && (await mayRead(db, tenantId, doc, userId)))
          return true;
      }
      return false;
    },

    async writeFiles({ tenantId, key, recordId, field, files, directoryId, creator }) {
      const at = now();
      await once({ tenantId, key }, async (tx) => {
        const values: FileValue[] = [];
        for (const { name, mediaType, sha256, bytes } of files) {
          await parts.files.put(bytes);
          const value: FileValue = { fileId: newId('file'), name, mediaType, sha256, size: bytes.byteLength };
          values.push(value);
          await tx
            .insertInto('files')
            .values({
              tenant_id: tenantId,
              id: value.fileId,
              sha256,
              name,
              media_type: mediaType,
              size: value.size,
              owner_id: creator?.userId ?? 'oa',
              created_at: at,
            })
            .execute();
        }
        await changeRecord(tx, tenantId, recordId, at, (record) => {
          const before = record.values[field.field];
          const kept = Array.isArray(before) ? (before as FileValue[]) : [];
          return { ...record, values: { ...record.values, [field.field]: [...kept, ...values] } };
        });
        const folder = directoryId === null ? '' : `（目录 ${directoryId}）`;
        const text = `签署文件已归入「${field.label}」${folder}：${values.map(({ name }) => name).join('、')}`;
        const by = creator?.name ?? '系统';
        await addHistory(tx, tenantId, recordId, 'system', { at, by, node: '电子用印', text });
      });
    },

    async writeField({ tenantId, key, recordId, field, value }) {
      await once({ tenantId, key }, async (tx) => {
        await changeRecord(tx, tenantId, recordId, now(), (record) => {
          if (field.table === MAIN_TABLE) return { ...record, values: { ...record.values, [field.field]: value } };
          const rows = (record.details[field.table] ?? []).map((row) => ({ ...row, [field.field]: value }));
          return { ...record, details: { ...record.details, [field.table]: rows } };
        });
      });
    },

    async submitWorkflow({ tenantId, key, recordId, actor }) {
      const exit = await traveller.travel({
        tenantId,
        key,
        recordId,
        actor,
        byPerson: false,
        text: ({ name }) => `${name}（签署完成后自动提交）`,
        choose: forwardExit,
      });
      return { exit };
    },

    async sendBack({ tenantId, key, recordId, nodeId, actor }) {
      const at = now();
      await once({ tenantId, key }, async (tx) => {
        await changeRecord(tx, tenantId, recordId, at, (record) => ({
          ...record,
          currentNodeId: nodeId,
          visit: (record.visit ?? 0) + 1,
          finished: false,
        }));
        await addHistory(tx, tenantId, recordId, actor.userId, { at, by: actor.name, node: nodeId, text: '退回' });
      });
    },

    async notify({ tenantId, key, to, text, recordId }) {
      for (const userId of to) {
        await db
          .insertInto('demo_notifications')
          .values({ tenant_id: tenantId, key, user_id: userId, at: now(), text, record_id: recordId, channel: null })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },

    async runActionFlow({ tenantId, key, recordId, actionFlowId }) {
      const at = now();
      await once({ tenantId, key }, async (tx) => {
        if (recordId === null) return;
        const entry = { at, by: '系统', node: '动作流', text: `已运行动作流 ${actionFlowId}` };
        await addHistory(tx, tenantId, recordId, 'system', entry);
      });
    },

    async submit({ tenantId, recordId, exitId, actor }) {
      const record = await findRecord(db, tenantId, recordId);
      if (!record || !(await mayRead(db, tenantId, record, actor.userId)))
        throw new EsignError('not-found', 'no such record');
      // what a crash left unreported belongs before what happens now
      await traveller.resume(tenantId, recordId);
      await traveller.travel({
        tenantId,
        key: newId('submit'),
        recordId,
        actor,
        byPerson: true,
        text: ({ name }) => name,
        choose: (current, workflow) => {
          const exit = exitsFor(current, workflow, actor.userId).find(({ id }) => id === exitId);
          if (!exit) throw new EsignError('forbidden', 'this person cannot take this exit now');
          return exit;
        },
      });
    },
    resume: () => traveller.resume(),
  };
}
