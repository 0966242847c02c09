// Written by `npm run i18n` from mapping-texts.zh-cn.ts; not edited by hand.
import type { Locale } from '../schema/primitives.js';

/** The words of the table of texts in several languages (C-51, C-52, C-60). */
export const mappingTextsZhTw = {
  languages: { 'zh-CN': '簡體中文', 'zh-TW': '繁體中文', en: 'English', ja: '日本語' } as Record<Locale, string>,
  text: '文字',
  tabName: '頁簽名稱',
  notSigned: '未簽署提示',
  operation: (number: string) => `附加操作 ${number} 的提示`,
  tabNameDefault: '電子用印',
  cell: (name: string, language: string) => `${name}：${language}`,
  shown: '顯示的語言',
  onlyMissing: (count: number) => `只看缺少的（${count}）`,
  noneMissing: '沒有缺少的文字',
  isMissing: '缺少',
  tooLong: (fits: number) => `超過 ${fits} 字，按鈕上可能顯示不全`,
  pseudo: '按加長文字預覽',
  preview: '預覽',
  previewIn: (language: string) => `預覽（${language}）`,
  previewLanguage: '預覽語言',
  exportCsv: '匯出 CSV',
  importCsv: '匯入 CSV',
  fileName: '按鈕與提示文字.csv',
  imported: (count: number) => `已匯入，${count} 條文字有變化`,
  importedNothing: '表格中的文字與現在相同，沒有變化。',
  importFaults: (count: number) => `有 ${count} 行沒有匯入：`,
  faults: {
    unreadable: () => '檔案不是完整的 CSV，請從「匯出 CSV」的表格開始修改。',
    noKey: () => '第一行缺少 key 列，請從「匯出 CSV」的表格開始修改。',
    unknownKey: (line: number, key: string) => `第 ${line} 行：沒有「${key}」這條文字`,
    tooLong: (line: number, key: string) => `第 ${line} 行：「${key}」超過 500 字`,
  } as Record<'unreadable' | 'noKey' | 'unknownKey' | 'tooLong', (line: number, key: string) => string>,
};
