import { fromPromise } from 'xstate';

import type { HostClient } from '../../api/host-client.js';
import { newIdempotencyKey } from '../../api/idempotency-key.js';
import { EsignError } from '../../core/errors.js';
import { isOutdated, viewOfTab, type PanelView } from '../../core/panel-view.js';
import type {
  ActInput,
  LoadedPanel,
  LoadInput,
  PanelTarget,
  RejectInput,
  SignInput,
} from '../../machines/sign-panel.events.js';
import { signPanelMachine } from '../../machines/sign-panel.machine.js';
import type { SigningTerms } from '../../schema/signing-terms.js';

/** The chart with its effects: everything goes through the host port. */
export function connectSignPanel(getHost: () => HostClient | undefined): typeof signPanelMachine {
  const host = (): HostClient => {
    const client = getHost();
    if (!client) throw new EsignError('unavailable', 'the panel has neither host nor endpoint');
    return client;
  };
  return signPanelMachine.provide({
    actors: {
      loadPanel: fromPromise<LoadedPanel, LoadInput>(async ({ input: { target, mode }, signal }) => {
        if (!target) throw new Error('loading without a target');
        const view = await readView(host(), target, signal);
        const { envelope } = view;
        if (mode === 'place' && view.state === 'waitingForOthers' && view.me && envelope) {
          const { readAhead } = await import('./ahead-reading.js');
          return { view, ...(await readAhead(host(), () => readTerms(host(), envelope.id, signal), signal)) };
        }
        const terms = view.state === 'sign' && envelope ? await readTerms(host(), envelope.id, signal) : null;
        // at the page of a service nothing of this host is placed
        const seals = view.state === 'sign' && !terms?.page ? await host().listSeals({ signal }) : [];
        return { view, seals, terms };
      }),
      act: fromPromise<void, ActInput>(async ({ input: { act, recordId, envelopeId, idempotencyKey }, signal }) => {
        if (act === 'create' && recordId) await host().prepareRecord(recordId, { idempotencyKey, signal });
        if (act === 'launch' && envelopeId) await host().launchEnvelope(envelopeId, { idempotencyKey, signal });
        if (act === 'submit' && recordId) await host().retrySubmit?.(recordId, { idempotencyKey, signal });
      }),
      // a request that may already have been stored is not aborted: its receipt is the only truth
      sign: fromPromise(({ input: { envelopeId, request, ...options } }: { input: SignInput }) =>
        host().signEnvelope(envelopeId, request, options),
      ),
      reject: fromPromise<void, RejectInput>(async ({ input: { envelopeId, reason, idempotencyKey } }) => {
        await host().rejectEnvelope(envelopeId, { reason }, { idempotencyKey });
      }),
    },
  });
}

/** What the host asks for beside the marks; null from a host that is older than the question. */
export async function readTerms(
  host: HostClient,
  envelopeId: string,
  signal: AbortSignal,
): Promise<SigningTerms | null> {
  try {
    return (await host.getSigningTerms?.(envelopeId, { signal })) ?? null;
  } catch (error) {
    if (['not-found', 'not-implemented'].includes(EsignError.from(error).code)) return null;
    throw error;
  }
}

/** What a panel shows of its target. A signer who comes to files that were replaced has the envelope made again. */
export async function readView(
  host: Pick<HostClient, 'getRecordTab' | 'prepareRecord' | 'getEnvelope' | 'getSession'>,
  target: PanelTarget,
  signal: AbortSignal,
): Promise<PanelView> {
  if (target.kind === 'record') {
    const tab = await host.getRecordTab(target.recordId, { signal });
    if (!isOutdated(tab)) return viewOfTab(tab);
    const options = { idempotencyKey: newIdempotencyKey(), signal };
    return host.prepareRecord(target.recordId, options).then(viewOfTab, (error: unknown) => {
      // the record lacks a value: the tab says which one, and shows the old files as far as they go
      if (EsignError.from(error).code !== 'invalid-input') throw error;
      return viewOfTab(tab);
    });
  }
  // seldom, and it decides what is otherwise decided by the host
  const { readEnvelope } = await import('./envelope-reading.js');
  return readEnvelope(host, target.envelopeId, signal);
}
