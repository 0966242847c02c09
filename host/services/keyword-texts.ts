import { EsignError } from '../../src/core/errors.js';
import { chosenHits, keywordHits, rectAtKeyword } from '../../src/core/keyword-places.js';
import type { Size } from '../../src/core/geometry.js';
import type { TextIndex } from '../../src/core/text-index.js';
import type { EnvelopeDocument, PageBox, Party, PlacementPosition, PlacementRule } from '../../src/schema/index.js';
import { readTextIndex } from '../signer/pdf-text.js';
import type { HostContext } from './context.js';

type KeywordPosition = Extract<PlacementPosition, { kind: 'keyword' }>;

/** Texts of documents, by their ids. */
export type DocumentTexts = ReadonlyMap<string, TextIndex>;

/**
 * C-37: the texts of the documents in which a rule of a party looks for a keyword. A keyword that is in none of the documents
 * of its rule is told, before anybody is asked to sign at a place that does not exist.
 *
 * @throws EsignError `keyword-not-found`, with a pointer into the rules; `file-damaged`.
 */
export async function readKeywordTexts(
  context: HostContext,
  documents: readonly EnvelopeDocument[],
  rules: readonly PlacementRule[],
  parties: readonly Party[],
): Promise<DocumentTexts> {
  const texts = new Map<string, TextIndex>();
  const errors = [];
  for (const [index, { party, source, position }] of rules.entries()) {
    if (position.kind !== 'keyword' || !parties.some(({ id }) => id === party)) continue;
    const searched = documents.filter(({ sourceId }) => source === null || sourceId === source);
    for (const { id, sha256, pages } of searched) {
      if (!texts.has(id)) texts.set(id, await readTextIndex(await context.files.get(sha256), pages));
    }
    const isFound = searched.some(({ id }) => hitsOf(position, texts.get(id) ?? []).length > 0);
    if (searched.length > 0 && !isFound) {
      errors.push({
        pointer: `/placements/${index}`,
        code: 'keyword-not-found',
        message: 'no document says the keyword',
      });
    }
  }
  if (errors.length > 0)
    throw new EsignError('keyword-not-found', `${errors.length} keywords are in no document`, { errors });
  return texts;
}

/** Where marks of a size go by a keyword: with their centres on it, moved by the offset. */
export function keywordSpots(
  position: KeywordPosition,
  text: TextIndex,
  pages: readonly PageBox[],
  size: Size,
): { pageIndex: number; x: number; y: number }[] {
  const { dx, dy } = position;
  return hitsOf(position, text).flatMap((hit) => {
    const box = pages[hit.pageIndex];
    if (!box) return [];
    const { x, y } = rectAtKeyword(hit, size, { relation: 'on', dx, dy }, box);
    return [{ pageIndex: hit.pageIndex, x, y }];
  });
}

function hitsOf({ keyword, pages, acrossLines, occurrence }: KeywordPosition, text: TextIndex) {
  return chosenHits(keywordHits(text, { keyword, pages, acrossLines }), occurrence);
}
