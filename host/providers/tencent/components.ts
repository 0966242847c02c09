import { EsignError } from '../../../src/core/errors.js';
import { dateStyleOf, USUAL_STYLE } from '../../../src/core/signing-date.js';
import type { Party, Placement } from '../../../src/schema/index.js';
import { placedKind, type PlacedKind } from '../placed-kind.js';
import type { NativePlaces, RemoteOrder } from '../remote-service.js';

/** The control for a mark of somebody who signs for an organization, and for themselves (chapter 4.1). */
const ENTERPRISE: Readonly<Record<PlacedKind, string>> = {
  seal: 'SIGN_SEAL',
  legalSeal: 'SIGN_LEGAL_PERSON_SEAL',
  signature: 'SIGN_SIGNATURE',
  date: 'SIGN_DATE',
};
const PERSON: Readonly<Record<PlacedKind, string>> = {
  seal: 'SIGN_SIGNATURE',
  legalSeal: 'SIGN_SIGNATURE',
  signature: 'SIGN_SIGNATURE',
  date: 'SIGN_DATE',
};
/** What the service puts by itself: nothing that only a person has. */
const AUTOMATIC = new Set(['SIGN_SEAL', 'SIGN_DATE', 'SIGN_PAGING_SEAL']);
const SEALS = new Set(['SIGN_SEAL', 'SIGN_PAGING_SEAL']);

/**
 * The places of a party as controls (chapter 5), in the mode that says where: coordinates, or what the service looks for
 * itself where the order says that this is the same.
 *
 * @throws EsignError `placement-invalid` for a mark of a person where the service signs by itself, `placement-outside-page`.
 */
export function componentsOf({ envelope, files, native = [] }: RemoteOrder, party: Party): Record<string, unknown>[] {
  const own = envelope.placements.filter(({ partyId }) => partyId === party.id);
  return own.flatMap((place) => {
    const { pages } = files.find(({ document }) => document.id === place.documentId)?.document ?? { pages: [] };
    if (!pages[place.pageIndex]) {
      throw new EsignError('placement-outside-page', 'a place lies on a page that its document does not have');
    }
    const ComponentType = typeOf(party, place);
    if (party.autoSign && !AUTOMATIC.has(ComponentType)) {
      throw new EsignError('placement-invalid', `${place.mark} is nothing that the service puts by itself`);
    }
    const found = native.find(({ placementIds }) => placementIds.includes(place.id));
    // one control puts all marks of a keyword
    if (found && found.placementIds[0] !== place.id) return [];
    return [
      {
        ComponentType,
        FileIndex: 0,
        ...(found ? foundBy(found.by, place) : { GenerateMode: 'NORMAL', ...positionOf(place) }),
        ...(SEALS.has(ComponentType) && party.sealId !== null ? { ComponentValue: party.sealId } : {}),
        ...(place.mark === 'date' ? { ComponentExtra: dateStyle(place) } : {}),
      },
    ];
  });
}

/** A field has the size of its own. A keyword has its control in the middle, which older accounts do not know as a choice. */
function foundBy(by: NativePlaces['by'], { rect }: Placement): Record<string, unknown> {
  if (by.kind === 'formField') return { GenerateMode: 'FIELD', ComponentName: by.name };
  return {
    GenerateMode: 'KEYWORD',
    ComponentId: by.keyword,
    RelativeLocation: 'Middle',
    ComponentWidth: points(rect.width),
    ComponentHeight: points(rect.height),
    OffsetX: points(by.dx),
    OffsetY: points(by.dy),
    ...(by.page === undefined ? {} : { KeywordPage: by.page + 1 }),
    ...(by.occurrence === undefined ? {} : countedFrom(by.occurrence)),
  };
}

/** The service counts hits from 0, from the first one of the file or from the last one. */
function countedFrom(occurrence: number): Record<string, unknown> {
  const isFromEnd = occurrence < 0;
  return { KeywordOrder: isFromEnd ? 'Reverse' : 'Positive', KeywordIndexes: [Math.abs(occurrence) - 1] };
}

function typeOf({ kind }: Party, { mark, seam }: Placement): string {
  if (seam) return kind === 'organization' ? 'SIGN_PAGING_SEAL' : 'SIGN_PAGING_SIGNATURE';
  return (kind === 'organization' ? ENTERPRISE : PERSON)[placedKind(mark)];
}

/** Points from the top left of the page as it is shown, which is how places are kept here (chapter 5.1). */
export function positionOf({ pageIndex, rect, seam }: Placement): Record<string, number> {
  const size = { ComponentWidth: points(rect.width), ComponentHeight: points(rect.height) };
  const ComponentPosY = points(rect.y);
  if (seam) return { ComponentPosY, ...size };
  return { ComponentPage: pageIndex + 1, ComponentPosX: points(rect.x), ComponentPosY, ...size };
}

/** The service writes months in small letters, too. */
function dateStyle(place: Placement): string {
  const { format, fontSize } = dateStyleOf({}, place);
  return JSON.stringify({ Format: format.replace(/M/g, 'm'), FontSize: fontSize ?? USUAL_STYLE.fontSize });
}

function points(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
