import { sql, type Kysely } from 'kysely';

const TABLES = [
  `create table callback_addresses (
    tenant_id text not null, binding_id text not null, provider text not null, tenant_key text not null unique,
    created_at text not null, primary key (tenant_id, binding_id))`,
  // the key is what makes the second delivery of the same news impossible
  `create table callbacks (
    tenant_id text not null, id text not null, binding_id text not null, provider text not null,
    delivery_key text not null, trust text not null, body text not null, sha256 text not null, news jsonb not null,
    external_id text, state text not null, subject text, attempts integer not null, next_at text, error_code text,
    received_at text not null, done_at text,
    primary key (tenant_id, id), unique (tenant_id, binding_id, delivery_key))`,
  `create index callbacks_waiting on callbacks (next_at) where next_at is not null`,
  `create index callbacks_by_state on callbacks (tenant_id, state, received_at)`,
  `create table remote_envelopes (
    tenant_id text not null, envelope_id text not null, binding_id text not null, provider text not null,
    external_id text, names jsonb, heard text, polls integer not null, next_poll_at text,
    alarmed_at text, error_code text, created_at text not null,
    primary key (tenant_id, envelope_id), unique (tenant_id, binding_id, external_id))`,
  `create index remote_envelopes_waiting on remote_envelopes (next_poll_at) where next_poll_at is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db);
}
