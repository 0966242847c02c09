import type { ErrorCode, InputError } from '../schema/problem.js';

/** HTTP status of a code, and whether the same request may succeed later without a change. */
interface ErrorFacts {
  readonly status: number;
  readonly retryable: boolean;
}

const FACTS: Record<ErrorCode, ErrorFacts> = {
  'invalid-input': { status: 422, retryable: false },
  'content-type-not-supported': { status: 415, retryable: false },
  'body-too-large': { status: 413, retryable: false },
  'not-signed-in': { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  'not-found': { status: 404, retryable: false },
  'stale-version': { status: 412, retryable: false },
  'version-required': { status: 428, retryable: false },
  'idempotency-key-required': { status: 400, retryable: false },
  'idempotency-key-reused': { status: 422, retryable: false },
  'request-in-progress': { status: 409, retryable: true },
  'workflow-already-configured': { status: 409, retryable: false },
  'config-incomplete': { status: 422, retryable: false },
  'config-disabled': { status: 409, retryable: false },
  'binding-not-usable': { status: 422, retryable: false },
  'binding-in-use': { status: 409, retryable: false },
  'secret-unreadable': { status: 500, retryable: false },
  'address-not-allowed': { status: 422, retryable: false },
  'submit-blocked': { status: 409, retryable: false },
  'envelope-closed': { status: 409, retryable: false },
  'envelope-not-launched': { status: 409, retryable: false },
  'envelope-not-completed': { status: 409, retryable: false },
  'out-of-turn': { status: 409, retryable: false },
  'already-signed': { status: 409, retryable: false },
  'not-a-signer': { status: 403, retryable: false },
  'placement-required': { status: 422, retryable: false },
  'placement-invalid': { status: 422, retryable: false },
  'placement-outside-page': { status: 422, retryable: false },
  'keyword-not-found': { status: 422, retryable: false },
  'form-field-not-found': { status: 422, retryable: false },
  'seal-not-usable': { status: 422, retryable: false },
  'document-changed': { status: 409, retryable: false },
  'intent-required': { status: 403, retryable: false },
  'intent-locked': { status: 429, retryable: false },
  'reading-required': { status: 422, retryable: false },
  'file-type-not-supported': { status: 415, retryable: false },
  'file-too-large': { status: 413, retryable: false },
  'file-damaged': { status: 422, retryable: false },
  'file-encrypted': { status: 422, retryable: false },
  'conversion-unavailable': { status: 422, retryable: false },
  'range-not-satisfiable': { status: 416, retryable: false },
  'glyph-missing': { status: 422, retryable: false },
  'no-uses-left': { status: 409, retryable: false },
  'use-code-wrong': { status: 422, retryable: false },
  'seal-use-closed': { status: 409, retryable: false },
  'photos-owed': { status: 409, retryable: false },
  'provider-failed': { status: 502, retryable: true },
  'rate-limited': { status: 429, retryable: true },
  'storage-full': { status: 507, retryable: true },
  'not-implemented': { status: 501, retryable: false },
  unavailable: { status: 503, retryable: true },
  network: { status: 0, retryable: true },
  timeout: { status: 504, retryable: true },
  aborted: { status: 0, retryable: false },
  'bad-response': { status: 502, retryable: false },
  'worker-failed': { status: 0, retryable: true },
  unexpected: { status: 500, retryable: false },
};

/**
 * The one error of the project. `message` is for logs and holds no personal data; people read the text that the
 * translation files have for `code`. `errors` point at faults of an input by JSON pointer.
 */
export class EsignError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly InputError[];

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; errors?: readonly InputError[] } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EsignError';
    this.code = code;
    this.errors = options.errors ?? [];
  }

  /** The HTTP status of the code; 0 where the failure never left the browser. */
  get status(): number {
    return FACTS[this.code].status;
  }

  /** Whether sending the same request again may succeed. */
  get retryable(): boolean {
    return FACTS[this.code].retryable;
  }

  /** Keeps an `EsignError` (also of another copy of this module) and wraps anything else as `unexpected`. */
  static from(error: unknown): EsignError {
    if (error instanceof EsignError) return error;
    if (error instanceof Error && error.name === 'EsignError' && 'code' in error) {
      const { code, message } = error;
      if (isErrorCode(code)) return new EsignError(code, message, { cause: error });
    }
    return new EsignError('unexpected', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(FACTS, code);
}

/** Status and retry of a code, for tables and documents. */
export function errorFacts(code: ErrorCode): ErrorFacts {
  return FACTS[code];
}
