/** The words of why a result is what it is. */
export const mappingTraceZhCn = {
  title: (slot: string) => `“${slot}”为什么是这个结果`,
  record: (name: string) => `试算数据：${name}`,
  field: (field: string, values: string) => `字段“${field}”的值：${values}`,
  empty: '（空）',
  rows: {
    first: (of: number) => `共 ${of} 行，取第一行`,
    last: (of: number) => `共 ${of} 行，取最后一行`,
    where: (of: number, field: string, value: string, taken: number) =>
      taken === 0 ? `共 ${of} 行，没有“${field}”为“${value}”的行` : `共 ${of} 行，取第一个“${field}”为“${value}”的行`,
    join: (of: number) => `共 ${of} 行，合并全部行`,
    count: (of: number) => `共 ${of} 行，统计有值的行数`,
  },
  convert: (conversion: string, from: string, to: string) => `转换“${conversion}”：${from} → ${to}`,
  failed: (conversion: string, from: string) => `转换“${conversion}”无法处理：${from}`,
  constant: (text: string) => `固定值：${text}`,
  text: (text: string) => `固定文字：${text}`,
  operator: (name: string) => `流程操作人：${name}`,
  creator: (name: string) => `流程创建人：${name}`,
  system: (name: string, text: string) => `系统值“${name}”：${text}`,
  days: (days: number, today: string) => `从发起当天（试算按 ${today}）起 ${days} 天`,
  scope: (table: string, field: string, value: string) => `“${table}”中只取“${field}”为“${value}”的行`,
  order: '没有选择顺序字段时，按行的先后排序',
  more: (count: number) => `另有 ${count} 步`,
  result: (text: string) => `结果：${text}`,
};

export type MappingTraceMessages = typeof mappingTraceZhCn;
