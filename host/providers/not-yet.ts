import { EsignError } from '../../src/core/errors.js';
import type { ErrorCode } from '../../src/schema/index.js';

/** What will soon go well: the outbox waits as long as the service says before each further attempt, then as long as ever. */
export class NotYet extends EsignError {
  readonly pausesMs: readonly number[];

  constructor(code: ErrorCode, message: string, pausesMs: readonly number[], cause?: unknown) {
    super(code, message, { cause });
    this.pausesMs = pausesMs;
  }
}
