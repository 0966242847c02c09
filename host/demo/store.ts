import { sql, type ColumnType, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

import type { FormRecord, Workflow } from '../../src/schema/index.js';
import type { Db } from '../store/database.js';
import type { Tables } from '../store/tables.js';

type Json<T> = ColumnType<T, string, string>;

/** The demo OA's own tables; a real OA has its own database. A type, because only a type has an index signature. */
export type DemoTables = {
  demo_workflows: { tenant_id: string; id: string; position: number; doc: Json<Workflow> };
  demo_records: { tenant_id: string; id: string; version: number; doc: Json<FormRecord> };
  demo_history: {
    tenant_id: string;
    record_id: string;
    position: number;
    at: string;
    user_id: string;
    doc: Json<HistoryEntry>;
  };
  demo_notifications: {
    tenant_id: string;
    key: string;
    user_id: string;
    at: string;
    text: string;
    record_id: string | null;
  };
  /** Orders that were carried out, by key: a repeated one changes nothing. */
  demo_orders: { tenant_id: string; key: string; at: string; result: Json<unknown> };
};

export interface HistoryEntry {
  readonly at: string;
  readonly by: string;
  readonly node: string;
  readonly text: string;
}

export type DemoDb = Kysely<Tables & DemoTables>;

export function asDemoDb(db: Db): DemoDb {
  return db.withTables<DemoTables>();
}

const TABLES = [
  `create table demo_workflows (
    tenant_id text not null, id text not null, position integer not null, doc jsonb not null, primary key (tenant_id, id))`,
  `create table demo_records (
    tenant_id text not null, id text not null, version integer not null, doc jsonb not null, primary key (tenant_id, id))`,
  `create table demo_history (
    tenant_id text not null, record_id text not null, position integer not null, at text not null, user_id text not null,
    doc jsonb not null, primary key (tenant_id, record_id, position))`,
  `create table demo_notifications (
    tenant_id text not null, key text not null, user_id text not null, at text not null, text text not null,
    record_id text, primary key (tenant_id, key, user_id))`,
  `create table demo_orders (
    tenant_id text not null, key text not null, at text not null, result jsonb not null, primary key (tenant_id, key))`,
];

export const demoMigrations: Record<string, Migration> = {
  'demo-0001': {
    up: async (db: Kysely<unknown>) => {
      for (const statement of TABLES) await sql.raw(statement).execute(db);
    },
  },
};
