import { html, nothing, type TemplateResult } from 'lit';

import type { Transfer, TransferGap, TransferMatch } from '../core/transfer.js';
import type { MappingTransferMessages } from '../i18n/mapping-transfer.zh-cn.js';
import { slotName, type MappingView } from './mapping-view.js';

/** What of a mapping was found in another workflow: first what a person has to look at, the rest folded away. */
export function renderTransfer(
  view: MappingView,
  words: MappingTransferMessages,
  { matched, missing }: Pick<Transfer, 'matched' | 'missing'>,
): TemplateResult {
  const look = matched.filter(({ differs }) => differs);
  const byId = matched.filter(({ way }) => way === 'id').length;
  const total = matched.length + missing.length;
  return html`<div class="transfer" role="group" aria-label=${words.label}>
    <p>${words.summary(total, byId, matched.length - byId, missing.length)}</p>
    ${renderGroup(
      words.missing(missing.length),
      words.missingHelp,
      missing.map((gap) => renderGap(view, words, gap)),
      true,
    )}
    ${renderGroup(
      words.look(look.length),
      words.lookHelp,
      look.map((match) => renderMatch(view, words, match)),
      true,
    )}
    ${renderGroup(
      words.found(matched.length - look.length),
      '',
      matched.filter(({ differs }) => !differs).map((match) => renderMatch(view, words, match)),
      false,
    )}
  </div>`;
}

function renderGroup(
  title: string,
  help: string,
  items: readonly TemplateResult[],
  open: boolean,
): TemplateResult | typeof nothing {
  if (items.length === 0) return nothing;
  return html`<details ?open=${open}>
    <summary>${title}</summary>
    ${help ? html`<p class="muted">${help}</p>` : nothing}
    <ul>
      ${items}
    </ul>
  </details>`;
}

function renderGap(view: MappingView, words: MappingTransferMessages, gap: TransferGap): TemplateResult {
  return html`<li class="gap">
    <span><span class="muted">${words.kinds[gap.kind]}</span> <strong>${gap.name}</strong></span>
    <span>${words.reasons[gap.reason]}</span>
    <span class="muted">${words.usedIn(placesOf(view, gap.pointers))}</span>
  </li>`;
}

function renderMatch(view: MappingView, words: MappingTransferMessages, match: TransferMatch): TemplateResult {
  const { kind, name, now, way, pointers } = match;
  return html`<li>
    <span><span class="muted">${words.kinds[kind]}</span> <strong>${name}</strong></span>
    <span>${words.ways[way]}${now === name ? nothing : html` · ${words.now(now)}`}</span>
    <span class="muted">${words.usedIn(placesOf(view, pointers))}</span>
  </li>`;
}

function placesOf(view: MappingView, pointers: readonly string[]): string {
  return [...new Set(pointers.map((pointer) => slotName(view, pointer)))].join(view.messages.listSeparator);
}
