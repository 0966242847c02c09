// Written by `npm run i18n` from mapping-trace.zh-cn.ts; not edited by hand.
/** The words of why a result is what it is. */
export const mappingTraceZhTw = {
  title: (slot: string) => `「${slot}」為什麼是這個結果`,
  record: (name: string) => `試算資料：${name}`,
  field: (field: string, values: string) => `欄位「${field}」的值：${values}`,
  empty: '（空）',
  rows: {
    first: (of: number) => `共 ${of} 行，取第一行`,
    last: (of: number) => `共 ${of} 行，取最後一行`,
    where: (of: number, field: string, value: string, taken: number) =>
      taken === 0
        ? `共 ${of} 行，沒有「${field}」為「${value}」的行`
        : `共 ${of} 行，取第一個「${field}」為「${value}」的行`,
    join: (of: number) => `共 ${of} 行，合併全部行`,
    count: (of: number) => `共 ${of} 行，統計有值的行數`,
  },
  convert: (conversion: string, from: string, to: string) => `轉換「${conversion}」：${from} → ${to}`,
  failed: (conversion: string, from: string) => `轉換「${conversion}」無法處理：${from}`,
  constant: (text: string) => `固定值：${text}`,
  text: (text: string) => `固定文字：${text}`,
  operator: (name: string) => `流程操作人：${name}`,
  creator: (name: string) => `流程建立人：${name}`,
  system: (name: string, text: string) => `系統值「${name}」：${text}`,
  days: (days: number, today: string) => `從發起當天（試算按 ${today}）起 ${days} 天`,
  scope: (table: string, field: string, value: string) => `「${table}」中只取「${field}」為「${value}」的行`,
  order: '沒有選擇順序欄位時，按行的先後排序',
  more: (count: number) => `另有 ${count} 步`,
  result: (text: string) => `結果：${text}`,
};
