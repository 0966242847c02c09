import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFRef,
  PDFString,
  type PDFDocument,
  type PDFObject,
} from '@cantoo/pdf-lib';

import { acroFormOf } from './open-pdf.js';
import { Fingerprints } from './pdf-fingerprint.js';

/** One difference between two revisions of a file. */
export interface PdfChange {
  readonly kind: 'signature' | 'stamp' | 'annotation' | 'page-content' | 'pages' | 'form' | 'other';
  /** In English, for the verification report. */
  readonly text: string;
}

/** A signature field with a value. */
export interface SignatureField {
  readonly name: string;
  readonly field: PDFDict;
  readonly value: PDFDict;
}

/** The signed signature fields in the order of the form. */
export function signatureFieldsOf(pdf: PDFDocument): SignatureField[] {
  return formFieldsOf(pdf).flatMap(({ name, field }): SignatureField[] => {
    const value = field.lookup(PDFName.of('V'));
    return isSignatureField(field) && value instanceof PDFDict ? [{ name, field, value }] : [];
  });
}

/** What the later revision adds to or changes in the earlier one. */
export function describeChanges(before: PDFDocument, after: PDFDocument): PdfChange[] {
  return [...comparePages(before, after), ...compareForms(before, after), ...compareCatalogs(before, after)];
}

function comparePages(before: PDFDocument, after: PDFDocument): PdfChange[] {
  const earlier = before.getPages();
  const later = after.getPages();
  if (earlier.length !== later.length) return [{ kind: 'pages', text: 'pages added or removed' }];
  const skipped = ['Parent', 'Annots'];
  const [was, is] = [new Fingerprints(before.context, skipped), new Fingerprints(after.context, skipped)];
  return later.flatMap(({ node }, index): PdfChange[] => {
    const number = index + 1;
    const old = earlier[index]?.node;
    if (!old) return [];
    const inherited = ['MediaBox', 'CropBox', 'Rotate', 'Resources'].map((key) => PDFName.of(key));
    const changed =
      was.of(old) !== is.of(node) ||
      inherited.some((key) => was.of(old.getInheritableAttribute(key)) !== is.of(node.getInheritableAttribute(key)));
    const content: PdfChange[] = changed
      ? [{ kind: 'page-content', text: `page content changed on page ${number}` }]
      : [];
    return [...content, ...compareAnnotations(annotationsOf(old), annotationsOf(node), before, after, number)];
  });
}

function compareAnnotations(
  earlier: readonly PDFObject[],
  later: readonly PDFObject[],
  before: PDFDocument,
  after: PDFDocument,
  page: number,
): PdfChange[] {
  const skipped = ['Parent', 'P', 'Popup', 'IRT', 'StructParent'];
  const [was, is] = [new Fingerprints(before.context, skipped), new Fingerprints(after.context, skipped)];
  const changes: PdfChange[] = [];
  const kept = new Set<string>();
  for (const entry of later) {
    const key = entry instanceof PDFRef ? entry.toString() : `direct ${is.of(entry)}`;
    const old = earlier.find(
      (other) => (other instanceof PDFRef ? other.toString() : `direct ${was.of(other)}`) === key,
    );
    kept.add(key);
    if (old === undefined) changes.push(...describeAnnotation(after.context.lookup(entry), page));
    else if (was.of(old) !== is.of(entry))
      changes.push({ kind: 'annotation', text: `annotation changed on page ${page}` });
  }
  for (const entry of earlier) {
    const key = entry instanceof PDFRef ? entry.toString() : `direct ${was.of(entry)}`;
    if (!kept.has(key)) changes.push({ kind: 'annotation', text: `annotation removed from page ${page}` });
  }
  return changes;
}

function describeAnnotation(annotation: PDFObject | undefined, page: number): PdfChange[] {
  const text = `annotation on page ${page}`;
  if (!(annotation instanceof PDFDict)) return [{ kind: 'annotation', text }];
  // new signatures are told by their field, which also may have no page
  if (isSignatureField(annotation)) return [];
  return [{ kind: annotation.lookup(PDFName.of('Subtype')) === PDFName.of('Stamp') ? 'stamp' : 'annotation', text }];
}

function compareForms(before: PDFDocument, after: PDFDocument): PdfChange[] {
  const skipped = ['Parent', 'P', 'Popup'];
  const [was, is] = [new Fingerprints(before.context, skipped), new Fingerprints(after.context, skipped)];
  const earlier = new Map(formFieldsOf(before).map(({ name, field }) => [name, field]));
  const changes: PdfChange[] = [];
  const seen = new Set<string>();
  for (const { name, field } of formFieldsOf(after)) {
    seen.add(name);
    const old = earlier.get(name);
    const signed = isSignatureField(field) && field.lookup(PDFName.of('V')) instanceof PDFDict;
    const wasSigned = old !== undefined && old.lookup(PDFName.of('V')) instanceof PDFDict;
    if (signed && !wasSigned) changes.push({ kind: 'signature', text: `signature ${name}` });
    else if (old === undefined) changes.push({ kind: 'form', text: `form field ${name} added` });
    else if (was.of(old) !== is.of(field)) changes.push({ kind: 'form', text: `form field ${name} changed` });
  }
  for (const name of earlier.keys()) {
    if (!seen.has(name)) changes.push({ kind: 'form', text: `form field ${name} removed` });
  }
  return changes;
}

function compareCatalogs(before: PDFDocument, after: PDFDocument): PdfChange[] {
  // the security store and the metadata may be renewed at any time; pages and form are compared on their own
  const skipped = ['Pages', 'AcroForm', 'DSS', 'Metadata', 'Extensions', 'Parent', 'P', 'Pg', 'Dest', 'Dests', 'D'];
  const was = new Fingerprints(before.context, skipped).of(before.catalog);
  const is = new Fingerprints(after.context, skipped).of(after.catalog);
  return was === is ? [] : [{ kind: 'other', text: 'other: document catalog changed' }];
}

function annotationsOf(page: PDFDict): PDFObject[] {
  const list = page.lookup(PDFName.of('Annots'));
  return list instanceof PDFArray ? list.asArray() : [];
}

interface FormField {
  readonly name: string;
  readonly field: PDFDict;
}

/** Leaves of the field tree with their full names. */
export function formFieldsOf(pdf: PDFDocument): FormField[] {
  const fields: FormField[] = [];
  const visited = new Set<PDFDict>();
  const visit = (list: PDFObject | undefined, prefix: string): void => {
    if (!(list instanceof PDFArray)) return;
    for (const entry of list.asArray()) {
      const field = pdf.context.lookup(entry);
      if (!(field instanceof PDFDict) || visited.has(field)) continue;
      visited.add(field);
      const own = textOf(field.lookup(PDFName.of('T')));
      const name = [prefix, own].filter(Boolean).join('.');
      const kids = field.lookup(PDFName.of('Kids'));
      if (kids instanceof PDFArray && !field.has(PDFName.of('V'))) visit(kids, name);
      else fields.push({ name, field });
    }
  };
  visit(acroFormOf(pdf)?.lookup(PDFName.of('Fields')), '');
  return fields;
}

function isSignatureField(field: PDFDict): boolean {
  return field.lookup(PDFName.of('FT')) === PDFName.of('Sig');
}

/** A text string of the file, empty when it is none. */
export function textOf(value: PDFObject | undefined): string {
  return value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : '';
}
