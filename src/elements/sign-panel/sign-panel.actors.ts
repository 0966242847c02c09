import { fromPromise } from 'xstate';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import { viewOfEnvelope, viewOfTab, type PanelView } from '../../core/panel-view.js';
import type { ActInput, LoadedPanel, PanelTarget, RejectInput, SignInput } from '../../machines/sign-panel.events.js';
import { signPanelMachine } from '../../machines/sign-panel.machine.js';

/** The chart with its effects: everything goes through the host port. */
export function connectSignPanel(getHost: () => HostClient | undefined): typeof signPanelMachine {
  const host = (): HostClient => {
    const client = getHost();
    if (!client) throw new EsignError('unavailable', 'the panel has neither host nor endpoint');
    return client;
  };
  return signPanelMachine.provide({
    actors: {
      loadPanel: fromPromise<LoadedPanel, PanelTarget | undefined>(async ({ input, signal }) => {
        if (!input) throw new Error('loading without a target');
        const view = await readView(host(), input, signal);
        const seals = view.state === 'sign' ? await host().listSeals({ signal }) : [];
        return { view, seals };
      }),
      act: fromPromise<void, ActInput>(async ({ input: { act, recordId, envelopeId, idempotencyKey }, signal }) => {
        if (act === 'create' && recordId) await host().prepareRecord(recordId, { idempotencyKey, signal });
        if (act === 'launch' && envelopeId) await host().launchEnvelope(envelopeId, { idempotencyKey, signal });
      }),
      // a request that may already have been stored is not aborted: its receipt is the only truth
      sign: fromPromise(({ input: { envelopeId, request, idempotencyKey } }: { input: SignInput }) =>
        host().signEnvelope(envelopeId, request, { idempotencyKey }),
      ),
      reject: fromPromise<void, RejectInput>(async ({ input: { envelopeId, reason, idempotencyKey } }) => {
        await host().rejectEnvelope(envelopeId, { reason }, { idempotencyKey });
      }),
    },
  });
}

async function readView(host: HostClient, target: PanelTarget, signal: AbortSignal): Promise<PanelView> {
  if (target.kind === 'record') return viewOfTab(await host.getRecordTab(target.recordId, { signal }));
  const [{ value: envelope }, session] = await Promise.all([
    host.getEnvelope(target.envelopeId, { signal }),
    host.getSession({ signal }),
  ]);
  return viewOfEnvelope(envelope, { userId: session.userId, name: session.name }, new Date().toISOString());
}
