/** A line of text on a page, from a point of user space. */
export interface TextLine {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
}

/** Text as the encoding UniGB-UCS2 has it. */
export function ucs2(text: string): string {
  return `<${Array.from(text, (char) => char.charCodeAt(0).toString(16).padStart(4, '0')).join('')}>`;
}

/** A file with A4 pages of text, in a font that is not in the file and whose characters are as wide as high. */
export function aTextPdf(pages: readonly (readonly TextLine[])[]): Buffer {
  return pdfOfContents(
    pages.map((lines) => ({
      box: '/MediaBox [0 0 595 842]',
      content: lines
        .map(({ x, y, size, text }) => `BT /H ${size} Tf 1 0 0 1 ${x} ${y} Tm ${ucs2(text)} Tj ET\n`)
        .join(''),
    })),
  );
}

/** A file of pages by their boxes and contents; `/H` is the font for lines, `/V` the one for columns. */
export function pdfOfContents(sheets: readonly { readonly box: string; readonly content: string }[]): Buffer {
  const cid =
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>';
  const font = (encoding: string): string =>
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [3 0 R] >>`;
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
  const parts = ['%PDF-1.7\n'];
  let length = parts[0]?.length ?? 0;
  const rows = objects.map((object, nth) => {
    const part = `${nth + 1} 0 obj\n${object}\nendobj\n`;
    const row = `${String(length).padStart(10, '0')} 00000 n \n`;
    parts.push(part);
    length += part.length;
    return row;
  });
  parts.push(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`);
  parts.push(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`);
  return Buffer.from(parts.join(''), 'latin1');
}
