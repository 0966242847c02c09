/** Words of the flow diagram: concerns, filters, and why a place cannot be picked. */
export const mappingFlowZhCn = {
  layers: {
    create: '创建',
    launch: '发起',
    sign: '签署',
    party: '签署方',
    hide: '隐藏按钮',
    download: '下载',
    tab: '打开页签',
    operationBefore: '之前的操作',
    operationAfter: '之后的操作',
    apply: '用印申请',
    append: '追加用印',
    end: '结束用印',
  },
  /** One character each, so that a badge is not told by its colour alone. */
  signs: {
    create: '建',
    launch: '发',
    sign: '签',
    party: '方',
    hide: '隐',
    download: '下',
    tab: '页',
    operationBefore: '前',
    operationAfter: '后',
    apply: '申',
    append: '追',
    end: '结',
  },
  all: '全部',
  legend: '在图上显示',
  badge: (layer: string, count: number) => (count > 1 ? `${layer}（${count}）` : layer),
  fit: '适合窗口',
  filters: '筛选',
  used: '已选',
  possible: '可选',
  reasons: {
    lost: '从流程开始走不到这里',
    noTarget: '出口没有目标节点',
    beforeCreate: '走不到创建文件之后',
    archive: '归档后不再签署',
  },
  refused: (place: string, reason: string) => `${place}：${reason}`,
};

export type MappingFlowMessages = typeof mappingFlowZhCn;
