/** The backend does something else than the contract says. */
export class Mismatch extends Error {
  readonly request: string;
  readonly expected: string;
  readonly came: string;

  constructor(request: string, expected: string, came: string) {
    super(`${request}: expected ${expected}, came ${came}`);
    this.request = request;
    this.expected = expected;
    this.came = came;
  }
}

/** Nothing can be said about a rule; the message says what it would take. */
export class NotChecked extends Error {}

export type Verdict = 'ok' | 'failed' | 'not checked';

/** What one check found; `request` and after it are there as far as they are known. */
export interface Finding {
  /** `group.check`, followed by `/endpoint` where a check looks at each endpoint by itself. */
  readonly id: string;
  readonly verdict: Verdict;
  readonly title: string;
  readonly rule: string;
  readonly request?: string;
  readonly expected?: string;
  readonly came?: string;
  readonly reason?: string;
}
