import { EsignError } from '../../src/core/errors.js';
import type {
  EnvelopeDocument,
  ErrorCode,
  Party,
  PlacementPosition,
  PlacementRule,
  Rect,
} from '../../src/schema/index.js';
import type { HostContext } from './context.js';

/** A place in a document that a position names, with a rectangle for each line of it. */
export interface FoundPlace {
  readonly pageIndex: number;
  readonly rects: readonly Rect[];
  /** Where a keyword begins in the text of its page, as the file writes it. */
  readonly start?: number;
  /** A form field whose background lies over what is put there. */
  readonly obscured?: boolean;
}

/** What each position by keyword or form field found, for documents by their ids. */
export type SoughtPlaces = ReadonlyMap<string, ReadonlyMap<PlacementPosition, readonly FoundPlace[]>>;

/** The positions that are looked for in the file itself, and what it is called when nothing is there. */
const MISSED: Readonly<Partial<Record<PlacementPosition['kind'], ErrorCode>>> = {
  keyword: 'keyword-not-found',
  formField: 'form-field-not-found',
};

/**
 * C-37: looks for the keywords and form fields of the rules of the parties. One that is in none of the documents of its rule
 * is told, before anybody is asked to sign at a place that does not exist.
 *
 * @throws EsignError `keyword-not-found`, `form-field-not-found`, with a pointer into the rules; `file-damaged` or
 *   `file-too-large` when a document cannot be read.
 */
export async function findSought(
  { files, pdf }: HostContext,
  documents: readonly EnvelopeDocument[],
  rules: readonly PlacementRule[],
  parties: readonly Party[],
): Promise<SoughtPlaces> {
  const sought = rules.flatMap(({ party, source, position }, index) =>
    MISSED[position.kind] && parties.some(({ id }) => id === party) ? [{ source, position, index }] : [],
  );
  const found = new Map<string, Map<PlacementPosition, readonly FoundPlace[]>>();
  for (const { id, sourceId, sha256, pages } of documents) {
    const positions = sought
      .filter(({ source }) => source === null || source === sourceId)
      .map(({ position }) => position);
    if (positions.length === 0) continue;
    const bytes = await files.get(sha256);
    const choices = positions.filter((position) => position.kind === 'keyword');
    const fields = positions.filter((position) => position.kind === 'formField');
    const hits = choices.length === 0 ? [] : await pdf.run('findKeywords', { bytes, pages, choices });
    const names = fields.map(({ name }) => name);
    const places = fields.length === 0 ? [] : await pdf.run('findFormFields', { bytes, names });
    found.set(
      id,
      new Map<PlacementPosition, readonly FoundPlace[]>([
        ...choices.map((position, nth) => [position, hits[nth] ?? []] as const),
        ...fields.map((position, nth) => [position, places[nth] ?? []] as const),
      ]),
    );
  }
  const missed = sought.filter(({ position }) => {
    const lists = [...found.values()].flatMap((places) => (places.has(position) ? [places.get(position)] : []));
    return lists.length > 0 && lists.every((places) => places?.length === 0);
  });
  const errors = missed.flatMap(({ index, position }) => {
    const code = MISSED[position.kind];
    return code ? [{ pointer: `/placements/${index}`, code, message: 'no document has it' }] : [];
  });
  const [first] = errors;
  if (!first) return found;
  throw new EsignError(first.code, `${errors.length} positions are in no document`, { errors });
}
