import { fromCallback } from 'xstate';

import type { HostClient } from '../../api/host-client.js';
import {
  hasMySignature,
  submitFaultOf,
  type BatchItem,
  type BatchOutcome,
  type BatchReading,
  type SubmitFault,
} from '../../core/batch.js';
import { needsTexts, resolveRule, ruledDocuments, type BatchResolution } from '../../core/batch-rule.js';
import { EsignError } from '../../core/errors.js';
import { isOutdated, viewOfTab } from '../../core/panel-view.js';
import { viewOfEnvelope } from '../../core/envelope-view.js';
import type {
  BatchNews,
  ReadInput,
  ResolveInput,
  ResubmitInput,
  SignAllInput,
  SignOrder,
} from '../../machines/batch-sign.events.js';
import { batchSignMachine } from '../../machines/batch-sign.machine.js';
import type { SigningProgress } from '../../schema/sign-progress.js';
import type { BatchTexts } from './batch-texts.js';
import { ownTab } from './envelope-reading.js';
import { readTerms } from './sign-panel.actors.js';

/** Envelopes that are read, worked out and signed at the same time. */
const READS = 3;
const RESOLVES = 2;
const SIGNATURES = 2;

/** How long a host that takes no more is left in peace, and how often. */
const PAUSE_MS = 5000;
const MAX_PAUSES = 24;

type Tell = (news: BatchNews) => void;

interface BatchPort {
  readonly host: () => HostClient | undefined;
  readonly texts: BatchTexts;
}

/** The chart with its effects: everything goes through the host port, and through the texts of the documents. */
export function connectBatchSign({ host: getHost, texts }: BatchPort): typeof batchSignMachine {
  const host = (): HostClient => {
    const client = getHost();
    if (!client) throw new EsignError('unavailable', 'the panel has neither host nor endpoint');
    return client;
  };
  return batchSignMachine.provide({
    actors: {
      readAll: fromCallback<{ type: 'none' }, ReadInput>(({ input, sendBack }) => {
        const abort = new AbortController();
        void readAll(host, input, sendBack, abort.signal);
        return () => abort.abort();
      }),
      resolveAll: fromCallback<{ type: 'none' }, ResolveInput>(({ input, sendBack }) => {
        const abort = new AbortController();
        void resolveAll(host(), texts, input, sendBack, abort.signal);
        return () => abort.abort();
      }),
      // what was sent may already have been stored, so it is never aborted; what is left is not sent
      signAll: fromCallback<{ type: 'stop' }, SignAllInput>(({ input, sendBack, receive }) => {
        const stop = new AbortController();
        receive(() => stop.abort());
        void signAll(host(), input, sendBack, stop.signal);
        return () => stop.abort();
      }),
      resubmit: fromCallback<{ type: 'none' }, ResubmitInput>(
        ({ input: { id, recordId, idempotencyKey }, sendBack }) => {
          const tell = (submitFault: SubmitFault | null): void =>
            sendBack({ type: 'item.resubmitted', id, submitFault });
          const ask = async (): Promise<SubmitFault | null> => {
            const tab = await host().retrySubmit?.(recordId, { idempotencyKey });
            return tab ? submitFaultOf(viewOfTab(tab)) : null;
          };
          ask().then(tell, (error: unknown) => tell({ code: EsignError.from(error).code, mayRetry: true }));
        },
      ),
    },
  });
}

async function readAll(host: () => HostClient, { ids }: ReadInput, tell: Tell, signal: AbortSignal): Promise<void> {
  try {
    const [session, seals] = await Promise.all([host().getSession({ signal }), host().listSeals({ signal })]);
    tell({ type: 'seals.read', seals });
    await inTurns(ids, READS, signal, async (id) => {
      try {
        tell({ type: 'item.read', id, reading: await readItem(host(), id, session, signal) });
      } catch (error) {
        if (!signal.aborted) tell({ type: 'item.unreadable', id, code: EsignError.from(error).code });
      }
    });
    if (!signal.aborted) tell({ type: 'reading.ended' });
  } catch (error) {
    if (!signal.aborted) tell({ type: 'reading.failed', error: EsignError.from(error) });
  }
}

