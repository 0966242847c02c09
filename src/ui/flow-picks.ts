import { bind, unbind } from '../core/bind.js';
import type { MappingChange } from '../core/editing.js';
import { placeRule, type PlaceRule } from '../core/flow-places.js';
import { pointKey } from '../core/graph.js';
import { slotAt } from '../core/slots.js';
import type { FlowPoint } from '../schema/workflow.js';
import { listAt, nodeName, pointName, sentence, slotName, type MappingView } from './mapping-view.js';

/** What the slot that is being picked takes: whole nodes, or moments. */
export type PickKind = 'nodes' | 'points';

export function pickKind(view: MappingView): PickKind | null {
  const control = view.picking === null ? undefined : slotAt(view.picking)?.control;
  return control === 'nodes' || control === 'points' ? control : null;
}

/** The keys of what is picked: node ids, or moments. */
export function pickedKeys(view: MappingView): ReadonlySet<string> {
  if (view.picking === null) return new Set();
  const items = listAt(view, view.picking) as readonly (string | FlowPoint)[];
  return new Set(items.map((item) => (typeof item === 'string' ? item : pointKey(item))));
}

/** The change that picks a node or a moment, or drops it again. */
export function toggleChange(view: MappingView, item: string | FlowPoint): MappingChange | null {
  const { picking } = view;
  if (picking === null) return null;
  const key = typeof item === 'string' ? item : pointKey(item);
  const present = listAt(view, picking) as readonly (string | FlowPoint)[];
  const index = present.findIndex((other) => (typeof other === 'string' ? other : pointKey(other)) === key);
  const node = typeof item === 'string' ? nodeName(view, item) : pointName(view, item);
  const on = index < 0;
  const command = on ? bind(view.mapping, picking, item, 'add') : unbind(view.mapping, picking, index);
  return { command, sentence: sentence(on ? 'pick' : 'unpick', slotName(view, picking), { node }) };
}

/** Why a place cannot be picked now; null where it can, and for what is picked already: it can always be dropped. */
export function refusalRule(view: MappingView): PlaceRule {
  if (view.picking === null) return () => null;
  const rule = placeRule(view.mapping, view.workflow, view.picking);
  const picked = pickedKeys(view);
  return (item) => (picked.has(typeof item === 'string' ? item : pointKey(item)) ? null : rule(item));
}
