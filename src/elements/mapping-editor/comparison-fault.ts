import { html, type TemplateResult } from 'lit';

import type { MappingChangesMessages } from '../../i18n/mapping-changes.zh-cn.js';
import type { ErrorCode } from '../../schema/problem.js';
import { placeName } from '../../ui/changes-words.js';
import type { MappingView } from '../../ui/mapping-view.js';
import type { ComparisonFault } from './comparison.js';

/** So many faults of a file are listed. */
const LISTED = 20;

/** Why a mapping could not be compared, and what to do. */
export function renderFault(
  view: MappingView,
  messages: MappingChangesMessages,
  errors: Record<ErrorCode, string>,
  fault: ComparisonFault,
): TemplateResult {
  const { compare: words } = messages;
  if (fault.kind === 'workflow') {
    const { name, code } = fault;
    const text = code === 'forbidden' ? words.forbidden(name) : words.workflowFailed(name, errors[code]);
    return html`<p class="notice danger" role="alert">${text}</p>`;
  }
  if (fault.kind !== 'faults') return html`<p class="notice danger" role="alert">${words[fault.kind]}</p>`;
  const listed = fault.errors.slice(0, LISTED);
  return html`<div class="notice danger" role="alert">
    <div>
      <p>${words.faults(fault.errors.length)}</p>
      <ul>
        ${listed.map(({ pointer }) => html`<li>${words.fault(placeName(view, messages, pointer), pointer)}</li>`)}
      </ul>
    </div>
  </div>`;
}
