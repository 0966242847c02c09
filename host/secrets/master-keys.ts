import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { KEY_BYTES } from './sealed-text.js';

export interface MasterKey {
  /** Is stored beside everything that the key wraps, so that the right key is found after a rotation. */
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Whether it came from the key file of the data folder. */
  readonly isFiled?: boolean;
}

/** The keys that wrap the tenants' keys. The first one wraps what is new; the others only open what is old. */
export interface MasterKeys {
  readonly active: MasterKey;
  readonly all: ReadonlyMap<string, MasterKey>;
  /** The key file of the data folder. */
  readonly file: string;
}

const KEY_FILE = 'secret-keys';
const FORM = 'must be a list of id:key, each key 32 bytes in base64';

/**
 * Reads a list `id:base64,id:base64`.
 *
 * @throws Error in one line that names the faulty entry by its place, never by its text.
 */
export function parseMasterKeys(text: string): MasterKey[] {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  const keys = entries.map((entry, index): MasterKey => {
    const [, id, encoded] = /^([\w.-]{1,60}):([\w+/-]+={0,2})$/.exec(entry) ?? [];
    const bytes = Buffer.from(encoded ?? '', 'base64');
    if (id === undefined || bytes.byteLength !== KEY_BYTES) throw new Error(`${FORM}; entry ${index + 1} is not`);
    return { id, bytes };
  });
  const twice = keys.find(({ id }, index) => keys.findIndex((key) => key.id === id) !== index);
  if (twice) throw new Error(`names ${twice.id} twice`);
  return keys;
}

/**
 * The keys of the settings and, behind them, the key file of the data folder. Without either a file is made: good enough
 * where the database lies in the same folder, not where many processes share a database.
 */
export async function loadMasterKeys(dataDir: string, setting: string | undefined): Promise<MasterKeys> {
  const file = path.join(dataDir, KEY_FILE);
  const named = readList('the list of master keys', setting ?? '');
  const filed = (await readKeyFile(file)) ?? (named.length > 0 ? [] : await makeKeyFile(file));
  const ids = new Set(named.map(({ id }) => id));
  const keys = [...named, ...filed.filter(({ id }) => !ids.has(id))];
  const [active] = keys;
  if (!active) throw new Error(`the key file ${file} is empty; put back the one that was there`);
  return { active, all: new Map(keys.map((key) => [key.id, key])), file };
}

function readList(name: string, text: string): MasterKey[] {
  try {
    return parseMasterKeys(text);
  } catch (error) {
    throw new Error(`${name} ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function readKeyFile(file: string): Promise<MasterKey[] | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return readList(`the key file ${file}`, text).map((key) => ({ ...key, isFiled: true }));
}

async function makeKeyFile(file: string): Promise<MasterKey[]> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  const id = `file-${randomBytes(4).toString('hex')}`;
  await writeFile(temporary, `${id}:${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    // unlike a rename this fails when another process was first, whose key is then ours too
    await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
  return (await readKeyFile(file)) ?? [];
}

/** What the operator should know about the keys, one line each. */
export async function keyNotes(
  store: { missingMasterKeys(): Promise<string[]> },
  { active, file }: MasterKeys,
): Promise<string[]> {
  const missing = await store.missingMasterKeys();
  const notes = missing.map((id) => `stored secrets need the master key ${id}, which is not among SECRET_KEYS`);
  if (active.isFiled) {
    notes.push(`secrets are encrypted by a key in ${file}: back it up apart from the data, or set SECRET_KEYS`);
  }
  return notes;
}
