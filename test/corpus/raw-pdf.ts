/** Bytes of a text whose characters are bytes. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

function text(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

export function stream(content: string | Uint8Array, entries = ''): string {
  const body = typeof content === 'string' ? content : text(content);
  return `<< /Length ${body.length} ${entries} >>\nstream\n${body}\nendstream`;
}

export interface RawOptions {
  /** Added to every offset of the cross-reference table. */
  readonly shift?: number;
  /** Objects by number, where the first is the catalog; `undefined` leaves the number free. */
  readonly objects: readonly (string | undefined)[];
  readonly trailer?: string;
}

/** A file with exactly these objects, wrong ones too; number 1 is the catalog. */
export function rawPdf({ objects, shift = 0, trailer = '' }: RawOptions): Uint8Array<ArrayBuffer> {
  const parts = ['%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'];
  let length = parts[0]!.length;
  const offsets = objects.map((object, index) => {
    if (object === undefined) return undefined;
    const part = `${index + 1} 0 obj\n${object}\nendobj\n`;
    parts.push(part);
    length += part.length;
    return length - part.length;
  });
  const rows = offsets.map((offset) =>
    offset === undefined ? '0000000000 65535 f \n' : `${String(offset + shift).padStart(10, '0')} 00000 n \n`,
  );
  const size = objects.length + 1;
  parts.push(
    `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`,
    `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${length + shift}\n%%EOF\n`,
  );
  return latin1(parts.join(''));
}

const LINES = '0.2 0.3 0.5 rg 40 40 120 30 re f';

export interface OnePage {
  readonly catalog?: string;
  /** Entries of the page beside its parent, box and content. */
  readonly page?: string;
  readonly box?: string;
  readonly content?: string;
  readonly more?: readonly string[];
  readonly shift?: number;
  readonly trailer?: string;
}

/** One page: 1 catalog, 2 tree, 3 page, 4 content, then `more` from 5 on. */
export function onePage(options: OnePage = {}): Uint8Array<ArrayBuffer> {
  const { catalog = '', page = '', box = '0 0 300 400', content = stream(LINES), more = [], ...rest } = options;
  return rawPdf({
    objects: [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Contents 4 0 R ${page} >>`,
      content,
      ...more,
    ],
    ...rest,
  });
}
