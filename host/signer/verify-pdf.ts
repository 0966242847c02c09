import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
  type PDFDocument,
  type PDFObject,
} from '@cantoo/pdf-lib';

import { EsignError } from '../../src/core/errors.js';
import { pdfRectToDisplayed, type Rect } from '../../src/core/geometry.js';
import type { PageBox } from '../../src/schema/placement.js';
import { openPdf } from './open-pdf.js';
import { pageBoxesOf, pageBoxOf } from './page-boxes.js';
import { describeChanges, signatureFieldsOf, textOf, type PdfChange, type SignatureField } from './pdf-changes.js';
import { verifyCms, type CmsVerdict } from './verify-cms.js';

/** What is known of one signature of a file. */
export interface SignatureReport {
  readonly field: string;
  /** Common name of the certificate. */
  readonly signer: string;
  readonly organization: string;
  /** As the file says, RFC 3339 UTC; null when it does not. */
  readonly signedAt: string | null;
  /** The signature is right for the revision that it covers, and it covers all of it. */
  readonly valid: boolean;
  readonly digestOk: boolean;
  /** The certificate leads to one of the given roots. */
  readonly trusted: boolean;
  readonly coversWholeFile: boolean;
  /** The signed range starts at 0, leaves out the signature only, and ends where its revision ends. */
  readonly coversRevision: boolean;
  /** Length of the file when it was signed, in bytes. */
  readonly revisionEnd: number;
  /** What later revisions added, for example `signature Signature2` or `annotation on page 3`. */
  readonly addedAfterwards: readonly string[];
  /** Nothing but later valid signatures and their stamps was added. */
  readonly changesPermitted: boolean;
}

export interface PdfReport {
  readonly pages: number;
  readonly signatures: readonly SignatureReport[];
  /** There is a signature, all are valid, and nothing else was changed after any of them. */
  readonly allValid: boolean;
  readonly pageInfos: readonly PageBox[];
}

/** Checks every signature of a PDF. `roots` are trusted certificates, DER. */
export async function verifyPdf(
  bytes: Uint8Array,
  { roots = [] }: { roots?: readonly Uint8Array[] } = {},
): Promise<PdfReport> {
  const pdf = await openPdf(bytes);
  const found = signatureFieldsOf(pdf).map((field) => ({ field, range: readRange(field, bytes) }));
  const checked = await Promise.all(
    found.map(async ({ field, range }) => ({
      field,
      range,
      verdict: await checkSignature(field, range, bytes, roots),
    })),
  );
  checked.sort((a, b) => a.range.end - b.range.end);
  const sealed = checked.filter(({ range, verdict }) => range.covers && verdict.digestOk && verdict.signatureOk);
  const ends = [...new Set(sealed.map(({ range }) => range.end))];
  const steps = await readSteps(bytes, ends, pdf);
  const signatures = checked.map(({ field, range, verdict }): SignatureReport => {
    const later = steps.filter(({ from }) => from >= range.end);
    return {
      field: field.name,
      signer: verdict.commonName,
      organization: verdict.organization,
      signedAt: readDate(field.value.lookup(PDFName.of('M')))?.toISOString() ?? null,
      valid: range.covers && verdict.digestOk && verdict.signatureOk,
      digestOk: verdict.digestOk,
      trusted: verdict.trusted,
      coversWholeFile: range.covers && range.end === bytes.length,
      coversRevision: range.covers,
      revisionEnd: range.end,
      addedAfterwards: later.flatMap(({ changes }) => changes.map(({ text }) => text)),
      changesPermitted: later.every(({ permitted }) => permitted),
    };
  });
  const allValid =
    signatures.length > 0 && signatures.every(({ valid, changesPermitted }) => valid && changesPermitted);
  return { pages: pdf.getPageCount(), signatures, allValid, pageInfos: pageBoxesOf(pdf) };
}

/** A visible signature or stamp as it stands in a file. */
export interface PlacedMark {
  readonly kind: 'signature' | 'stamp';
  /** Name of the signature field; null for a stamp. */
  readonly field: string | null;
  /** From 0. */
  readonly pageIndex: number;
  /** Displayed points (chapter 8 of the domain). */
  readonly rect: Rect;
}

/** The marks of a file page by page, for the proof that they came out where they were dropped. */
export async function readMarks(bytes: Uint8Array): Promise<PlacedMark[]> {
  const pdf = await openPdf(bytes);
  const names = new Map(signatureFieldsOf(pdf).map(({ field, name }) => [field, name]));
  return pdf.getPages().flatMap((page, pageIndex) => {
    const list = page.node.lookup(PDFName.of('Annots'));
    const box = pageBoxOf(page);
    return (list instanceof PDFArray ? list.asArray() : []).flatMap((entry): PlacedMark[] => {
      const annotation = pdf.context.lookup(entry);
      if (!(annotation instanceof PDFDict)) return [];
      const field = names.get(annotation) ?? null;
      const stamp = annotation.lookup(PDFName.of('Subtype')) === PDFName.of('Stamp');
      const numbers = numbersOf(annotation.lookup(PDFName.of('Rect')));
      const [x0, y0, x1, y1] = numbers;
      if (!(field !== null || stamp) || x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined)
        return [];
      const rect = pdfRectToDisplayed(box, [x0, y0, x1, y1]);
      return [{ kind: field === null ? 'stamp' : 'signature', field, pageIndex, rect }];
    });
  });
}

