import { html, type TemplateResult } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import type { DocumentLimits } from '../../pdf/limits.js';
import type { PanelParts } from './panel-parts.js';
import { card, type PanelTexts } from './sign-panel.views.js';

interface BatchPart {
  readonly texts: PanelTexts;
  readonly client: HostClient | undefined;
  readonly envelopeIds: readonly string[];
  readonly limits: Partial<DocumentLimits> | undefined;
  readonly locale: string;
  /** What shows a document, and the batch itself. */
  readonly parts: readonly PanelParts<unknown>[];
}

/** The list of ids in the attribute, parted by white space. */
export const idsConverter = {
  fromAttribute: (text: string | null): readonly string[] => (text ?? '').split(/\s+/).filter((id) => id !== ''),
};

/** Several envelopes in the place of one, as soon as what shows them has come. */
export function renderBatchPart({ texts, client, envelopeIds, limits, locale, parts }: BatchPart): TemplateResult {
  const failed = parts.filter(({ hasFailed }) => hasFailed);
  if (failed.length > 0) {
    const load = (): void => failed.forEach((part) => part.load());
    const retry = html`<button class="button" type="button" data-act="load-parts" @click=${load}>
      ${texts.retry}
    </button>`;
    return html`<div role="alert">${card(texts.errors.network, '', retry, 'danger')}</div>`;
  }
  if (parts.some(({ isReady }) => !isReady)) return html`<div class="card"><span class="spinner"></span></div>`;
  return html`<esign-batch-sign .client=${client} .envelopeIds=${envelopeIds} .limits=${limits} .locale=${locale}
    ><slot name="intent" slot="intent"></slot
  ></esign-batch-sign>`;
}
