import { EsignError } from '../core/errors.js';
import type { ErrorCode } from '../schema/problem.js';

/** What pdf.js throws, by the name of its exception. Anything else is `unexpected`. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  PasswordException: 'file-encrypted',
  InvalidPDFException: 'file-damaged',
  MissingPDFException: 'not-found',
  FormatError: 'file-damaged',
  UnknownErrorException: 'file-damaged',
  RenderingCancelledException: 'aborted',
  // a number that no memory can follow, or a recursion without an end
  RangeError: 'file-damaged',
  // files of pdf.js that the page does not serve
  ResponseException: 'network',
  AbortException: 'aborted',
  AbortError: 'aborted',
};

/** The one place where failures of pdf.js become ours. */
export function fromPdfError(error: unknown): EsignError {
  if (error instanceof EsignError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const code = CODES[name];
  if (!code) return EsignError.from(error);
  return new EsignError(code, error instanceof Error ? error.message : name, { cause: error });
}

const STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  409: 'document-changed',
  412: 'document-changed',
  416: 'range-not-satisfiable',
  429: 'rate-limited',
  503: 'unavailable',
  504: 'timeout',
};

/** A failure while bytes were read, by the answer's status. */
export function fromStatus(status: number): EsignError {
  return new EsignError(STATUS[status] ?? 'unavailable', `the document answered ${status}`);
}
