import { html, nothing, svg, type TemplateResult } from 'lit';

import { isOpenSealUse, remaining } from '../../core/seal-use.js';
import { sealUseSteps } from '../../core/seal-use-steps.js';
import type { errors as errorsZhCn } from '../../i18n/errors.zh-cn.js';
import type { SealApplyMessages } from '../../i18n/seal-apply.zh-cn.js';
import type { RefValue } from '../../schema/form.js';
import type {
  SealUse,
  SealUseAllowance,
  SealUseDraft,
  SealUseEntry,
  SealUseOwed,
  SealUseStatus,
} from '../../schema/seal-use.js';

/** Words and formats of the current language. */
export interface SealApplyTexts {
  readonly messages: SealApplyMessages & { readonly errors: typeof errorsZhCn };
  readonly formatTime: (timestamp: string) => string;
}

const bad: readonly SealUseStatus[] = ['rejected', 'terminated'];
const badgeKinds: Partial<Record<SealUseStatus, string>> = {
  applied: 'warning',
  inUse: 'accent',
  completed: 'success',
  filed: 'success',
  rejected: 'danger',
  terminated: 'danger',
};

export function statusBadge(status: SealUseStatus, { messages }: SealApplyTexts): TemplateResult {
  return html`<span class="badge ${badgeKinds[status] ?? ''}" part="status">${messages.status[status]}</span>`;
}

/** A page of its own for everything that is not an application. */
export function screen(title: string, hint: string, action: TemplateResult | typeof nothing): TemplateResult {
  return html`
    <div class="screen">
      <svg viewBox="0 0 44 44" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
        <path d="M18 8a4.5 4.5 0 0 1 8 0c1.6 3-1 6.5-1 11h-6c0-4.5-2.6-8-1-11zM11 19h22v8H11zM9 27h26v5H9zM8 37h28" />
      </svg>
      <p class="title">${title}</p>
      ${hint ? html`<p>${hint}</p>` : nothing} ${action}
    </div>
  `;
}

export function stateLine(status: SealUseStatus, { messages }: SealApplyTexts): TemplateResult {
  return html`
    <ol class="steps" aria-label=${messages.stateLine}>
      ${sealUseSteps(status).map(
        (step) => html`
          <li
            class="${step.position} ${bad.includes(step.status) ? 'bad' : ''}"
            aria-current=${step.position === 'current' ? 'step' : nothing}
          >
            <span class="dot"></span>${messages.status[step.status]}
          </li>
        `,
      )}
    </ol>
  `;
}

function meter(name: string, allowance: SealUseAllowance, { messages }: SealApplyTexts): TemplateResult {
  const approved = allowance.count + allowance.appended;
  const left = remaining(allowance);
  const share = approved === 0 ? 0 : Math.min(100, (allowance.used / approved) * 100);
  return html`
    <div
      class="meter ${left === 0 ? 'spent' : ''}"
      role="meter"
      aria-valuemin="0"
      aria-valuemax=${approved}
      aria-valuenow=${allowance.used}
      aria-valuetext=${messages.meter.spoken(name, allowance.used, approved, left)}
      aria-label=${name}
    >
      <span class="name">${name}</span>
      <span class="left">${messages.meter.remaining}<b>${left}</b></span>
      <span class="summary"
        >${messages.meter.summary(allowance.used, approved)}${
          allowance.appended > 0 ? html` · ${messages.meter.appended(allowance.appended)}` : nothing
        }</span
      >
      <svg preserveAspectRatio="none" viewBox="0 0 100 8" aria-hidden="true">
        ${svg`<rect width=${share} height="8"></rect>`}
      </svg>
    </div>
  `;
}

/** Used, approved and remaining, each seal by itself where its register counts it; seam seals only where some were granted. */
export function meters(sealUse: SealUse, texts: SealApplyTexts): TemplateResult {
  const { uses, seamUses, seals: chosen } = sealUse;
  const { meter: words } = texts.messages;
  const bySeal = sealUse.bySeal ?? [];
  const isApart = bySeal.length > 1;
  const lines = isApart
    ? bySeal.flatMap(({ sealId, granted, used, seamGranted, seamUsed }) => {
        const name = chosen.find(({ id }) => id === sealId)?.name ?? sealId;
        const seam = { name: `${name} · ${words.seam}`, of: { ...apart(seamUses, seamGranted), used: seamUsed } };
        return [{ name, of: { ...apart(uses, granted), used } }, seam];
      })
    : [
        { name: words.uses, of: uses },
        { name: words.seam, of: seamUses },
      ];
  const shown = lines.filter(({ name, of }) => !name.endsWith(words.seam) || of.count + of.appended + of.used > 0);
  return html`<div class="meters ${isApart ? 'by-seal' : ''}">
    ${shown.map(({ name, of }) => meter(name, of, texts))}
  </div>`;
}

