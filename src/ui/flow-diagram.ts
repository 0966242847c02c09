import { html, LitElement, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { pointKey } from '../core/graph.js';
import {
  layoutGraph,
  NODE_HEIGHT,
  NODE_WIDTH,
  type GraphLayout,
  type LaidOutEdge,
  type LaidOutNode,
} from '../core/graph-layout.js';
import type { FlowPoint, Workflow, WorkflowExit } from '../schema/workflow.js';
import { controls } from './controls.styles.js';
import styles from './flow-diagram.styles.js';
import { layersByNode, pickedKeys, pickKind, toggleChange, type Layer } from './flow-picks.js';
import { nodeName, slotName, slotWords, type MappingActions, type MappingView } from './mapping-view.js';
import { slotAt } from '../core/slots.js';

const PORT = 12;
const LABEL_HEIGHT = 24;

/** Cuts a name to a width; a Chinese character takes twice the place of a Latin one. */
function shorten(text: string, units: number): string {
  let used = 0;
  for (let index = 0; index < text.length; index += 1) {
    used += text.charCodeAt(index) > 0x2e80 ? 2 : 1;
    if (used > units) return `${text.slice(0, Math.max(1, index - 1))}…`;
  }
  return text;
}

const width = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e80 ? 12 : 6.6), 14);

