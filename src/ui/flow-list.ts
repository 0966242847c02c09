import { html, nothing, type TemplateResult } from 'lit';

import { pointKey } from '../core/graph.js';
import { matchesName } from '../core/name-search.js';
import type { FlowPoint } from '../schema/workflow.js';
import { pickedKeys, pickKind } from './flow-picks.js';
import type { MappingView } from './mapping-view.js';

export interface ListPort {
  search(text: string): void;
  toggle(item: string | FlowPoint): void;
}

/** The same choice as a list: for long flows, for a search, and for everyone who does not see the drawing. */
export function renderFlowList(view: MappingView, slot: string, search: string, port: ListPort): TemplateResult {
  const { flow } = view.messages;
  const hits = (name: string): boolean => matchesName(name, search, view.spell);
  const picked = pickedKeys(view);
  const check = (item: string | FlowPoint, name: string): TemplateResult =>
    renderCheck(picked.has(typeof item === 'string' ? item : pointKey(item)), name, () => port.toggle(item));
  const points = pickKind(view) === 'points';
  const nodes = view.workflow.nodes
    .map((node) => {
      const exits = view.workflow.exits.filter((exit) => exit.from === node.id);
      return { node, exits: hits(node.name) ? exits : exits.filter((exit) => hits(exit.name)) };
    })
    .filter(({ node, exits }) => hits(node.name) || (points && exits.length > 0));
  return html`<div class="list">
    <input
      class="input"
      type="search"
      aria-label=${flow.search}
      placeholder=${flow.search}
      .value=${search}
      @input=${(event: Event) => port.search((event.target as HTMLInputElement).value)}
    />
    <div class="items" role="group" aria-label=${`${slot}: ${flow.list}`}>
      ${nodes.map(({ node, exits }) =>
        points
          ? html`<div class="title">${node.name}</div>
              ${check({ kind: 'node', id: node.id, timing: 'before' }, flow.nodeBefore(node.name))}
              ${check({ kind: 'node', id: node.id, timing: 'after' }, flow.nodeAfter(node.name))}
              ${exits.flatMap((exit) => [
                check({ kind: 'exit', id: exit.id, timing: 'before' }, flow.exitBefore(node.name, exit.name)),
                check({ kind: 'exit', id: exit.id, timing: 'after' }, flow.exitAfter(node.name, exit.name)),
              ])}`
          : check(node.id, node.name),
      )}
      ${nodes.length === 0 ? html`<p class="muted">${flow.empty}</p>` : nothing}
    </div>
  </div>`;
}

function renderCheck(on: boolean, name: string, toggle: () => void): TemplateResult {
  return html`<label class="check">
    <input type="checkbox" .checked=${on} @change=${toggle} /><span>${name}</span>
  </label>`;
}
