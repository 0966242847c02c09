import type { Envelope } from '../schema/envelope.js';
import type { ReadingTerms, ReadPage, SigningTerms } from '../schema/signing-terms.js';

/** What a signature asks for where nobody asks for anything. */
export const noTerms: SigningTerms = {
  reading: { minSeconds: 0, toEnd: false },
  intent: { kind: 'none', channels: [] },
  rejectReasons: [],
};

/** What is still to be read. */
export interface ReadingGap {
  readonly secondsLeft: number;
  /** Documents whose last page was not before the signer's eyes. */
  readonly unread: readonly string[];
}

/** What is missing of the reading that a signature asks for. The panel tells it, the host checks it again. */
export function readingGap(
  { minSeconds, toEnd }: ReadingTerms,
  log: readonly ReadPage[],
  documents: Envelope['documents'],
): ReadingGap {
  const seconds = log.reduce((sum, page) => sum + page.seconds, 0);
  const unread = toEnd
    ? documents
        .filter(({ id, pages }) => !log.some((page) => page.documentId === id && page.pageIndex === pages.length - 1))
        .map(({ id }) => id)
    : [];
  return { secondsLeft: Math.max(0, minSeconds - seconds), unread };
}

export function isRead({ secondsLeft, unread }: ReadingGap): boolean {
  return secondsLeft === 0 && unread.length === 0;
}

/** The log with time added to pages that were shown; what is less than a second is kept until it is one. */
export class ReadingLog {
  readonly #millis = new Map<string, Map<number, number>>();

  add(documentId: string, pageIndex: number, millis: number): void {
    const pages = this.#millis.get(documentId) ?? new Map<number, number>();
    pages.set(pageIndex, (pages.get(pageIndex) ?? 0) + millis);
    this.#millis.set(documentId, pages);
  }

  clear(): void {
    this.#millis.clear();
  }

  pages(): ReadPage[] {
    return [...this.#millis].flatMap(([documentId, pages]) =>
      [...pages]
        .filter(([, millis]) => millis >= 1000)
        .map(([pageIndex, millis]) => ({
          documentId,
          pageIndex,
          seconds: Math.min(86_400, Math.floor(millis / 1000)),
        })),
    );
  }
}
