import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { flowMarks, placeKey, type FlowLayer, type FlowMark } from '../core/flow-layers.js';
import type { PlaceRule } from '../core/flow-places.js';
import { placesById, pointKey } from '../core/graph.js';
import { NODE_HEIGHT, NODE_WIDTH, type GraphLayout, type LaidOutEdge, type LaidOutNode } from '../core/graph-layout.js';
import type { FlowPoint, WorkflowExit, WorkflowNode } from '../schema/workflow.js';
import type { FlowCursor } from './flow-cursor.js';
import { pickedKeys, pickKind, refusalRule } from './flow-picks.js';
import type { FlowToken } from './flow-token.js';
import { seesEdge, seesNode, seesPoint, type Viewport } from './flow-viewport.js';
import { nodeName, slotName, type MappingView } from './mapping-view.js';

/** What the drawing shows beside the mapping. */
export interface Drawing {
  readonly layout: GraphLayout;
  readonly scale: number;
  readonly cursor: FlowCursor | null;
  /** The concerns that are not shown. */
  readonly hidden: ReadonlySet<FlowLayer>;
  /** The record of a trial run; with it the drawing is for looking and for moving the record only. */
  readonly token: FlowToken | undefined;
  /** What is in sight; null draws everything. */
  readonly seen: Viewport | null;
}

/** What a click on the drawing asks for. */
export interface DrawingPort {
  pickNode(id: string): void;
  toggle(item: string | FlowPoint): void;
  reveal(pointer: string): void;
}

interface Scene {
  readonly view: MappingView;
  readonly drawing: Drawing;
  readonly port: DrawingPort;
  readonly nodes: ReadonlyMap<string, WorkflowNode>;
  readonly picked: ReadonlySet<string>;
  readonly refuses: PlaceRule;
  /** The slot that is being picked; empty while nothing is. */
  readonly slot: string;
}

const PORT = 12;
const LABEL_HEIGHT = 24;
/** A badge is a target of its own. */
const BADGE = 24;
const BADGES_A_ROW = 5;

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

function isAt({ cursor }: Drawing, kind: FlowCursor['kind'], id: string): boolean {
  return cursor?.kind === kind && cursor.id === id;
}

/** The diagram itself. While nothing is picked it is hidden from screen readers: the cursor is said, and the slots tell the rest. */
export function renderDrawing(view: MappingView, drawing: Drawing, port: DrawingPort): TemplateResult {
  const { nodes, edges, width: w, height: h } = drawing.layout;
  const { seen } = drawing;
  const picked = pickedKeys(view);
  const kind = pickKind(view);
  const marks = flowMarks(view.mapping);
  const slot = kind && view.picking !== null ? slotName(view, view.picking) : '';
  const { nodes: byId, exits } = placesById(view.workflow);
  const scene: Scene = { view, drawing, port, nodes: byId, picked, refuses: refusalRule(view), slot };
  const at = (key: string): FlowMark[] => (marks.get(key) ?? []).filter(({ layer }) => !drawing.hidden.has(layer));
  return html`<svg
    width=${w * drawing.scale}
    height=${h * drawing.scale}
    viewBox=${`0 0 ${w} ${h}`}
    aria-hidden=${kind || drawing.token ? nothing : 'true'}
    class=${drawing.token ? 'run' : (kind ?? 'view')}
  >
    <defs>
      <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
        <path d="M0 0.5 7.5 4 0 7.5z" class="tip"></path>
      </marker>
    </defs>
    ${repeat(
      edges.filter((edge) => seesEdge(seen, edge)),
      ({ id }) => id,
      (edge) => renderEdge(edge, drawing.token),
    )}
    ${repeat(
      nodes.filter((node) => seesNode(seen, node) || isAt(drawing, 'node', node.id)),
      ({ id }) => id,
      (node) => renderNode(scene, node, at(placeKey('node', node.id))),
    )}
    ${repeat(
      edges.filter((edge) => isLabelled(scene, edge)),
      ({ id }) => id,
      (edge) => {
        const exit = exits.get(edge.id);
        return exit ? renderLabel(scene, edge, exit, at(placeKey('exit', exit.id))) : nothing;
      },
    )}
  </svg>`;
}

