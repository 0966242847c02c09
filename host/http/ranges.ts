import { EsignError } from '../../src/core/errors.js';
import type { FileStore } from '../store/files.js';

export interface ServedFile {
  readonly sha256: string;
  readonly mediaType: string;
  readonly name: string;
  readonly disposition: 'inline' | 'attachment';
}

/** RFC 5987: an ASCII name for old readers and the real one in UTF-8. */
export function contentDisposition(disposition: 'inline' | 'attachment', name: string): string {
  const safe = name.replace(/[\p{Cc}\p{Cf}/\\]/gu, '_');
  const plain = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_');
  const encoded = encodeURIComponent(safe.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range that is asked for; null for the whole file, also where several ranges or another unit are asked for,
 * which a server may ignore.
 *
 * @throws EsignError `range-not-satisfiable`.
 */
export function parseRange(header: string | null, size: number): Range | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, first = '', last = ''] = match;
  const unsatisfiable = new EsignError('range-not-satisfiable', `the file has ${size} bytes`);
  if (first === '') {
    const suffix = Number(last);
    if (suffix === 0 || size === 0) throw unsatisfiable;
    return { start: Math.max(0, size - suffix), end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) throw unsatisfiable;
  return { start, end };
}

/** Serves stored bytes: whole, in one range, or not at all when the reader has them already. */
export async function serveFile(request: Request, files: FileStore, file: ServedFile): Promise<Response> {
  const etag = `"${file.sha256}"`;
  const size = await files.size(file.sha256);
  const headers = new Headers({
    'accept-ranges': 'bytes',
    etag,
    'cache-control': 'private, no-cache',
    'content-type': file.mediaType,
    'content-disposition': contentDisposition(file.disposition, file.name),
    // a file of a stranger must not become a page of ours
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
  });
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });

  const ifRange = request.headers.get('if-range');
  const range = ifRange === null || ifRange === etag ? parseRange(request.headers.get('range'), size) : null;
  const { start, end } = range ?? { start: 0, end: size - 1 };
  headers.set('content-length', String(end - start + 1));
  if (range) headers.set('content-range', `bytes ${start}-${end}/${size}`);
  const body = request.method === 'HEAD' || size === 0 ? null : files.stream(file.sha256, start, end);
  return new Response(body, { status: range ? 206 : 200, headers });
}
