import type { Transaction } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import type { FieldValue, FormRecord, PersonValue, Workflow, WorkflowExit } from '../../src/schema/index.js';
import type { Tables } from '../store/tables.js';
import { findUser } from './people.js';
import type { DemoDb, DemoTables, HistoryEntry } from './store.js';
import { nodeHandlers } from './workflows.js';

export type DemoTx = Transaction<Tables & DemoTables>;

export async function findWorkflow(db: DemoDb | DemoTx, tenantId: string, id: string): Promise<Workflow | null> {
  const row = await db
    .selectFrom('demo_workflows')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.doc ?? null;
}

export async function findRecord(db: DemoDb, tenantId: string, id: string): Promise<FormRecord | null> {
  const row = await db
    .selectFrom('demo_records')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.doc ?? null;
}

/** The number that grows with each change of a record; 0 for none. */
export async function findRecordVersion(db: DemoDb, tenantId: string, id: string): Promise<number> {
  const row = await db
    .selectFrom('demo_records')
    .select('version')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.version ?? 0;
}

export async function listHistory(
  db: DemoDb,
  tenantId: string,
  recordId: string,
): Promise<(HistoryEntry & { userId: string })[]> {
  const rows = await db
    .selectFrom('demo_history')
    .select(['doc', 'user_id'])
    .where('tenant_id', '=', tenantId)
    .where('record_id', '=', recordId)
    .orderBy('position')
    .execute();
  return rows.map(({ doc, user_id: userId }) => ({ ...doc, userId }));
}

function isPerson(value: FieldValue | undefined): value is PersonValue {
  return typeof value === 'object' && value !== null && 'userId' in value;
}

/** Whether the person handles the record's current node. */
export function isHandler(record: FormRecord, userId: string): boolean {
  if (record.finished) return false;
  const rule = nodeHandlers[record.workflowId]?.[record.currentNodeId] ?? 'creator';
  if (rule === 'creator') return record.creator.userId === userId;
  const [kind, name = ''] = rule.split(':');
  if (kind === 'user') return name === userId;
  const value = record.values[name];
  return isPerson(value) && value.userId === userId;
}

/** Creator, handlers, people whom the form names, and the admins of the OA. */
export async function mayRead(db: DemoDb, tenantId: string, record: FormRecord, userId: string): Promise<boolean> {
  const user = findUser(userId);
  if (user?.tenantId !== tenantId) return false;
  if (record.creator.userId === userId || isHandler(record, userId) || user.permissions.includes('configAdmin'))
    return true;
  const rows = [record.values, ...Object.values(record.details).flat()];
  const named = rows.flatMap((row) => Object.values(row)).flat();
  if (named.some((value) => isPerson(value as FieldValue) && (value as PersonValue).userId === userId)) return true;
  return (await listHistory(db, tenantId, record.recordId)).some((entry) => entry.userId === userId);
}

/** Exits that the person may take now. */
export function exitsFor(record: FormRecord, workflow: Workflow, userId: string): WorkflowExit[] {
  return isHandler(record, userId) ? workflow.exits.filter((exit) => exit.from === record.currentNodeId) : [];
}

/** The exit that leads on: to a node that stands later in the workflow. */
export function forwardExit(record: FormRecord, workflow: Workflow): WorkflowExit | null {
  const position = (id: string): number => workflow.nodes.findIndex((node) => node.id === id);
  const here = position(record.currentNodeId);
  return workflow.exits.find((exit) => exit.from === record.currentNodeId && position(exit.to) > here) ?? null;
}

/** Changes a record under its lock. */
export async function changeRecord(
  tx: DemoTx,
  tenantId: string,
  recordId: string,
  at: string,
  change: (record: FormRecord, version: number) => FormRecord,
): Promise<FormRecord> {
  const row = await tx
    .selectFrom('demo_records')
    .select(['doc', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', recordId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new EsignError('not-found', 'no such record');
  const next = { ...change(row.doc, row.version), updatedAt: at };
  await tx
    .updateTable('demo_records')
    .set({ doc: JSON.stringify(next), version: row.version + 1 })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', recordId)
    .execute();
  return next;
}

/** Adds a line to the record's history; the record must be locked. */
export async function addHistory(
  tx: DemoTx,
  tenantId: string,
  recordId: string,
  userId: string,
  entry: HistoryEntry,
): Promise<void> {
  const last = await tx
    .selectFrom('demo_history')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('tenant_id', '=', tenantId)
    .where('record_id', '=', recordId)
    .executeTakeFirst();
  await tx
    .insertInto('demo_history')
    .values({
      tenant_id: tenantId,
      record_id: recordId,
      position: (last?.position ?? 0) + 1,
      at: entry.at,
      user_id: userId,
      doc: JSON.stringify(entry),
    })
    .execute();
}

/** Moves a record along an exit. @throws EsignError `stale-version` when it has left the node meanwhile. */
export async function moveRecord(
  tx: DemoTx,
  tenantId: string,
  recordId: string,
  move: { workflow: Workflow; exit: WorkflowExit; actor: PersonValue; at: string; text: string },
): Promise<FormRecord> {
  const { workflow, exit, actor, at, text } = move;
  const nameOf = (id: string): string => workflow.nodes.find((node) => node.id === id)?.name ?? id;
  const next = await changeRecord(tx, tenantId, recordId, at, (record) => {
    if (record.currentNodeId !== exit.from) throw new EsignError('stale-version', 'the record has moved on');
    const isEnd = workflow.nodes.find((node) => node.id === exit.to)?.kind === 'archive';
    return { ...record, currentNodeId: exit.to, visit: (record.visit ?? 0) + 1, finished: isEnd };
  });
  const line: HistoryEntry = { at, by: actor.name, node: nameOf(exit.from), text };
  await addHistory(tx, tenantId, recordId, actor.userId, line);
  return next;
}
