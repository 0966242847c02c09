import { html, nothing, type TemplateResult } from 'lit';

import { configOf, type MappingKind } from '../../core/editor-mapping.js';
import type { MappingEditorMessages } from '../../i18n/mapping-editor.zh-cn.js';
import type { EditorData, MappingEditorContext, MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import type { ErrorCode } from '../../schema/problem.js';

type Send = (event: MappingEditorEvent) => void;

/** What is shown while there is no document: reading, the failure and its cure, or the choice of a workflow (C-01). */
export function renderFailed(
  messages: MappingEditorMessages,
  errors: Record<ErrorCode, string>,
  context: MappingEditorContext,
  send: Send,
): TemplateResult {
  const code = context.error?.code ?? 'unexpected';
  const forbidden = code === 'forbidden' || code === 'not-signed-in';
  return html`<div class="state" role="alert">
    <h2>${messages.status.failed}</h2>
    <p class="muted">${code === 'forbidden' ? messages.status.forbidden : errors[code]}</p>
    ${
      forbidden
        ? nothing
        : html`<button class="button" type="button" @click=${() => send({ type: 'load.retried' })}>
            ${messages.status.retry}
          </button>`
    }
  </div>`;
}

export function renderChoice(
  messages: MappingEditorMessages,
  data: EditorData,
  search: string,
  kind: MappingKind,
  set: { search(text: string): void; choose(workflowId: string): void },
): TemplateResult {
  const { status } = messages;
  const wanted = search.trim().toLowerCase();
  const found = data.workflows.filter((item) => item.name.toLowerCase().includes(wanted));
  return html`<div class="choice">
    <slot name="empty-state"></slot>
    <h2>${status.chooseTitle}</h2>
    <p class="muted">${status.chooseHelp}</p>
    <input
      class="input"
      type="search"
      aria-label=${status.chooseSearch}
      placeholder=${status.chooseSearch}
      .value=${search}
      @input=${(event: Event) => set.search((event.target as HTMLInputElement).value)}
    />
    ${found.length === 0 ? html`<p class="muted" role="status">${status.chooseEmpty}</p>` : nothing}
    <ul>
      ${found.map(
        (item) =>
          html`<li>
            <button type="button" @click=${() => set.choose(item.id)}>
              <span class="name">${item.name}</span>
              <span class="muted">${status.counts(item.fieldCount, item.nodeCount)}</span>
              ${
                configOf(item, kind)
                  ? html`<span class="badge">${status.taken}</span
                      ><span class="visually-hidden">${status.openTaken(item.name)}</span>`
                  : nothing
              }
            </button>
          </li>`,
      )}
    </ul>
  </div>`;
}

/** Saving what is not complete, saving over somebody else, leaving what is not saved: the person decides. */
export function renderDialog(
  messages: MappingEditorMessages,
  kind: 'incomplete' | 'conflicted' | 'leaving' | 'restoring',
  context: MappingEditorContext,
  locale: string,
  send: Send,
  merge: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { dialogs } = messages;
  const close = (): void => send({ type: 'dialog.closed' });
  const handleCancel = (event: Event): void => {
    event.preventDefault();
    close();
  };
  if (kind === 'leaving') {
    return html`<dialog aria-labelledby="dialog-title" @cancel=${handleCancel}>
      <div class="dialog">
        <h2 id="dialog-title">${dialogs.leaveTitle}</h2>
        <p>${dialogs.leaveText}</p>
        <footer>
          <button class="button" type="button" @click=${() => send({ type: 'leave.confirmed' })}>
            ${dialogs.leave}
          </button>
          <button class="button primary" type="button" autofocus @click=${close}>${dialogs.stay}</button>
        </footer>
      </div>
    </dialog>`;
  }
  if (kind === 'incomplete') {
    const count = context.problems.filter((problem) => problem.severity === 'error').length;
    return html`<dialog aria-labelledby="dialog-title" @cancel=${handleCancel}>
      <div class="dialog">
        <h2 id="dialog-title">${dialogs.incompleteTitle}</h2>
        <p>${dialogs.incompleteText(count)}</p>
        <footer>
          <button class="button" type="button" @click=${() => send({ type: 'save.switchedOff' })}>
            ${dialogs.saveOff}
          </button>
          <button class="button primary" type="button" autofocus @click=${close}>${dialogs.back}</button>
        </footer>
      </div>
    </dialog>`;
  }
  if (kind === 'restoring') {
    return html`<dialog aria-labelledby="dialog-title" @cancel=${handleCancel}>
      <div class="dialog">
        <h2 id="dialog-title">${dialogs.restoreTitle}</h2>
        <p>${dialogs.restoreText}</p>
        <div class="merge">${merge}</div>
        <footer><button class="button" type="button" autofocus @click=${close}>${dialogs.close}</button></footer>
      </div>
    </dialog>`;
  }
  const { theirs } = context;
  const when = theirs
    ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
        new Date(theirs.config.updatedAt),
      )
    : '';
  return html`<dialog aria-labelledby="dialog-title" @cancel=${handleCancel}>
    <div class="dialog">
      <h2 id="dialog-title">${dialogs.conflictTitle}</h2>
      <p>${theirs ? dialogs.conflictText(theirs.config.updatedBy, when, theirs.config.version) : ''}</p>
      <div class="merge">${merge}</div>
      <div class="options">
        <button class="option" type="button" @click=${() => send({ type: 'conflict.theirsTaken' })}>
          <strong>${dialogs.theirs}</strong><span class="muted">${dialogs.theirsHelp}</span>
        </button>
        <button class="option" type="button" @click=${() => send({ type: 'conflict.mineKept' })}>
          <strong>${dialogs.mine}</strong><span class="muted">${dialogs.mineHelp}</span>
        </button>
      </div>
      <footer><button class="button" type="button" autofocus @click=${close}>${dialogs.close}</button></footer>
    </div>
  </dialog>`;
}
