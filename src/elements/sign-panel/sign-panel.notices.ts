import { html, nothing, type TemplateResult } from 'lit';

import { emptyPlacements, enabledButton, isStale } from '../../core/panel-view.js';
import type { Envelope } from '../../schema/envelope.js';
import { glyph } from '../../ui/icons.js';
import { draftNotice, readingLine, stateNotice } from './sign-panel.flow.js';
import type { Scene } from './sign-panel.views.js';

/** What the person should know now: the result, why it is not their turn, what went wrong. */
export function notices(scene: Scene, envelope: Envelope): TemplateResult | typeof nothing {
  const { texts, context, editing, send } = scene;
  const { view, error, receipt, pinned } = context;
  const isOnPage = view?.state === 'sign' && context.terms?.page !== undefined && context.mode !== 'view';
  const reload = html`<button class="button small" type="button" @click=${() => send({ type: 'reload.requested' })}>
    ${texts.retry}
  </button>`;
  const isPlacing = context.mode === 'place';
  const stale = editing && !isPlacing && isStale(pinned, view);
  const lines = [
    receipt ? signedNotice(scene) : editing || !view || isOnPage ? nothing : stateNotice(scene, envelope),
    // in the footer where something is placed
    isPlacing && !editing && (context.terms?.page || context.ahead === false) ? placeBar(scene) : nothing,
    editing || !view ? nothing : submitNotice(scene),
    stale
      ? html`<div class="notice warning" role="alert"><span class="words">${texts.stale}</span>${reload}</div>`
      : nothing,
    error && !(stale && error.code === 'document-changed')
      ? html`<div class="notice danger" role="alert">
          <span class="words">${texts.errors[error.code]}</span>${reload}
        </div>`
      : nothing,
    editing ? draftNotice(scene) : nothing,
    editing ? faults(scene) : nothing,
  ].filter((line) => line !== nothing);
  return lines.length > 0 ? html`<div class="notices">${lines}</div>` : nothing;
}

function signedNotice({ texts, context, time }: Scene): TemplateResult {
  const { receipt, view } = context;
  if (!receipt) return html``;
  const done = receipt.status === 'completed' || view?.state === 'completed';
  return html`<div class="notice success" data-notice="signed">
    ${glyph('check')}
    <span class="words">
      <strong>${texts.signed.title}</strong>${done ? texts.signed.completed : texts.signed.waiting}
      ${receipt.workflowSubmitted ? texts.signed.submitted : nothing}
      <span class="muted">${texts.signed.at(time(receipt.signedAt))}</span>
    </span>
  </div>`;
}

/** The signing is complete, and the workflow stands still (C-38): what the person can do about it. */
function submitNotice({ texts, context, act }: Scene): TemplateResult | typeof nothing {
  const { submitFault = null, mayRetrySubmit = false } = context.view ?? {};
  if (submitFault === null) return nothing;
  const reason = (texts.errors as Partial<Record<string, string>>)[submitFault] ?? '';
  return html`<div class="notice danger" role="alert" data-notice="not-submitted">
    <span class="words">
      <strong>${texts.notSubmitted.title}</strong>
      ${mayRetrySubmit ? texts.notSubmitted.again : texts.notSubmitted.byHand}
      ${reason ? html`<span class="muted">${texts.reason(reason)}</span>` : nothing}
    </span>
    ${
      mayRetrySubmit
        ? html`<button class="button small" type="button" data-act="resubmit" @click=${() => act('submit')}>
            ${texts.notSubmitted.button}
          </button>`
        : nothing
    }
  </div>`;
}

function faults({ texts, context, showFault }: Scene): TemplateResult | typeof nothing {
  if (context.faults.length === 0) return nothing;
  // a date alone signs nothing
  const none = context.board.marks.every(({ kind }) => kind === 'date');
  const seen = new Set<string>();
  // one line for each mark and one for all empty places: the codes say what to do, the jump says where
  const lines = context.faults.filter(({ pointer, code }) => {
    const key = `${pointer.split('/').slice(0, 3).join('/')} ${code}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return html`<div class="notice danger" role="alert" tabindex="-1">
    <div class="words">
      <strong>${texts.faults}</strong>
      <ul class="faults">
        ${lines.map(
          (fault) =>
            html`<li>
              ${
                none &&
                fault.pointer === '/marks' &&
                !emptyPlacements(context.view, context.board.marks).some(({ required }) => required)
                  ? texts.noMarks
                  : html`${texts.errors[fault.code]}
                      <button class="button quiet small" type="button" @click=${() => showFault(fault)}>
                        ${texts.showMark}
                      </button>`
              }
            </li>`,
        )}
      </ul>
    </div>
  </div>`;
}

/** While marks are only placed: how far that has come, in the place of the submit; or why nothing is placed. */
function placeBar(scene: Scene): TemplateResult {
  const { texts, placeBar, locale } = scene;
  return placeBar.hasFailed
    ? html`<div class="notice danger" role="alert">
        <span class="words">${texts.errors.network}</span>
        <button class="button small" type="button" data-act="load-place" @click=${() => placeBar.load()}>
          ${texts.retry}
        </button>
      </div>`
    : html`<esign-place-bar .scene=${scene} .locale=${locale}></esign-place-bar>`;
}

/** Takes the document that is shown, and says which where there are several. */
function downloadButton({ label, texts, document, downloading, download }: Scene, envelope: Envelope): TemplateResult {
  const words = label('download', envelope.status === 'completed' ? '' : texts.downloadCurrent);
  const name = envelope.documents.length > 1 ? document?.name : undefined;
  return html`<button
    class="button"
    type="button"
    data-act="download"
    title=${name ?? nothing}
    ?disabled=${downloading}
    @click=${download}
  >
    ${words} ${name ? html`<span class="which">(${name})</span>` : nothing}
  </button>`;
}

export function footer(scene: Scene, envelope: Envelope): TemplateResult {
  const { texts, context, editing, send } = scene;
  const isPlacing = context.mode === 'place';
  const isSigning = editing && !isPlacing;
  return html`<footer>
    ${editing ? (isPlacing ? placeBar(scene) : readingLine(scene)) : nothing}
    <esign-party-progress
      .envelope=${envelope}
      .time=${scene.time}
      .myPartyId=${context.view?.me?.partyId ?? null}
      .messages=${texts}
    ></esign-party-progress>
    <div class="acts">
      ${scene.canDownload ? downloadButton(scene, envelope) : nothing}
      ${
        context.view?.state === 'draft' && enabledButton(context.view, 'launch')
          ? html`<button class="button primary" type="button" data-act="launch" @click=${() => scene.act('launch')}>
              ${scene.label('launch')}
            </button>`
          : nothing
      }
      ${
        scene.canRestart
          ? html`<button class="button primary" type="button" data-act="restart" @click=${() => scene.act('create')}>
              ${scene.label('launch', texts.restart)}
            </button>`
          : nothing
      }
      ${
        isSigning && scene.mayReject
          ? html`<button
              class="button"
              type="button"
              data-act="reject"
              ?disabled=${!scene.canReject}
              @click=${() => send({ type: 'reject.requested' })}
            >
              ${scene.label('reject')}
            </button>`
          : nothing
      }
      ${
        isSigning
          ? html`<button
              class="button primary"
              type="button"
              data-act="submit"
              aria-describedby=${scene.gap ? 'reading' : nothing}
              ?disabled=${!scene.canSubmit}
              @click=${() => send({ type: 'submit.requested' })}
            >
              ${scene.label('sign', texts.submit)}
            </button>`
          : nothing
      }
    </div>
  </footer>`;
}
