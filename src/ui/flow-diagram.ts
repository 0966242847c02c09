import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';

import { flowMarks, placeKey, type FlowLayer } from '../core/flow-layers.js';
import { pointKey } from '../core/graph.js';
import { drawWorkflow } from '../core/graph-drawing.js';
import type { GraphLayout } from '../core/graph-layout.js';
import { slotAt } from '../core/slots.js';
import type { FlowPoint, Workflow } from '../schema/workflow.js';
import { controls } from './controls.styles.js';
import { moveCursor, type FlowCursor } from './flow-cursor.js';
import styles from './flow-diagram.styles.js';
import listStyles from './flow-list.styles.js';
import { renderDrawing, targetName } from './flow-drawing.js';
import { FlowGestures, SMALLEST_SCALE } from './flow-gestures.js';
import { renderLegend } from './flow-legend.js';
import { pickedKeys, pickKind, refusalRule, toggleChange } from './flow-picks.js';
import type { FlowToken } from './flow-token.js';
import { FlowTree } from './flow-tree.js';
import { isSameViewport, viewportOf, type Viewport } from './flow-viewport.js';
import type { Keymap } from './keymap.js';
import { nodeName, pointName, slotName, slotWords, type MappingActions, type MappingView } from './mapping-view.js';

/** The workflow as a drawing on which nodes, moments and exits are picked; the list beside it is the same choice. */
export class FlowDiagram extends LitElement {
  static override styles = [controls, listStyles, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  /** The record of a trial run: then nothing is picked, and exits of its node move it. */
  @property({ attribute: false }) token: FlowToken | undefined;

  @state() private cursor: FlowCursor | null = null;
  @state() private scale = 1;
  @state() private muted: ReadonlySet<FlowLayer> = new Set();
  /** Why the last pick was refused; it goes with the next move. */
  @state() private refusal = '';

  readonly #port = {
    pickNode: (id: string): void => this.#pickNode(id),
    toggle: (item: string | FlowPoint): void => this.#toggle(item),
    reveal: (pointer: string): void => this.actions?.reveal(pointer),
  };
  readonly #tree = new FlowTree(this, (item) => this.#toggle(item));
  readonly #gestures = new FlowGestures(this, {
    canvas: () => this.renderRoot.querySelector<HTMLElement>('.canvas'),
    scale: () => this.scale,
    setScale: (scale) => {
      this.scale = scale;
    },
  });
  #workflow: Workflow | undefined;
  #picking: string | null = null;
  #typed = { text: '', at: 0 };
  /** What of a large drawing is drawn. */
  #seen: Viewport | null = null;
  #observed: Element | null = null;
  /** The drawing that was last looked at. */
  #looked: GraphLayout | undefined;
  readonly #resize = new ResizeObserver(() => this.#look());
  #layout: GraphLayout = { nodes: [], edges: [], width: 0, height: 0 };

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const workflow = this.view?.workflow;
    if (workflow && workflow !== this.#workflow) {
      this.#workflow = workflow;
      this.#layout = drawWorkflow(workflow);
      this.#seen = viewportOf(this.#layout, null, this.scale);
      this.cursor = startOf(workflow);
      void this.updateComplete.then(() => this.#fit(this.token ? 0.6 : this.#picking === null ? 0.85 : 1));
    }
    // the targets of a pick are as large as they have to be
    if (this.view && pickKind(this.view) && this.#picking !== this.view.picking) this.scale = Math.max(1, this.scale);
    if (this.#picking !== (this.view?.picking ?? null)) {
      this.#tree.reset();
      // on a small screen the drawing lies below what is seen of the cards
      if (this.view?.picking) void this.updateComplete.then(() => this.scrollIntoView({ block: 'nearest' }));
    }
    this.#picking = this.view?.picking ?? null;
    // only moments are picked on exits
    if (this.cursor?.kind === 'exit' && this.view && !this.token && pickKind(this.view) !== 'points')
      this.cursor = startOf(this.view.workflow);
    if (changed.has('token') && this.token && this.token.nodeId !== changed.get('token')?.nodeId) {
      this.#moveTo({ kind: 'node', id: this.token.nodeId });
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#observed = null;
  }

  protected override updated(changed: PropertyValues): void {
    const canvas = this.renderRoot.querySelector('.canvas');
    // to observe it anew would report its size after every update
    if (canvas && canvas !== this.#observed) this.#resize.observe(canvas);
    this.#observed = canvas;
    // to look makes the browser lay out at once; a scroll and another size of the canvas are told
    if (changed.has('scale') || this.#looked !== this.#layout) this.#look();
    this.#looked = this.#layout;
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
            : this.token
              ? html`<span class="muted">${view.messages.diagram.runHelp}</span>`
              : renderLegend(view, this.muted, (muted) => (this.muted = muted))
        }
        <span class="zoom">
          <button class="button quiet small" type="button" @click=${() => this.#fit(SMALLEST_SCALE)}>
            ${view.messages.diagram.fit}
          </button>
          <button
            class="button quiet small icon"
            type="button"
            aria-label=${flow.zoomOut}
            @click=${() => this.#gestures.zoom(this.scale / 1.25)}
          >
            −
          </button>
          <button
            class="button quiet small icon"
            type="button"
            aria-label=${flow.zoomIn}
            @click=${() => this.#gestures.zoom(this.scale * 1.25)}
          >
            +
          </button>
        </span>
      </div>
      <div class="split">
        <div
          class="canvas ${this.token ? 'shared' : ''}"
          tabindex="0"
          role="application"
          aria-label=${flow.label}
          aria-roledescription=${flow.label}
          aria-describedby="live"
          aria-keyshortcuts=${(kind === 'points' && pickKeys(view.keymap)) || nothing}
          @keydown=${this.#handleKey}
          @wheel=${this.#gestures.wheel}
          @scroll=${this.#look}
          @pointerdown=${this.#gestures.press}
          @pointermove=${this.#gestures.move}
          @pointerup=${this.#gestures.release}
          @pointercancel=${this.#gestures.release}
          @click=${this.#gestures.click}
        >
          ${renderDrawing(view, { layout: this.#layout, scale: this.scale, cursor: this.cursor, hidden: this.muted, token: this.token, seen: this.#seen }, this.#port)}
        </div>
        ${
          kind
            ? guard([view, this.#tree.version], () => this.#tree.render(view, slot ? slotWords(view, slot).name : ''))
            : nothing
        }
      </div>
      <span id="live" class="visually-hidden" aria-live="polite">${this.refusal || this.#cursorText(view)}</span>
    `;
  }

  /** Draws anew when something else of the drawing came into sight. */
  readonly #look = (): void => {
    const seen = viewportOf(this.#layout, this.renderRoot.querySelector('.canvas'), this.scale);
    if (isSameViewport(seen, this.#seen)) return;
    this.#seen = seen;
    this.requestUpdate();
  };

  #cursorText(view: MappingView): string {
    const { cursor } = this;
    const { nodes, exits } = view.workflow;
    const { flow } = view.messages;
    if (cursor?.kind === 'exit') {
      const exit = exits.find(({ id }) => id === cursor.id);
      return exit ? flow.exitName(nodeName(view, exit.from), exit.name, targetName(view, exit)) : '';
    }
    const index = nodes.findIndex((node) => node.id === cursor?.id);
    const node = nodes[index];
    if (!node) return '';
    const { diagram, listSeparator } = view.messages;
    const refusal = pickKind(view) === 'nodes' ? refusalRule(view)(node.id) : null;
    return [
      flow.position(node.name, index + 1, nodes.length, flow.kinds[node.kind]),
      ...(flowMarks(view.mapping).get(placeKey('node', node.id)) ?? []).map(({ layer }) => diagram.layers[layer]),
      ...(refusal ? [diagram.reasons[refusal]] : []),
      ...(this.token?.nodeId === node.id ? [diagram.here] : []),
    ].join(listSeparator);
  }

  #pickNode(id: string): void {
    this.cursor = { kind: 'node', id };
    if (this.view && pickKind(this.view) === 'nodes') this.#toggle(id);
  }

  #toggle(item: string | FlowPoint): void {
    const { view } = this;
    if (!view) return;
    const refusal = refusalRule(view)(item);
    const { diagram } = view.messages;
    const name = typeof item === 'string' ? nodeName(view, item) : pointName(view, item);
    this.refusal = refusal ? diagram.refused(name, diagram.reasons[refusal]) : '';
    const change = refusal ? null : toggleChange(view, item);
    if (change) this.actions?.change(change);
  }

  /** Shows as much of the drawing as can be read at `least`. */
  #fit(least: number): void {
    const canvas = this.renderRoot.querySelector('.canvas');
    const { width, height } = this.#layout;
    if (!canvas || width === 0 || canvas.clientWidth === 0) return;
    this.scale = Math.max(least, Math.min(1, canvas.clientWidth / width, canvas.clientHeight / height));
  }

  /** The next node whose name begins with what was typed within a second. */
  #typeAhead(view: MappingView, key: string, now: number): FlowCursor | null {
    const text = (now - this.#typed.at < 1000 ? this.#typed.text : '') + key.toLowerCase();
    this.#typed = { text, at: now };
    const { nodes } = view.workflow;
    const from = nodes.findIndex(({ id }) => id === this.cursor?.id) + (text.length > 1 ? 0 : 1);
    const found = [...nodes.slice(from), ...nodes.slice(0, from)].find(({ name }) =>
      name.toLowerCase().startsWith(text),
    );
    return found ? { kind: 'node', id: found.id } : null;
  }

  /** Arrows walk nodes and exits, the keys of the table (B and A) pick before and after, Enter the usual one of both, Escape ends. */
  #handleKey(event: KeyboardEvent): void {
    const { view, cursor } = this;
    if (!view || !cursor || event.isComposing) return;
    const kind = pickKind(view);
    const { token } = this;
    const act = view.keymap.actOf(event, ['diagram']);
    const timing = act === 'pickBefore' ? 'before' : act === 'pickAfter' ? 'after' : null;
    if (!timing && (event.ctrlKey || event.metaKey || event.altKey)) return;
    const next = moveCursor(view.workflow, this.#layout, cursor, event.key, kind === 'points' || token !== undefined);
    const enters = event.key === 'Enter' || event.key === ' ';
    if (kind === 'points' && timing) this.#toggle({ ...cursor, timing });
    else if (next) this.#moveTo(next);
    else if (token && enters) takeAt(token, cursor);
    else if (kind === 'points' && enters) this.#toggle(this.#usual(view, cursor));
    else if (kind === 'nodes' && enters) this.#toggle(cursor.id);
    else if (kind && event.key === 'Escape') this.actions?.pick(null);
    else if (kind === null && event.key === 'Enter') this.#openFirst(view, cursor);
    else if (event.key === '+' || event.key === '-') this.#gestures.zoom(this.scale * (event.key === '+' ? 1.25 : 0.8));
    else if (event.key.length === 1 && event.key !== ' ') {
      const named = this.#typeAhead(view, event.key, event.timeStamp);
      if (named) this.#moveTo(named);
    }
    // an arrow that leads nowhere must not scroll the drawing away from under the cursor
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Leads to the slot behind the first badge, as a click on it does. */
  #openFirst(view: MappingView, cursor: FlowCursor): void {
    const marks = flowMarks(view.mapping).get(placeKey(cursor.kind, cursor.id)) ?? [];
    const first = marks.find(({ layer }) => !this.muted.has(layer));
    if (first) this.actions?.reveal(first.pointer);
  }

  /** What is picked already goes; else the moment after. */
  #usual(view: MappingView, cursor: FlowCursor): FlowPoint {
    const picked = pickedKeys(view);
    const before: FlowPoint = { ...cursor, timing: 'before' };
    const after: FlowPoint = { ...cursor, timing: 'after' };
    return cursor.kind === 'exit' && picked.has(pointKey(before)) ? before : after;
  }

  /** Goes to a node, with the cursor of the keyboard. */
  showNode(id: string): void {
    this.#moveTo({ kind: 'node', id });
    this.focusDrawing();
  }

  /** Puts the cursor of the keyboard into the drawing. */
  focusDrawing(): void {
    this.renderRoot.querySelector<HTMLElement>('.canvas, [role="tree"]')?.focus();
  }

  #moveTo(cursor: FlowCursor): void {
    this.refusal = '';
    this.cursor = cursor;
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector('g.cursor')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }
}

/** Takes the exit under the cursor, or the only one of the node. */
function takeAt({ nodeId, exits, take }: FlowToken, cursor: FlowCursor): void {
  const [only, ...others] = exits;
  if (cursor.kind === 'exit') {
    if (exits.has(cursor.id)) take(cursor.id);
  } else if (cursor.id === nodeId && only !== undefined && others.length === 0) take(only);
}

/** The keys that pick before and after, as assistive technology reads them. */
function pickKeys(keymap: Keymap): string {
  return [keymap.aria('pickBefore'), keymap.aria('pickAfter')].filter((keys) => keys !== undefined).join(' ');
}

function startOf({ nodes }: Workflow): FlowCursor | null {
  return nodes[0] ? { kind: 'node', id: nodes[0].id } : null;
}
