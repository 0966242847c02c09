/** Files as nobody should send them. Each is built from its objects, so that one can read what is wrong with it. */

interface Parts {
  readonly pages?: string;
  readonly page?: string;
  readonly catalog?: string;
  readonly content?: string;
  readonly more?: readonly string[];
}

const A4 = '/MediaBox [0 0 595 842]';
const encode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** Objects 1 catalog, 2 page tree, 3 page, 4 its content, then `more`. */
function file({ pages, page, catalog = '', content = '0 0 100 100 re f', more = [] }: Parts = {}): string {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    pages ?? '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R ${A4} /Contents 4 0 R ${page ?? ''} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...more,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) text += `${String(offset).padStart(10, '0')} 00000 n \n`;
  return `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
}

function manyPages(count: number): string {
  const kids = Array.from({ length: count }, (_, index) => `${index + 5} 0 R`).join(' ');
  return file({
    pages: `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    more: Array.from({ length: count }, () => `<< /Type /Page /Parent 2 0 R ${A4} /Contents 4 0 R >>`),
  });
}

/** A page tree that is one page deep below so many nodes. */
function deepTree(depth: number): string {
  const nodes = Array.from({ length: depth }, (_, index) => {
    const kid = index === depth - 1 ? 3 : index + 6;
    return `<< /Type /Pages /Kids [${kid} 0 R] /Count 1 /Parent ${index === 0 ? 2 : index + 4} 0 R >>`;
  });
  return file({ pages: '<< /Type /Pages /Kids [5 0 R] /Count 1 >>', more: nodes });
}

/** 64 MB of spaces in some kilobytes. */
async function bomb(): Promise<Uint8Array<ArrayBuffer>> {
  const piece = new Uint8Array(1024 * 1024).fill(32);
  const zipped = new Response(
    new Blob(Array.from({ length: 64 }, () => piece)).stream().pipeThrough(new CompressionStream('deflate')),
  );
  const data = Array.from(new Uint8Array(await zipped.arrayBuffer()), (byte) => String.fromCharCode(byte)).join('');
  const stream = `<< /Length ${data.length} /Filter /FlateDecode >>\nstream\n${data}\nendstream`;
  return encode(file({ page: '/Contents 5 0 R', more: [stream] }).replace('/Contents 4 0 R ', ''));
}

const link = (action: string): Parts => ({
  page: '/Annots [5 0 R]',
  more: [`<< /Type /Annot /Subtype /Link /Rect [0 0 100 100] /A << ${action} >> >>`],
});

/** Name and bytes of each file. */
export async function hostilePdfs(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const texts: Record<string, string> = {
    empty: '',
    garbage: 'x\u0000\u00ff'.repeat(5000),
    truncated: file().slice(0, 180),
    'wrong-xref': file().replace(/startxref\n\d+/, 'startxref\n99999'),
    'zero-pages': file({ pages: '<< /Type /Pages /Kids [] /Count 0 >>' }),
    'cyclic-tree': file({ pages: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' }),
    'deep-tree': deepTree(500),
    'deep-nesting': file({ page: `/Junk ${'['.repeat(3000)}${']'.repeat(3000)}` }),
    'deep-content': file({ content: 'q '.repeat(50_000) }),
    'huge-page': file().replace(A4, '/MediaBox [0 0 200000 200000]'),
    'no-page-size': file().replace(A4, '/MediaBox [0 0 0 0]'),
    'crop-offset': file({ page: '/CropBox [36 -20 400 500] /Rotate 450' }),
    'user-unit': file({ page: '/UserUnit 4' }),
    'many-pages': manyPages(2000),
    xfa: file({
      catalog: '/AcroForm << /Fields [] /XFA 5 0 R >>',
      more: ['<< /Length 5 >>\nstream\n<xdp>\nendstream'],
    }),
    javascript: file({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>' }),
    launch: file(link('/S /Launch /F (calc.exe)')),
    uri: file(link('/S /URI /URI (javascript:alert\\(1\\))')),
    'missing-font': file({ content: 'BT /F9 12 Tf 20 20 Td (abc) Tj ET' }),
  };
  const files = new Map(Object.entries(texts).map(([name, text]) => [name, encode(text)]));
  return files.set('bomb', await bomb());
}