interface SignedRange {
  readonly covers: boolean;
  /** Where the gap for the signature starts and ends, and where the signed revision ends. */
  readonly gapStart: number;
  readonly gapEnd: number;
  readonly end: number;
}

/**
 * The range must be the whole revision without exactly the signature itself. Anything wider leaves room for content that
 * nobody signed (universal forgery, signature wrapping), whatever the digest says.
 */
function readRange({ value }: SignatureField, bytes: Uint8Array): SignedRange {
  const numbers = numbersOf(value.lookup(PDFName.of('ByteRange')));
  const [start = -1, gapStart = 0, gapEnd = 0, rest = 0] = numbers;
  const end = gapEnd + rest;
  const contents = value.lookup(PDFName.of('Contents'));
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const gap = file.subarray(gapStart, gapEnd).toString('latin1');
  const covers =
    numbers.length === 4 &&
    start === 0 &&
    gapStart > 0 &&
    gapEnd > gapStart &&
    end <= bytes.length &&
    // programs write one case; a mixture was changed by hand, although it means the same
    /^<(?:[0-9A-F]+|[0-9a-f]+)>$/.test(gap) &&
    contents instanceof PDFHexString &&
    gap === `<${contents.asString()}>` &&
    /%%EOF\s{0,2}$/.test(file.subarray(Math.max(0, end - 16), end).toString('latin1'));
  return { covers, gapStart, gapEnd, end };
}

const NO_VERDICT: CmsVerdict = {
  commonName: '',
  organization: '',
  digestOk: false,
  signatureOk: false,
  trusted: false,
};

async function checkSignature(
  { value }: SignatureField,
  { gapStart, gapEnd, end }: SignedRange,
  bytes: Uint8Array,
  roots: readonly Uint8Array[],
): Promise<CmsVerdict> {
  const contents = value.lookup(PDFName.of('Contents'));
  if (!(contents instanceof PDFHexString)) return NO_VERDICT;
  const data = Buffer.concat([bytes.subarray(0, gapStart), bytes.subarray(gapEnd, end)]);
  try {
    return await verifyCms(contents.asBytes(), data, { roots, at: readDate(value.lookup(PDFName.of('M'))) });
  } catch {
    // what cannot be read as a signature is reported as one that is not valid, with the rest of the file
    return NO_VERDICT;
  }
}

interface RevisionStep {
  readonly from: number;
  readonly changes: readonly PdfChange[];
  readonly permitted: boolean;
}

/** Compares each signed revision with the next one, and the last one with the file as it is. */
async function readSteps(bytes: Uint8Array, ends: readonly number[], pdf: PDFDocument): Promise<RevisionStep[]> {
  const steps: RevisionStep[] = [];
  for (const [index, from] of ends.entries()) {
    const to = ends[index + 1];
    if (to === undefined && from === bytes.length) break;
    const before = await openRevision(bytes.subarray(0, from));
    const after = to === undefined ? pdf : await openRevision(bytes.subarray(0, to));
    const changes = before && after ? describeChanges(before, after) : [];
    if (changes.length === 0) changes.push({ kind: 'other', text: 'other: bytes added behind the signed revision' });
    // stamps are part of what the next signer signed; without a next signer nobody answers for them
    const permitted = to !== undefined && changes.every(({ kind }) => kind === 'signature' || kind === 'stamp');
    steps.push({ from, changes, permitted });
  }
  return steps;
}

async function openRevision(bytes: Uint8Array): Promise<PDFDocument | undefined> {
  try {
    return await openPdf(bytes);
  } catch (error) {
    if (error instanceof EsignError) return undefined;
    throw error;
  }
}

function numbersOf(value: PDFObject | undefined): number[] {
  if (!(value instanceof PDFArray)) return [];
  return value.asArray().flatMap((item) => (item instanceof PDFNumber ? [item.asNumber()] : []));
}

function readDate(value: PDFObject | undefined): Date | undefined {
  if (!(value instanceof PDFString || value instanceof PDFHexString)) return undefined;
  const parts = /^D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z|([+-])(\d{2})'?(\d{2})?)?/.exec(textOf(value));
  if (!parts) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const shift = (Number(parts[8] ?? 0) * 60 + Number(parts[9] ?? 0)) * (parts[7] === '-' ? -1 : 1);
  return new Date(Date.UTC(year, month - 1, day, hour, minute - shift, second));
}
