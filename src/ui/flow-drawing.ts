import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

import { pointKey } from '../core/graph.js';
import { NODE_HEIGHT, NODE_WIDTH, type GraphLayout, type LaidOutEdge, type LaidOutNode } from '../core/graph-layout.js';
import type { FlowPoint, WorkflowExit } from '../schema/workflow.js';
import type { FlowCursor } from './flow-cursor.js';
import { layersByNode, pickedKeys, pickKind, type Layer } from './flow-picks.js';
import { nodeName, type MappingView } from './mapping-view.js';

/** What the drawing shows beside the mapping. */
export interface Drawing {
  readonly layout: GraphLayout;
  readonly scale: number;
  readonly cursor: FlowCursor | null;
}

/** What a click on the drawing asks for. */
export interface DrawingPort {
  pickNode(id: string): void;
  toggle(item: string | FlowPoint): void;
}

interface Scene {
  readonly view: MappingView;
  readonly drawing: Drawing;
  readonly port: DrawingPort;
  readonly picked: ReadonlySet<string>;
}

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

function isAt({ cursor }: Drawing, kind: FlowCursor['kind'], id: string): boolean {
  return cursor?.kind === kind && cursor.id === id;
}

/** The diagram itself. It is hidden from screen readers: the list beside it is the same choice, and the cursor is said. */
export function renderDrawing(view: MappingView, drawing: Drawing, port: DrawingPort): TemplateResult {
  const { nodes, edges, width: w, height: h } = drawing.layout;
  const picked = pickedKeys(view);
  const kind = pickKind(view);
  const layers = layersByNode(view.mapping);
  const exits = new Map(view.workflow.exits.map((exit) => [exit.id, exit]));
  return html`<svg
    width=${w * drawing.scale}
    height=${h * drawing.scale}
    viewBox=${`0 0 ${w} ${h}`}
    aria-hidden="true"
    class=${kind ?? 'view'}
  >
    <defs>
      <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
        <path d="M0 0.5 7.5 4 0 7.5z" class="tip"></path>
      </marker>
    </defs>
    ${edges.map((edge) => renderEdge(edge))}
    ${nodes.map((node) => renderNode({ view, drawing, port, picked }, node, layers.get(node.id) ?? []))}
    ${edges.map((edge) => {
      const exit = exits.get(edge.id);
      return exit ? renderLabel({ view, drawing, port, picked }, edge, exit, layers.get(exit.id) ?? []) : nothing;
    })}
  </svg>`;
}

function renderEdge(edge: LaidOutEdge): SVGTemplateResult {
  const d = edge.points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return svg`<path class=${edge.back ? 'edge back' : 'edge'} d=${d} marker-end="url(#tip)"></path>`;
}

function renderNode(scene: Scene, { id, x, y }: LaidOutNode, layers: readonly Layer[]): SVGTemplateResult {
  const { view, drawing, port, picked } = scene;
  const { flow } = view.messages;
  const node = view.workflow.nodes.find((candidate) => candidate.id === id);
  const kind = pickKind(view);
  const name = node?.name ?? id;
  return svg`<g class="node ${picked.has(id) ? 'picked' : ''} ${isAt(drawing, 'node', id) ? 'cursor' : ''} ${node?.kind ?? ''}" transform="translate(${x} ${y})">
      <g class="face" @click=${() => port.pickNode(id)}>
        <title>${name}</title>
        <rect width=${NODE_WIDTH} height=${NODE_HEIGHT} rx="6"></rect>
        <text x=${NODE_WIDTH / 2} y="24" class="name">${shorten(name, 16)}</text>
        <text x=${NODE_WIDTH / 2} y="42" class="kind">${node ? flow.kinds[node.kind] : ''}</text>
      </g>
      ${layers.map((layer, index) => svg`<circle class="layer ${layer}" cx=${14 + index * 12} cy=${NODE_HEIGHT - 1} r="4.5"><title>${flow.layers[layer]}</title></circle>`)}
      ${kind === 'points' ? renderPort(scene, { kind: 'node', id, timing: 'before' }, 0, flow.nodeBefore(name)) : nothing}
      ${kind === 'points' ? renderPort(scene, { kind: 'node', id, timing: 'after' }, NODE_WIDTH, flow.nodeAfter(name)) : nothing}
    </g>`;
}

function renderPort({ picked, port }: Scene, point: FlowPoint, x: number, name: string): SVGTemplateResult {
  const on = picked.has(pointKey(point));
  return svg`<g class="port ${on ? 'picked' : ''}" data-point=${pointKey(point)} transform="translate(${x} ${NODE_HEIGHT / 2})" @click=${() => port.toggle(point)}>
      <title>${name}</title>
      <circle r=${PORT} class="target"></circle>
      <circle r="7"></circle>
      ${on ? svg`<path d="M-3 0l2.2 2.5L3.5-2.5"></path>` : nothing}
    </g>`;
}

function renderLabel(
  { view, drawing, port, picked }: Scene,
  edge: LaidOutEdge,
  exit: WorkflowExit,
  layers: readonly Layer[],
): SVGTemplateResult {
  const { flow } = view.messages;
  const text = shorten(exit.name, 10);
  const w = Math.max(28, width(text));
  const after: FlowPoint = { kind: 'exit', id: exit.id, timing: 'after' };
  const before: FlowPoint = { ...after, timing: 'before' };
  const chosen = [after, before].find((point) => picked.has(pointKey(point)));
  const full = flow.exitName(nodeName(view, exit.from), exit.name, nodeName(view, exit.to));
  return svg`<g class="exit ${chosen ? 'picked' : ''} ${isAt(drawing, 'exit', exit.id) ? 'cursor' : ''}" data-point=${pointKey(after)} transform="translate(${edge.label.x} ${edge.label.y})"
        @click=${() => port.toggle(chosen ?? after)}>
      <title>${full}</title>
      <rect x=${-w / 2} y=${-LABEL_HEIGHT / 2} width=${w} height=${LABEL_HEIGHT} rx="12" class="target"></rect>
      <rect x=${-w / 2} y="-10" width=${w} height="20" rx="10"></rect>
      <text y="4">${text}</text>
      ${layers.map((layer, index) => svg`<circle class="layer ${layer}" cx=${w / 2 - 2 - index * 10} cy="9" r="4"></circle>`)}
    </g>`;
}
