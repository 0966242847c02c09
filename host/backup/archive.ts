import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** One part of an archive while it is read; `bytes` has to be read to its end before the next part comes. */
export interface ArchivePart {
  readonly name: string;
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

const BLOCK = 512;
/** What eleven octal digits can say. */
const MAXIMUM_SIZE = 8 ** 11 - 1;

/** Writes a plain tar file, part by part: any operator can look into it without us. */
export class ArchiveWriter {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @throws Error when the file exists: a backup never replaces another one. */
  static async create(file: string): Promise<ArchiveWriter> {
    // it holds contracts and keys
    return new ArchiveWriter(await open(file, 'wx', 0o600));
  }

  /** @returns The SHA-256 of the part. */
  async add(name: string, size: number, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    await this.#handle.appendFile(headerOf(name, size));
    const hash = createHash('sha256');
    let written = 0;
    for await (const chunk of bytes) {
      hash.update(chunk);
      written += chunk.byteLength;
      await this.#handle.appendFile(chunk);
    }
    if (written !== size) throw new Error(`${name} has ${written} bytes instead of ${size}`);
    await this.#handle.appendFile(new Uint8Array(paddingOf(size)));
    return hash.digest('hex');
  }

  /** Ends the archive and flushes it to the disk. */
  async close(): Promise<void> {
    await this.#handle.appendFile(new Uint8Array(2 * BLOCK));
    await this.#handle.sync();
    await this.#handle.close();
  }

  async abort(): Promise<void> {
    await this.#handle.close();
  }
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

function headerOf(name: string, size: number): Uint8Array {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for an archive`);
  if (size > MAXIMUM_SIZE) throw new Error(`${name} is too large for an archive`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(Math.floor(Date.now() / 1000), 12), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}

/** Reads an archive from its beginning. @throws Error where it is cut or damaged. */
export async function* readArchive(file: string): AsyncGenerator<ArchivePart> {
  const source = new ByteSource(createReadStream(file, { highWaterMark: 1024 * 1024 }));
  for (;;) {
    const header = Buffer.from(await source.take(BLOCK));
    if (header.every((byte) => byte === 0)) return;
    const stated = Number.parseInt(header.toString('latin1', 148, 156), 8);
    header.write(' '.repeat(8), 148);
    if (stated !== checksumOf(header)) throw new Error('the archive is damaged');
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    yield { name, size, bytes: source.read(size) };
    await source.take(paddingOf(size));
  }
}

/** Bytes of a stream in the portions in which an archive needs them. */
class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async *read(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0;) {
      if (this.#rest.byteLength === 0) {
        const next = await this.#chunks.next();
        if (next.done) throw new Error('the archive is cut');
        this.#rest = next.value;
      }
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.byteLength);
      left -= part.byteLength;
      yield part;
    }
  }

  async take(size: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const part of this.read(size)) parts.push(part);
    return Buffer.concat(parts);
  }
}
