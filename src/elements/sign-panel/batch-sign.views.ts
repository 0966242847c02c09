import { html, nothing, type TemplateResult } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import { unresolvedItems, type BatchItem } from '../../core/batch.js';
import type { BatchContext, BatchEvent } from '../../machines/batch-sign.events.js';
import { MAX_BATCH } from '../../schema/batch.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { Locale } from '../../schema/primitives.js';
import type { Seal } from '../../schema/seal.js';
import type { Intent, SigningTerms, StartIntent } from '../../schema/signing-terms.js';
import type { PageAct } from '../../ui/page-act.js';
import { renderFields, type RuleForm } from './batch-form.js';
import { renderList } from './batch-list.js';
import { renderPreview } from './batch-preview.js';
import type { BatchTexts } from './batch-sign.catalog.js';
import { countsOf, reportText } from './batch-words.js';
import type { DocumentController } from './document-controller.js';
import type { LinkFollowing } from './link-following.js';

/** What the templates of a batch draw: the snapshot, and how the person looks at it. */
export interface BatchScene {
  readonly texts: BatchTexts;
  readonly context: BatchContext;
  /** The outer state of the chart. */
  readonly state: string;
  readonly isStopping: boolean;
  readonly isChoosing: boolean;
  readonly canSubmit: boolean;
  readonly form: RuleForm;
  /** Seals that may be used. */
  readonly seals: readonly Seal[];
  readonly pageCount: number;
  readonly isInvalid: boolean;
  readonly openId: string | null;
  readonly item: BatchItem | undefined;
  readonly document: EnvelopeDocument | undefined;
  readonly file: DocumentController;
  readonly following: LinkFollowing;
  readonly images: ReadonlyMap<string, string>;
  readonly client: HostClient | undefined;
  readonly locale: Locale;
  readonly proof: {
    readonly envelopeId: string;
    readonly documents: StartIntent['documents'];
    readonly also: NonNullable<StartIntent['also']>;
    readonly terms: SigningTerms['intent'];
    readonly started: Intent | null;
    readonly ids: readonly string[];
  } | null;
  readonly time: (timestamp: string) => string;
  readonly send: (event: BatchEvent) => void;
  readonly change: (form: RuleForm) => void;
  readonly apply: () => void;
  readonly open: (id: string) => void;
  readonly close: () => void;
  readonly exclude: (id: string, isExcluded: boolean) => void;
  readonly resubmit: (id: string) => void;
  readonly showDocument: (id: string) => void;
  readonly signSingly: (id: string) => void;
  readonly handlePage: (act: PageAct) => void;
  readonly confirm: () => void;
  readonly download: () => void;
}

/** The surface of a batch: the rule and the list, the preview, what happens now, and the dialogs. */
export function renderBatch(scene: BatchScene): TemplateResult {
  const { texts, context, state } = scene;
  const { ready, left, signed } = countsOf(context.items);
  const isBusy = ['reading', 'resolving', 'signing'].includes(state);
  return html`<section class="batch" aria-busy=${isBusy} data-state=${state}>
    <header>
      <h2 tabindex="-1">${texts.title(context.items.length)}</h2>
      <p class="counts">${state === 'reading' ? texts.loading : texts.counted(ready, left, signed)}</p>
    </header>
    ${context.dropped > 0 ? html`<p class="notice warning bar">${texts.dropped(context.dropped, MAX_BATCH)}</p>` : nothing}
    ${state === 'failed' ? renderFailure(scene) : nothing}
    <div class="columns">
      <div class="side">
        ${state === 'reported' ? renderReport(scene) : state === 'signing' ? nothing : renderRule(scene)}
        ${renderList({ ...scene, items: context.items })}
      </div>
      ${renderPreview({ ...scene, seals: context.seals })}
    </div>
    ${renderFooter(scene)} ${renderDialogs(scene)}
  </section>`;
}

function renderFailure({ texts, context, send }: BatchScene): TemplateResult {
  return html`<div class="notice danger bar" role="alert">
    <span class="words">${context.error ? texts.errors[context.error.code] : ''}</span>
    <button
      class="button small"
      type="button"
      data-act="reload"
      @click=${() => send({ type: 'reload.requested', ids: [] })}
    >
      ${texts.retry}
    </button>
  </div>`;
}

