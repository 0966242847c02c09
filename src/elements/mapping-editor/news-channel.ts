const NAME = 'esign-mapping-editor';

/** Tells the editors in other windows of the same browser which version of what was stored. */
export class NewsChannel {
  readonly #heard: (key: string, version: number) => void;
  #channel: BroadcastChannel | undefined;

  constructor(heard: (key: string, version: number) => void) {
    this.#heard = heard;
  }

  open(): void {
    this.#channel ??= new BroadcastChannel(NAME);
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      // any script of the origin may speak here
      if (typeof data !== 'object' || data === null || !('key' in data) || !('version' in data)) return;
      if (typeof data.key === 'string' && Number.isSafeInteger(data.version)) {
        this.#heard(data.key, data.version as number);
      }
    };
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  tell(key: string, version: number): void {
    this.#channel?.postMessage({ key, version });
  }
}
