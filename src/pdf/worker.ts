import { EsignError } from '../core/errors.js';
import { pdfAsset } from './assets.js';

/** The script policy of our workers; pages with `trusted-types` must allow this name. */
const POLICY_NAME = 'esign-worker';

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

let policy: ScriptUrlPolicy | undefined;

/** The scripts of pdf.js that run beside the page: what reads a file, and what draws its pages. */
const SCRIPTS = ['pdf.worker.mjs', 'pdf.renderer.mjs'] as const;

/**
 * Starts a pdf.js worker of our own. Left alone, pdf.js makes one without a Trusted Types policy, is refused on a strict
 * page and then silently parses on the main thread; a worker that does not start is an error here, never that.
 *
 * @throws EsignError `worker-failed`
 */
function startWorker(): Worker {
  return start('pdf.worker.mjs', 'esign-pdf');
}

/** Milliseconds after which a worker that no document took is ended. */
const SPARE_FOR = 30_000;

let spare: { readonly worker: Worker; readonly keep: () => void } | undefined;

/** Starts the worker that reads the next document, whose script is the largest of all, while the page still asks for the document. */
export function prepareWorker(): void {
  if (spare) return;
  try {
    const worker = startWorker();
    const keep = (): void => {
      clearTimeout(timer);
      worker.removeEventListener('error', drop);
      spare = undefined;
    };
    const drop = (event?: Event): void => {
      event?.preventDefault();
      keep();
      worker.terminate();
    };
    const timer = setTimeout(drop, SPARE_FOR);
    worker.addEventListener('error', drop);
    spare = { worker, keep };
  } catch {
    // whoever opens a document is told
  }
}

/**
 * The worker that reads a document: the one that was prepared, or a new one.
 *
 * @throws EsignError `worker-failed`
 */
export function takeWorker(): Worker {
  const prepared = spare;
  prepared?.keep();
  return prepared?.worker ?? startWorker();
}

/**
 * Starts a worker in which pdf.js draws, so that a heavy page does not hold up the form around it. Nothing where the browser
 * has no canvas for workers, or the folder of pdf.js lacks the script: the page's own thread draws then.
 */
export function startRenderer(): Worker | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined;
  try {
    const renderer = start('pdf.renderer.mjs', 'esign-pdf-renderer');
    renderer.addEventListener('error', (event) => event.preventDefault());
    return renderer;
  } catch {
    return undefined;
  }
}

function start(script: (typeof SCRIPTS)[number], name: string): Worker {
  const url = pdfAsset(script);
  try {
    policy ??= createPolicy();
    return new Worker(policy.createScriptURL(url), { type: 'module', name });
  } catch (error) {
    throw new EsignError('worker-failed', `the worker ${url} was refused`, { cause: error });
  }
}

/** Rejects with `worker-failed` when the script cannot be loaded or dies; never resolves. */
export function workerFailure(worker: Worker, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    worker.addEventListener(
      'error',
      (event) => {
        event.preventDefault();
        reject(new EsignError('worker-failed', event.message || 'the worker script could not be loaded'));
      },
      { signal },
    );
  });
}

function createPolicy(): ScriptUrlPolicy {
  const rules = {
    createScriptURL(url: string): string {
      if (!SCRIPTS.some((script) => url === pdfAsset(script))) {
        throw new TypeError(`${POLICY_NAME} allows only its own workers`);
      }
      return url;
    },
  };
  return window.trustedTypes?.createPolicy(POLICY_NAME, rules) ?? rules;
}
