import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib';

import { EsignError } from '../../src/core/errors.js';
import { appearanceMatrix, displayedRectToPdf, isInsidePage, type Rect } from '../../src/core/geometry.js';
import { signCms } from './cms.js';
import type { SigningIdentity } from './identity.js';
import { IncrementalUpdate } from './incremental-update.js';
import { acroFormOf, openPdf } from './open-pdf.js';
import { pageBoxOf } from './page-boxes.js';
import { toPdfOperators, type VectorArtwork } from './seal-artwork.js';

/** What a mark shows: outlines (template seal, handwriting, date) or a PNG. */
export type MarkPicture =
  { readonly kind: 'vector'; readonly artwork: VectorArtwork } | { readonly kind: 'png'; readonly bytes: Uint8Array };

/** One place where the signer's seal, signature or date goes. */
export interface SignatureMark {
  /** From 0. */
  readonly pageIndex: number;
  /** Displayed points (chapter 8 of the domain). */
  readonly rect: Rect;
  readonly picture: MarkPicture;
  /** Only a slice of the picture, from its left to its right end as fractions of its width, fills the rectangle. */
  readonly slice?: { readonly from: number; readonly to: number };
  /** What the picture says, for readers that speak and for programs. */
  readonly contents?: string;
}

export interface SignPdfRequest {
  readonly bytes: Uint8Array;
  readonly identity: SigningIdentity;
  /** The first mark is the visible signature; the others become locked stamps in the same revision. At least one. */
  readonly marks: readonly SignatureMark[];
  readonly signerName: string;
  readonly reason: string;
  readonly location?: string | undefined;
  readonly signedAt: Date;
  /** Name of the signature field; a number is added when the document has it already. */
  readonly fieldName: string;
}

/** Hexadecimal digits kept free for the signature: three times what the host's own chain needs. */
const SIGNATURE_ROOM = 12_288;
const RANGE_ROOM = '/ByteRange [0 0000000000 0000000000 0000000000]';

/** Flags of annotations: print; and for stamps also read-only, locked, contents locked. */
const PRINTED_LOCKED = 4 + 128;
const STAMP_LOCKED = 4 + 64 + 128 + 512;

/**
 * Signs a PDF (B-19): one incremental update with the marks of one signer and an `ETSI.CAdES.detached` signature over
 * everything up to its end. The given bytes are the exact beginning of the result, so that earlier signatures stay valid.
 */
export async function signPdf(request: SignPdfRequest): Promise<Uint8Array> {
  const { bytes, marks } = request;
  const { pdf, update } = await openSignable(bytes);
  const pages = pdf.getPages();
  const signature = pdf.context.nextRef();
  const [visible, ...others] = marks;
  if (!visible) throw new EsignError('placement-required', 'a signature needs at least one mark');

  const fieldName = freeFieldName(pdf, request.fieldName);
  const artworks: Artworks = new Map();
  const appearance = await drawAppearance(pdf, pages, visible, artworks);
  const field = pdf.context.register(
    pdf.context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFHexString.fromText(fieldName),
      V: signature,
      F: PRINTED_LOCKED,
      ...contentsOf(visible),
      ...appearance.entries,
    }),
  );
  addAnnotation(update, appearance.page, field);
  addField(update, pdf, field);
  for (const [index, mark] of others.entries()) {
    const stamp = await drawAppearance(pdf, pages, mark, artworks);
    const entries = {
      Type: 'Annot',
      Subtype: 'Stamp',
      T: PDFHexString.fromText(request.signerName),
      NM: PDFString.of(`${field.objectNumber}-${index + 1}`),
      M: PDFString.fromDate(request.signedAt),
      F: STAMP_LOCKED,
      ...contentsOf(mark),
      ...stamp.entries,
    };
    addAnnotation(update, stamp.page, pdf.context.register(pdf.context.obj(entries)));
  }
  await pdf.flush();
  update.change(signature, signatureDictionary(request));
  return fillSignature(update.toBytes(), bytes.length, request.identity);
}

