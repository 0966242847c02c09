import type { Locale } from '../schema/primitives.js';

/** The words of the table of texts in several languages (C-51, C-52, C-60). */
export const mappingTextsZhCn = {
  languages: { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English', ja: '日本語' } as Record<Locale, string>,
  text: '文字',
  tabName: '页签名称',
  notSigned: '未签署提示',
  operation: (number: string) => `附加操作 ${number} 的提示`,
  tabNameDefault: '电子用印',
  cell: (name: string, language: string) => `${name}：${language}`,
  shown: '显示的语言',
  onlyMissing: (count: number) => `只看缺少的（${count}）`,
  noneMissing: '没有缺少的文字',
  isMissing: '缺少',
  tooLong: (fits: number) => `超过 ${fits} 字，按钮上可能显示不全`,
  pseudo: '按加长文字预览',
  preview: '预览',
  previewIn: (language: string) => `预览（${language}）`,
  previewLanguage: '预览语言',
  exportCsv: '导出 CSV',
  importCsv: '导入 CSV',
  fileName: '按钮与提示文字.csv',
  imported: (count: number) => `已导入，${count} 条文字有变化`,
  importedNothing: '表格中的文字与现在相同，没有变化。',
  importFaults: (count: number) => `有 ${count} 行没有导入：`,
  faults: {
    unreadable: () => '文件不是完整的 CSV，请从“导出 CSV”的表格开始修改。',
    noKey: () => '第一行缺少 key 列，请从“导出 CSV”的表格开始修改。',
    unknownKey: (line: number, key: string) => `第 ${line} 行：没有“${key}”这条文字`,
    tooLong: (line: number, key: string) => `第 ${line} 行：“${key}”超过 500 字`,
  } as Record<'unreadable' | 'noKey' | 'unknownKey' | 'tooLong', (line: number, key: string) => string>,
};

export type MappingTextMessages = typeof mappingTextsZhCn;
