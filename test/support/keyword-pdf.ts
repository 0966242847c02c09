/**
 * Writes the document by which the places of keywords are measured: every page says 盖章处 somewhere that is known by
 * arithmetic. Its fonts are not in the file, and all of their characters are as wide as high.
 *
 * `npx tsx test/support/keyword-pdf.ts` writes `test/browser/pdf/fixtures/keywords.pdf`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Sheet {
  readonly box: string;
  readonly content: string;
}

/** Text as the encoding UniGB-UCS2 has it. */
const hex = (text: string): string =>
  `<${Array.from(text, (char) => char.charCodeAt(0).toString(16).padStart(4, '0')).join('')}>`;
const show = (matrix: string, text: string, font = '/H 20'): string =>
  `BT ${font} Tf ${matrix} Tm ${hex(text)} Tj ET\n`;
const at = (x: number, y: number): string => `1 0 0 1 ${x} ${y}`;

const A4 = '/MediaBox [0 0 600 800]';
const sheets: Sheet[] = [
  // cut into runs, with room between two characters
  {
    box: A4,
    content: `BT /H 20 Tf ${at(100, 300)} Tm [${hex('请在盖')} -300 ${hex('章')}] TJ ${hex('处盖章')} Tj ET\n`,
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

const cid =
  '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>';
const font = (encoding: string): string =>
  `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [3 0 R] >>`;

function keywordPdf(): Buffer {
  const first = 6;
  const kids = sheets.map((_, nth) => `${first + nth * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${sheets.length} /Kids [${kids}] /Resources << /Font << /H 4 0 R /V 5 0 R >> >> >>`,
    cid,
    font('UniGB-UCS2-H'),
    font('UniGB-UCS2-V'),
    ...sheets.flatMap(({ box, content }, nth) => [
      `<< /Type /Page /Parent 2 0 R ${box} /Contents ${first + nth * 2 + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}endstream`,
    ]),
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, nth) => {
    const offset = file.length;
    file += `${nth + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, '0');
  });
  const xref = file.length;
  const rows = offsets.map((offset) => `${offset} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

writeFileSync(fileURLToPath(new URL('../browser/pdf/fixtures/keywords.pdf', import.meta.url)), keywordPdf());
