import type { HostClient } from '../../api/host-client.js';
import { documentHash } from '../../core/panel-view.js';
import { indexPage, type TextIndex, type TextPage } from '../../core/text-index.js';
import type { DocumentLimits } from '../../pdf/limits.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';

/** Texts of so many documents are kept, so that another keyword asks for no file again. */
const KEPT = 300;

/** What is written in the documents of a batch. A document is opened for its text alone, and closed again. */
export class BatchTexts {
  readonly #kept = new Map<string, TextIndex>();
  readonly #limits: () => Partial<DocumentLimits> | undefined;

  constructor(limits: () => Partial<DocumentLimits> | undefined) {
    this.#limits = limits;
  }

  /** @throws EsignError what opening the document gave: `file-encrypted`, `file-damaged`, `network` … */
  async read(
    host: HostClient,
    envelopeId: string,
    document: EnvelopeDocument,
    signal: AbortSignal,
  ): Promise<TextIndex> {
    const key = `${document.id}/${documentHash(document)}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const { openPdf } = await import('../../pdf/index.js');
    const location = host.documentLocation(envelopeId, document.id, 'content');
    const pdf = await openPdf(location, signal, this.#limits());
    try {
      const index: TextPage[] = [];
      for (const [pageIndex, box] of document.pages.entries()) {
        index.push(indexPage(box, await pdf.pageRuns(pageIndex)));
      }
      this.#keep(key, index);
      return index;
    } finally {
      pdf.destroy();
    }
  }

  #keep(key: string, index: TextIndex): void {
    this.#kept.set(key, index);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
