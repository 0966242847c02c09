import { bind, unbind } from '../core/bind.js';
import type { MappingChange } from '../core/editing.js';
import { isSealUse, type EditorMapping } from '../core/editor-mapping.js';
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

export type Layer = 'create' | 'launch' | 'sign' | 'party' | 'hide' | 'download' | 'apply' | 'append' | 'end';

/** What happens at each node, for the badges of the diagram. */
export function layersByNode(mapping: EditorMapping): ReadonlyMap<string, readonly Layer[]> {
  const layers = new Map<string, Layer[]>();
  const add = (id: string, layer: Layer): void => {
    const list = layers.get(id) ?? [];
    if (!list.includes(layer)) layers.set(id, [...list, layer]);
  };
  if (isSealUse(mapping)) {
    for (const point of mapping.apply.applyAt) add(point.id, 'apply');
    for (const point of mapping.append.appendAt) add(point.id, 'append');
    for (const point of mapping.endAt) add(point.id, 'end');
    return layers;
  }
  const { required, flow, advanced } = mapping;
  for (const point of flow.createAt) add(point.id, 'create');
  if (flow.saveAsDraft) for (const point of flow.launchAt) add(point.id, 'launch');
  if (flow.initiatorAction === 'launchAndSign') for (const id of required.signingNodes) add(id, 'sign');
  if (flow.addParties.fixed) for (const party of flow.parties) for (const id of party.signingNodes) add(id, 'party');
  if (flow.addParties.dynamic) for (const id of flow.dynamicParties.signingNodes) add(id, 'party');
  for (const id of advanced.hideSignAt) add(id, 'hide');
  for (const point of advanced.downloadableAt) add(point.id, 'download');
  return layers;
}
