import type { FlowPoint, Workflow } from '../schema/workflow.js';
import { isSealUse, type EditorMapping } from './editor-mapping.js';
import { hasPoint } from './graph.js';
import { reachFrom, reachFromStart } from './graph-reach.js';

/** Why a place makes no sense for the slot that is being picked. */
export type FlowRefusal = 'lost' | 'noTarget' | 'beforeCreate' | 'archive';

/** Says of a node or a moment why it cannot be picked; null where it can. */
export type PlaceRule = (item: string | FlowPoint) => FlowRefusal | null;

const SIGNING = /^\/(required|flow\/parties\/\d+|flow\/dynamicParties)\/signingNodes$/;

/**
 * Which places a slot may take (design 3.8): those that a way leads to, exits with a target, for the launch what can
 * come after a create (C-34), and for signing what is no archive (C-14). The graph is walked once for all places.
 */
export function placeRule(mapping: EditorMapping, workflow: Workflow, pointer: string): PlaceRule {
  const start = reachFromStart(workflow);
  const nodes = new Set(workflow.nodes.map((node) => node.id));
  const open = new Set(workflow.exits.filter((exit) => !nodes.has(exit.to)).map((exit) => exit.id));
  const archives = new Set(workflow.nodes.filter((node) => node.kind === 'archive').map((node) => node.id));
  const creates =
    pointer === '/flow/launchAt' && !isSealUse(mapping)
      ? mapping.flow.createAt.filter((point) => hasPoint(workflow, point))
      : [];
  const afterCreate = creates.length > 0 ? reachFrom(workflow, creates) : null;
  const isSigning = SIGNING.test(pointer);
  return (item) => {
    const point: FlowPoint = typeof item === 'string' ? { kind: 'node', id: item, timing: 'before' } : item;
    if (!start.at(point)) return 'lost';
    if (point.kind === 'exit' && open.has(point.id)) return 'noTarget';
    if (afterCreate && !afterCreate.at(point)) return 'beforeCreate';
    return isSigning && archives.has(point.id) ? 'archive' : null;
  };
}