/**
 * Opens a PDF that a signature can be appended to. Called when a file comes in too, so that nobody hears of it only when
 * they sign.
 *
 * @throws EsignError `file-damaged`, `file-encrypted`, `file-type-not-supported`.
 */
export async function openSignable(bytes: Uint8Array): Promise<{ pdf: PDFDocument; update: IncrementalUpdate }> {
  const pdf = await openPdf(bytes);
  requireSignable(pdf);
  return { pdf, update: new IncrementalUpdate(bytes, pdf) };
}

function requireSignable(pdf: PDFDocument): void {
  if (!(pdf.context.trailerInfo.Root instanceof PDFRef)) {
    throw new EsignError('file-damaged', 'the catalog of the PDF cannot be changed');
  }
  const form = acroFormOf(pdf);
  if (form?.has(PDFName.of('XFA'))) {
    // two forms in one file: what a reader shows depends on the reader
    throw new EsignError('file-type-not-supported', 'XFA forms cannot be signed');
  }
}

function contentsOf({ contents }: SignatureMark): { Contents?: PDFHexString } {
  return contents === undefined ? {} : { Contents: PDFHexString.fromText(contents) };
}

interface Appearance {
  readonly page: PDFPage;
  readonly entries: { Rect: number[]; P: PDFRef; AP: { N: PDFRef } };
}

/** What is drawn already, so that a seal on many pages is in the file once. */
type Artworks = Map<MarkPicture, PDFRef>;

async function drawAppearance(
  pdf: PDFDocument,
  pages: readonly PDFPage[],
  mark: SignatureMark,
  artworks: Artworks,
): Promise<Appearance> {
  const page = pages[mark.pageIndex];
  if (!page) throw new EsignError('placement-outside-page', `there is no page with index ${mark.pageIndex}`);
  const box = pageBoxOf(page);
  const { rect, picture } = mark;
  if (!(rect.width > 0 && rect.height > 0) || !isInsidePage(box, rect, 0.5)) {
    throw new EsignError('placement-outside-page', `a mark leaves the page with index ${mark.pageIndex}`);
  }
  const { width, height } = rect;
  const form = {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Matrix: [...appearanceMatrix(box)],
  };
  // ink darkens what is under it and never hides a word of the contract
  const ExtGState = { Ink: { Type: 'ExtGState', BM: 'Multiply' } };
  const artwork = artworks.get(picture) ?? (await drawArtwork(pdf, picture));
  artworks.set(picture, artwork);
  const { from, to } = mark.slice ?? { from: 0, to: 1 };
  // the whole picture, shifted so that its slice fills the box, which cuts off the rest
  const whole = width / (to - from);
  const place = `${decimal(whole)} 0 0 ${decimal(height)} ${decimal(-from * whole)} 0 cm`;
  const operators = `/Ink gs\nq 0 0 ${decimal(width)} ${decimal(height)} re W n ${place} /Picture Do Q`;
  const dictionary = { ...form, Resources: { ExtGState, XObject: { Picture: artwork } } };
  const stream = pdf.context.register(pdf.context.flateStream(operators, dictionary));
  return { page, entries: { Rect: [...displayedRectToPdf(box, rect)], P: page.ref, AP: { N: stream } } };
}

/** A picture one unit wide and high: PNGs are so by nature, outlines become a form that is. */
async function drawArtwork(pdf: PDFDocument, picture: MarkPicture): Promise<PDFRef> {
  if (picture.kind === 'png') return embedPng(pdf, picture.bytes);
  const { artwork } = picture;
  const { widthMm, heightMm } = artwork;
  const Matrix = [1 / widthMm, 0, 0, 1 / heightMm, 0, 0].map((value) => Number(decimal(value)));
  const form = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, widthMm, heightMm], Matrix, Resources: {} };
  return pdf.context.register(pdf.context.flateStream(toPdfOperators(artwork, widthMm, heightMm), form));
}

/** PDF knows no exponents; a ten-millionth of a point is nothing. */
function decimal(value: number): string {
  return String(Math.round(value * 1e7) / 1e7 || 0);
}

