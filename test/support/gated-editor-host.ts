import type { HostClient } from '../../src/api/host-client.js';
import { EsignError } from '../../src/core/errors.js';
import type { ErrorCode } from '../../src/schema/problem.js';
import { FakeEditorHost } from './browser-fake-host.js';

/** What the editor waits for. */
export type Gate = 'load' | 'save' | 'compare';

interface Waiting {
  readonly gate: Gate;
  open(): void;
  fail(code: ErrorCode): void;
}

/** A host that answers only when a test says so, one call after the other. */
export class GatedEditorHost extends FakeEditorHost {
  #loaded = false;
  #loading: Promise<void> | null = null;
  #waiting: Waiting | null = null;

  override get client(): HostClient {
    const answers = super.client;
    return {
      ...answers,
      listWorkflows: async (...given) => {
        await this.#waitToLoad();
        return answers.listWorkflows(...given);
      },
      findSigningConfig: async (...given) => {
        await (this.#loaded ? this.#wait('compare') : this.#waitToLoad());
        return answers.findSigningConfig(...given);
      },
      getSigningConfig: async (...given) => {
        await (this.#loaded ? this.#wait('compare') : this.#waitToLoad());
        return answers.getSigningConfig(...given);
      },
      createSigningConfig: async (...given) => {
        await this.#wait('save');
        return answers.createSigningConfig(...given);
      },
      saveSigningConfig: async (...given) => {
        await this.#wait('save');
        return answers.saveSigningConfig(...given);
      },
    };
  }

  /** The gate that the editor stands before. */
  get waitsFor(): Gate | null {
    return this.#waiting?.gate ?? null;
  }

  open(): void {
    this.#take().open();
  }

  fail(code: ErrorCode): void {
    this.#take().fail(code);
  }

  #take(): Waiting {
    if (!this.#waiting) throw new Error('nothing waits');
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }

  /** All that is read when a document is opened waits together. */
  async #waitToLoad(): Promise<void> {
    this.#loading ??= this.#wait('load').finally(() => {
      this.#loading = null;
    });
    await this.#loading;
    this.#loaded = true;
  }

  async #wait(gate: Gate): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#waiting = { gate, open: resolve, fail: (code) => reject(new EsignError(code, code)) };
    });
  }
}
