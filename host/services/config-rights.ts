import { isSame } from '../../src/core/document-parts.js';
import { EsignError } from '../../src/core/errors.js';
import type { FileOperation, SealUseMapping, SigningMapping } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';

/**
 * C-70: who changes what runs by itself needs the OA's right to automate. Whoever lacks it may save a mapping as long as its
 * operations stay as they are stored.
 *
 * @throws EsignError `forbidden`, at the rows that were added or changed, or at the list where rows went or moved.
 */
export function checkAutomationRight(
  session: HostSession,
  before: SigningMapping | SealUseMapping | null,
  after: SigningMapping | SealUseMapping,
): void {
  if (session.permissions.includes('automation')) return;
  const stored = operationsOf(before);
  const wanted = operationsOf(after);
  if (isSame(stored, wanted)) return;
  const message = 'file operations need the right to automate';
  const changed = wanted.flatMap((row, index) =>
    stored.some((known) => isSame(known, row)) ? [] : [`/operations/${index}`],
  );
  const pointers = changed.length > 0 ? changed : ['/operations'];
  throw new EsignError('forbidden', message, {
    errors: pointers.map((pointer) => ({ pointer, code: 'automation', message })),
  });
}

/** Physical seals have no file operations. */
function operationsOf(mapping: SigningMapping | SealUseMapping | null): readonly FileOperation[] {
  return mapping && 'operations' in mapping ? mapping.operations : [];
}
