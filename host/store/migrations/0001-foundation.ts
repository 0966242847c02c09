import { sql, type Kysely } from 'kysely';

const TABLES = [
  `create table bindings (
    tenant_id text not null, id text not null, doc jsonb not null, created_at text not null,
    primary key (tenant_id, id))`,
  `create table catalog (
    tenant_id text not null, binding_id text not null, kind text not null, id text not null, doc jsonb not null,
    position integer not null, primary key (tenant_id, binding_id, kind, id))`,
  `create table configs (
    tenant_id text not null, id text not null, kind text not null, workflow_id text not null, version integer not null,
    enabled boolean not null, created_at text not null, primary key (tenant_id, id),
    unique (tenant_id, kind, workflow_id))`,
  // versions outlive their configuration: envelopes that were made by it still name it
  `create table config_versions (
    tenant_id text not null, config_id text not null, kind text not null, version integer not null, mapping jsonb not null,
    updated_at text not null, updated_by text not null, primary key (tenant_id, config_id, version))`,
  `create table envelopes (
    tenant_id text not null, id text not null, record_id text, config_id text, config_version integer,
    status text not null, initiator_id text not null, deadline text, created_at text not null, version integer not null,
    create_key text, doc jsonb not null, primary key (tenant_id, id), unique (tenant_id, create_key))`,
  `create index envelopes_by_record on envelopes (tenant_id, record_id, created_at)`,
  `create index envelopes_by_deadline on envelopes (deadline) where status in ('draft', 'launched')`,
  `create table envelope_people (
    tenant_id text not null, envelope_id text not null, user_id text not null, role text not null,
    primary key (tenant_id, envelope_id, user_id, role))`,
  `create index envelope_people_by_user on envelope_people (tenant_id, user_id)`,
  `create table revisions (
    tenant_id text not null, envelope_id text not null, document_id text not null, sha256 text not null,
    size integer not null, created_at text not null, primary key (tenant_id, envelope_id, document_id, sha256))`,
  // the key is what makes a second signature of a party impossible, whatever the code above does
  `create table signatures (
    tenant_id text not null, envelope_id text not null, party_id text not null, signer_id text not null,
    user_id text not null, signed_at text not null, marks jsonb not null,
    primary key (tenant_id, envelope_id, party_id))`,
  `create table files (
    tenant_id text not null, id text not null, sha256 text not null, name text not null, media_type text not null,
    size integer not null, owner_id text not null, created_at text not null, primary key (tenant_id, id))`,
  `create table seals (
    tenant_id text not null, id text not null, owner_id text, doc jsonb not null, image_sha256 text not null,
    image_type text not null, deleted_at text, created_at text not null, primary key (tenant_id, id))`,
  `create table seal_grants (
    tenant_id text not null, seal_id text not null, user_id text not null,
    primary key (tenant_id, seal_id, user_id))`,
  `create table seal_uses (
    tenant_id text not null, id text not null, record_id text, applicant_id text not null, status text not null,
    version integer not null, apply_key text, created_at text not null, doc jsonb not null,
    primary key (tenant_id, id), unique (tenant_id, apply_key))`,
  `create index seal_uses_by_record on seal_uses (tenant_id, record_id, created_at)`,
  `create table idempotency (
    tenant_id text not null, user_id text not null, key text not null, request_hash text not null, state text not null,
    lease_until text not null, status integer, etag text, body text, created_at text not null,
    primary key (tenant_id, user_id, key))`,
  `create table outbox (
    seq integer generated always as identity primary key, tenant_id text not null, key text not null,
    stream text not null, effect jsonb not null, context jsonb not null, state text not null, attempts integer not null,
    next_at text not null, lease_until text, error_code text, created_at text not null, done_at text,
    unique (tenant_id, key))`,
  `create index outbox_waiting on outbox (tenant_id, stream, seq) where state <> 'done'`,
  `create table audit (
    tenant_id text not null, sequence integer not null, subject text not null, at text not null, actor text not null,
    action text not null, detail jsonb not null, previous_hash text, hash text not null,
    primary key (tenant_id, sequence))`,
  `create index audit_by_subject on audit (tenant_id, subject, sequence)`,
  `create table audit_heads (tenant_id text not null primary key, sequence integer not null, hash text)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db);
}
