import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import { newIdempotencyKey } from '../../api/idempotency-key.js';
import { EsignError } from '../../core/errors.js';
import type { CreateSeal, Seal } from '../../schema/seal.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { MadeSeal } from '../../ui/seal-maker.js';

/** The dialog in which a person makes a signature, and its way to the host. */
export class SealMaking implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: EsignError) => void;
  #isOpen = false;
  #isBusy = false;
  #error: EsignError | undefined;
  /** The same content carries the same keys again when its answer was lost. */
  #intent = { content: '', keys: [newIdempotencyKey(), newIdempotencyKey()] as const };

  constructor(host: ReactiveControllerHost, onError: (error: EsignError) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get error(): EsignError | undefined {
    return this.#error;
  }

  async open(): Promise<void> {
    try {
      await loadElement('esign-seal-maker');
    } catch {
      this.#onError(new EsignError('network', 'the dialog could not be loaded'));
      return;
    }
    this.#set({ isOpen: true });
  }

  close(): void {
    this.#set({ isOpen: false });
  }

  /** Stores what was made. Resolves to the seal, or to nothing where the host did not take it; the dialog then stays. */
  async save(client: HostClient, made: MadeSeal): Promise<Seal | undefined> {
    if (this.#isBusy) return undefined;
    this.#set({ isOpen: true, isBusy: true });
    try {
      const seal = await this.#store(client, made);
      this.#set({ isOpen: false });
      return seal;
    } catch (error) {
      const told = EsignError.from(error);
      this.#set({ isOpen: true, error: told });
      this.#onError(told);
      return undefined;
    }
  }

  hostDisconnected(): void {
    this.#isOpen = false;
  }

  async #store(client: HostClient, { name, kind, artwork }: MadeSeal): Promise<Seal> {
    const content = await contentOf({ name, kind, artwork });
    if (content !== this.#intent.content) {
      this.#intent = { content, keys: [newIdempotencyKey(), newIdempotencyKey()] };
    }
    const [uploadKey, sealKey] = this.#intent.keys;
    let stored: CreateSeal['artwork'];
    if (artwork.kind === 'picture') {
      const { png, widthMm, heightMm } = artwork;
      const { fileId } = await client.upload(png, `${kind}.png`, { idempotencyKey: uploadKey });
      stored = { kind: 'image', fileId, widthMm, heightMm };
    } else stored = artwork;
    return client.createSeal({ name, kind, artwork: stored }, { idempotencyKey: sealKey });
  }

  #set({ isOpen, isBusy = false, error }: { isOpen: boolean; isBusy?: boolean; error?: EsignError }): void {
    this.#isOpen = isOpen;
    this.#isBusy = isBusy;
    this.#error = error;
    this.#host.requestUpdate();
  }
}

async function contentOf({ name, kind, artwork }: MadeSeal): Promise<string> {
  if (artwork.kind !== 'picture') return JSON.stringify([name, kind, artwork]);
  const bytes = new Uint8Array(await artwork.png.arrayBuffer());
  return JSON.stringify([name, kind, artwork.widthMm, artwork.heightMm, bytes.length, checksum(bytes)]);
}

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum * 31 + byte) | 0;
  return sum;
}
