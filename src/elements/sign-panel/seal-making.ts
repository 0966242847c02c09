import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

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
  #intent: { readonly made: MadeSeal; readonly uploadKey: string; readonly sealKey: string } | undefined;

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

  /** The way over a phone; its element comes when it is first shown. */
  renderPhone(client: HostClient | undefined, locale: string): TemplateResult {
    loadElement('esign-phone-step').catch(() => {
      this.#onError(new EsignError('network', 'the step could not be loaded'));
    });
    return html`<esign-phone-step .client=${client} .locale=${locale}></esign-phone-step>`;
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

  async #store(client: HostClient, made: MadeSeal): Promise<Seal> {
    const { name, kind, artwork } = made;
    if (!this.#intent || !isSame(this.#intent.made, made)) {
      this.#intent = { made, uploadKey: newIdempotencyKey(), sealKey: newIdempotencyKey() };
    }
    const { uploadKey, sealKey } = this.#intent;
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

/** A picture is the same when it was not cut again. */
function isSame(a: MadeSeal, b: MadeSeal): boolean {
  const pngOf = ({ artwork }: MadeSeal): Blob | null => (artwork.kind === 'picture' ? artwork.png : null);
  return JSON.stringify(a) === JSON.stringify(b) && pngOf(a) === pngOf(b);
}
