import { createHash } from 'node:crypto';

import { EsignError } from '../../src/core/errors.js';

/** Bytes by their hash. What was stored once never changes and is stored once only. */
export interface FileStore {
  /** Stores the bytes and answers their SHA-256; when this returns, they survive a crash of the process. */
  put(bytes: Uint8Array): Promise<string>;
  get(sha256: string): Promise<Uint8Array<ArrayBuffer>>;
  size(sha256: string): Promise<number>;
  /** The bytes from `start` to `end`, both inclusive. */
  stream(sha256: string, start: number, end: number): ReadableStream<Uint8Array>;
  /** Every stored file, in no order; only names and sizes are read. */
  list(): AsyncIterable<StoredFile>;
  /** Removes a file unless it was stored, or stored again, after a moment. @returns Whether it is gone by this call. */
  removeUnused(sha256: string, storedBefore: Date): Promise<boolean>;
  /** Leaves the mark of a database that keeps files here. */
  addOwner(id: string): Promise<void>;
  /** The marks of every database that keeps files here. */
  owners(): Promise<string[]>;
  /** @throws EsignError `storage-full`, `unavailable`, when nothing could be stored now. */
  check(): Promise<void>;
}

export interface StoredFile {
  readonly sha256: string;
  readonly size: number;
  /** When the bytes were handed to `put` the last time, or at most half a day earlier. */
  readonly storedAt: Date;
}

/** What is named like this can be a stored file. */
export const HASH = /^[0-9a-f]{64}$/;

/** Where the marks of owners are, beside the files. */
export const OWNERS = 'owners';

const OWNER = /^[0-9a-z-]{1,60}$/;

/** @throws Error for what is no name of an owner. */
export function requireOwner(id: string): string {
  if (!OWNER.test(id)) throw new Error('not an owner');
  return id;
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws Error for what is no hash: a name from outside must never become part of a path. */
export function requireHash(sha256: string): string {
  if (!HASH.test(sha256)) throw new Error('not a hash');
  return sha256;
}

/** A damaged disk must never end up in a signed file. @throws EsignError `file-damaged`. */
export function requireMatch(bytes: Uint8Array, sha256: string): void {
  if (sha256Of(bytes) !== sha256) {
    throw new EsignError('file-damaged', `stored file ${sha256} does not match its hash`);
  }
}
