import { html, nothing, type TemplateResult } from 'lit';

import { pointKey } from '../core/graph.js';
import { matchesName } from '../core/name-search.js';
import type { FlowPoint, NodeKind } from '../schema/workflow.js';
import { pickedKeys, pickKind, refusalRule } from './flow-picks.js';
import type { MappingView } from './mapping-view.js';

/** Which places the list shows: nodes of a kind, what is chosen, or what can be chosen. */
export type ListFilter = NodeKind | 'used' | 'possible';

export interface ListPort {
  filter(filter: ListFilter | null): void;
  search(text: string): void;
  toggle(item: string | FlowPoint): void;
}

/** The same choice as a list: for long flows, for a search, and for everyone who does not see the drawing. */
export function renderFlowList(
  view: MappingView,
  slot: string,
  search: string,
  filter: ListFilter | null,
  port: ListPort,
): TemplateResult {
  const { flow, diagram } = view.messages;
  const hits = (name: string): boolean => matchesName(name, search, view.spell);
  const picked = pickedKeys(view);
  const refuses = refusalRule(view);
  const isOn = (item: string | FlowPoint): boolean => picked.has(typeof item === 'string' ? item : pointKey(item));
  const check = (item: string | FlowPoint, name: string): TemplateResult | typeof nothing => {
    const refusal = refuses(item);
    if ((filter === 'used' && !isOn(item)) || (filter === 'possible' && refusal)) return nothing;
    return renderCheck(isOn(item), name, refusal && diagram.reasons[refusal], () => port.toggle(item));
  };
  const points = pickKind(view) === 'points';
  const nodes = view.workflow.nodes
    .map((node) => {
      const exits = view.workflow.exits.filter((exit) => exit.from === node.id);
      return { node, exits: hits(node.name) ? exits : exits.filter((exit) => hits(exit.name)) };
    })
    .filter(({ node, exits }) => hits(node.name) || (points && exits.length > 0))
    .filter(({ node }) => filter === null || filter === 'used' || filter === 'possible' || node.kind === filter)
    .filter(({ node, exits }) => {
      if (filter !== 'used' && filter !== 'possible') return true;
      const items = points ? [...bothOf('node', node.id), ...exits.flatMap(({ id }) => bothOf('exit', id))] : [node.id];
      return items.some((item) => (filter === 'used' ? isOn(item) : refuses(item) === null));
    });
  const kinds = new Set(view.workflow.nodes.map((node) => node.kind));
  const chips: [ListFilter, string][] = [
    ['used', diagram.used],
    ['possible', diagram.possible],
    ...[...kinds].map((kind): [ListFilter, string] => [kind, flow.kinds[kind]]),
  ];
  return html`<div class="list">
    <input
      class="input"
      type="search"
      aria-label=${flow.search}
      placeholder=${flow.search}
      .value=${search}
      @input=${(event: Event) => port.search((event.target as HTMLInputElement).value)}
    />
    <div class="chips" role="group" aria-label=${diagram.filters}>
      ${chips.map(
        ([name, label]) =>
          html`<button
            class="chip"
            type="button"
            aria-pressed=${name === filter}
            @click=${() => port.filter(name === filter ? null : name)}
          >
            ${label}
          </button>`,
      )}
    </div>
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

function bothOf(kind: FlowPoint['kind'], id: string): FlowPoint[] {
  return [
    { kind, id, timing: 'before' },
    { kind, id, timing: 'after' },
  ];
}

/** What cannot be picked stays reachable, so that its reason can be read. */
function renderCheck(on: boolean, name: string, reason: string | null, toggle: () => void): TemplateResult {
  const change = (event: Event): void => {
    if (reason !== null) (event.target as HTMLInputElement).checked = on;
    toggle();
  };
  return html`<label class="check ${reason === null ? '' : 'refused'}">
    <input type="checkbox" .checked=${on} aria-disabled=${reason !== null} @change=${change} />
    <span>${name}${reason === null ? nothing : html`<small>${reason}</small>`}</span>
  </label>`;
}