function renderRule(scene: BatchScene): TemplateResult {
  const { texts, context, isChoosing, seals } = scene;
  const isResolving = scene.state === 'resolving';
  const handle = (event: Event): void => {
    event.preventDefault();
    if (isResolving) scene.send({ type: 'applying.stopped' });
    else if (isChoosing) scene.apply();
  };
  return html`<form class="rule-box" novalidate @submit=${handle}>
    <h3>${texts.rule}</h3>
    <p class="hint">${texts.ruleHint}</p>
    ${
      seals.length === 0 && isChoosing
        ? html`<p class="notice warning">${texts.noSeals}</p>`
        : renderFields({ ...scene, isOpen: isChoosing })
    }
    <div class="apply">
      <button class="button" type="submit" data-act="apply" aria-disabled=${!isChoosing && !isResolving}>
        ${isResolving ? texts.stopApplying : texts.apply}
      </button>
      <span class="note" role="status">
        ${
          isResolving
            ? texts.applying(context.items.length - unresolvedItems(context.items).length, context.items.length)
            : isChoosing && context.rule !== context.applied
              ? texts.unapplied
              : ''
        }
      </span>
    </div>
  </form>`;
}

function renderReport({ texts, context, send, download }: BatchScene): TemplateResult {
  const { signed, refused } = countsOf(context.items);
  const left = context.items.length - signed - refused;
  const still = context.items.filter(({ submitFault }) => submitFault !== null).length;
  return html`<div class="report">
    <h3>${texts.report.title}</h3>
    <p class="notice ${signed === context.items.length ? 'success' : 'warning'}">${reportText(context.items, texts)}</p>
    ${still > 0 ? html`<p class="notice warning">${texts.report.notSubmitted(still)}</p>` : nothing}
    ${refused + left > 0 ? html`<p class="hint">${texts.report.hint}</p>` : nothing}
    <div class="apply">
      <button class="button" type="button" data-act="csv" @click=${download}>${texts.report.download}</button>
      ${
        refused + left > 0
          ? html`<button
              class="button"
              type="button"
              data-act="retry"
              @click=${() => send({ type: 'retry.requested' })}
            >
              ${texts.report.retry}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}

function renderFooter(scene: BatchScene): TemplateResult | typeof nothing {
  const { texts, context, state, isStopping, send } = scene;
  if (state === 'signing') {
    const orders = context.orders;
    const done = context.items.filter(({ id, outcome }) => orders.includes(id) && outcome !== null).length;
    return html`<footer>
      <progress max=${orders.length} value=${done} aria-label=${texts.progress(done, orders.length)}></progress>
      <span class="note" role="status"
        >${texts.progress(done, orders.length)}${context.isPaused ? ` · ${texts.paused}` : ''}${
          isStopping ? ` · ${texts.stopping}` : ''
        }</span
      >
      <button
        class="button"
        type="button"
        data-act="stop"
        aria-disabled=${isStopping}
        @click=${() => send({ type: 'stop.requested' })}
      >
        ${texts.stop}
      </button>
    </footer>`;
  }
  if (state === 'reported' || state === 'failed') return nothing;
  const { ready } = countsOf(context.items);
  return html`<footer>
    <button
      class="button primary"
      type="button"
      data-act="submit"
      ?disabled=${!scene.canSubmit}
      @click=${() => send({ type: 'submit.requested' })}
    >
      ${texts.submit(ready)}
    </button>
  </footer>`;
}

function renderDialogs(scene: BatchScene): TemplateResult | typeof nothing {
  const { texts, context, state, proof, send } = scene;
  if (state === 'confirming') {
    return html`<esign-batch-confirm
      .items=${context.items}
      .texts=${texts}
      @dialog-confirm=${scene.confirm}
      @dialog-close=${() => send({ type: 'dialog.closed' })}
    ></esign-batch-confirm>`;
  }
  if (state !== 'proving' || !proof) return nothing;
  return html`<esign-intent-dialog
    .client=${scene.client}
    .envelopeId=${proof.envelopeId}
    .documents=${proof.documents}
    .also=${proof.also}
    .terms=${proof.terms}
    .started=${proof.started}
    .locale=${scene.locale}
    @intent-kept=${({ detail }: CustomEvent<Intent | null>) => send({ type: 'intent.kept', intent: detail, ids: proof.ids })}
    @intent-proved=${({ detail }: CustomEvent<string>) => send({ type: 'intent.proved', token: detail, ids: proof.ids })}
    @dialog-close=${() => send({ type: 'dialog.closed' })}
    ><slot name="intent"></slot
  ></esign-intent-dialog>`;
}
