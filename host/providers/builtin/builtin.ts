import { signingDay } from '../../../src/core/calendar.js';
import { EsignError } from '../../../src/core/errors.js';
import { dateLine, dateStyleOf } from '../../../src/core/signing-date.js';
import type { Mark, SealArtwork } from '../../../src/schema/index.js';
import { GlyphOutlines } from '../../signer/glyph-outlines.js';
import { personIdentity, type HostIdentity } from '../../signer/identity.js';
import { createPdfWorkers, type PdfWorkers } from '../../signer/pdf-threads.js';
import { pictureSize } from '../../signer/picture-size.js';
import { handwritingArtwork, sealArtwork, toSvg, type VectorArtwork } from '../../signer/seal-artwork.js';
import { readPicture, signPdf, type MarkPicture } from '../../signer/sign-pdf.js';
import { prepareDocument } from '../prepare-document.js';
import type { SealImage, SignatureProvider, SignRequest } from '../provider.js';
import { reportSignatures } from '../signed-pdf.js';
import { builtinCallbacks } from './callbacks.js';
import { dateArtwork } from './date-artwork.js';
import { remarkArtwork, tickArtwork } from './fill-in-artwork.js';
import { stampsOf } from './stamps.js';
import { builtinDescriptor, MAX_FILE_BYTES } from './descriptor.js';

/** B-19: signs on this host, with certificates under the host's own root. What strangers made is read by `workers`. */
export function createBuiltinProvider(
  identity: HostIdentity,
  workers: PdfWorkers = createPdfWorkers(),
): SignatureProvider {
  const outlines = new GlyphOutlines();

  const pictureOf = (mark: Mark, request: SignRequest): MarkPicture => {
    if (mark.kind === 'date') {
      const place = request.placements.find(({ id }) => id === mark.placementId);
      const { format, fontSize } = dateStyleOf(mark, place);
      const line = dateLine(signingDay(request.signedAt.toISOString(), format), mark.rect, fontSize);
      return { kind: 'vector', artwork: dateArtwork(line, mark.rect, outlines) };
    }
    if (mark.kind === 'checkbox') return { kind: 'vector', artwork: tickArtwork(mark.rect) };
    if (mark.kind === 'remark') {
      return { kind: 'vector', artwork: remarkArtwork(mark.text ?? '', mark.rect, outlines) };
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

    prepare: (file) => prepareDocument(file, MAX_FILE_BYTES, workers),

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

    verify: (bytes) => reportSignatures(bytes, [identity.root], workers),

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
