import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  createActor,
  waitFor,
  type Actor,
  type AnyStateMachine,
  type EmittedFrom,
  type EventFrom,
  type InputFrom,
  type SnapshotFrom,
} from 'xstate';

/** Ties one actor to one element: it lives while the element is connected, and every snapshot asks for a render. */
export class MachineController<M extends AnyStateMachine> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #createMachine: () => M;
  readonly #onEmitted: (event: EmittedFrom<M>) => void;
  readonly #input: (() => InputFrom<M>) | undefined;
  #actor: Actor<AnyStateMachine> | undefined;
  #connected = false;

  constructor(
    host: ReactiveControllerHost,
    createMachine: () => M,
    onEmitted: (event: EmittedFrom<M>) => void,
    input?: () => InputFrom<M>,
  ) {
    this.#host = host;
    this.#createMachine = createMachine;
    this.#onEmitted = onEmitted;
    this.#input = input;
    host.addController(this);
  }

  get snapshot(): SnapshotFrom<M> | undefined {
    return this.#actor?.getSnapshot() as SnapshotFrom<M> | undefined;
  }

  /** Does nothing on a disconnected element. */
  send(event: EventFrom<M>): void {
    this.#actor?.send(event);
  }

  /** The first snapshot for which something holds; rejects when there is no actor, or none any more. */
  async until(holds: (snapshot: SnapshotFrom<M>) => boolean): Promise<SnapshotFrom<M>> {
    if (!this.#actor) throw new Error('the element is not connected');
    return (await waitFor(this.#actor, (snapshot) => holds(snapshot as SnapshotFrom<M>))) as SnapshotFrom<M>;
  }

  hostConnected(): void {
    this.#connected = true;
    if (this.#actor) return;
    this.#actor = createActor<AnyStateMachine>(this.#createMachine(), { input: this.#input?.() });
    this.#actor.subscribe(() => this.#host.requestUpdate());
    this.#actor.on('*', (event) => this.#onEmitted(event as EmittedFrom<M>));
    this.#actor.start();
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#connected = false;
    // a move disconnects and reconnects within one task; only a lasting removal ends the actor
    queueMicrotask(() => {
      if (this.#connected) return;
      this.#actor?.stop();
      this.#actor = undefined;
    });
  }
}
