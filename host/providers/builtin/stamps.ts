import { slicesOf } from '../../../src/core/seam.js';
import { isFillIn } from '../../../src/core/fill-ins.js';
import type { Mark } from '../../../src/schema/index.js';
import type { MarkPicture, SignatureMark } from '../../signer/sign-pdf.js';
import type { SignRequest } from '../provider.js';

/**
 * What is stamped on the pages for the marks of a signer: a seam seal is a slice on each page of its seam, all cut from one
 * picture. Whole seals come first, because the first one is the visible signature; what was filled in comes last, with its
 * words for readers that speak.
 */
export function stampsOf(
  request: SignRequest,
  pictureOf: (mark: Mark, request: SignRequest) => MarkPicture,
): SignatureMark[] {
  const pictures = new Map<string, MarkPicture>();
  const pictureOnce = (mark: Mark): MarkPicture => {
    // what has no seal is drawn for its own place
    const key = mark.sealId === null ? `own ${mark.id}` : `seal ${mark.sealId}`;
    const picture = pictures.get(key) ?? pictureOf(mark, request);
    pictures.set(key, picture);
    return picture;
  };
  const filled = request.marks.filter(({ kind }) => isFillIn(kind));
  const whole = request.marks.filter(({ kind, seam }) => !seam && !isFillIn(kind));
  const cut = request.marks.filter(({ seam }) => seam);
  return [
    ...whole.map((mark) => ({ pageIndex: mark.pageIndex, rect: mark.rect, picture: pictureOnce(mark) })),
    ...cut.flatMap((mark) => {
      const picture = pictureOnce(mark);
      return slicesOf(mark, request.pages).map(({ pageIndex, rect, from, to }) => {
        return { pageIndex, rect, picture, slice: { from, to } };
      });
    }),
    ...filled.map((mark) => {
      const label = request.placements.find(({ id }) => id === mark.placementId)?.label;
      const { pageIndex, rect, text } = mark;
      return { pageIndex, rect, picture: pictureOnce(mark), contents: [label, text ?? '√'].filter(Boolean).join(': ') };
    }),
  ];
}
