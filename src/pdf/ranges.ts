import { EsignError } from '../core/errors.js';
import { fromStatus } from './errors.js';
import { joined, ReadAhead } from './read-ahead.js';

/** Where the bytes of a document are; the shape of `DocumentLocation` of the host port. */
export interface PdfLocation {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly credentials: RequestCredentials;
}

/** Bytes of the first request: small enough to be quick, large enough to hold the whole of a short contract. */
const FIRST_BYTES = 128 * 1024;

/**
 * Bytes of a piece: a text that comes whole is looked at in many places before its first page is known, and of one that does not,
 * a scan or over a slow line, little of what lies around is of use.
 */
const PIECE = { ahead: 128 * 1024, alone: 32 * 1024 };

/** Longest rest of a file that is read ahead, in bytes, and how long that may take at the speed of the first bytes. */
const AHEAD_BYTES = 32 * 1024 * 1024;
const AHEAD_SECONDS = 5;

/** Told how many bytes have come; `total` is undefined while nobody knows the length. */
export type OnProgress = (received: number, total: number | undefined) => void;

/** A document that is read in pieces. */
export interface RangeReader {
  readonly length: number;
  /** Bytes of a piece that is worth a request. */
  readonly piece: number;
  /** What has come from the beginning on: the whole file where the rest comes soon. */
  start(): Promise<Uint8Array>;
  /** Hands on what is read ahead after `start`; resolves when no more of it comes. */
  follow(onPiece: (piece: Uint8Array) => void): Promise<void>;
  /** A piece; nothing where reading ahead brings it. */
  read(begin: number, end: number): Promise<Uint8Array | undefined>;
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
      throw brokeOff(error, signal);
    }
  };

  const asked = performance.now();
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
  const count = (bytes: number): void => {
    const whole = total ?? announcedLength(response);
    // a piece that is asked for may come once more with what is read ahead
    received = Math.min(received + bytes, whole ?? Infinity);
    onProgress(received, whole);
  };
  count(0);
  const first = await bytesOf(response, signal, count, most);
  if (isMarkup(first)) throw new EsignError('bad-response', 'a web page came in the place of the document');
  const length = total ?? first.length;
  const seconds = secondsOf(response, asked);
  const etag = response.headers.get('ETag');
  const ahead = new ReadAhead(first, length, seconds);
  const rest = length - first.length;
  const isAhead = rest <= Math.min(AHEAD_BYTES, (first.length / seconds) * AHEAD_SECONDS);
  if (rest > 0 && isAhead) {
    ahead.read(async (onPiece) => {
      const answer = await request(first.length, length);
      if (answer.status !== 206 || answer.headers.get('ETag') !== etag) return answer.body?.cancel();
      return eachPiece(answer, (piece) => {
        count(piece.length);
        onPiece(piece);
      });
    });
  }

  return {
    length,
    piece: isAhead ? PIECE.ahead : PIECE.alone,
    start: () => ahead.take(),
    follow: (onPiece) => ahead.follow(onPiece),
    async read(begin, end) {
      if (await ahead.brings(end)) return undefined;
      const piece = await request(begin, end);
      if (piece.headers.get('ETag') !== etag)
        throw new EsignError('document-changed', 'the file changed while reading');
      if (piece.status !== 206) throw fromStatus(piece.ok ? 416 : piece.status);
      return bytesOf(piece, signal, count);
    },
  };
}

/** How long an answer was on the line: a page that is just starting is busy, and reads it later than it came. */
function secondsOf({ url }: Response, asked: number): number {
  const onTheLine = performance.getEntriesByName(url, 'resource').at(-1)?.duration;
  return (onTheLine || performance.now() - asked) / 1000;
}

function brokeOff(error: unknown, signal: AbortSignal): EsignError {
  return new EsignError(signal.aborted ? 'aborted' : 'network', 'the document did not come', { cause: error });
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
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    await eachPiece(response, (piece) => {
      length += piece.length;
      if (length > most) throw tooLarge(most);
      pieces.push(piece);
      count(piece.length);
    });
  } catch (error) {
    throw error instanceof EsignError ? error : brokeOff(error, signal);
  }
  return joined(pieces);
}

/** Hands on a body as it comes; no more of it comes after an error. */
async function eachPiece({ body }: Response, take: (piece: Uint8Array<ArrayBuffer>) => void): Promise<void> {
  const reader = body?.getReader();
  try {
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) take(next.value);
  } finally {
    void reader?.cancel().catch(() => undefined);
  }
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
