import { signingDay } from '../../../src/core/calendar.js';
import { EsignError } from '../../../src/core/errors.js';
import { displayedSize } from '../../../src/core/geometry.js';
import type { Mark, SealArtwork } from '../../../src/schema/index.js';
import { toPdf } from '../../signer/convert.js';
import { GlyphOutlines } from '../../signer/glyph-outlines.js';
import { personIdentity, type HostIdentity } from '../../signer/identity.js';
import { pageBoxesOf } from '../../signer/page-boxes.js';
import { pictureSize } from '../../signer/picture-size.js';
import { handwritingArtwork, sealArtwork, toSvg, type VectorArtwork } from '../../signer/seal-artwork.js';
import { openSignable, readPicture, signPdf, type MarkPicture } from '../../signer/sign-pdf.js';
import { verifyPdf } from '../../signer/verify-pdf.js';
import type { SealImage, SignatureProvider, SignRequest } from '../provider.js';
import { builtinCallbacks } from './callbacks.js';
import { dateArtwork } from './date-artwork.js';
import { stampsOf } from './stamps.js';
import { builtinDescriptor, MAX_FILE_BYTES } from './descriptor.js';

/** No page of a file may be larger than this on one side, in points: 200 inches, the limit of the format itself. */
const MAX_PAGE_POINTS = 14_400;

/** B-19: signs on this host, with certificates under the host's own root. */
export function createBuiltinProvider(identity: HostIdentity): SignatureProvider {
  const outlines = new GlyphOutlines();

  const pictureOf = (mark: Mark, request: SignRequest): MarkPicture => {
    if (mark.kind === 'date') {
      const place = request.placements.find(({ id }) => id === mark.placementId);
      const day = signingDay(request.signedAt.toISOString(), place?.dateFormat);
      return { kind: 'vector', artwork: dateArtwork(day, mark.rect, outlines) };
    }
    const used = mark.sealId === null ? undefined : request.seals.get(mark.sealId);
    if (!used) throw new EsignError('seal-not-usable', 'a mark names no seal of the signer');
    const { artwork } = used.seal;
    if (artwork.kind === 'image') return { kind: 'png', bytes: used.image.bytes };
    return { kind: 'vector', artwork: vectorOf(artwork, outlines) };
  };

  return {
    descriptor: builtinDescriptor,
    callbacks: builtinCallbacks,

    async prepare({ bytes, name, mediaType }) {
      if (bytes.byteLength > MAX_FILE_BYTES)
        throw new EsignError('file-too-large', `more than ${MAX_FILE_BYTES} bytes`);
      const { bytes: pdf } = await toPdf({ bytes, fileName: name, mediaType });
      const pages = pageBoxesOf((await openSignable(pdf)).pdf);
      for (const page of pages) {
        const { width, height } = displayedSize(page);
        if (width > MAX_PAGE_POINTS || height > MAX_PAGE_POINTS)
          throw new EsignError('file-damaged', 'a page is too large');
      }
      return { bytes: pdf, name: pdfName(name), mediaType: 'application/pdf', pages };
    },

    async sign(request) {
      const { signer, organization, signedAt } = request;
      return signPdf({
        bytes: request.bytes,
        identity: await personIdentity(identity, {
          userId: signer.userId,
          name: signer.name,
          organization,
          now: signedAt,
        }),
        marks: stampsOf(request, pictureOf),
        signerName: signer.name,
        reason: request.reason,
        signedAt,
        fieldName: request.fieldName,
      });
    },

    async verify(bytes) {
      const { allValid, signatures } = await verifyPdf(bytes, { roots: [identity.root] });
      return {
        allValid,
        signatures: signatures.map((found) => ({ ...found, addedAfterwards: [...found.addedAfterwards] })),
      };
    },

    async drawSeal(artwork, image) {
      if (artwork.kind === 'image') return { ...(await requireImage(image)), ...sizeOf(artwork) };
      const vector = vectorOf(artwork, outlines);
      return {
        bytes: new TextEncoder().encode(toSvg(vector)),
        mediaType: 'image/svg+xml',
        widthMm: vector.widthMm,
        heightMm: vector.heightMm,
      };
    },
  };
}

function vectorOf(artwork: Exclude<SealArtwork, { kind: 'image' }>, outlines: GlyphOutlines): VectorArtwork {
  return artwork.kind === 'template' ? sealArtwork(artwork.template, outlines) : handwritingArtwork(artwork);
}

function sizeOf({ widthMm, heightMm }: { widthMm: number; heightMm: number }): { widthMm: number; heightMm: number } {
  return { widthMm, heightMm };
}

/** Longest side of the picture of a seal, in pixels: 42 mm at 2,400 dpi. */
const MAX_SEAL_SIDE = 4096;

/** A picture that cannot be stamped is refused when the seal is made, and not when somebody signs with it. */
async function requireImage(image: SealImage | null): Promise<SealImage> {
  if (image?.mediaType !== 'image/png') throw new EsignError('file-type-not-supported', 'an image seal must be a PNG');
  const size = pictureSize(image.bytes);
  if (!size || size.width === 0 || size.height === 0) throw new EsignError('file-damaged', 'the picture has no size');
  if (Math.max(size.width, size.height) > MAX_SEAL_SIDE) {
    throw new EsignError('file-too-large', `the picture of a seal has at most ${MAX_SEAL_SIDE} pixels on a side`);
  }
  await readPicture(image.bytes);
  return image;
}

function pdfName(name: string): string {
  return /\.pdf$/i.test(name) ? name : `${name.replace(/\.[^.]{1,5}$/, '')}.pdf`;
}
