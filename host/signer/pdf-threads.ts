import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

import { EsignError } from '../../src/core/errors.js';
import type { ErrorCode, InputError } from '../../src/schema/problem.js';
import type { PdfWorkInput, PdfWorkName, PdfWorkOutcome } from './pdf-work.js';

export interface PdfThreadOrder {
  readonly name: PdfWorkName;
  readonly input: unknown;
}

export type PdfThreadAnswer =
  | { readonly outcome: unknown }
  | { readonly error: { code: ErrorCode; message: string; errors: readonly InputError[] } };

/** Does work on files of strangers away from the thread that answers requests. */
export interface PdfWorkers {
  /**
   * @throws EsignError What the work throws; `file-too-large` when it takes too long or asks for too much memory: it would
   *   again. The thread ends then, and nothing else with it.
   */
  run<Name extends PdfWorkName>(name: Name, input: PdfWorkInput<Name>): Promise<PdfWorkOutcome<Name>>;
}

/** Longest time for one piece of work unless told otherwise, in milliseconds. */
const WITHIN_MS = 20_000;
const MEMORY_MB = 1024;
/** How often is looked what a thread holds beside the heap, which its limit does not count. */
const LOOK_MS = 250;
/** More threads would take the processor from those who wait for answers. */
const MAX_THREADS = 2;

const idle: PdfThread[] = [];
const waiting: (() => void)[] = [];
let running = 0;

/**
 * Threads are shared by all hosts of a process, start with the first work, and keep no process from ending.
 *
 * @throws EsignError `worker-failed` at once where the program of the threads is missing, as beside a bundled host.
 */
export function createPdfWorkers({ withinMs = WITHIN_MS }: { withinMs?: number | undefined } = {}): PdfWorkers {
  threadProgram(import.meta.url);
  return {
    async run<Name extends PdfWorkName>(name: Name, input: PdfWorkInput<Name>): Promise<PdfWorkOutcome<Name>> {
      await takeTurn();
      const thread = idle.pop() ?? new PdfThread();
      try {
        const answer = await thread.carryOut({ name, input }, withinMs);
        if ('outcome' in answer) return answer.outcome as PdfWorkOutcome<Name>;
        const { code, message, errors } = answer.error;
        throw new EsignError(code, message, { errors });
      } finally {
        if (thread.isAlive) idle.push(thread);
        endTurn();
      }
    },
  };
}

async function takeTurn(): Promise<void> {
  if (running >= MAX_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
}

/** The turn goes to who waits longest, so that nobody takes it in between. */
function endTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

class PdfThread {
  readonly #worker = startWorker();
  readonly #ready: Promise<unknown>;
  #fail: (error: EsignError) => void = () => undefined;
  isAlive = true;

  constructor() {
    const worker = this.#worker;
    worker.unref();
    this.#ready = new Promise((resolve) => worker.once('message', resolve));
    worker.on('error', (error) => this.#end(fromThreadError(error)));
    worker.on('exit', () => this.#end(new EsignError('unavailable', 'the thread ended')));
  }

  /** @throws EsignError When the thread had to be ended. */
  async carryOut(order: PdfThreadOrder, withinMs: number): Promise<PdfThreadAnswer> {
    const worker = this.#worker;
    const ended = new Promise<never>((_, reject) => (this.#fail = reject));
    const tooLong = new EsignError('file-too-large', `"${order.name}" takes longer than ${withinMs} ms`);
    let timer: NodeJS.Timeout | undefined;
    let look: NodeJS.Timeout | undefined;
    worker.ref();
    try {
      // how long a thread takes to start says nothing about the file
      await Promise.race([this.#ready, ended]);
      timer = setTimeout(() => this.#end(tooLong), withinMs);
      look = setInterval(() => void this.#lookAtMemory(), LOOK_MS);
      const answer = new Promise<PdfThreadAnswer>((resolve) => worker.once('message', resolve));
      worker.postMessage(order);
      return await Promise.race([answer, ended]);
    } finally {
      clearTimeout(timer);
      clearInterval(look);
      worker.unref();
    }
  }

  #end(error: EsignError): void {
    const at = idle.indexOf(this);
    if (at >= 0) idle.splice(at, 1);
    this.isAlive = false;
    this.#fail(error);
    void this.#worker.terminate();
  }

  /** Decompressed bytes lie outside the heap. Node 20 tells nothing of another thread; there the time alone is the limit. */
  async #lookAtMemory(): Promise<void> {
    // it answers nothing more when the thread is gone
    const heap = await (this.#worker as Partial<Worker>).getHeapStatistics?.().catch(() => undefined);
    if (heap && heap.used_heap_size + heap.external_memory > MEMORY_MB * 1024 * 1024) this.#end(tooMuchMemory());
  }
}

/**
 * The program that a thread runs: a file of its own beside this module, in whatever file that ends up.
 *
 * @throws EsignError `worker-failed` where it is not there.
 */
export function threadProgram(module: string): URL {
  const program = new URL(module.endsWith('.ts') ? './pdf-thread.ts' : './pdf-thread.js', module);
  if (existsSync(program)) return program;
  throw new EsignError(
    'worker-failed',
    `${fileURLToPath(program)} is missing: a host that is bundled into one file needs pdf-thread.js beside it (docs/embedding.md)`,
  );
}

function startWorker(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB };
  const program = threadProgram(import.meta.url);
  if (program.pathname.endsWith('.js')) return new Worker(program, { resourceLimits });
  // sources, in development and in tests: not every runner hands its loader on to threads
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return new Worker(program, { resourceLimits, execArgv: ['--import', loader] });
}

function fromThreadError(error: unknown): EsignError {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isFull ? tooMuchMemory() : EsignError.from(error);
}

function tooMuchMemory(): EsignError {
  return new EsignError('file-too-large', `the file asks for more than ${MEMORY_MB} MB of memory`);
}
