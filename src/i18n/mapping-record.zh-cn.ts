/** The words of the record that results are shown for. */
export const mappingRecordZhCn = {
  label: '试算数据',
  help: '卡片上“=”后面是用这份数据算出的结果，只用于核对，不会保存。',
  previous: '上一份数据',
  next: '下一份数据',
  add: '新增试算数据',
  at: (index: number, count: number) => `${index} / ${count}`,
  origins: { real: '真实数据', typed: '手工输入', case: '用例', sample: '示例' },
  rows: {
    label: '明细行',
    previous: '上一行',
    next: '下一行',
    none: '明细无行',
    all: (count: number) => `全部 ${count} 行`,
    at: (index: number, count: number) => `第 ${index} / ${count} 行`,
  },
  caseNamed: (name: string) => `用例：${name}`,
  cases: (passed: number | undefined, total: number) =>
    total === 0 ? '用例' : `用例 ${passed === undefined ? '…' : passed}/${total}`,
  differs: (name: string) => `与用例“${name}”的预期不同`,
  differsMore: (count: number) => `与 ${count} 个用例的预期不同`,
  withRecord: '仅此数据',
  withRecordHelp: (name: string) => `只针对所选数据“${name}”，不影响保存`,
  samples: {
    filled: '示例：全部填写',
    required: '示例：只填必填',
    noRows: '示例：明细无行',
    blank: '示例：全部空白',
  },
  empty: '（此数据中为空）',
  faults: {
    CARD: '有多行，还没有指定取哪一行',
    TYPE: '值的类型不符',
    UNREADABLE: '内容无法识别',
    UNKNOWN: '找不到对应的人员或公司',
    'LOOKUP-GAP': '对照表没有对应的值',
    REQ: '此数据中为空，而此项必填，不会创建文件',
    'TOO-LONG': '超过 200 个字符，不会创建文件',
    'SIGN-NONE': '没有签署人，不会创建文件',
    'SIGN-CONTACT': '不是有效的手机号或邮箱，不会创建文件',
    'DATE-PAST': '已经过去，不会创建文件',
    'ORDER-BAD': '顺序须为 1 以上的整数',
    'COUNT-BAD': '次数须为整数，且不能小于允许的值',
  } as Readonly<Record<string, string>>,
  result: (text: string) => `= ${text}`,
};

export type MappingRecordMessages = typeof mappingRecordZhCn;
