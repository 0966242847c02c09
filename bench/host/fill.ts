import { sql } from 'kysely';

import type { HostParts } from '../../host/create-host.js';
import { CHAIN_START, hashOfEntry, type AuditFact } from '../../host/services/audit-chain.js';
import type { Envelope } from '../../src/schema/index.js';
import type { Fill } from './protocol.js';

type Db = HostParts['db'];

/** One of so many is open. */
const OPEN_EVERY = 20;
/** So many people sign and start envelopes. */
const PEOPLE = 2000;
const AUDIT_BATCH = 1000;
/** One envelope a minute, the newest one just now. */
const MINUTE_MS = 60_000;

/**
 * Fills a tenant with envelopes as years of work leave them, by statements and not by requests: envelopes with their
 * people, files and signatures, effects that are done, kept answers of a week, and a whole audit trail.
 */
export async function fillDatabase({ db }: HostParts, fill: Fill, hasAutovacuum: boolean): Promise<void> {
  const start = new Date(Date.now() - fill.envelopes * MINUTE_MS).toISOString();
  await insertEnvelopes(db, fill, start, { template: fill.completed, isOpen: false });
  await insertEnvelopes(db, fill, start, { template: fill.open, isOpen: true });
  await insertPeople(db, fill);
  await insertWork(db, fill);
  await insertAudit(db, fill, start);
  // what a server does by itself a minute later, and the embedded database never
  if (hasAutovacuum) await sql`analyze`.execute(db);
}

/** The time of the row `n`, as the host writes times. */
function timeOf(start: string): ReturnType<typeof sql> {
  return sql`to_char((${start}::timestamptz + make_interval(mins => n)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

async function insertEnvelopes(
  db: Db,
  { tenantId, envelopes }: Fill,
  start: string,
  { template, isOpen }: { template: Envelope; isOpen: boolean },
): Promise<void> {
  const text = JSON.stringify(template);
  const filled = await sql`
    insert into envelopes
      (tenant_id, id, record_id, config_id, config_version, status, initiator_id, deadline, created_at, version,
        create_key, doc)
    select ${tenantId}, 'env-fill-' || n, 'fill-' || n, ${template.configId}, ${template.configVersion}::integer,
      ${template.status}, 'person-' || n % ${PEOPLE}::integer, null, at, ${template.version}::integer, 'fill ' || n,
      ${text}::jsonb || jsonb_build_object('id', 'env-fill-' || n, 'recordId', 'fill-' || n, 'createdAt', at,
        'deadline', null, 'filedAt', case when ${isOpen}::boolean then null else at end,
        'subject', 'contract number ' || n)
    from (select n, ${timeOf(start)} as at from generate_series(1, ${envelopes}::integer) as n
      where (n % ${OPEN_EVERY}::integer = 0) = ${isOpen}::boolean) as rows`.execute(db);
  if (filled.numAffectedRows === 0n) throw new Error('nothing was filled in');
}

async function insertPeople(db: Db, { tenantId, completed }: Fill): Promise<void> {
  const [document] = completed.documents;
  if (!document) throw new Error('the template has no document');
  await sql`
    insert into envelope_people (tenant_id, envelope_id, user_id, role)
    select tenant_id, id, initiator_id, 'initiator' from envelopes where create_key like 'fill %'
    union all select tenant_id, id, user_id, 'signer' from envelopes,
      unnest(array['signer-a-' || right(id, 2), 'signer-b-' || right(id, 3)]) as user_id
      where create_key like 'fill %'`.execute(db);
  await sql`
    insert into revisions (tenant_id, envelope_id, document_id, sha256, size, created_at)
    select tenant_id, id, ${document.id}, encode(sha256((id || part)::bytea), 'hex'), 1000000, created_at
    from envelopes, unnest(array['original', 'first', 'second']) as part where create_key like 'fill %'`.execute(db);
  await sql`
    insert into signatures (tenant_id, envelope_id, party_id, signer_id, user_id, signed_at, marks)
    select tenant_id, id, party ->> 'id', party -> 'signers' -> 0 ->> 'id', 'signer-' || right(id, 2), created_at, '[]'
    from envelopes, jsonb_array_elements(doc -> 'parties') as party
    where create_key like 'fill %' and status = 'completed'
    on conflict do nothing`.execute(db);
  // one person signs a thousand of 100,000, and some of them are open: the list that no page size keeps small
  await sql`
    insert into envelope_people (tenant_id, envelope_id, user_id, role)
    select tenant_id, id, 'signer-a', 'signer' from envelopes
    where create_key like 'fill %' and tenant_id = ${tenantId} and substring(id from '[0-9]+$')::integer % 97 = 0
    on conflict do nothing`.execute(db);
}

/** Effects that are done, and the answers of the last week. */
async function insertWork(db: Db, { tenantId }: Fill): Promise<void> {
  await sql`
    insert into outbox (tenant_id, key, stream, effect, context, state, attempts, next_at, created_at, done_at)
    select tenant_id, kind || ' ' || id, 'record:' || record_id,
      jsonb_build_object('kind', kind, 'key', kind || ' ' || id, 'envelopeId', id, 'text', repeat('x', 200)),
      jsonb_build_object('recordId', record_id, 'subject', 'envelope ' || id), 'done', 1, created_at, created_at,
      created_at
    from envelopes, unnest(array['createEnvelope', 'fileSigned', 'submitWorkflow']) as kind
    where create_key like 'fill %'`.execute(db);
  await sql`
    insert into idempotency
      (tenant_id, user_id, key, request_hash, state, lease_until, status, etag, body, created_at)
    select ${tenantId}, initiator_id, 'fill ' || id, repeat('0', 64), 'done', created_at, 200, null, repeat('x', 500),
      created_at
    from envelopes where create_key like 'fill %'
      and created_at > to_char((now() - interval '7 days') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.execute(
    db,
  );
}

/** Two entries for each envelope, behind those that are there. */
async function insertAudit(db: Db, { tenantId, envelopes }: Fill, start: string): Promise<void> {
  const found = await db
    .selectFrom('audit_heads')
    .select(['sequence', 'hash'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  let head = found ?? CHAIN_START;
  const facts = Array.from({ length: envelopes * 2 }, (_, index): AuditFact => {
    const number = Math.floor(index / 2) + 1;
    const at = new Date(Date.parse(start) + number * MINUTE_MS).toISOString();
    const action = index % 2 === 0 ? 'envelope.created' : 'envelope.completed';
    return { subject: `env-fill-${number}`, at, actor: `person-${number % PEOPLE}`, action, detail: { documents: 1 } };
  });
  for (let begin = 0; begin < facts.length; begin += AUDIT_BATCH) {
    const rows = facts.slice(begin, begin + AUDIT_BATCH).map((fact) => {
      const sequence = head.sequence + 1;
      const hash = hashOfEntry(tenantId, sequence, fact, head.hash);
      const row = {
        ...fact,
        tenant_id: tenantId,
        sequence,
        detail: JSON.stringify(fact.detail),
        previous_hash: head.hash,
        hash,
      };
      head = { sequence, hash };
      return row;
    });
    await db.insertInto('audit').values(rows).execute();
  }
  await db.transaction().execute(async (tx) => {
    // a head that moves by more than one entry is what only an operator may do
    await sql`set local esign.audit_maintenance = 'on'`.execute(tx);
    await tx.updateTable('audit_heads').set(head).where('tenant_id', '=', tenantId).execute();
  });
}
