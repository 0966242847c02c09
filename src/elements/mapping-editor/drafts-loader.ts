import type { LitElement } from 'lit';

import type { DraftStore, FoundDraft } from '../../core/draft.js';
import type { DraftRequest, MappingEditorEmitted } from '../../machines/mapping-editor.machine.js';
import { rested } from '../../ui/idle.js';
import type { DraftKeeper, DraftPort } from './draft-keeper.js';
import { pageDrafts } from './page-drafts.js';

type DraftsHost = LitElement & { readonly drafts: DraftStore | undefined; readonly withoutDrafts: boolean };

/** Brings what keeps drafts once there is a document to work on and the page rests: nobody needs it before. */
export class DraftsLoader {
  readonly #host: DraftsHost;
  readonly #port: Omit<DraftPort, 'store'>;
  #loading: Promise<DraftKeeper> | undefined;
  #keeper: DraftKeeper | undefined;

  constructor(host: DraftsHost, port: Omit<DraftPort, 'store'>) {
    this.#host = host;
    this.#port = port;
  }

  async read(request: DraftRequest): Promise<readonly FoundDraft[]> {
    this.#loading ??= this.#load();
    try {
      return (await this.#loading).read(request);
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  handle(event: MappingEditorEmitted): void {
    if (this.#keeper) this.#keeper.handle(event);
    else void this.#loading?.then((keeper) => keeper.handle(event)).catch(() => undefined);
  }

  async #load(): Promise<DraftKeeper> {
    await rested();
    const { DraftKeeper } = await import('./draft-keeper.js');
    const host = this.#host;
    const store = (): DraftStore | null => (host.withoutDrafts ? null : (host.drafts ?? pageDrafts));
    this.#keeper = new DraftKeeper(host, { ...this.#port, store });
    return this.#keeper;
  }
}
