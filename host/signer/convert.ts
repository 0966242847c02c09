import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { PDFDocument, type PDFImage } from '@cantoo/pdf-lib';

import { EsignError } from '../../src/core/errors.js';
import { detectFileType, type FileType } from './file-type.js';
import { openPdf } from './open-pdf.js';
import { pictureSize } from './picture-size.js';

/** A file that someone wants to have signed. Its name and media type are only told, so that they do not decide. */
export interface SourceFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly mediaType: string;
}

export interface ConvertedFile {
  /** The PDF. For a PDF these are the given bytes. */
  readonly bytes: Uint8Array;
  readonly pageCount: number;
  /** What the file was before. */
  readonly sourceType: FileType;
}

export interface ConvertOptions {
  /** LibreOffice, for office formats. */
  readonly officeCommand?: string;
  /** Longest time that a conversion may take, in milliseconds. */
  readonly timeLimit?: number;
}

/** A4 upright, and the margin around a picture, in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 36 };
const OFFICE_TIME_LIMIT = 60_000;

/**
 * Makes the PDF that will be signed (C-13). A PDF passes if it opens; pictures become one A4 page; office formats go through
 * LibreOffice where it is installed. Fails with `file-type-not-supported`, `file-damaged`, `file-encrypted` or
 * `conversion-unavailable`.
 */
export async function toPdf({ bytes }: SourceFile, options: ConvertOptions = {}): Promise<ConvertedFile> {
  const sourceType = detectFileType(bytes);
  switch (sourceType) {
    case undefined:
      throw new EsignError('file-type-not-supported', 'the content is of no kind that can be signed');
    case 'pdf':
      return checked(bytes, sourceType);
    case 'png':
    case 'jpeg':
      return checked(await convertPicture(bytes, sourceType), sourceType);
    default:
      return checked(await convertOffice(bytes, sourceType, options), sourceType);
  }
}

/** The PDF of an office file, made by a program of its own; any other file as it is. Fails as `toPdf` does. */
export async function officeToPdf(bytes: Uint8Array, options: ConvertOptions = {}): Promise<Uint8Array> {
  const type = detectFileType(bytes);
  return type && OFFICE_TYPES.has(type) ? convertOffice(bytes, type, options) : bytes;
}

const OFFICE_TYPES: ReadonlySet<FileType> = new Set(['docx', 'xlsx', 'doc']);

async function checked(bytes: Uint8Array, sourceType: FileType): Promise<ConvertedFile> {
  const pdf = await openPdf(bytes);
  return { bytes, pageCount: pdf.getPageCount(), sourceType };
}

async function convertPicture(bytes: Uint8Array, type: 'png' | 'jpeg'): Promise<Uint8Array> {
  requirePictureSize(bytes);
  const pdf = await PDFDocument.create();
  let image: PDFImage;
  try {
    image = type === 'png' ? await pdf.embedPng(bytes) : await pdf.embedJpg(bytes);
  } catch (error) {
    throw new EsignError('file-damaged', `the ${type} picture cannot be read`, { cause: error });
  }
  const sideways = image.width > image.height;
  const width = sideways ? PAGE.height : PAGE.width;
  const height = sideways ? PAGE.width : PAGE.height;
  const room = { width: width - 2 * PAGE.margin, height: height - 2 * PAGE.margin };
  // a pixel of a screen is 0.75 points; larger pictures shrink to the page, smaller ones do not get blurred
  const scale = Math.min(room.width / image.width, room.height / image.height, 0.75);
  const size = { width: image.width * scale, height: image.height * scale };
  const page = pdf.addPage([width, height]);
  page.drawImage(image, { x: (width - size.width) / 2, y: height - PAGE.margin - size.height, ...size });
  return pdf.save();
}

/** Longest side in pixels, and most pixels, of a picture that becomes a document. */
const MAX_SIDE = 20_000;
const MAX_PIXELS = 100_000_000;

function requirePictureSize(bytes: Uint8Array): void {
  const size = pictureSize(bytes);
  if (!size || size.width === 0 || size.height === 0) throw new EsignError('file-damaged', 'the picture has no size');
  if (Math.max(size.width, size.height) > MAX_SIDE || size.width * size.height > MAX_PIXELS) {
    throw new EsignError('file-too-large', `a picture of ${size.width} × ${size.height} pixels is too large`);
  }
}

async function convertOffice(bytes: Uint8Array, type: FileType, options: ConvertOptions): Promise<Uint8Array> {
  const { officeCommand = 'soffice', timeLimit = OFFICE_TIME_LIMIT } = options;
  // a folder and a profile of its own: LibreOffice refuses to run twice on one profile
  const folder = await mkdtemp(path.join(tmpdir(), 'esign-convert-'));
  try {
    const source = path.join(folder, `source.${type}`);
    await writeFile(source, bytes);
    const profile = pathToFileURL(path.join(folder, 'profile')).href;
    const flags = ['--headless', '--norestore', `-env:UserInstallation=${profile}`];
    await run(officeCommand, [...flags, '--convert-to', 'pdf', '--outdir', folder, source], timeLimit);
    return new Uint8Array(await readFile(path.join(folder, 'source.pdf')));
  } catch (error) {
    if (error instanceof EsignError) throw error;
    throw new EsignError('file-damaged', 'LibreOffice made no PDF of the file', { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout, killSignal: 'SIGKILL', maxBuffer: 1 << 20 }, (error) => {
      if (!error) resolve();
      else if (error.code === 'ENOENT' || error.code === 'EACCES') {
        reject(
          new EsignError('conversion-unavailable', 'no converter for office formats is installed', { cause: error }),
        );
      } else if (error.killed) reject(new EsignError('timeout', 'the conversion took too long', { cause: error }));
      else reject(new Error('the converter failed', { cause: error }));
    });
  });
}
