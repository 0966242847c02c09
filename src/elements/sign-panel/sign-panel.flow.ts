import { html, nothing, type TemplateResult } from 'lit';

import { enabledButton } from '../../core/panel-view.js';
import { partyProgress, timeAway } from '../../core/party-progress.js';
import type { ReadingGap } from '../../core/reading.js';
import type { PanelFlowMessages } from '../../i18n/panel-flow.zh-cn.js';
import type { SignPanelMessages } from '../../i18n/sign-panel.zh-cn.js';
import type { SignPanelContext } from '../../machines/sign-panel.events.js';
import type { Envelope, Party } from '../../schema/envelope.js';
import type { TabState } from '../../schema/record-tab.js';
import type { MarkDrafts } from './mark-drafts.js';

/** What of the scene these templates draw; the whole of it is told by `sign-panel.views.ts`, which draws them. */
export interface FlowScene {
  readonly texts: SignPanelMessages & { readonly flow: PanelFlowMessages };
  readonly context: SignPanelContext;
  readonly gap: ReadingGap | null;
  readonly drafts: Pick<MarkDrafts, 'restored' | 'discard' | 'accept'>;
  readonly canRestart: boolean;
  readonly canDownload: boolean;
  readonly time: (timestamp: string) => string;
  readonly ago: (count: number, unit: 'day' | 'hour' | 'minute') => string;
  readonly viewer: { showDocument(id: string): void };
}

const BANNER: Partial<Record<TabState, string>> = {
  completed: 'success',
  signedByMe: 'success',
  rejected: 'danger',
  revoked: 'warning',
  expired: 'warning',
  terminated: 'warning',
};

/** So many names are told; the others are a number. */
const NAMES = 3;

/** When it is due, and how long that is from now; a day before, it warns. */
export function deadlineBadge(
  { texts, time, ago }: FlowScene,
  { deadline, status }: Envelope,
): TemplateResult | typeof nothing {
  if (!deadline || status !== 'launched') return nothing;
  const { count, unit } = timeAway(deadline, new Date().toISOString());
  const isNear = unit !== 'day';
  const left = ago(count, unit);
  const whole = texts.deadline(time(deadline));
  // a phone has room for one of them beside the subject
  return html`<span class="deadline ${isNear ? 'near' : ''}" title=${whole}>
    <span class="whole">${whole} <span class="left">${left}</span></span>
    <span class="brief">${texts.deadline(left)}</span>
  </span>`;
}

/** Why there is nothing to sign now, what is known about it, and what to do next (R-14). */
export function stateNotice(scene: FlowScene, envelope: Envelope): TemplateResult {
  const { texts, context } = scene;
  const { view } = context;
  if (!view) return html``;
  const state = view.state === 'sign' ? 'view' : view.state;
  const { title, text } = texts.screens[state];
  const facts = factsOf(scene, envelope, state).filter((fact) => fact !== '');
  return html`<div class="notice ${BANNER[state] ?? ''}" data-notice=${state}>
    <span class="words">
      <strong>${title}</strong>${text}
      <span class="facts">${facts.map((fact) => html`<span>${fact}</span>`)}</span>
    </span>
  </div>`;
}

function factsOf(scene: FlowScene, envelope: Envelope, state: TabState): string[] {
  const { texts, context, time, canRestart, canDownload } = scene;
  const words = texts.flow.facts;
  const reason = envelope.finishReason ? texts.reason(envelope.finishReason) : '';
  const end = envelope.finishedAt ? words.endedAt(time(envelope.finishedAt)) : '';
  const again = canRestart ? words.canRestart : '';
  const { parties, before } = partyProgress(envelope, context.view?.me?.partyId ?? null);
  const turn = parties.filter(({ status }) => status === 'pending' || status === 'filling');
  const now = turn.length > 0 ? texts.waitingFor(namesOf(scene, turn)) : '';
  switch (state) {
    case 'waitingForOthers':
      return [before.length > 0 ? words.before(namesOf(scene, before)) : now];
    case 'signedByMe':
      return [now, words.update];
    case 'view':
      return [now];
    case 'completed':
      return [
        envelope.finishedAt ? words.completedAt(time(envelope.finishedAt)) : '',
        canDownload ? words.canDownload : '',
      ];
    case 'rejected':
      return [rejection(scene, parties), reason, end, again];
    case 'revoked':
    case 'terminated':
      return [words.revokedBy(envelope.initiator.name), reason, end, again];
    case 'expired':
      return [envelope.deadline ? words.expiredAt(time(envelope.deadline)) : '', again];
    case 'draft':
      return [enabledButton(context.view, 'launch') ? words.canLaunch : words.waitsForLaunch(envelope.initiator.name)];
    default:
      return [];
  }
}

function rejection({ texts }: FlowScene, parties: readonly Party[]): string {
  const party = parties.find(({ status }) => status === 'rejected');
  const person = party?.signers.find(({ status }) => status === 'rejected')?.name ?? '';
  return party ? texts.flow.facts.rejectedBy(party.name, person === party.name ? '' : person) : '';
}

function namesOf({ texts }: FlowScene, parties: readonly Party[]): string {
  const names = texts.flow.list(parties.slice(0, NAMES).map(({ name }) => name));
  return parties.length > NAMES ? texts.flow.facts.andMore(names, parties.length) : names;
}

/** What must be read before the submit, as progress; it is gone when it was read. */
export function readingLine(scene: FlowScene): TemplateResult | typeof nothing {
  const { texts, gap, context, viewer } = scene;
  const { minSeconds = 0 } = context.terms?.reading ?? {};
  if (!gap) return nothing;
  const words = texts.flow.reading;
  const documents = context.view?.envelope?.documents ?? [];
  const unread = documents.filter(({ id }) => gap.unread.includes(id));
  return html`<div class="reading" id="reading">
    ${
      minSeconds > 0
        ? html`<progress max=${minSeconds} value=${minSeconds - gap.secondsLeft} aria-label=${words.label}></progress>`
        : nothing
    }
    ${gap.secondsLeft > 0 ? html`<span>${words.secondsLeft(gap.secondsLeft)}</span>` : nothing}
    ${
      unread.length > 0
        ? html`<span class="unread"
            >${words.unreadLabel}
            ${unread.map(
              ({ id, name }) =>
                html`<button class="button quiet small" type="button" @click=${() => viewer.showDocument(id)}>
                  ${name}
                </button>`,
            )}</span
          >`
        : nothing
    }
  </div>`;
}

/** Marks that came back from a draft, with their age. */
export function draftNotice({ texts, drafts, ago }: FlowScene): TemplateResult | typeof nothing {
  const { restored } = drafts;
  if (!restored) return nothing;
  const { count, unit } = timeAway(restored.savedAt, new Date().toISOString());
  return html`<div class="notice" role="status" data-notice="draft">
    <span class="words">${texts.flow.draft.restored(restored.count, ago(count || -1, unit))}</span>
    <button class="button small" type="button" data-act="discard-draft" @click=${() => drafts.discard()}>
      ${texts.flow.draft.discard}
    </button>
    <button class="button small" type="button" data-act="keep-draft" @click=${() => drafts.accept()}>
      ${texts.flow.draft.keep}
    </button>
  </div>`;
}