/** Reads a PNG as a signature would. @throws EsignError `file-damaged`. */
export async function readPicture(bytes: Uint8Array): Promise<void> {
  try {
    await (await PDFDocument.create()).embedPng(bytes);
  } catch (error) {
    throw new EsignError('file-damaged', 'the picture is not a PNG that can be read', { cause: error });
  }
}

async function embedPng(pdf: PDFDocument, bytes: Uint8Array): Promise<PDFRef> {
  try {
    return (await pdf.embedPng(bytes)).ref;
  } catch (error) {
    throw new EsignError('seal-not-usable', 'the picture is not a PNG that can be read', { cause: error });
  }
}

/** The page gets a list of its own, also where it shared one, so that the mark shows on this page only. */
function addAnnotation(update: IncrementalUpdate, page: PDFPage, annotation: PDFRef): void {
  const { node } = page;
  const list = node.context.obj([]);
  const before = node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  for (const entry of [...(before?.asArray() ?? []), annotation]) list.push(entry);
  node.set(PDFName.of('Annots'), list);
  update.change(page.ref, node);
}

function addField(update: IncrementalUpdate, pdf: PDFDocument, field: PDFRef): void {
  const { catalog, context } = pdf;
  const key = PDFName.of('AcroForm');
  const form = acroFormOf(pdf) ?? context.obj({});
  const fields = context.obj([]);
  const before = form.lookupMaybe(PDFName.of('Fields'), PDFArray);
  for (const entry of [...(before?.asArray() ?? []), field]) fields.push(entry);
  form.set(PDFName.of('Fields'), fields);
  // signatures exist, and the file may only be appended to
  form.set(PDFName.of('SigFlags'), PDFNumber.of(3));
  const existing = catalog.get(key);
  if (existing instanceof PDFRef) {
    update.change(existing, form);
    return;
  }
  catalog.set(key, form);
  const root = context.trailerInfo.Root;
  if (!(root instanceof PDFRef)) throw new Error('a catalog without a reference was let through');
  update.change(root, catalog);
}

function freeFieldName(pdf: PDFDocument, wanted: string): string {
  const taken = new Set<string>();
  const fields = acroFormOf(pdf)?.lookupMaybe(PDFName.of('Fields'), PDFArray);
  for (const entry of fields?.asArray() ?? []) {
    const field: PDFObject | undefined = pdf.context.lookup(entry);
    const name = field instanceof PDFDict ? field.lookup(PDFName.of('T')) : undefined;
    if (name instanceof PDFHexString || name instanceof PDFString) taken.add(name.decodeText());
  }
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
  return name;
}

/** Written by hand, because its byte positions matter. */
function signatureDictionary({ signerName, reason, location, signedAt }: SignPdfRequest): string {
  const text = (value: string): string => PDFHexString.fromText(value).toString();
  return [
    '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached',
    RANGE_ROOM,
    `/Contents <${'0'.repeat(SIGNATURE_ROOM)}>`,
    `/M ${PDFString.fromDate(signedAt).toString()}`,
    `/Name ${text(signerName)} /Reason ${text(reason)}${location ? ` /Location ${text(location)}` : ''} >>`,
  ].join('\n');
}

async function fillSignature(bytes: Uint8Array, start: number, identity: SigningIdentity): Promise<Uint8Array> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rangeAt = file.indexOf(RANGE_ROOM, start);
  const gapStart = file.indexOf('/Contents <', rangeAt) + '/Contents '.length;
  const gapEnd = gapStart + SIGNATURE_ROOM + 2;
  const range = `/ByteRange [0 ${gapStart} ${gapEnd} ${file.length - gapEnd}]`;
  file.write(range.padEnd(RANGE_ROOM.length, ' '), rangeAt, 'latin1');
  const signed = Buffer.concat([file.subarray(0, gapStart), file.subarray(gapEnd)]);
  const cms = Buffer.from(await signCms(signed, identity)).toString('hex');
  if (cms.length > SIGNATURE_ROOM) throw new Error('the signature does not fit into the room kept for it');
  file.write(cms, gapStart + 1, 'latin1');
  return bytes;
}
