import type { FlowPoint } from '../schema/workflow.js';
import { isSealUse, type EditorMapping } from './editor-mapping.js';

/** The concerns that the diagram shows, in the order of the legend. */
export const flowLayers = [
  'create',
  'launch',
  'sign',
  'party',
  'hide',
  'download',
  'tab',
  'operationBefore',
  'operationAfter',
  'apply',
  'append',
  'end',
] as const;

export type FlowLayer = (typeof flowLayers)[number];

/** How often something of one concern happens at a place, and the slot entry that says so first. */
export interface FlowMark {
  readonly layer: FlowLayer;
  readonly count: number;
  readonly pointer: string;
}

/** What happens at each node and exit, by {@link placeKey}; values that are parked do not count. */
export type FlowMarks = ReadonlyMap<string, readonly FlowMark[]>;

export function placeKey(kind: FlowPoint['kind'], id: string): string {
  return `${kind} ${id}`;
}

/** C-14, C-31, C-32, C-34, C-41, C-42, C-50, C-70 and P-07, P-13, P-14 over the places of a workflow. */
export function flowMarks(mapping: EditorMapping): FlowMarks {
  const marks = new Map<string, FlowMark[]>();
  const add = (layer: FlowLayer, place: string, pointer: string): void => {
    const list = marks.get(place) ?? [];
    const index = list.findIndex((mark) => mark.layer === layer);
    const known = list[index];
    if (known) list[index] = { ...known, count: known.count + 1 };
    else list.push({ layer, count: 1, pointer });
    marks.set(place, list);
  };
  const points = (layer: FlowLayer, pointer: string, list: readonly FlowPoint[]): void => {
    list.forEach(({ kind, id }) => add(layer, placeKey(kind, id), pointer));
  };
  const nodes = (layer: FlowLayer, pointer: string, list: readonly string[]): void => {
    list.forEach((id) => add(layer, placeKey('node', id), pointer));
  };
  if (isSealUse(mapping)) {
    points('apply', '/apply/applyAt', mapping.apply.applyAt);
    points('append', '/append/appendAt', mapping.append.appendAt);
    points('end', '/endAt', mapping.endAt);
    return marks;
  }
  const { required, flow, advanced, operations } = mapping;
  points('create', '/flow/createAt', flow.createAt);
  if (flow.saveAsDraft) points('launch', '/flow/launchAt', flow.launchAt);
  if (flow.initiatorAction === 'launchAndSign') nodes('sign', '/required/signingNodes', required.signingNodes);
  if (flow.addParties.fixed) {
    flow.parties.forEach((party, index) => {
      if (party.scope === 'internal') nodes('party', `/flow/parties/${index}/signingNodes`, party.signingNodes);
    });
  }
  if (flow.addParties.dynamic && flow.dynamicParties.scope === 'internal') {
    nodes('party', '/flow/dynamicParties/signingNodes', flow.dynamicParties.signingNodes);
  }
  nodes('hide', '/advanced/hideSignAt', advanced.hideSignAt);
  points('download', '/advanced/downloadableAt', advanced.downloadableAt);
  nodes('tab', '/advanced/openTabAt', advanced.openTabAt);
  for (const { kind, target, timing } of operations) {
    add(timing === 'before' ? 'operationBefore' : 'operationAfter', placeKey(kind, target), '/operations');
  }
  return marks;
}
