import { EsignError } from '../../src/core/errors.js';
import { rectAtKeyword, type KeywordHit } from '../../src/core/keyword-places.js';
import type { Size } from '../../src/core/geometry.js';
import type { EnvelopeDocument, PageBox, Party, PlacementPosition, PlacementRule } from '../../src/schema/index.js';
import type { HostContext } from './context.js';

type KeywordPosition = Extract<PlacementPosition, { kind: 'keyword' }>;

/** What each position by keyword found, for documents by their ids. */
export type KeywordHits = ReadonlyMap<string, ReadonlyMap<KeywordPosition, readonly KeywordHit[]>>;

/**
 * C-37: looks for the keywords of the rules of the parties. A keyword that is in none of the documents of its rule is told,
 * before anybody is asked to sign at a place that does not exist.
 *
 * @throws EsignError `keyword-not-found`, with a pointer into the rules; `file-damaged` or `file-too-large` when the text
 *   of a document cannot be read.
 */
export async function findKeywords(
  { files, pdf }: HostContext,
  documents: readonly EnvelopeDocument[],
  rules: readonly PlacementRule[],
  parties: readonly Party[],
): Promise<KeywordHits> {
  const sought = rules.flatMap(({ party, source, position }, index) =>
    position.kind === 'keyword' && parties.some(({ id }) => id === party) ? [{ source, position, index }] : [],
  );
  const found = new Map<string, Map<KeywordPosition, readonly KeywordHit[]>>();
  for (const { id, sourceId, sha256, pages } of documents) {
    const choices = sought
      .filter(({ source }) => source === null || source === sourceId)
      .map(({ position }) => position);
    if (choices.length === 0) continue;
    const hits = await pdf.run('findKeywords', { bytes: await files.get(sha256), pages, choices });
    found.set(id, new Map(choices.map((position, nth) => [position, hits[nth] ?? []])));
  }
  const missed = sought.filter(({ position }) => {
    const lists = [...found.values()].flatMap((hits) => (hits.has(position) ? [hits.get(position)] : []));
    return lists.length > 0 && lists.every((hits) => hits?.length === 0);
  });
  if (missed.length === 0) return found;
  const errors = missed.map(({ index }) => ({
    pointer: `/placements/${index}`,
    code: 'keyword-not-found',
    message: 'no document says the keyword',
  }));
  throw new EsignError('keyword-not-found', `${errors.length} keywords are in no document`, { errors });
}

/** Where marks of a size go by what a position found: with their centres on it, moved by the offset. */
export function keywordSpots(
  { dx, dy }: KeywordPosition,
  hits: readonly KeywordHit[],
  pages: readonly PageBox[],
  size: Size,
): { pageIndex: number; x: number; y: number }[] {
  return hits.flatMap((hit) => {
    const box = pages[hit.pageIndex];
    if (!box) return [];
    const { x, y } = rectAtKeyword(hit, size, { relation: 'on', dx, dy }, box);
    return [{ pageIndex: hit.pageIndex, x, y }];
  });
}
