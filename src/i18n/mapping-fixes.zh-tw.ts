// Written by `npm run i18n` from mapping-fixes.zh-cn.ts; not edited by hand.
import { mappingConversionsZhTw } from './mapping-conversions.zh-tw.js';

type Params = Readonly<Record<string, string>>;

/** The words of quick fixes, and of the list that offers them. */
export const mappingFixesZhTw = {
  acts: {
    rebind: ({ field = '' }: Params) => `改用「${field}」`,
    bind: ({ field = '' }: Params) => `繫結「${field}」`,
    remove: () => '移除此項',
    clear: () => '清空',
    takeLabel: ({ label = '' }: Params) => `採用新名稱「${label}」`,
    takeType: () => '採用新型別',
    convert: ({ conversion = '' }: Params) => `轉換：${conversion}`,
    unconvert: () => '不做轉換',
    takeRows: ({ rows = '' }: Params) =>
      `取${mappingConversionsZhTw.rows[rows as keyof typeof mappingConversionsZhTw.rows]}`,
    everyRow: () => '不按條件篩選，每一行都取',
    useBinding: ({ name = '' }: Params) => `使用「${name}」`,
    everyFile: () => '用於所有檔案',
    removeRule: () => '刪除此規則',
    initiatorSigns: () => '由發起組織簽署',
    renumber: () => '重新編號',
    mergeParty: ({ name = '' }: Params) => `合併「${name}」的兩個簽署方`,
    stopSooner: ({ timing = '' }: Params): string => (timing === 'after' ? '改為節點之後' : '改為出口之前'),
    recreate: () => '允許重新建立',
    unhide: ({ node = '' }: Params) => (node ? `在「${node}」顯示按鈕` : '顯示按鈕'),
    relative: ({ days = '' }: Params) => `改為發起後 ${days} 天`,
    cleanName: () => '清理命名規則',
    copyText: ({ text = '' }: Params) => `先填「${text}」`,
    defaultText: () => '恢復預設名稱',
    shortenText: ({ text = '' }: Params) => `縮短為「${text}」`,
    switchOff: () => '關閉',
    unordered: () => '改為無序簽署',
    freePosition: () => '改為簽署人自由拖放',
  } satisfies Record<string, (params: Params) => string>,
  /** The same for many at once, where the words of one would name only that one. */
  bulk: { takeLabel: '採用新名稱', copyText: '先填其他語言的文字' } as Partial<Record<string, string>>,
  label: (slot: string) => `「${slot}」的處理辦法`,
  search: '搜尋問題',
  all: (count: number) => `全部 ${count}`,
  severity: {
    error: (count: number) => `錯誤 ${count}`,
    warning: (count: number) => `警告 ${count}`,
    hint: (count: number) => `提示 ${count}`,
  },
  filter: '按級別篩選',
  none: '沒有符合條件的問題',
  fixAll: (count: number, act: string) => `同類 ${count} 項一起處理：${act}`,
  checking: '正在檢查…',
  driftTitle: '流程有變化',
};
