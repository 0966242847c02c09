import { EsignError } from '../../../src/core/errors.js';
import type { MarkKind, Party, Placement } from '../../../src/schema/index.js';
import type { RemoteOrder } from '../remote-service.js';

const FONT_SIZE = 12;

/** The control for a mark of somebody who signs for an organization, and for themselves (chapter 4.1). */
const ENTERPRISE: Readonly<Record<MarkKind, string>> = {
  seal: 'SIGN_SEAL',
  legalSeal: 'SIGN_LEGAL_PERSON_SEAL',
  signature: 'SIGN_SIGNATURE',
  date: 'SIGN_DATE',
};
const PERSON: Readonly<Record<MarkKind, string>> = {
  seal: 'SIGN_SIGNATURE',
  legalSeal: 'SIGN_SIGNATURE',
  signature: 'SIGN_SIGNATURE',
  date: 'SIGN_DATE',
};
/** What the service puts by itself: nothing that only a person has. */
const AUTOMATIC = new Set(['SIGN_SEAL', 'SIGN_DATE', 'SIGN_PAGING_SEAL']);
const SEALS = new Set(['SIGN_SEAL', 'SIGN_PAGING_SEAL']);

/**
 * The places of a party as controls (chapter 5).
 *
 * @throws EsignError `placement-invalid` for a mark of a person where the service signs by itself, `placement-outside-page`.
 */
export function componentsOf({ envelope, files }: RemoteOrder, party: Party): Record<string, unknown>[] {
  const own = envelope.placements.filter(({ partyId }) => partyId === party.id);
  return own.map((place) => {
    const { pages } = files.find(({ document }) => document.id === place.documentId)?.document ?? { pages: [] };
    if (!pages[place.pageIndex]) {
      throw new EsignError('placement-outside-page', 'a place lies on a page that its document does not have');
    }
    const ComponentType = typeOf(party, place);
    if (party.autoSign && !AUTOMATIC.has(ComponentType)) {
      throw new EsignError('placement-invalid', `${place.mark} is nothing that the service puts by itself`);
    }
    return {
      ComponentType,
      FileIndex: 0,
      GenerateMode: 'NORMAL',
      ...positionOf(place),
      ...(SEALS.has(ComponentType) && party.sealId !== null ? { ComponentValue: party.sealId } : {}),
      ...(place.mark === 'date' ? { ComponentExtra: dateStyle(place) } : {}),
    };
  });
}

function typeOf({ kind }: Party, { mark, seam }: Placement): string {
  if (seam) return kind === 'organization' ? 'SIGN_PAGING_SEAL' : 'SIGN_PAGING_SIGNATURE';
  return (kind === 'organization' ? ENTERPRISE : PERSON)[mark];
}

/** Points from the top left of the page as it is shown, which is how places are kept here (chapter 5.1). */
export function positionOf({ pageIndex, rect, seam }: Placement): Record<string, number> {
  const size = { ComponentWidth: points(rect.width), ComponentHeight: points(rect.height) };
  const ComponentPosY = points(rect.y);
  if (seam) return { ComponentPosY, ...size };
  return { ComponentPage: pageIndex + 1, ComponentPosX: points(rect.x), ComponentPosY, ...size };
}

function dateStyle({ dateFormat }: Placement): string {
  const Format = dateFormat === 'yyyy-MM-dd' ? 'yyyy-mm-dd' : 'yyyy年m月d日';
  return JSON.stringify({ Format, FontSize: FONT_SIZE });
}

function points(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
