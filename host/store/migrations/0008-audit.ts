import { sql, type Kysely } from 'kysely';

const ANCHORS = `create table audit_anchors (
  tenant_id text not null, sequence integer not null, hash text not null, at text not null, certificate text not null,
  signature text not null, primary key (tenant_id, sequence))`;

/**
 * Who repairs a trail has to be a superuser and to say so in the session; the host's own role cannot even by mistake.
 * `session_user` is who logged in, whatever role the session works in.
 */
const REFUSE = `create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('esign.audit_maintenance', true), '') = 'on'
    and (select rolsuper from pg_catalog.pg_roles where rolname = session_user) then
    if tg_op = 'UPDATE' then return new; end if;
    if tg_op = 'DELETE' then return old; end if;
    return null;
  end if;
  raise exception 'the audit trail is append-only' using errcode = '42501';
end $$`;

const TRIGGERS = ['audit', 'audit_anchors'].flatMap((table) => [
  `create trigger ${table}_is_append_only before update or delete on ${table}
    for each row execute function refuse_audit_change()`,
  `create trigger ${table}_is_not_emptied before truncate on ${table}
    for each statement execute function refuse_audit_change()`,
]);

/** A head moves on by one entry at a time, and is never taken away: so a cut tail stays visible. */
const HEADS = [
  `create trigger audit_heads_stay before delete on audit_heads
    for each row execute function refuse_audit_change()`,
  `create trigger audit_heads_are_not_emptied before truncate on audit_heads
    for each statement execute function refuse_audit_change()`,
  `create trigger audit_heads_move_on before update on audit_heads
    for each row when (new.sequence <> old.sequence + 1 or new.tenant_id <> old.tenant_id)
    execute function refuse_audit_change()`,
];

/** The database refuses to change the audit trail, and signed anchors bear witness of its head. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [ANCHORS, REFUSE, ...TRIGGERS, ...HEADS]) await sql.raw(statement).execute(db);
}