/** The workflow as a drawing on which nodes, moments and exits are picked; the list beside it is the same choice. */
export class FlowDiagram extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;

  @state() private search = '';
  /** The node that the keyboard is at. */
  @state() private cursor: string | null = null;
  @state() private scale = 1;

  #workflow: Workflow | undefined;
  #layout: GraphLayout = { nodes: [], edges: [], width: 0, height: 0 };

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const workflow = this.view?.workflow;
    if (workflow && workflow !== this.#workflow) {
      this.#workflow = workflow;
      this.#layout = layoutGraph(workflow);
      this.cursor = workflow.nodes[0]?.id ?? null;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { flow } = view.messages;
    const kind = pickKind(view);
    const slot = view.picking === null ? undefined : slotAt(view.picking);
    return html`
      <div class="bar">
        ${
          slot && kind
            ? html`<strong>${flow.pickTitle(slotName(view, slot.pointer))}</strong>
                <span class="muted">${kind === 'points' ? flow.pickHelp : flow.pickNodesHelp}</span>
                <button class="button primary small" type="button" @click=${() => this.actions?.pick(null)}>
                  ${flow.done}
                </button>`
            : this.#renderLegend(view)
        }
        <span class="zoom">
          <button
            class="button quiet small icon"
            type="button"
            aria-label=${flow.zoomOut}
            @click=${() => this.#zoom(1 / 1.25)}
          >
            −
          </button>
          <button
            class="button quiet small icon"
            type="button"
            aria-label=${flow.zoomIn}
            @click=${() => this.#zoom(1.25)}
          >
            +
          </button>
        </span>
      </div>
      <div class="split">
        <div
          class="canvas"
          tabindex="0"
          role="application"
          aria-label=${flow.label}
          aria-roledescription=${flow.label}
          aria-describedby="live"
          @keydown=${this.#handleKey}
        >
          ${this.#renderDrawing(view)}
        </div>
        ${kind ? this.#renderList(view, slot ? slotWords(view, slot).name : '') : nothing}
      </div>
      <span id="live" class="visually-hidden" aria-live="polite">${this.#cursorText(view)}</span>
    `;
  }

  #renderLegend(view: MappingView): TemplateResult {
    const { layers, empty } = view.messages.flow;
    const used = new Set([...layersByNode(view.mapping).values()].flat());
    return html`<span class="legend">
      ${view.workflow.nodes.length === 0 ? empty : nothing}
      ${(Object.keys(layers) as Layer[])
        .filter((layer) => used.has(layer))
        .map((layer) => html`<span class="key"><i class=${layer}></i>${layers[layer]}</span>`)}
    </span>`;
  }

  #renderDrawing(view: MappingView): TemplateResult {
    const { nodes, edges, width: w, height: h } = this.#layout;
    const picked = pickedKeys(view);
    const kind = pickKind(view);
    const layers = layersByNode(view.mapping);
    const exits = new Map(view.workflow.exits.map((exit) => [exit.id, exit]));
    return html`<svg
      width=${w * this.scale}
      height=${h * this.scale}
      viewBox=${`0 0 ${w} ${h}`}
      aria-hidden="true"
      class=${kind ?? 'view'}
    >
      <defs>
        <marker
          id="tip"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto-start-reverse"
        >
          <path d="M0 0.5 7.5 4 0 7.5z" class="tip"></path>
        </marker>
      </defs>
      ${edges.map((edge) => this.#renderEdge(edge))}
      ${nodes.map((node) => this.#renderNode(view, node, picked, layers.get(node.id) ?? []))}
      ${edges.map((edge) => {
        const exit = exits.get(edge.id);
        return exit ? this.#renderLabel(view, edge, exit, picked, layers.get(exit.id) ?? []) : nothing;
      })}
    </svg>`;
  }

  #renderEdge(edge: LaidOutEdge): SVGTemplateResult {
    const d = edge.points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
    return svg`<path class=${edge.back ? 'edge back' : 'edge'} d=${d} marker-end="url(#tip)"></path>`;
  }

  #renderNode(
    view: MappingView,
    { id, x, y }: LaidOutNode,
    picked: ReadonlySet<string>,
    layers: readonly Layer[],
  ): SVGTemplateResult {
    const { flow } = view.messages;
    const node = view.workflow.nodes.find((candidate) => candidate.id === id);
    const kind = pickKind(view);
    const name = node?.name ?? id;
    return svg`<g class="node ${picked.has(id) ? 'picked' : ''} ${id === this.cursor ? 'cursor' : ''} ${node?.kind ?? ''}" transform="translate(${x} ${y})">
      <g class="face" @click=${() => this.#pickNode(id)}>
        <title>${name}</title>
        <rect width=${NODE_WIDTH} height=${NODE_HEIGHT} rx="6"></rect>
        <text x=${NODE_WIDTH / 2} y="24" class="name">${shorten(name, 16)}</text>
        <text x=${NODE_WIDTH / 2} y="42" class="kind">${node ? flow.kinds[node.kind] : ''}</text>
      </g>
      ${layers.map((layer, index) => svg`<circle class="layer ${layer}" cx=${14 + index * 12} cy=${NODE_HEIGHT - 1} r="4.5"><title>${flow.layers[layer]}</title></circle>`)}
      ${kind === 'points' ? this.#renderPort(picked, { kind: 'node', id, timing: 'before' }, 0, flow.nodeBefore(name)) : nothing}
      ${kind === 'points' ? this.#renderPort(picked, { kind: 'node', id, timing: 'after' }, NODE_WIDTH, flow.nodeAfter(name)) : nothing}
    </g>`;
  }

  #renderPort(picked: ReadonlySet<string>, point: FlowPoint, x: number, name: string): SVGTemplateResult {
    const on = picked.has(pointKey(point));
    return svg`<g class="port ${on ? 'picked' : ''}" data-point=${pointKey(point)} transform="translate(${x} ${NODE_HEIGHT / 2})" @click=${() => this.#toggle(point)}>
      <title>${name}</title>
      <circle r=${PORT} class="target"></circle>
      <circle r="7"></circle>
      ${on ? svg`<path d="M-3 0l2.2 2.5L3.5-2.5"></path>` : nothing}
    </g>`;
  }

  #renderLabel(
    view: MappingView,
    edge: LaidOutEdge,
    exit: WorkflowExit,
    picked: ReadonlySet<string>,
    layers: readonly Layer[],
  ): SVGTemplateResult {
    const { flow } = view.messages;
    const text = shorten(exit.name, 10);
    const w = Math.max(28, width(text));
    const after: FlowPoint = { kind: 'exit', id: exit.id, timing: 'after' };
    const before: FlowPoint = { ...after, timing: 'before' };
    const chosen = [after, before].find((point) => picked.has(pointKey(point)));
    const full = flow.exitName(nodeName(view, exit.from), exit.name, nodeName(view, exit.to));
    return svg`<g class="exit ${chosen ? 'picked' : ''}" data-point=${pointKey(after)} transform="translate(${edge.label.x} ${edge.label.y})"
        @click=${() => this.#toggle(chosen ?? after)}>
      <title>${full}</title>
      <rect x=${-w / 2} y=${-LABEL_HEIGHT / 2} width=${w} height=${LABEL_HEIGHT} rx="12" class="target"></rect>
      <rect x=${-w / 2} y="-10" width=${w} height="20" rx="10"></rect>
      <text y="4">${text}</text>
      ${layers.map((layer, index) => svg`<circle class="layer ${layer}" cx=${w / 2 - 2 - index * 10} cy="9" r="4"></circle>`)}
    </g>`;
  }

  /** The same choice as a list: for long flows, for a search, and for everyone who does not see the drawing. */
  #renderList(view: MappingView, slot: string): TemplateResult {
    const { flow } = view.messages;
    const wanted = this.search.trim().toLowerCase();
    const hits = (name: string): boolean => name.toLowerCase().includes(wanted);
    const picked = pickedKeys(view);
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
        .value=${this.search}
        @input=${(event: Event) => {
          this.search = (event.target as HTMLInputElement).value;
        }}
      />
      <div class="items" role="group" aria-label=${`${slot}: ${flow.list}`}>
        ${nodes.map(({ node, exits }) =>
          points
            ? html`<div class="title">${node.name}</div>
                ${this.#renderCheck({ kind: 'node', id: node.id, timing: 'before' }, flow.nodeBefore(node.name), picked)}
                ${this.#renderCheck({ kind: 'node', id: node.id, timing: 'after' }, flow.nodeAfter(node.name), picked)}
                ${exits.flatMap((exit) => [
                  this.#renderCheck(
                    { kind: 'exit', id: exit.id, timing: 'before' },
                    flow.exitBefore(node.name, exit.name),
                    picked,
                  ),
                  this.#renderCheck(
                    { kind: 'exit', id: exit.id, timing: 'after' },
                    flow.exitAfter(node.name, exit.name),
                    picked,
                  ),
                ])}`
            : this.#renderCheck(node.id, node.name, picked),
        )}
        ${nodes.length === 0 ? html`<p class="muted">${flow.empty}</p>` : nothing}
      </div>
    </div>`;
  }

  #renderCheck(item: string | FlowPoint, name: string, picked: ReadonlySet<string>): TemplateResult {
    const key = typeof item === 'string' ? item : pointKey(item);
    return html`<label class="check">
      <input type="checkbox" .checked=${picked.has(key)} @change=${() => this.#toggle(item)} /><span>${name}</span>
    </label>`;
  }

  #cursorText(view: MappingView): string {
    const index = view.workflow.nodes.findIndex((node) => node.id === this.cursor);
    const node = view.workflow.nodes[index];
    const { flow } = view.messages;
    return node ? flow.position(node.name, index + 1, view.workflow.nodes.length, flow.kinds[node.kind]) : '';
  }

  #pickNode(id: string): void {
    this.cursor = id;
    if (this.view && pickKind(this.view) === 'nodes') this.#toggle(id);
  }

  #toggle(item: string | FlowPoint): void {
    const change = this.view ? toggleChange(this.view, item) : null;
    if (change) this.actions?.change(change);
  }

  #zoom(factor: number): void {
    this.scale = Math.max(0.4, Math.min(1.6, this.scale * factor));
  }

  /** Arrows follow the edges, B and A pick before and after the node, E its exits in turn, Enter the node. */
  #handleKey(event: KeyboardEvent): void {
    const { view, cursor } = this;
    if (!view || !cursor || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const kind = pickKind(view);
    const { nodes } = this.#layout;
    const here = nodes.find((node) => node.id === cursor);
    const next = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (next && here) {
      const [dx = 0, dy = 0] = next;
      const ahead = nodes
        .filter((node) =>
          dx ? Math.sign(node.x - here.x) === dx : node.layer === here.layer && Math.sign(node.y - here.y) === dy,
        )
        .sort((a, b) => Math.hypot(a.x - here.x, a.y - here.y) - Math.hypot(b.x - here.x, b.y - here.y));
      if (ahead[0]) this.#moveTo(ahead[0].id);
    } else if (event.key === 'Home') this.#moveTo(view.workflow.nodes[0]?.id ?? cursor);
    else if (event.key === 'End') this.#moveTo(view.workflow.nodes.at(-1)?.id ?? cursor);
    else if (kind === 'nodes' && (event.key === 'Enter' || event.key === ' ')) this.#toggle(cursor);
    else if (kind === 'points' && /^[ba]$/i.test(event.key)) {
      this.#toggle({ kind: 'node', id: cursor, timing: event.key.toLowerCase() === 'b' ? 'before' : 'after' });
    } else if (kind === 'points' && (event.key === 'Enter' || event.key === ' ')) {
      this.#toggle({ kind: 'node', id: cursor, timing: 'after' });
    } else if (kind && event.key === 'Escape') this.actions?.pick(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #moveTo(id: string): void {
    this.cursor = id;
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector('.node.cursor')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }
}
