import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a document is drawn with. */
type Desk = Pick<typeof import('./sign-panel.desk.js'), 'renderDesk' | 'styleDesk'>;

/** How the elements that show a document are registered; `src/define` fills it, because it alone registers elements. */
export const panelElements: { load: () => Promise<Desk> } = { load: () => import('./sign-panel.desk.js') };

/** What shows a document and what is placed on it. It is loaded while the host is asked, and asked for again where it did not come. */
export class PanelParts<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<T>;
  readonly #isWanted: () => boolean;
  #state: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';
  #loaded: T | undefined;

  constructor(host: ReactiveControllerHost, load: () => Promise<T>, isWanted = (): boolean => true) {
    this.#host = host;
    this.#load = load;
    this.#isWanted = isWanted;
    host.addController(this);
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  /** What was loaded; undefined until it is there. */
  get loaded(): T | undefined {
    return this.#loaded;
  }

  get hasFailed(): boolean {
    return this.#state === 'failed';
  }

  hostConnected(): void {
    if (this.#isWanted()) this.load();
  }

  hostUpdate(): void {
    if (this.#state === 'idle' && this.#isWanted()) this.load();
  }

  load(): void {
    if (this.#state === 'loading' || this.#state === 'ready') return;
    const again = this.#state === 'failed';
    this.#state = 'loading';
    if (again) this.#host.requestUpdate();
    const settle = (state: 'ready' | 'failed'): void => {
      this.#state = state;
      this.#host.requestUpdate();
    };
    this.#load().then(
      (loaded) => {
        this.#loaded = loaded;
        settle('ready');
      },
      () => settle('failed'),
    );
  }
}