/** Names of exits are drawn where they can be read, and where something is to be seen of them. */
function isLabelled({ drawing, picked }: Scene, { id, label, open }: LaidOutEdge): boolean {
  if (isAt(drawing, 'exit', id) || drawing.token?.exits.has(id)) return true;
  if (!seesPoint(drawing.seen, label)) return false;
  return !isFar(drawing) || open === true || picked.has(pointKey({ kind: 'exit', id, timing: 'after' }));
}

/** From so far away names and ports are specks: a large drawing leaves them out. */
function isFar({ scale, seen }: Drawing): boolean {
  return seen !== null && scale < 0.4;
}

function renderEdge(edge: LaidOutEdge, token: FlowToken | undefined): SVGTemplateResult {
  const d = edge.points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return svg`<path class="edge ${edge.back ? 'back' : ''} ${edge.open ? 'dead' : ''} ${token?.passed.has(placeKey('exit', edge.id)) ? 'passed' : ''}" d=${d} marker-end="url(#tip)"></path>`;
}

function renderNode(scene: Scene, { id, x, y }: LaidOutNode, marks: readonly FlowMark[]): SVGTemplateResult {
  const { view, drawing, port, picked } = scene;
  const { flow } = view.messages;
  const node = scene.nodes.get(id);
  const kind = pickKind(view);
  const name = node?.name ?? id;
  const refusal = kind === 'nodes' ? scene.refuses(id) : null;
  const kindName = node ? flow.kinds[node.kind] : '';
  // a button's name has all that is drawn on it, so that who says what they see reaches it
  const label = kind === 'nodes' ? titleOf(scene, `${name} ${kindName}`.trim(), refusal) : nothing;
  const hasPorts = kind === 'points' && !isFar(drawing);
  return svg`<g class="node ${picked.has(id) ? 'picked' : ''} ${isAt(drawing, 'node', id) ? 'cursor' : ''} ${node?.kind ?? ''} ${refusal ? 'refused' : ''} ${tokenClass(drawing.token, id)}" transform="translate(${x} ${y})">
      <g class="face" role=${kind === 'nodes' ? 'button' : nothing} aria-label=${label} aria-pressed=${kind === 'nodes' ? picked.has(id) : nothing} aria-disabled=${refusal ? 'true' : nothing} @click=${() => port.pickNode(id)}>
        <title>${titleOf(scene, name, refusal)}</title>
        <rect width=${NODE_WIDTH} height=${NODE_HEIGHT} rx="6"></rect>
        <text x=${NODE_WIDTH / 2} y="24" class="name">${shorten(name, 16)}</text>
        <text x=${NODE_WIDTH / 2} y="42" class="kind">${kindName}</text>
      </g>
      ${drawing.token?.nodeId === id ? svg`<circle class="token" cx="0" cy="0" r="9"></circle>` : nothing}
      ${renderBadges(scene, marks, NODE_WIDTH / 2, NODE_HEIGHT)}
      ${hasPorts ? renderPort(scene, { kind: 'node', id, timing: 'before' }, 0, flow.nodeBefore(name)) : nothing}
      ${hasPorts ? renderPort(scene, { kind: 'node', id, timing: 'after' }, NODE_WIDTH, flow.nodeAfter(name)) : nothing}
    </g>`;
}

function tokenClass(token: FlowToken | undefined, nodeId: string): string {
  if (token?.nodeId === nodeId) return 'here';
  return token?.passed.has(placeKey('node', nodeId)) ? 'passed' : '';
}

function renderPort(scene: Scene, point: FlowPoint, x: number, name: string): SVGTemplateResult {
  const { picked, port } = scene;
  const on = picked.has(pointKey(point));
  const refusal = scene.refuses(point);
  const title = titleOf(scene, name, refusal);
  return svg`<g class="port ${on ? 'picked' : ''} ${refusal ? 'refused' : ''}" data-point=${pointKey(point)} role="button" aria-label=${title} aria-pressed=${on} aria-disabled=${refusal ? 'true' : nothing} transform="translate(${x} ${NODE_HEIGHT / 2})" @click=${() => port.toggle(point)}>
      <title>${title}</title>
      <circle r=${PORT} class="target"></circle>
      <circle r="7"></circle>
      ${on ? svg`<path d="M-3 0l2.2 2.5L3.5-2.5"></path>` : nothing}
    </g>`;
}

