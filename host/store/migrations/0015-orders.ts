import { sql, type Kysely } from 'kysely';

/**
 * When a service was first asked to make an envelope, and when it took the envelope back. What it was never asked for is
 * ended here alone; what was made before this step may all have been asked for. Who of the OA gets a copy of a draft
 * without a record was told from contacts by its look; from now on it is known.
 */
const STATEMENTS = [
  `alter table remote_envelopes add column ordered_at text`,
  `alter table remote_envelopes add column revoked_at text`,
  `update remote_envelopes set ordered_at = created_at`,
  `insert into envelope_people (tenant_id, envelope_id, user_id, role)
    select distinct e.tenant_id, e.id, person, 'cc'
    from envelopes e, jsonb_array_elements_text(e.doc -> 'cc') as person
    where e.record_id is null and e.status = 'draft' and person !~ '@' and person !~ '^\\+?[0-9 ()-]{6,}$'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
