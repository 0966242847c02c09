import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { pointKey } from '../core/graph.js';
import { layoutGraph, type GraphLayout } from '../core/graph-layout.js';
import { slotAt } from '../core/slots.js';
import type { FlowPoint, Timing, Workflow } from '../schema/workflow.js';
import { controls } from './controls.styles.js';
import { moveCursor, type FlowCursor } from './flow-cursor.js';
import styles from './flow-diagram.styles.js';
import { renderDrawing } from './flow-drawing.js';
import { renderFlowList } from './flow-list.js';
import { layersByNode, pickedKeys, pickKind, toggleChange, type Layer } from './flow-picks.js';
import { nodeName, slotName, slotWords, type MappingActions, type MappingView } from './mapping-view.js';

/** The workflow as a drawing on which nodes, moments and exits are picked; the list beside it is the same choice. */
export class FlowDiagram extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;

  @state() private search = '';
  @state() private cursor: FlowCursor | null = null;
  @state() private scale = 1;

  readonly #port = {
    pickNode: (id: string): void => this.#pickNode(id),
    toggle: (item: string | FlowPoint): void => this.#toggle(item),
    search: (text: string): void => {
      this.search = text;
    },
  };
  #workflow: Workflow | undefined;
  #layout: GraphLayout = { nodes: [], edges: [], width: 0, height: 0 };

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const workflow = this.view?.workflow;
    if (workflow && workflow !== this.#workflow) {
      this.#workflow = workflow;
      this.#layout = layoutGraph(workflow);
      this.cursor = startOf(workflow);
    }
    // only moments are picked on exits
    if (this.cursor?.kind === 'exit' && this.view && pickKind(this.view) !== 'points')
      this.cursor = startOf(this.view.workflow);
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
          ${renderDrawing(view, { layout: this.#layout, scale: this.scale, cursor: this.cursor }, this.#port)}
        </div>
        ${kind ? renderFlowList(view, slot ? slotWords(view, slot).name : '', this.search, this.#port) : nothing}
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

  #cursorText(view: MappingView): string {
    const { cursor } = this;
    const { nodes, exits } = view.workflow;
    const { flow } = view.messages;
    if (cursor?.kind === 'exit') {
      const exit = exits.find(({ id }) => id === cursor.id);
      return exit ? flow.exitName(nodeName(view, exit.from), exit.name, nodeName(view, exit.to)) : '';
    }
    const index = nodes.findIndex((node) => node.id === cursor?.id);
    const node = nodes[index];
    return node ? flow.position(node.name, index + 1, nodes.length, flow.kinds[node.kind]) : '';
  }

  #pickNode(id: string): void {
    this.cursor = { kind: 'node', id };
    if (this.view && pickKind(this.view) === 'nodes') this.#toggle(id);
  }

  #toggle(item: string | FlowPoint): void {
    const change = this.view ? toggleChange(this.view, item) : null;
    if (change) this.actions?.change(change);
  }

  #zoom(factor: number): void {
    this.scale = Math.max(0.4, Math.min(1.6, this.scale * factor));
  }

  /** Arrows walk nodes and exits, B and A pick before and after, Enter the usual one of both, Escape ends. */
  #handleKey(event: KeyboardEvent): void {
    const { view, cursor } = this;
    if (!view || !cursor || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const kind = pickKind(view);
    const next = moveCursor(view.workflow, this.#layout, cursor, event.key, kind === 'points');
    const timing = TIMINGS[event.key.toLowerCase()];
    const enters = event.key === 'Enter' || event.key === ' ';
    if (next) this.#moveTo(next);
    else if (kind === 'points' && timing) this.#toggle({ ...cursor, timing });
    else if (kind === 'points' && enters) this.#toggle(this.#usual(view, cursor));
    else if (kind === 'nodes' && enters) this.#toggle(cursor.id);
    else if (kind && event.key === 'Escape') this.actions?.pick(null);
    // an arrow that leads nowhere must not scroll the drawing away from under the cursor
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What is picked already goes; else the moment after. */
  #usual(view: MappingView, cursor: FlowCursor): FlowPoint {
    const picked = pickedKeys(view);
    const before: FlowPoint = { ...cursor, timing: 'before' };
    const after: FlowPoint = { ...cursor, timing: 'after' };
    return cursor.kind === 'exit' && picked.has(pointKey(before)) ? before : after;
  }

  #moveTo(cursor: FlowCursor): void {
    this.cursor = cursor;
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector('g.cursor')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }
}

const TIMINGS: Readonly<Record<string, Timing>> = { b: 'before', a: 'after' };

function startOf({ nodes }: Workflow): FlowCursor | null {
  return nodes[0] ? { kind: 'node', id: nodes[0].id } : null;
}
