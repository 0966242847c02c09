import { sql, type ColumnType, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

import type { FormRecord, PersonValue, Workflow, WorkflowExit } from '../../src/schema/index.js';
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
    /** How it would have come to the person's own phone or mailbox; null for what the OA itself says. */
    channel: 'sms' | 'email' | null;
  };
  /** Orders that were carried out, by key: a repeated one changes nothing. */
  demo_orders: { tenant_id: string; key: string; at: string; result: Json<unknown> };
  /** Moves of records along exits, by the key of their order: what a crash in between is taken up from. */
  demo_travels: {
    tenant_id: string;
    key: string;
    record_id: string;
    doc: Json<Travel>;
    state: TravelState;
    at: string;
  };
};

/** `chosen`: the exit is fixed; `moved`: the record stands at its end; `done`: every moment was reported. */
export type TravelState = 'chosen' | 'moved' | 'done';

export interface Travel {
  /** Null when there was nowhere to go. */
  readonly exit: WorkflowExit | null;
  readonly actor: PersonValue;
  /** Ordered by a person's submit, and not by the host's outbox, which repeats its orders itself. */
  readonly byPerson: boolean;
}

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

const TRAVELS = `create table demo_travels (
  tenant_id text not null, key text not null, record_id text not null, doc jsonb not null, state text not null,
  at text not null, primary key (tenant_id, key))`;

export const demoMigrations: Record<string, Migration> = {
  'demo-0001': {
    up: async (db: Kysely<unknown>) => {
      for (const statement of TABLES) await sql.raw(statement).execute(db);
    },
  },
  'demo-0002': {
    up: async (db: Kysely<unknown>) => {
      await sql.raw(TRAVELS).execute(db);
    },
  },
  'demo-0003': {
    up: async (db: Kysely<unknown>) => {
      await sql.raw('alter table demo_notifications add column channel text').execute(db);
    },
  },
};
