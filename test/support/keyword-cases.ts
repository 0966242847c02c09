import type { PageBox } from '../../src/schema/placement.js';

const box = (left: number, bottom: number, right: number, top: number, change: Partial<PageBox> = {}): PageBox => ({
  ...{ cropBox: [left, bottom, right, top], rotation: 0, userUnit: 1 },
  ...change,
});

/** Pages of `fixtures/keywords.pdf`, which `keyword-pdf.ts` writes. */
export const keywordPages: readonly PageBox[] = [
  box(0, 0, 600, 800),
  box(50, 30, 550, 730, { rotation: 90 }),
  box(0, 0, 600, 800, { rotation: 180, userUnit: 2 }),
  box(-20, -10, 580, 790, { rotation: 270 }),
  box(0, 0, 600, 800),
  box(0, 0, 600, 800),
  box(0, 0, 600, 800),
  box(0, 0, 600, 800),
];

/** Page, left, top, width, height of each line of each hit, in displayed points. */
export type KnownPlace = readonly [page: number, ...numbers: number[]];

/** Where a keyword stands: the same numbers in the browser and in the host. */
export interface KeywordCase {
  readonly file: string;
  readonly keyword: string;
  readonly acrossLines: boolean;
  readonly places: readonly KnownPlace[];
}

const keywords = 'test/browser/pdf/fixtures/keywords.pdf';
const contract = 'host/demo/documents/purchase-contract.pdf';

// 20 pt characters from (100, 300) of user space, 2.4 pt of them below the baseline: by arithmetic, not by what came out
const onOneLine: readonly KnownPlace[] = [
  [0, 140, 482.4, 66, 20],
  [1, 267.6, 50, 20, 60],
  [2, 880, 595.2, 120, 40],
  [3, 472.4, 420, 20, 60],
  [4, 390, 320, 20, 60],
  [4, 82.4, 420, 20, 60],
  [7, 380, 182.4, 60, 20],
  [7, 100, 582.4, 60, 20],
];
const overTwo: KnownPlace = [5, 460, 462.4, 20, 20, 100, 486.4, 40, 20];

export const keywordCases: readonly KeywordCase[] = [
  { file: keywords, keyword: '盖章处', acrossLines: false, places: onOneLine },
  {
    file: keywords,
    keyword: '盖 章处',
    acrossLines: true,
    places: [...onOneLine.slice(0, 6), overTwo, ...onOneLine.slice(6)],
  },
  { file: keywords, keyword: 'seal盖', acrossLines: true, places: [[7, 300, 182.4, 100, 20]] },
  { file: keywords, keyword: '公章', acrossLines: true, places: [] },
];

/** Real text with a font in the file: as many as a reader counts. */
export const contractCounts: readonly (readonly [file: string, keyword: string, count: number])[] = [
  [contract, '甲方（盖章）', 1],
  [contract, '（盖章）：', 2],
];
