import { EsignError } from '../../src/core/errors.js';

const MAX_JSON_BYTES = 4 * 1024 * 1024;
const MAX_DEPTH = 64;
/** A body that does not come holds a connection and memory: so long it may take, and a second more for each such part. */
const SLOW_BODY_MS = 30_000;
const BYTES_PER_SECOND = 32 * 1024;

/**
 * Reads a body, but never more than `limit` bytes, and not from who sends them too slowly.
 *
 * @throws EsignError `body-too-large`, `timeout`.
 */
export async function readBytes(
  request: Request,
  limit: number,
  slowMs: number = SLOW_BODY_MS,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  const started = performance.now();
  for (;;) {
    const waitMs = started + slowMs + (size / BYTES_PER_SECOND) * 1000 - performance.now();
    const { done, value } = await readInTime(reader, waitMs);
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function readInTime(reader: Reader, waitMs: number): ReturnType<Reader['read']> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EsignError('timeout', 'the body came too slowly')), Math.max(0, waitMs));
  });
  try {
    return await Promise.race([reader.read(), tooSlow]);
  } catch (error) {
    // a sender who was cut off ends the stream with an error too; nobody reads on either way
    await reader.cancel().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reads a JSON body.
 *
 * @throws EsignError `content-type-not-supported` (a form of another site cannot send JSON), `body-too-large`,
 * `invalid-input`.
 */
export async function readJson(
  request: Request,
  limit = MAX_JSON_BYTES,
): Promise<{ value: unknown; bytes: Uint8Array }> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new EsignError('content-type-not-supported', 'the body must be application/json');
  const bytes = await readBytes(request, limit);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    throw new EsignError('invalid-input', 'the body is not JSON', {
      cause,
      errors: [{ pointer: '', code: 'not-json', message: 'the body is not JSON in UTF-8' }],
    });
  }
  checkValue(value, 0);
  return { value, bytes };
}

/** What a schema does not look at: depth, and characters that a database cannot keep. */
function checkValue(value: unknown, depth: number): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw invalid('nul', 'a text holds the character U+0000');
    if (!value.isWellFormed()) throw invalid('surrogate', 'a text holds half of a character');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) throw invalid('too-deep', `nested deeper than ${MAX_DEPTH}`);
  for (const [key, item] of Object.entries(value)) {
    checkValue(key, depth);
    checkValue(item, depth + 1);
  }
}

function invalid(code: string, message: string): EsignError {
  return new EsignError('invalid-input', message, { errors: [{ pointer: '', code, message }] });
}

function tooLarge(limit: number): EsignError {
  return new EsignError('body-too-large', `the body is larger than ${limit} bytes`);
}
