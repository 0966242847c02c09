import { html, nothing, type TemplateResult } from 'lit';

import { checkMapping } from '../../core/checks.js';
import { diffDocuments } from '../../core/diff.js';
import type { Catalog } from '../../i18n/localize.js';
import type { MappingChangesMessages } from '../../i18n/mapping-changes.zh-cn.js';
import { mappingCopyEn } from '../../i18n/mapping-copy.en.js';
import { mappingCopyZhCn, type MappingCopyMessages } from '../../i18n/mapping-copy.zh-cn.js';
import type { MappingTransferMessages } from '../../i18n/mapping-transfer.zh-cn.js';
import type { MappingProblem } from '../../schema/dom-events.js';
import type { ErrorCode } from '../../schema/problem.js';
import { renderChanges } from '../../ui/change-list.js';
import { capabilitiesOf, problemText, slotName, type MappingView } from '../../ui/mapping-view.js';
import { renderTransfer } from '../../ui/transfer-report.js';
import type { CopyReport, CopyTarget } from './copy-run.js';

export const copyCatalog: Catalog<MappingCopyMessages> = {
  'zh-CN': mappingCopyZhCn,
  en: mappingCopyEn,
  'zh-TW': async () => (await import('../../i18n/mapping-copy.zh-tw.js')).mappingCopyZhTw,
};

/** What a report is written with, and what a person may do in it. */
export interface ReportPort {
  readonly view: MappingView;
  readonly words: MappingCopyMessages;
  readonly changes: MappingChangesMessages;
  readonly transfer: MappingTransferMessages;
  readonly errors: Record<ErrorCode, string>;
  choose(id: string, choice: CopyTarget['choice']): void;
  again(id: string): void;
  open(id: string): void;
}

/** The editor's view of another workflow, so that the words of its parts fit there. */
export function viewOf(view: MappingView, { workflow, draft }: Pick<CopyReport, 'workflow' | 'draft'>): MappingView {
  return { ...view, workflow, mapping: draft };
}

/** The problems that a draft would have there. */
export function problemsOf(view: MappingView, existingId: string | undefined): MappingProblem[] {
  const { mapping, workflow, bindings, workflows } = view;
  const context = { bindings, workflows, capabilities: capabilitiesOf(view), configId: existingId };
  return checkMapping(mapping, workflow, context);
}

/** One workflow: what fits, what would be wrong, what would change; what to do; and what came of it. */
export function renderReport(port: ReportPort, target: CopyTarget): TemplateResult {
  const { words } = port;
  const { name, report, state } = target;
  const existing = report?.existing?.value;
  return html`<section class="report ${state}" aria-label=${name}>
    <header>
      <h3>${name}</h3>
      ${report ? html`<span class="badge">${existing ? words.version(existing.version) : words.fresh}</span>` : nothing}
    </header>
    ${renderState(port, target)} ${report && state !== 'done' ? renderFindings(port, report) : nothing}
    ${state === 'ready' || state === 'refused' ? renderDecision(port, target) : nothing}
  </section>`;
}

function renderState(
  { words, errors, again, open }: ReportPort,
  { id, name, state, code, saved }: CopyTarget,
): TemplateResult | typeof nothing {
  const reason = errors[code ?? 'unexpected'];
  const read = html`<button class="button small" type="button" @click=${() => again(id)}>${words.again}</button>`;
  switch (state) {
    case 'reading':
      return html`<p role="status">${words.reading}</p>`;
    case 'writing':
      return html`<p role="status">${words.writing}</p>`;
    case 'unreadable':
      return html`<p class="fault" role="alert">${code === 'forbidden' ? words.forbidden : words.failed(reason)}</p>
        ${code === 'forbidden' ? nothing : read}`;
    case 'stale':
      return html`<p class="fault" role="alert">${words.stale}</p>
        ${read}`;
    case 'refused':
      return html`<p class="fault" role="alert">${words.refused(reason)}</p>`;
    case 'done':
      return html`<p class="outcome">${words.done(saved?.version ?? 1)}</p>
        <button class="button small open" type="button" @click=${() => open(id)}>${words.open(name)}</button>`;
    default:
      return nothing;
  }
}

function renderFindings(port: ReportPort, report: CopyReport): TemplateResult {
  const { words, changes } = port;
  const view = viewOf(port.view, report);
  const existing = report.existing?.value;
  const differences = existing ? diffDocuments(existing.mapping, report.draft) : [];
  return html`${renderTransfer(view, port.transfer, report.transfer)}
  ${renderProblems(view, words, problemsOf(view, existing?.id))}
  ${
    existing
      ? html`<p>${words.replaces}</p>
          ${existing.mapping.basic.enabled ? html`<p class="warning">${words.switchesOff}</p>` : nothing}
          ${
            differences.length === 0
              ? html`<p>${words.noDifferences}</p>`
              : html`<details>
                  <summary>${words.differences(differences.length)}</summary>
                  ${renderChanges(view, changes, differences)}
                </details>`
          }`
      : nothing
  }`;
}

/** How many problems there would be, and which. */
export function renderProblems(
  view: MappingView,
  words: MappingCopyMessages,
  problems: readonly MappingProblem[],
): TemplateResult {
  const shown = problems.filter(({ severity }) => severity !== 'hint');
  if (shown.length === 0) return html`<p>${words.noProblems}</p>`;
  const errors = shown.filter(({ severity }) => severity === 'error').length;
  return html`<p>${words.problems(errors, shown.length - errors)}</p>
    <details>
      <summary>${words.problemList(shown.length)}</summary>
      <ul class="problems">
        ${shown.map(
          (problem) => html`<li><strong>${slotName(view, problem.pointer)}</strong> ${problemText(view, problem)}</li>`,
        )}
      </ul>
    </details>`;
}

function renderDecision({ words, choose }: ReportPort, { id, name, choice }: CopyTarget): TemplateResult {
  const option = (value: CopyTarget['choice'], text: string): TemplateResult =>
    html`<label
      ><input
        type="radio"
        name=${`choice-${id}`}
        value=${value}
        .checked=${choice === value}
        @change=${() => choose(id, value)}
      />
      ${text}</label
    >`;
  return html`<fieldset class="decision">
    <legend class="visually-hidden">${words.choice(name)}</legend>
    ${option('skip', words.skip)} ${option('write', words.write)}
  </fieldset>`;
}
