import { placeKey } from '../core/flow-layers.js';
import { exitsOf, type Simulation } from '../core/simulation.js';

/** Where the record of a trial run is on the drawing; with it nothing is picked, and an exit moves the record. */
export interface FlowToken {
  readonly nodeId: string;
  /** The exits that can be taken now. */
  readonly exits: ReadonlySet<string>;
  /** The nodes and exits that the record came through, by their place keys. */
  readonly passed: ReadonlySet<string>;
  take(exitId: string): void;
}

export function tokenOf(run: Simulation, take: (exitId: string) => void): FlowToken {
  const places = run.timeline.flatMap(({ event }) =>
    event.kind === 'flow' ? [placeKey(event.point.kind, event.point.id)] : [],
  );
  return {
    nodeId: run.record.currentNodeId,
    exits: new Set(exitsOf(run).map(({ id }) => id)),
    passed: new Set([...places, placeKey('node', run.origin.currentNodeId)]),
    take,
  };
}
