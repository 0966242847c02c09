import { html, nothing, type TemplateResult } from 'lit';

import type { MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import type { SafetyActs, SafetyNews } from '../../ui/safety-notices.js';
import { partLoaders } from './editor-parts.js';
import type { EditorSnapshot } from './editor-snapshot.js';

const TAG = 'esign-safety-notices';

/** What there is to tell about work that must not get lost; undefined while there is nothing. */
function newsOf(snapshot: EditorSnapshot): SafetyNews | undefined {
  const { history, offers, data, elsewhere, stored, dirty, keeping, readonly } = snapshot.context;
  if (!history || !snapshot.hasTag('editable')) return undefined;
  const unread = data?.unread ?? [];
  const isNewer = elsewhere > (stored?.config.version ?? 0);
  const unkept = keeping === 'failed';
  const shown = readonly ? [] : offers;
  if (shown.length === 0 && unread.length === 0 && !isNewer && !unkept) return undefined;
  const retrying = snapshot.matches({ reads: 'retrying' });
  return { mapping: history.doc, offers: shown, unread, retrying, elsewhere: isNewer ? elsewhere : 0, dirty, unkept };
}

export interface SafetyPort {
  send(event: MappingEditorEvent): void;
  /** Shows what a draft would change. */
  compare(): void;
  requestUpdate(): void;
}

/** Draws the notices of the editor about work that must not get lost. Their element comes when there is something to tell. */
export class EditorSafety {
  readonly #port: SafetyPort;
  readonly #acts: SafetyActs;
  #asked = false;

  constructor(port: SafetyPort) {
    this.#port = port;
    const send = (event: MappingEditorEvent) => (): void => port.send(event);
    this.#acts = {
      restore: send({ type: 'draft.taken' }),
      compare: () => port.compare(),
      discard: send({ type: 'draft.discarded' }),
      catchUp: send({ type: 'theirs.requested' }),
      retry: send({ type: 'reads.retried' }),
      excuse: send({ type: 'drafts.excused' }),
    };
  }

  render(snapshot: EditorSnapshot, locale: string): TemplateResult | typeof nothing {
    const news = newsOf(snapshot);
    if (!news || !this.#isLoaded()) return nothing;
    return html`<esign-safety-notices .news=${news} .acts=${this.#acts} .locale=${locale}></esign-safety-notices>`;
  }

  #isLoaded(): boolean {
    if (customElements.get(TAG)) return true;
    if (!this.#asked) {
      this.#asked = true;
      // when it does not come it is asked for with the next news
      void (partLoaders.get(TAG)?.() ?? Promise.resolve())
        .then(() => this.#port.requestUpdate())
        .catch(() => (this.#asked = false));
    }
    return false;
  }
}
