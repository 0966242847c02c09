import { EsignError } from '../core/errors.js';
import { pdfAsset } from './assets.js';

/** The script policy of our worker; pages with `trusted-types` must allow this name. */
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

/** Where the worker script is. */
export function workerUrl(): string {
  return pdfAsset('pdf.worker.mjs');
}

/**
 * Starts a pdf.js worker of our own. Left alone, pdf.js makes one without a Trusted Types policy, is refused on a strict
 * page and then silently parses on the main thread; a worker that does not start is an error here, never that.
 *
 * @throws EsignError `worker-failed`
 */
export function startWorker(): Worker {
  const url = workerUrl();
  try {
    policy ??= createPolicy();
    return new Worker(policy.createScriptURL(url), { type: 'module', name: 'esign-pdf' });
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
      if (url !== workerUrl()) throw new TypeError(`${POLICY_NAME} allows only its own worker`);
      return url;
    },
  };
  return window.trustedTypes?.createPolicy(POLICY_NAME, rules) ?? rules;
}
