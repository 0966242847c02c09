import { hasPdfHeader } from './open-pdf.js';

/** Kinds of files that the host tells apart by their content; a name or a header may lie. */
export type FileType = 'pdf' | 'png' | 'jpeg' | 'docx' | 'xlsx' | 'doc';

/** Media types of what `detectFileType` finds; `doc` stands for every older office format. */
export const MEDIA_TYPES: Readonly<Record<FileType, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  doc: 'application/x-ole-storage',
};

const SIGNATURES: readonly (readonly [FileType, Buffer])[] = [
  ['png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['jpeg', Buffer.from('ffd8ff', 'hex')],
  ['doc', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
];

/** The kind of a file (C-13), or undefined when it is none that can be signed. */
export function detectFileType(bytes: Uint8Array): FileType | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const known = SIGNATURES.find(([, start]) => file.subarray(0, start.length).equals(start));
  if (known) return known[0];
  if (file.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'))) return officePackageType(file);
  return hasPdfHeader(bytes) ? 'pdf' : undefined;
}

/** An office package is a ZIP whose main part says what it is. */
function officePackageType(file: Buffer): FileType | undefined {
  if (!file.includes('[Content_Types].xml')) return undefined;
  if (file.includes('word/document.xml')) return 'docx';
  return file.includes('xl/workbook.xml') ? 'xlsx' : undefined;
}
