import { batchResults, batchState, reasonOf, type BatchItem } from '../../core/batch.js';
import type { BatchProblem } from '../../core/batch-rule.js';
import { writeCsv } from '../../core/csv.js';
import type { SigningProgress } from '../../schema/sign-progress.js';
import type { BatchTexts } from './batch-sign.catalog.js';

/** A reason in words: of the batch, of a state, or of a failure. */
export function reasonText(code: string | null, texts: BatchTexts): string {
  if (code === null) return '';
  const known: Readonly<Record<string, string>> = { ...texts.errors, ...texts.state, ...texts.problem };
  return known[code] ?? texts.errors.unexpected;
}

export function subjectOf({ id, reading }: BatchItem): string {
  return reading?.view.envelope?.subject ?? id;
}

/** A problem with its place, where it has one. */
export function problemText(problem: BatchProblem, { reading }: BatchItem, texts: BatchTexts): string {
  const document = reading?.view.envelope?.documents.find(({ id }) => id === problem.documentId);
  const words = reasonText(problem.code, texts);
  if (!document) return words;
  return `${texts.where(document.name, problem.pageIndex === null ? null : problem.pageIndex + 1)}: ${words}`;
}

/** At which of its documents the host is. */
export function documentText(
  { reading }: BatchItem,
  { documentId, index, of }: SigningProgress,
  texts: BatchTexts,
): string {
  const documents = reading?.view.envelope?.documents ?? [];
  return texts.document(index, of, documents.find(({ id }) => id === documentId)?.name ?? '');
}

/** When the host says that the viewer has signed; empty where it has not told. */
export function signedAt({ outcome, reading }: BatchItem): string {
  if (outcome?.kind === 'signed' && outcome.receipt) return outcome.receipt.signedAt;
  const { me, envelope } = reading?.view ?? {};
  const party = envelope?.parties.find(({ id }) => id === me?.partyId);
  return party?.signers.find(({ id }) => id === me?.signerId)?.signedAt ?? '';
}

/** The report as a table that office programs open. */
export function reportCsv(items: readonly BatchItem[], texts: BatchTexts): string {
  const results = batchResults(items);
  const rows = items.map((item, index) => {
    const outcome = results[index]?.outcome ?? 'notTried';
    const state = outcome === 'notTried' ? texts.report.notTried : texts.state[outcome];
    const reason = item.submitFault ? texts.panel.notSubmitted.title : reasonText(reasonOf(item), texts);
    return [subjectOf(item), item.id, state, reason, signedAt(item)];
  });
  // the mark tells office programs that this is UTF-8
  return `\uFEFF${writeCsv([texts.report.columns, ...rows])}`;
}

/** What became of all of them; those that were signed before the submit are told apart. */
export function reportText(items: readonly BatchItem[], texts: BatchTexts): string {
  const { signed, refused } = countsOf(items);
  const before = items.filter((item) => batchState(item) === 'signed' && item.outcome?.kind !== 'signed').length;
  return texts.report.text(signed, refused, items.length - signed - refused, before);
}

/** How many are ready, left out and signed. */
export function countsOf(items: readonly BatchItem[]): {
  ready: number;
  left: number;
  signed: number;
  refused: number;
} {
  const states = items.map(batchState);
  const count = (state: string): number => states.filter((one) => one === state).length;
  const [ready, signed, refused] = [count('ready'), count('signed'), count('refused')];
  return { ready, signed, refused, left: items.length - ready - signed };
}
