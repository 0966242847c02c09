/**
 * Writes the document by which the places of keywords are measured: every page says 盖章处 somewhere that is known by
 * arithmetic. Its fonts are not in the file, and all of their characters are as wide as high.
 *
 * `npx tsx test/support/keyword-pdf.ts` writes `test/browser/pdf/fixtures/keywords.pdf`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { pdfOfContents, ucs2 } from './text-pdf.js';

interface Sheet {
  readonly box: string;
  readonly content: string;
}

const show = (matrix: string, text: string, font = '/H 20'): string =>
  `BT ${font} Tf ${matrix} Tm ${ucs2(text)} Tj ET\n`;
const at = (x: number, y: number): string => `1 0 0 1 ${x} ${y}`;

const A4 = '/MediaBox [0 0 600 800]';
const sheets: Sheet[] = [
  // cut into runs, with room between two characters
  {
    box: A4,
    content: `BT /H 20 Tf ${at(100, 300)} Tm [${ucs2('请在盖')} -300 ${ucs2('章')}] TJ ${ucs2('处盖章')} Tj ET\n`,
  },
  { box: `${A4} /CropBox [50 30 550 730] /Rotate 90`, content: show(at(100, 300), '盖章处') },
  { box: `${A4} /Rotate 180 /UserUnit 2`, content: show(at(100, 300), '盖章处') },
  { box: '/MediaBox [-40 -40 600 800] /CropBox [-20 -10 580 790] /Rotate 270', content: show(at(100, 300), '盖章处') },
  { box: A4, content: show('0 1 -1 0 100 300', '请盖章处') + show(at(400, 500), '请盖章处', '/V 20') },
  { box: A4, content: show(at(400, 320), '此处为盖') + show(at(100, 296), '章处为止') },
  { box: A4, content: '0 0 0 rg 100 300 60 20 re f\n' },
  // last in the file, first on the page; full width in the file
  { box: A4, content: show(at(100, 200), '盖章处') + show(at(300, 600), 'ＳＥＡＬ盖章处') },
];

writeFileSync(fileURLToPath(new URL('../browser/pdf/fixtures/keywords.pdf', import.meta.url)), pdfOfContents(sheets));
