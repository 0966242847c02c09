import type { SignEnvelope } from '../schema/envelope.js';
import type { SigningProgress } from '../schema/sign-progress.js';

/** So many documents are told one by one; of more, a quarter at a time. */
const FEW = 4;

/** Whether a signature is of several documents, so that there is something to tell while it is made. */
export function hasSeveralDocuments({ marks }: SignEnvelope): boolean {
  return marks.some(({ documentId }) => documentId !== marks[0]?.documentId);
}

/** What was told, with one more: a host that starts over takes back what it has told of that document and the later ones. */
export function withProgress(told: readonly SigningProgress[], next: SigningProgress): readonly SigningProgress[] {
  return [...told.filter(({ index }) => index < next.index), next];
}

/** Where a document stands; whoever was not told of waits. */
export function progressOf(told: readonly SigningProgress[], documentId: string): SigningProgress['state'] | 'waiting' {
  return told.find((progress) => progress.documentId === documentId)?.state ?? 'waiting';
}

/** Whether every document was gone through, and only the host's word is missing. */
export function isThrough({ index, of, state }: SigningProgress): boolean {
  return index === of && state === 'done';
}

/** Whether it is said aloud: the beginning of a document where there are few, of every quarter of many, and the end. */
export function isSaid(progress: SigningProgress): boolean {
  const { index, of, state } = progress;
  if (state === 'done') return isThrough(progress);
  const quarter = (count: number): number => Math.floor((count * FEW) / of);
  return of <= FEW || index === 1 || quarter(index) > quarter(index - 1);
}
