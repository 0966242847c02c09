import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { batchState, reasonOf, type BatchItem, type BatchState } from '../../core/batch.js';
import type { BatchTexts } from './batch-sign.catalog.js';
import { documentText, problemText, reasonText, signedAt, subjectOf } from './batch-words.js';

const TONE: Partial<Record<BatchState, string>> = {
  signed: 'success',
  ready: 'accent',
  refused: 'danger',
  unreadable: 'danger',
  blocked: 'danger',
  unread: 'warning',
  outdated: 'warning',
  servicePage: 'warning',
};

/** States in which a person decides whether an envelope is signed. */
const CHOSEN: readonly BatchState[] = ['ready', 'blocked', 'unread', 'resolving', 'excluded'];

interface ListScene {
  readonly texts: BatchTexts;
  readonly items: readonly BatchItem[];
  readonly openId: string | null;
  readonly isChoosing: boolean;
  readonly time: (timestamp: string) => string;
  readonly open: (id: string) => void;
  readonly exclude: (id: string, isExcluded: boolean) => void;
  readonly resubmit: (id: string) => void;
}

/** The envelopes of the batch with where each stands and why. */
export function renderList(scene: ListScene): TemplateResult {
  return html`<ul class="list" aria-label=${scene.texts.list}>
    ${repeat(
      scene.items,
      ({ id }) => id,
      (item) => renderRow(item, scene),
    )}
  </ul>`;
}

function renderRow(item: BatchItem, scene: ListScene): TemplateResult {
  const { texts, openId, isChoosing } = scene;
  const state = batchState(item);
  const subject = subjectOf(item);
  const isChosen = CHOSEN.includes(state);
  return html`<li class="row" data-id=${item.id} data-state=${state}>
    <label class="tick">
      <input
        type="checkbox"
        aria-label=${texts.include(subject)}
        ?disabled=${!isChosen || !isChoosing}
        .checked=${isChosen && state !== 'excluded'}
        @change=${(event: Event) => scene.exclude(item.id, !(event.target as HTMLInputElement).checked)}
      />
    </label>
    <button
      class="show"
      type="button"
      data-act="open"
      aria-current=${openId === item.id ? 'true' : nothing}
      aria-label=${texts.show(subject)}
      aria-describedby=${`about-${item.id}`}
      ?disabled=${!item.reading?.view.envelope}
      @click=${() => scene.open(item.id)}
    >
      <span class="subject">${subject}</span>
    </button>
    ${renderBadge(item, state, texts)}
    <div class="about" id=${`about-${item.id}`}>${renderAbout(item, state, scene)}</div>
    ${renderSubmitFault(item, scene)}
  </li>`;
}

function renderBadge(item: BatchItem, state: BatchState, texts: BatchTexts): TemplateResult {
  // nothing is wrong yet where only the way to place was not chosen
  const isOpen = state === 'blocked' && reasonOf(item) === 'no-place';
  return isOpen
    ? html`<span class="badge warning">${texts.noPlace}</span>`
    : html`<span class="badge ${TONE[state] ?? ''}">${texts.state[state]}</span>`;
}

/** It is signed, and its workflow stands still (C-38): what the person can do about it. */
function renderSubmitFault(item: BatchItem, { texts, resubmit }: ListScene): TemplateResult | typeof nothing {
  const { submitFault, isResubmitting } = item;
  if (!submitFault) return nothing;
  const words = texts.panel.notSubmitted;
  const reason = (texts.errors as Partial<Record<string, string>>)[submitFault.code];
  return html`<div class="unsubmitted" data-notice="not-submitted">
    <span class="reason" role="alert">
      ${words.title} ${submitFault.mayRetry ? words.again : words.byHand}
      ${reason ? texts.panel.reason(reason) : nothing}
    </span>
    ${
      submitFault.mayRetry
        ? html`<button
            class="button small"
            type="button"
            data-act="resubmit"
            aria-label=${`${words.button}: ${subjectOf(item)}`}
            aria-disabled=${isResubmitting}
            @click=${() => resubmit(item.id)}
          >
            ${words.button}
          </button>`
        : nothing
    }
  </div>`;
}

function renderAbout(item: BatchItem, state: BatchState, { texts, time }: ListScene): TemplateResult {
  const envelope = item.reading?.view.envelope;
  const facts = [
    ...(envelope ? [envelope.initiator.name, texts.documents(envelope.documents.length)] : []),
    ...(envelope?.deadline && state !== 'signed' ? [texts.due(time(envelope.deadline))] : []),
    ...(state === 'signing' && item.progress && item.progress.of > 1 ? [documentText(item, item.progress, texts)] : []),
    ...(state === 'ready' ? [texts.marks(item.resolution?.marks.length ?? 0)] : []),
    ...(state === 'ready' && (item.reading?.terms?.intent.kind ?? 'none') !== 'none' ? [texts.proof] : []),
    ...(state === 'signed' && signedAt(item) ? [texts.panel.signed.at(time(signedAt(item)))] : []),
  ];
  const reasons = reasonsOf(item, state, texts);
  return html`${facts.length > 0 ? html`<span class="facts">${facts.join(' · ')}</span>` : nothing}
  ${reasons.map((reason) => html`<span class="reason">${reason}</span>`)}`;
}

/** So many problems are told in a row; the preview tells all. */
const TOLD = 2;

function reasonsOf(item: BatchItem, state: BatchState, texts: BatchTexts): readonly string[] {
  if (state === 'blocked') {
    return (item.resolution?.problems ?? []).slice(0, TOLD).map((problem) => problemText(problem, item, texts));
  }
  if (state === 'refused' || state === 'unreadable') return [reasonText(reasonOf(item), texts)];
  const hint = texts.hint[state];
  return hint ? [hint] : [];
}
