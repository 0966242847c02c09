import type { Context } from 'hono';

import type { StoredAnswer } from './idempotency.js';
import { failureOf, problemOf, type Report } from './problem.js';

/** Writes a line of progress; after the reader has gone it writes to nobody. */
export type Tell = (line: unknown) => void;

const TYPE = 'application/x-ndjson';

const HEADERS = {
  'content-type': `${TYPE}; charset=utf-8`,
  // compressing would keep the lines back until there are enough of them, and so would a proxy that collects
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Where the status of the last line is kept until the request is counted. */
const LAST_STATUS = 'last-status';

/** Whether who asks reads lines: named by its own name, because `*` comes from who knows nothing of them. */
export function acceptsLines(request: Request): boolean {
  const ranges = (request.headers.get('accept') ?? '').split(',').map((range) => range.split(';'));
  return ranges.some(([type = '', ...parameters]) => {
    const isRefused = parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/i.test(parameter));
    return type.trim().toLowerCase() === TYPE && !isRefused;
  });
}

/** The status that the last line will tell, where a request is answered in lines. */
export function lastStatusOf(context: Context): Promise<number> | undefined {
  return context.get(LAST_STATUS) as Promise<number> | undefined;
}

/**
 * Answers with lines from the first one that the work tells; work that has nothing to tell is answered as always, and so are
 * answers that were kept and what is refused before. The work goes on when the reader goes away.
 */
export async function answerInLines(
  context: Context,
  work: (tell: Tell) => Promise<StoredAnswer | Response>,
  { report, track }: { readonly report: Report; readonly track: (work: Promise<unknown>) => void },
): Promise<StoredAnswer | Response> {
  const lines = new LineStream();
  const working = work(lines.write);
  const early = await Promise.race([working, lines.begun]);
  if (early) return early;
  const ending = working
    .then((answer) => {
      if (answer instanceof Response) throw new Error('an answer in lines cannot become another one');
      lines.write({ status: answer.status, result: answer.body });
      return answer.status;
    })
    .catch((thrown: unknown) => {
      const problem = problemOf(failureOf(thrown), context.req.path, report);
      lines.write({ status: problem.status, problem });
      return problem.status;
    })
    .finally(() => lines.end());
  context.set(LAST_STATUS, ending);
  track(ending);
  return new Response(lines.body, { headers: HEADERS });
}

class LineStream {
  readonly body: ReadableStream<Uint8Array>;
  /** Resolves with the first line. */
  readonly begun: Promise<void>;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #begin: () => void = () => undefined;

  constructor() {
    this.begun = new Promise((resolve) => (this.#begin = resolve));
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.#controller = null;
      },
    });
  }

  readonly write = (line: unknown): void => {
    this.#controller?.enqueue(this.#encoder.encode(`${JSON.stringify(line)}\n`));
    this.#begin();
  };

  end(): void {
    this.#controller?.close();
    this.#controller = null;
  }
}
