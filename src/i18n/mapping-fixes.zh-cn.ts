import { mappingConversionsZhCn } from './mapping-conversions.zh-cn.js';

type Params = Readonly<Record<string, string>>;

/** The words of quick fixes, and of the list that offers them. */
export const mappingFixesZhCn = {
  acts: {
    rebind: ({ field = '' }: Params) => `改用“${field}”`,
    bind: ({ field = '' }: Params) => `绑定“${field}”`,
    remove: () => '移除此项',
    clear: () => '清空',
    takeLabel: ({ label = '' }: Params) => `采用新名称“${label}”`,
    takeType: () => '采用新类型',
    convert: ({ conversion = '' }: Params) => `转换：${conversion}`,
    unconvert: () => '不做转换',
    takeRows: ({ rows = '' }: Params) =>
      `取${mappingConversionsZhCn.rows[rows as keyof typeof mappingConversionsZhCn.rows]}`,
    everyRow: () => '不按条件筛选，每一行都取',
    useBinding: ({ name = '' }: Params) => `使用“${name}”`,
    everyFile: () => '用于所有文件',
    removeRule: () => '删除此规则',
    initiatorSigns: () => '由发起组织签署',
    renumber: () => '重新编号',
    mergeParty: ({ name = '' }: Params) => `合并“${name}”的两个签署方`,
    stopSooner: ({ timing = '' }: Params): string => (timing === 'after' ? '改为节点之后' : '改为出口之前'),
    recreate: () => '允许重新创建',
    unhide: ({ node = '' }: Params) => (node ? `在“${node}”显示按钮` : '显示按钮'),
    relative: ({ days = '' }: Params) => `改为发起后 ${days} 天`,
    cleanName: () => '清理命名规则',
    copyText: ({ text = '' }: Params) => `先填“${text}”`,
    defaultText: () => '恢复默认名称',
    shortenText: ({ text = '' }: Params) => `缩短为“${text}”`,
    switchOff: () => '关闭',
    unordered: () => '改为无序签署',
    freePosition: () => '改为签署人自由拖放',
  } satisfies Record<string, (params: Params) => string>,
  /** The same for many at once, where the words of one would name only that one. */
  bulk: { takeLabel: '采用新名称', copyText: '先填其他语言的文字' } as Partial<Record<string, string>>,
  label: (slot: string) => `“${slot}”的处理办法`,
  search: '搜索问题',
  all: (count: number) => `全部 ${count}`,
  severity: {
    error: (count: number) => `错误 ${count}`,
    warning: (count: number) => `警告 ${count}`,
    hint: (count: number) => `提示 ${count}`,
  },
  filter: '按级别筛选',
  none: '没有符合条件的问题',
  fixAll: (count: number, act: string) => `同类 ${count} 项一起处理：${act}`,
  checking: '正在检查…',
  driftTitle: '流程有变化',
};

export type MappingFixMessages = typeof mappingFixesZhCn;