/** What was granted to one seal, with what of it was appended. */
function apart({ count }: SealUseAllowance, granted: number): Pick<SealUseAllowance, 'count' | 'appended'> {
  return { count: Math.min(count, granted), appended: Math.max(0, granted - count) };
}

/** The most that is left of any seal: what an end takes away. */
export function mostLeft({ uses, bySeal = [] }: SealUse): number {
  return Math.max(remaining(uses), ...bySeal.map(({ granted, used }) => granted - used));
}

function seals(values: readonly RefValue[]): TemplateResult {
  return html`<ul class="chips">
    ${values.map((value) => html`<li class="chip">${value.name}</li>`)}
  </ul>`;
}

export function facts(sealUse: SealUse, { messages, formatTime }: SealApplyTexts): TemplateResult {
  const { fields } = messages;
  return html`
    <dl class="facts">
      <dt>${fields.seals}</dt>
      <dd>${seals(sealUse.seals)}</dd>
      <dt>${fields.fileType}</dt>
      <dd>${sealUse.fileType.name}</dd>
      <dt>${fields.applicant}</dt>
      <dd>${sealUse.applicant.name}</dd>
      <dt>${fields.appliedAt}</dt>
      <dd>${formatTime(sealUse.createdAt)}</dd>
    </dl>
  `;
}

/** T27: photos that are missing, and what to do about them. */
export function owedPhotos(photos: number, { messages }: SealApplyTexts): TemplateResult | typeof nothing {
  return photos > 0 ? html`<p class="notice warning">${messages.photos.owed(photos)}</p>` : nothing;
}

/** T27: the use for whose photos an application waits. */
export function owingUse({ subject, photos }: SealUseOwed, { messages }: SealApplyTexts): TemplateResult {
  return html`<p class="notice danger" id="owed">${messages.photos.blocks(subject, photos)}</p>`;
}

/** P-09, P-12: the newest code first, because it is the one to show. */
export function useCodes(sealUse: SealUse, { messages }: SealApplyTexts): TemplateResult | typeof nothing {
  if (sealUse.useCodes.length === 0 && !isOpenSealUse(sealUse)) return nothing;
  const codes = sealUse.useCodes.map((code, index) => ({ code, position: index + 1 })).reverse();
  return html`
    <section>
      <h3>${messages.codes.heading}</h3>
      ${
        codes.length === 0
          ? html`<p class="muted">${messages.codes.none}</p>`
          : html`<p class="muted">${messages.codes.hint}</p>`
      }
      ${codes.map(
        ({ code, position }) => html`
          <esign-use-code
            .code=${code}
            .position=${position}
            .newest=${codes.length > 1 && position === codes.length}
            .messages=${messages.codes}
          ></esign-use-code>
        `,
      )}
    </section>
  `;
}

/** Why something happened, in words: a reason of the host is a code, and the key of an effect is nobody's reason. */
export function noteOf({ note }: SealUseEntry, { messages }: SealApplyTexts): string {
  if (note === null || note.startsWith('append:')) return '';
  return Object.hasOwn(messages.errors, note) ? messages.errors[note as keyof typeof messages.errors] : note;
}

/** What became of the application before, where a new one may be made. */
export function earlierUse({ status, entries }: SealUse, texts: SealApplyTexts): TemplateResult {
  const { messages } = texts;
  const last = entries.findLast((entry) => entry.note);
  const note = last ? noteOf(last, texts) : '';
  return html`<p class="notice ${bad.includes(status) ? 'warning' : ''}">
    ${messages.draft.earlier(messages.status[status], note)}
  </p>`;
}

/** The values of the form, with the gaps marked. */
export function draftFacts(draft: SealUseDraft, { messages }: SealApplyTexts): TemplateResult {
  const { fields } = messages;
  const missing = html`<span class="missing">${messages.draft.missing}</span>`;
  return html`
    <dl class="facts">
      <dt>${fields.subject}</dt>
      <dd>${draft.subject || missing}</dd>
      <dt>${fields.applicant}</dt>
      <dd>${draft.applicant?.name ?? missing}</dd>
      <dt>${fields.fileType}</dt>
      <dd>${draft.fileType?.name ?? missing}</dd>
      <dt>${fields.seals}</dt>
      <dd>${draft.seals.length > 0 ? seals(draft.seals) : missing}</dd>
    </dl>
  `;
}

/** Slots that the form leaves empty; the count (P-06) is asked for here. */
export function draftProblems(draft: SealUseDraft, { messages }: SealApplyTexts): TemplateResult | typeof nothing {
  const slots = draft.problems.map((problem) => problem.slot).filter((slot) => slot !== 'P-06');
  if (slots.length === 0) return nothing;
  return html`
    <div class="notice warning" id="problems">
      <div>
        ${messages.draft.problems}
        <ul>
          ${slots.map((slot) => html`<li>${messages.slots[slot] ?? slot}</li>`)}
        </ul>
      </div>
    </div>
  `;
}
