/**
 * Stamps the whole geometry corpus with the real signer and reads it back out of the pixels of other renderers: pdf.js, PDFium,
 * and poppler where `pdftoppm` is installed; then what a pointer puts down at every zoom and pixel ratio, as pdf.js shows it
 * there. Fails when an edge is more than half a point off.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
  geometryCorpus,
  inkOf,
  largestError,
  screenCorpus,
  seenByPdfium,
  seenByPdfjs,
  signCases,
  summary,
  type GeometryCase,
} from '../test/support/geometry-proof.js';
import { someSigners } from '../test/support/pdf-signers.js';
import type { Rect } from '../src/core/geometry.js';

const LIMIT = 0.5;

/** Where poppler draws each mark, or nothing where it is not installed. */
function seenByPoppler(bytes: Uint8Array, cases: readonly GeometryCase[]): Rect[] | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'geometry-'));
  const file = path.join(folder, 'signed.pdf');
  writeFileSync(file, bytes);
  try {
    return cases.map(({ box }, index) => {
      const page = String(index + 1);
      // poppler counts in units of the page, too: two pixels are a point
      const dpi = String(144 * box.userUnit);
      const options = ['-f', page, '-l', page, '-r', dpi, '-cropbox', '-gray', '-singlefile'];
      execFileSync('pdftoppm', [...options, file, path.join(folder, 'page')], { stdio: 'ignore' });
      return inkOf(readPgm(readFileSync(path.join(folder, 'page.pgm'))), box, 0.5);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readPgm(bytes: Buffer): { width: number; height: number; grey: Uint8Array } {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (!header) throw new Error('not a PGM');
  return { width: Number(header[1]), height: Number(header[2]), grey: bytes.subarray(header[0].length) };
}

const signers = await someSigners();
const cases = geometryCorpus();
const onScreens = screenCorpus();
const bytes = await signCases(cases, signers);
const pointed = await signCases(onScreens, signers);
await signers.remove();

let failed = false;
function report(name: string, wanted: readonly GeometryCase[], found: readonly Rect[] | undefined): void {
  if (!found) {
    console.log(`${name}: not installed`);
    return;
  }
  const nothing = { x: 0, y: 0, width: 0, height: 0 };
  const {
    cases: count,
    largest,
    mean,
  } = summary(wanted.map(({ rect }, index) => largestError(rect, found[index] ?? nothing)));
  console.log(`${name}: ${count} cases, largest error ${largest} pt, mean ${mean} pt`);
  failed ||= !(largest <= LIMIT);
}

report('PDFium', cases, await seenByPdfium(bytes, cases));
report('poppler', cases, seenByPoppler(bytes, cases));
report('pdf.js', cases, await seenByPdfjs(bytes, cases));
report('a pointer on a screen, pdf.js', onScreens, await seenByPdfjs(pointed, onScreens));
process.exitCode = failed ? 1 : 0;
