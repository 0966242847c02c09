import type { LitElement, ReactiveController } from 'lit';

import type { Workflow } from '../../schema/workflow.js';

export interface WorkflowWatchPort {
  /** The workflow that is edited; undefined while there is none. */
  current(): Workflow | undefined;
  read(id: string): Promise<Workflow>;
  changed(workflow: Workflow): void;
}

/**
 * Reads the workflow again when a person comes back to the page: the form may have been changed in another tab meanwhile.
 * It does so quietly; what cannot be read now is read the next time.
 */
export class WorkflowWatch implements ReactiveController {
  readonly #port: WorkflowWatchPort;

  constructor(host: LitElement, port: WorkflowWatchPort) {
    this.#port = port;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#handleVisibility);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#handleVisibility);
  }

  readonly #handleVisibility = (): void => {
    if (document.visibilityState === 'visible') void this.#look();
  };

  async #look(): Promise<void> {
    const before = this.#port.current();
    if (!before) return;
    try {
      const now = await this.#port.read(before.id);
      // another document may have been opened meanwhile
      if (this.#port.current() === before && JSON.stringify(now) !== JSON.stringify(before)) this.#port.changed(now);
    } catch {
      // quietly: the person did not ask for it
    }
  }
}
