import { html, type TemplateResult } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import type { SignPanelContext } from '../../machines/sign-panel.events.js';
import type { Intent } from '../../schema/signing-terms.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { Scene } from './sign-panel.views.js';

/** Whether the person must prove before the signature who signs. */
export function asksForProof(context: SignPanelContext | undefined): boolean {
  const kind = context?.terms?.intent.kind ?? 'none';
  return kind !== 'none' && context?.intentToken === null;
}

/** Brings the dialog when it is first needed. Resolves to whether it came. */
export async function loadIntentDialog(report: (error: EsignError) => void): Promise<boolean> {
  try {
    await loadElement('esign-intent-dialog');
    return true;
  } catch {
    report(new EsignError('network', 'the dialog could not be loaded'));
    return false;
  }
}

export function renderProof(scene: Scene, client: HostClient | undefined): TemplateResult {
  const { context, locale, send } = scene;
  return html`<esign-intent-dialog
    .client=${client}
    .envelopeId=${context.view?.envelope?.id ?? ''}
    .documents=${Object.entries(context.pinned).map(([documentId, sha256]) => ({ documentId, sha256 }))}
    .terms=${context.terms?.intent}
    .started=${context.startedIntent}
    .locale=${locale}
    @intent-kept=${({ detail }: CustomEvent<Intent | null>) => send({ type: 'intent.kept', intent: detail })}
    @intent-proved=${({ detail }: CustomEvent<string>) => send({ type: 'intent.proved', token: detail })}
    @dialog-close=${() => send({ type: 'dialog.closed' })}
    ><slot name="intent"></slot
  ></esign-intent-dialog>`;
}
