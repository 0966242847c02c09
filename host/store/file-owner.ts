import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';

import type { Db } from './database.js';
import type { FileStore } from './file-store.js';

/**
 * The name under which this database is an owner of its file store. It belongs to the place, too: a copy of the database
 * knows nothing of the files that the other one stores from then on, so it is another owner.
 */
export async function fileOwnerOf(db: Db): Promise<string> {
  const place = await placeOf(db);
  const values = { place, id: randomUUID() };
  await db
    .insertInto('file_owner')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await db.selectFrom('file_owner').select('id').where('place', '=', place).executeTakeFirstOrThrow()).id;
}

/** Makes the database an owner under a new name. */
export async function forgetFileOwner(db: Db): Promise<void> {
  await db.deleteFrom('file_owner').execute();
}

async function placeOf(db: Db): Promise<string> {
  const { rows } = await sql<{ place: string; mayAsk: boolean }>`
    select d.oid || '/' || n.oid as place, has_function_privilege('pg_control_system()', 'execute') as "mayAsk"
    from pg_database d, pg_namespace n
    where d.datname = current_database() and n.nspname = current_schema()`.execute(db);
  const [found] = rows;
  if (!found?.mayAsk) return found?.place ?? '';
  // two servers count their databases and schemas alike
  const { rows: servers } = await sql<{ id: string }>`
    select system_identifier::text as id from pg_control_system()`.execute(db);
  return `${servers[0]?.id ?? ''}/${found.place}`;
}

/**
 * A store into which nothing is written before the owner's mark is there: who takes away unused files sees by the marks
 * that somebody else has files in it. A mark that could not be set is tried again.
 */
export function ownedFiles(files: FileStore, owner: string): OwnedFiles {
  let marked: Promise<void> | null = null;
  const mark = (): Promise<void> => {
    marked ??= files.addOwner(owner).catch((error: unknown) => {
      marked = null;
      throw error;
    });
    return marked;
  };
  return {
    ...files,
    owner,
    mark,
    put: async (bytes) => {
      await mark();
      return files.put(bytes);
    },
  };
}

export interface OwnedFiles extends FileStore {
  readonly owner: string;
  /** Sets the mark of the owner unless this process has done so. */
  mark(): Promise<void>;
}
