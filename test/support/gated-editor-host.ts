import type { HostClient } from '../../src/api/host-client.js';
import type { ErrorCode } from '../../src/schema/problem.js';
import { FakeEditorHost } from './browser-fake-host.js';
import { Gates } from './gates.js';

/** What the editor waits for. */
export type Gate = 'load' | 'save' | 'compare';

/** A host that answers only when a test says so, one call after the other. */
export class GatedEditorHost extends FakeEditorHost {
  #loaded = false;
  #loading: Promise<void> | null = null;
  readonly #gates = new Gates<Gate>();

  override get client(): HostClient {
    const answers = super.client;
    return {
      ...answers,
      listWorkflows: async (...given) => {
        await this.#waitToLoad();
        return answers.listWorkflows(...given);
      },
      findSigningConfig: async (...given) => {
        await (this.#loaded ? this.#gates.wait('compare') : this.#waitToLoad());
        return answers.findSigningConfig(...given);
      },
      getSigningConfig: async (...given) => {
        await (this.#loaded ? this.#gates.wait('compare') : this.#waitToLoad());
        return answers.getSigningConfig(...given);
      },
      createSigningConfig: async (...given) => {
        await this.#gates.wait('save');
        return answers.createSigningConfig(...given);
      },
      saveSigningConfig: async (...given) => {
        await this.#gates.wait('save');
        return answers.saveSigningConfig(...given);
      },
    };
  }

  /** The gate that the editor stands before. */
  get waitsFor(): Gate | null {
    return this.#gates.waitsFor;
  }

  open(): void {
    this.#gates.open();
  }

  fail(code: ErrorCode): void {
    this.#gates.fail(code);
  }

  /** All that is read when a document is opened waits together. */
  async #waitToLoad(): Promise<void> {
    this.#loading ??= this.#gates.wait('load').finally(() => {
      this.#loading = null;
    });
    await this.#loading;
    this.#loaded = true;
  }
}