function renderLabel(
  scene: Scene,
  edge: LaidOutEdge,
  exit: WorkflowExit,
  marks: readonly FlowMark[],
): SVGTemplateResult {
  const { view, drawing, port, picked } = scene;
  const { flow } = view.messages;
  const text = shorten(exit.name, 10);
  const w = Math.max(28, width(text)) + (edge.open ? 16 : 0);
  const after: FlowPoint = { kind: 'exit', id: exit.id, timing: 'after' };
  const before: FlowPoint = { ...after, timing: 'before' };
  const chosen = [after, before].find((point) => picked.has(pointKey(point)));
  const full = flow.exitName(nodeName(view, exit.from), exit.name, targetName(view, exit));
  const refusal = chosen ? null : scene.refuses(after);
  const { token } = drawing;
  const open = token?.exits.has(exit.id) ?? false;
  const isButton = open || pickKind(view) === 'points';
  const title = titleOf(scene, full, refusal);
  const click = token ? (open ? () => token.take(exit.id) : null) : () => port.toggle(chosen ?? after);
  return svg`<g class="exit ${chosen ? 'picked' : ''} ${refusal ? 'refused' : ''} ${isAt(drawing, 'exit', exit.id) ? 'cursor' : ''} ${open ? 'open' : ''} ${edge.open ? 'dead' : ''}" data-point=${pointKey(after)} data-exit=${exit.id} role=${isButton ? 'button' : nothing} aria-label=${isButton ? title : nothing} aria-pressed=${isButton && !open ? chosen !== undefined : nothing} aria-disabled=${refusal ? 'true' : nothing} transform="translate(${edge.label.x} ${edge.label.y})"
        @click=${click}>
      <title>${title}</title>
      <rect x=${-w / 2} y=${-LABEL_HEIGHT / 2} width=${w} height=${LABEL_HEIGHT} rx="12" class="target"></rect>
      <rect x=${-w / 2} y="-10" width=${w} height="20" rx="10"></rect>
      <text y="4">${edge.open ? `⚠ ${text}` : text}</text>
    </g>
    <g transform="translate(${edge.label.x} ${edge.label.y + 20})">${renderBadges(scene, marks, 0, 0)}</g>`;
}

/** Where an exit leads to, or that it leads nowhere. */
export function targetName(view: MappingView, { to }: WorkflowExit): string {
  const { diagram } = view.messages;
  return placesById(view.workflow).nodes.has(to) ? nodeName(view, to) : diagram.noTarget;
}

/** A place with the slot that it is picked for, and why it cannot be. */
function titleOf({ view, slot }: Scene, place: string, refusal: ReturnType<PlaceRule>): string {
  const { diagram } = view.messages;
  const name = slot ? diagram.pickName(slot, place) : place;
  return refusal ? diagram.refused(name, diagram.reasons[refusal]) : name;
}

/** What happens here, in rows around `x`; each badge leads to the slot that says so, unless places are picked. */
function renderBadges(
  { view, drawing, port }: Scene,
  marks: readonly FlowMark[],
  x: number,
  y: number,
): SVGTemplateResult[] {
  const { diagram } = view.messages;
  const isIdle = pickKind(view) === null && drawing.token === undefined;
  return marks.map(({ layer, count, pointer }, index) => {
    const row = Math.floor(index / BADGES_A_ROW);
    const inRow = Math.min(BADGES_A_ROW, marks.length - row * BADGES_A_ROW);
    const cx = x + ((index % BADGES_A_ROW) - (inRow - 1) / 2) * BADGE;
    const open = (event: Event): void => {
      event.stopPropagation();
      port.reveal(pointer);
    };
    return svg`<g class="badge ${layer} ${isIdle ? '' : 'inert'}" data-layer=${layer} transform="translate(${cx} ${y + row * BADGE})" @click=${isIdle ? open : null}>
      <title>${diagram.badge(diagram.layers[layer], count)}</title>
      <rect x=${-BADGE / 2} y=${-BADGE / 2} width=${BADGE} height=${BADGE} class="target"></rect>
      <rect x="-11" y="-8" width="22" height="16" rx="4"></rect>
      <text y="4">${diagram.signs[layer]}${count > 1 ? count : nothing}</text>
    </g>`;
  });
}
