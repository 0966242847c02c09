const kinds = {
  field: '字段',
  table: '明细表',
  node: '节点',
  exit: '出口',
  actionFlow: '动作流',
  option: '选项',
};

const ways = { id: '编号相同', label: '名称相同', place: '位置相同' };

const reasons = {
  absent: '此流程中没有',
  several: '此流程中有多个同名的，无法确定是哪一个',
};

/** What was found of a mapping in another workflow, and what was not. */
export const mappingTransferZhCn = {
  label: '对应情况',
  summary: (total: number, byId: number, byName: number, missing: number) =>
    `配置用到 ${total} 个字段、节点等：按编号找到 ${byId} 个，按名称找到 ${byName} 个，没有找到 ${missing} 个。`,
  kinds,
  ways,
  reasons,
  missing: (count: number) => `没有找到（${count}）`,
  missingHelp: '这些设置会原样保留并列为问题，请在此流程中重新选择。',
  look: (count: number) => `请核对（${count}）`,
  lookHelp: '编号相同但名称不同，或名称相同但类型不同。',
  found: (count: number) => `已找到（${count}）`,
  now: (name: string) => `此流程中为“${name}”`,
  usedIn: (slots: string) => `用于：${slots}`,
  unknownSource: '这里读不到文件原来的流程，节点和出口只能按编号对应，字段按名称和类型对应。',
};

export type MappingTransferMessages = typeof mappingTransferZhCn;