/** What a signer would see of one envelope: the tab of its record where there is one, which knows its node and its files. */
async function readItem(
  host: HostClient,
  id: string,
  viewer: { userId: string; name: string },
  signal: AbortSignal,
): Promise<BatchReading> {
  const { value: envelope } = await host.getEnvelope(id, { signal });
  const own = await ownTab(host, envelope, signal);
  const { userId, name } = viewer;
  const view = own ? viewOfTab(own) : viewOfEnvelope(envelope, { userId, name }, new Date().toISOString());
  const terms = view.state === 'sign' ? await readTerms(host, id, signal) : null;
  return { view, terms, isOutdated: own !== null && isOutdated(own) };
}

async function resolveAll(
  host: HostClient,
  texts: BatchTexts,
  { items, seals, rule }: ResolveInput,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const resolve = async ({ id, reading }: BatchItem): Promise<BatchResolution> => {
    if (!reading) throw new Error(`${id} was not read`);
    const { view } = reading;
    const known = new Map<string, Awaited<ReturnType<BatchTexts['read']>>>();
    for (const document of needsTexts(rule) ? ruledDocuments(view, rule) : []) {
      try {
        known.set(document.id, await texts.read(host, id, document, signal));
      } catch (error) {
        const { code } = EsignError.from(error);
        return { marks: [], problems: [{ code, documentId: document.id, pageIndex: null }] };
      }
    }
    return resolveRule({ view, seals, rule, texts: known });
  };
  await inTurns(items, RESOLVES, signal, async (item) => {
    const resolution = await resolve(item);
    if (!signal.aborted) tell({ type: 'item.resolved', id: item.id, resolution });
  });
  if (!signal.aborted) tell({ type: 'resolving.ended' });
}

async function signAll(host: HostClient, { orders }: SignAllInput, tell: Tell, stop: AbortSignal): Promise<void> {
  await inTurns(orders, SIGNATURES, stop, async (order) => {
    tell({ type: 'item.started', id: order.id });
    const outcome = await sign(host, order, tell, stop);
    const submitFault = outcome.kind === 'signed' ? await readSubmitFault(host, order) : null;
    tell({ type: 'item.settled', id: order.id, outcome, submitFault });
  });
  tell({ type: 'signing.ended' });
}

async function sign(host: HostClient, order: SignOrder, tell: Tell, stop: AbortSignal): Promise<BatchOutcome> {
  const { id, idempotencyKey, request } = order;
  const onProgress = (progress: SigningProgress): void => tell({ type: 'item.progressed', id, progress });
  const options = { idempotencyKey, onProgress };
  for (let pauses = 0; ; pauses += 1) {
    try {
      return { kind: 'signed', receipt: await host.signEnvelope(id, request, options) };
    } catch (error) {
      const { code, retryable } = EsignError.from(error);
      if (code === 'rate-limited' && pauses < MAX_PAUSES && !stop.aborted) {
        tell({ type: 'signing.paused', isPaused: true });
        await pause(PAUSE_MS, stop);
        tell({ type: 'signing.paused', isPaused: false });
      } else if ((code === 'already-signed' || retryable) && (await isSigned(host, id))) {
        return { kind: 'signed', receipt: null };
      } else return { kind: 'refused', code, retryable };
    }
  }
}

/** Whether the signature was the last one and the workflow stands still all the same (C-38). */
async function readSubmitFault(host: HostClient, { id, recordId }: SignOrder): Promise<SubmitFault | null> {
  if (recordId === null) return null;
  try {
    const tab = await host.getRecordTab(recordId);
    return tab.envelope?.id === id ? submitFaultOf(viewOfTab(tab)) : null;
  } catch {
    // it is signed all the same, and the tab of the record tells it too
    return null;
  }
}

/** What the host says of a signature whose answer did not come; where it says nothing, it counts as not known. */
async function isSigned(host: HostClient, id: string): Promise<boolean> {
  try {
    const [{ value: envelope }, { userId, name }] = await Promise.all([host.getEnvelope(id), host.getSession()]);
    return hasMySignature(viewOfEnvelope(envelope, { userId, name }, new Date().toISOString()));
  } catch {
    // not reachable now; a retry asks again
    return false;
  }
}

function pause(millis: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    stop.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** Works through a list, so many at once, until it is told to stop; what was begun is ended. */
async function inTurns<T>(
  all: readonly T[],
  most: number,
  stop: AbortSignal,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const rest = [...all];
  const next = async (): Promise<void> => {
    for (let one = rest.shift(); one !== undefined && !stop.aborted; one = rest.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: most }, next));
}
