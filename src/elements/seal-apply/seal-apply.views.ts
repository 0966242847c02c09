import { html, nothing, svg, type TemplateResult } from 'lit';

import { isOpenSealUse, remaining } from '../../core/seal-use.js';
import { sealUseSteps } from '../../core/seal-use-steps.js';
import type { SealApplyMessages } from '../../i18n/seal-apply.zh-cn.js';
import type { RefValue } from '../../schema/form.js';
import type { SealUse, SealUseAllowance, SealUseDraft, SealUseStatus } from '../../schema/seal-use.js';

/** Words and formats of the current language. */
export interface SealApplyTexts {
  readonly messages: SealApplyMessages;
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

/** Used, approved and remaining; seam seals only where some were granted. */
export function meters(sealUse: SealUse, texts: SealApplyTexts): TemplateResult {
  const { uses, seamUses } = sealUse;
  const hasSeam = seamUses.count + seamUses.appended + seamUses.used > 0;
  return html`
    <div class="meters">
      ${meter(texts.messages.meter.uses, uses, texts)}
      ${hasSeam ? meter(texts.messages.meter.seam, seamUses, texts) : nothing}
    </div>
  `;
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

export function timeLine(sealUse: SealUse, { messages, formatTime }: SealApplyTexts): TemplateResult {
  const entries = [...sealUse.entries].reverse();
  return html`
    <section part="timeline">
      <h3>${messages.timeline.heading}</h3>
      ${entries.length === 0 ? html`<p class="muted">${messages.timeline.none}</p>` : nothing}
      <ol class="timeline">
        ${entries.map((entry) => {
          const counts = messages.timeline.counts(entry.count, entry.seamCount);
          return html`
            <li>
              <span class="what"
                >${messages.timeline.kinds[entry.kind]}${counts ? html`<span class="badge">${counts}</span>` : nothing}</span
              >
              ${entry.note ? html`<span class="note">${entry.note}</span>` : nothing}
              <span class="when">${formatTime(entry.at)} · ${entry.by}</span>
            </li>
          `;
        })}
      </ol>
    </section>
  `;
}

/** What became of the application before, where a new one may be made. */
export function earlierUse({ status, entries }: SealUse, { messages }: SealApplyTexts): TemplateResult {
  const note = entries.findLast((entry) => entry.note)?.note ?? '';
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
