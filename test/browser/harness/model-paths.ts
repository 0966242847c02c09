import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import { initialTransition, transition, type AnyMachineSnapshot, type AnyStateMachine, type EventObject } from 'xstate';

/** How a machine is walked: what can happen in a state, and what tells one state or event from another. */
export interface Model<E extends EventObject> {
  readonly machine: AnyStateMachine;
  eventsOf(snapshot: AnyMachineSnapshot): E[];
  nameOf(snapshot: AnyMachineSnapshot): string;
  labelOf(event: EventObject): string;
  /** What a person takes the state for. */
  seenOf(snapshot: AnyMachineSnapshot): string;
}

export interface Path<E extends EventObject> {
  readonly name: string;
  readonly events: readonly E[];
  readonly seen: readonly string[];
}

/** One path over every transition of the model, without those that another path begins with. */
export function findPaths<E extends EventObject>(model: Model<E>): Path<E>[] {
  const { machine, nameOf, labelOf } = model;
  const options = { events: model.eventsOf, serializeState: nameOf, serializeEvent: labelOf, limit: 5000 };
  const leads = new Map(
    getShortestPaths(machine, options).map(({ state, steps }) => [nameOf(state as AnyMachineSnapshot), steps] as const),
  );
  const states = Object.values(getAdjacencyMap(machine, options)) as {
    state: AnyMachineSnapshot;
    transitions: Record<string, { event: E; state: AnyMachineSnapshot }>;
  }[];
  const found = states.flatMap(({ state, transitions }) => {
    const lead = leads.get(nameOf(state))?.map(({ event }) => event) ?? [];
    const before = lead.filter(({ type }) => type !== 'xstate.init');
    return Object.values(transitions)
      .filter(({ state: next }) => nameOf(next) !== nameOf(state))
      .map(({ event }) => [...before, event]);
  });
  const named = found.map((events) => ({
    name: events.map(labelOf).join(' → '),
    events,
    seen: statesAlong(model, events),
  }));
  return named.filter(({ name }) => !named.some((other) => other.name.startsWith(`${name} → `)));
}

function statesAlong<E extends EventObject>({ machine, seenOf }: Model<E>, events: readonly E[]): string[] {
  let [snapshot] = initialTransition(machine);
  return events.map((event) => {
    [snapshot] = transition(machine, snapshot, event);
    return seenOf(snapshot);
  });
}
