/**
 * `npx tsx bench/pdf/search.ts [pages]`: how long a keyword takes in a long contract (C-37), with the text read by pdf.js in
 * this process: until the first hit, until every page is read, again in what was read, and how large the index is.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

import { keywordHits } from '../../src/core/keyword-places.js';
import { indexPage, type TextPage } from '../../src/core/text-index.js';
import { findText } from '../../src/core/text-search.js';
import { aTextPdf } from '../../test/support/text-pdf.js';

const KEYWORD = '骑缝章位置';
const LINES = 38;
const SENTENCES = [
  '甲乙双方本着平等自愿、诚实信用的原则，经友好协商，就下列事项达成一致，订立本合同。',
  '合同总金额为人民币伍拾万元整（￥500,000.00），含税率百分之十三的增值税专用发票。',
  '甲方指定联系人：王小明，电话 010-8888 6666，电子邮箱 legal@example.com，地址：北京市海淀区。',
];

const count = Number(process.argv[2] ?? 1000);
const isMarked = (page: number): boolean => page % 7 === 0 || page === count - 1;
const bytes = aTextPdf(
  Array.from({ length: count }, (_, page) => [
    ...Array.from({ length: LINES }, (__, line) => ({
      ...{ x: 56, y: 752 - line * 17.5, size: 10.5 },
      text: `${line + 1}. ${SENTENCES[(page * LINES + line) % SENTENCES.length] ?? ''}`,
    })),
    ...(isMarked(page) ? [{ x: 400, y: 70, size: 12, text: KEYWORD }] : []),
  ]),
);
const expected = Array.from({ length: count }, (_, page) => page).filter(isMarked).length;

const folder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const task = getDocument({
  data: new Uint8Array(bytes),
  cMapUrl: `${folder}/cmaps/`,
  standardFontDataUrl: `${folder}/standard_fonts/`,
  verbosity: VerbosityLevel.ERRORS,
});
const document = await task.promise;

const index: (TextPage | undefined)[] = Array.from({ length: count });
const start = performance.now();
let first = 0;
let indexing = 0;
for (let at = 0; at < count; at += 1) {
  const page = await document.getPage(at + 1);
  const text = await page.getTextContent({ disableNormalization: true });
  const before = performance.now();
  index[at] = indexPage({ cropBox: [0, 0, 595, 842], rotation: 0, userUnit: 1 }, text);
  indexing += performance.now() - before;
  page.cleanup();
  if (first === 0 && findText(index, KEYWORD, { pages: [at] }).length > 0) first = performance.now() - start;
}
const whole = performance.now() - start;

const timed = (work: () => number): { readonly ms: number; readonly hits: number } => {
  const runs = Array.from({ length: 9 }, () => {
    const before = performance.now();
    const hits = work();
    return { ms: performance.now() - before, hits };
  });
  return runs.sort((a, b) => a.ms - b.ms)[4] ?? { ms: 0, hits: 0 };
};
const again = timed(() => findText(index, KEYWORD).length);
const common = timed(() => findText(index, '合同').length);
const places = timed(() => keywordHits(index, { keyword: KEYWORD, pages: 'all', acrossLines: true }).length);
if (again.hits !== expected) throw new Error(`${again.hits} hits of ${expected}`);

const size = index.reduce((sum, page) => {
  if (!page) return sum;
  const { text, lower, gaps, starts, frames, edges } = page;
  const strings = (text.length + (lower === text ? 0 : lower.length)) * 2;
  return sum + strings + gaps.byteLength + starts.byteLength + frames.byteLength + edges.byteLength;
}, 0);
const ms = (value: number): string => `${value.toFixed(1)} ms`;
console.log(
  `${count} pages, ${(bytes.length / 1e6).toFixed(1)} MB, ${index.reduce((sum, page) => sum + (page?.text.length ?? 0), 0)} characters`,
);
console.log(
  `first hit ${ms(first)}; every page ${ms(whole)}, of it our index ${ms(indexing)} (${ms(indexing / count)} a page)`,
);
console.log(
  `second search ${ms(again.ms)} for ${again.hits} hits; a common word ${ms(common.ms)} for ${common.hits}; with rectangles ${ms(places.ms)}`,
);
console.log(`index ${(size / 1e6).toFixed(1)} MB`);
await task.destroy();
