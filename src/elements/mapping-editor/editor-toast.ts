import { html, nothing, type TemplateResult } from 'lit';

import type { HistoryLabel } from '../../core/history.js';
import type { MappingEditorEmitted, MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import type { SentenceKey } from '../../i18n/mapping-editor.zh-cn.js';
import { partLoaders } from './editor-parts.js';
import type { EditorSnapshot } from './editor-snapshot.js';

const TAG = 'esign-toast';

/** Acts that take much away at once, or something that is not in sight any more. */
const DESTRUCTIVE: ReadonlySet<string> = new Set<SentenceKey>([
  'remove',
  'reset',
  'cutMany',
  'imported',
  'tookTheirs',
  'restored',
  'copiedFrom',
]);

export interface ToastPort {
  snapshot(): EditorSnapshot | undefined;
  send(event: MappingEditorEvent): void;
  requestUpdate(): void;
}

interface Shown {
  readonly text: string;
  /** The step that must still be the last one. */
  readonly label: HistoryLabel | undefined;
  readonly data: object | undefined;
  readonly isDraft: boolean;
  readonly undo: MappingEditorEvent;
}

/** Offers to take a destructive act back, until something else is done. Its element comes when it is first needed. */
export class EditorToast {
  readonly #port: ToastPort;
  #shown: Shown | undefined;
  #asked = false;

  constructor(port: ToastPort) {
    this.#port = port;
  }

  /** Follows what was done. */
  changed(label: HistoryLabel, travel: 'undo' | 'redo' | null, text: string): void {
    const isOffered = travel === null && DESTRUCTIVE.has(label.key);
    const undo = { type: 'undo.requested' } as const;
    this.#shown = isOffered ? { text, label, data: this.#data(), isDraft: false, undo } : undefined;
    this.#port.requestUpdate();
  }

  /** A draft that was thrown away can be had back while the same document is open. */
  settled({ offer, as }: Extract<MappingEditorEmitted, { type: 'draftSettled' }>): void {
    const undo = { type: 'draft.returned', offer } as const;
    this.#shown =
      as === 'discarded' ? { text: '', label: this.#last(), data: this.#data(), isDraft: true, undo } : undefined;
    this.#port.requestUpdate();
  }

  render(locale: string): TemplateResult | typeof nothing {
    const shown = this.#shown;
    const isCurrent = shown && shown.label === this.#last() && shown.data === this.#data();
    if (!shown || !isCurrent || !this.#isLoaded()) return nothing;
    return html`<esign-toast
      .text=${shown.text}
      .isDraft=${shown.isDraft}
      .locale=${locale}
      @toast-undo=${() => {
        this.#close();
        this.#port.send(shown.undo);
      }}
      @toast-close=${this.#close}
    ></esign-toast>`;
  }

  readonly #close = (): void => {
    this.#shown = undefined;
    this.#port.requestUpdate();
  };

  #last(): HistoryLabel | undefined {
    return this.#port.snapshot()?.context.history?.undo.at(-1)?.label;
  }

  #data(): object | undefined {
    return this.#port.snapshot()?.context.data;
  }

  #isLoaded(): boolean {
    if (customElements.get(TAG)) return true;
    if (!this.#asked) {
      this.#asked = true;
      void (partLoaders.get(TAG)?.() ?? Promise.resolve())
        .then(() => this.#port.requestUpdate())
        .catch(() => (this.#asked = false));
    }
    return false;
  }
}
