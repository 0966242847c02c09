import { EsignError } from '../core/errors.js';
import { fromStatus } from './errors.js';

/** Where the bytes of a document are; the shape of `DocumentLocation` of the host port. */
export interface PdfLocation {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly credentials: RequestCredentials;
}

/** Bytes of the first request: small enough to be quick, large enough to hold the whole of a short contract. */
const FIRST_BYTES = 128 * 1024;

/** Told how many bytes have come; `total` is undefined while nobody knows the length. */
export type OnProgress = (received: number, total: number | undefined) => void;

/** A document that is read in pieces. */
export interface RangeReader {
  readonly length: number;
  readonly first: Uint8Array;
  readonly complete: boolean;
  read(begin: number, end: number): Promise<Uint8Array>;
}

/**
 * Reads a document by range requests past the HTTP cache: the cache lets one request per address through at a time, which
 * made a long file nearly three times slower. All pieces must carry the `ETag` of the first one, so that two revisions
 * are never mixed on the screen.
 *
 * @throws EsignError by the answer's status, `network`, `aborted`, `file-too-large` above `most` bytes, or `document-changed`
 */
export async function openRanges(
  location: PdfLocation,
  signal: AbortSignal,
  most: number,
  onProgress: OnProgress = () => undefined,
): Promise<RangeReader> {
  const request = async (begin: number, end: number): Promise<Response> => {
    const headers = { ...location.headers, Range: `bytes=${begin}-${end - 1}` };
    try {
      return await fetch(location.url, { headers, credentials: location.credentials, cache: 'no-store', signal });
    } catch (error) {
      if (signal.aborted) throw new EsignError('aborted', 'reading was cancelled', { cause: error });
      throw new EsignError('network', 'the document could not be reached', { cause: error });
    }
  };

  const response = await request(0, FIRST_BYTES);
  // the first bytes of a file exist unless it has none
  if (response.status === 416) throw new EsignError('file-damaged', 'the file is empty');
  if (!response.ok) throw fromStatus(response.status);
  const total = totalLength(response);
  if ((total ?? 0) > most) {
    void response.body?.cancel().catch(() => undefined);
    throw tooLarge(most);
  }
  let received = 0;
  const count = (bytes: number): void => onProgress((received += bytes), total ?? announcedLength(response));
  count(0);
  const first = await bytesOf(response, signal, count, most);
  if (isMarkup(first)) throw new EsignError('bad-response', 'a web page came in the place of the document');
  const length = total ?? first.length;
  const etag = response.headers.get('ETag');

  return {
    length,
    first,
    complete: first.length >= length,
    async read(begin, end) {
      const piece = await request(begin, end);
      if (piece.headers.get('ETag') !== etag)
        throw new EsignError('document-changed', 'the file changed while reading');
      if (piece.status !== 206) throw fromStatus(piece.ok ? 416 : piece.status);
      return bytesOf(piece, signal, count);
    },
  };
}

function brokeOff(error: unknown, signal: AbortSignal): EsignError {
  return new EsignError(signal.aborted ? 'aborted' : 'network', 'the answer broke off', { cause: error });
}

function tooLarge(most: number): EsignError {
  return new EsignError('file-too-large', `more than ${most} bytes`);
}

/** The body piece by piece, for a server may send it whole and without its length. */
async function bytesOf(
  response: Response,
  signal: AbortSignal,
  count: (bytes: number) => void,
  most = Infinity,
): Promise<Uint8Array> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  try {
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      length += next.value.length;
      if (length > most) throw tooLarge(most);
      pieces.push(next.value);
      count(next.value.length);
    }
  } catch (error) {
    void reader?.cancel().catch(() => undefined);
    throw error instanceof EsignError ? error : brokeOff(error, signal);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** Whether a page came, for example to sign in, as proxies answer; a PDF may have something in front of it, but no `<`. */
function isMarkup(first: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(first.subarray(0, 1024)).trimStart().startsWith('<');
}

/** Length of a whole file; what was packed on its way is longer than it says. */
function announcedLength({ headers }: Response): number | undefined {
  const length = Number(headers.get('Content-Length'));
  return length > 0 && !headers.has('Content-Encoding') ? length : undefined;
}

/** `bytes 0-99/1234` → 1234; undefined where the whole file came. */
function totalLength(response: Response): number | undefined {
  if (response.status !== 206) return undefined;
  const total = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1];
  return total === undefined ? undefined : Number(total);
}
