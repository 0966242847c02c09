import { EsignError } from '../../src/core/errors.js';

/** The `ETag` of a version number. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * Refuses an edit of anything but the newest version.
 *
 * @throws EsignError `version-required` (428) without `If-Match` or with `*`, which would allow a lost update;
 * `stale-version` (412) when another version was read.
 */
export function checkIfMatch(header: string | null, version: number): void {
  if (header === null || header.trim() === '*')
    throw new EsignError('version-required', 'If-Match with the ETag is missing');
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.includes(etagOf(version))) throw new EsignError('stale-version', `the newest version is ${version}`);
}
