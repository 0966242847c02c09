import type { SlotWords } from './slot-words.js';

/** The slots of a physical-seal mapping by their id (P-02…P-15); those of its basics are shared with signing. */
export const sealUseSlotsZhCn = {
  sealProvider: { name: '服务商', help: '由哪一家服务商管理实体印章。只列出支持物理用印且已绑定的服务商。' },
  sealBinding: { name: '绑定服务', help: '连接服务商时使用的账号和地址。更换仅影响之后的用印申请。' },
  sealEnabled: { name: '启用', help: '停用的配置在运行时不做任何事，表单上也不能申请用印。' },
  sealSubject: { name: '用印主题', help: '用印申请的标题，印章管理员在审批和用印时看到。' },
  applicant: { name: '申请人', help: '以谁的名义申请用印；用印码发给此人。' },
  fileType: { name: '文件类型', help: '服务商“基础设置 - 文件类型”中的类型，决定用印流程。' },
  physicalSeals: { name: '物理印章', help: '本次申请使用的实体印章，可以多枚。' },
  useCount: { name: '用印次数', help: '申请的盖章次数，必须是大于等于 1 的整数。' },
  applyAt: { name: '用印申请节点/出口', help: '流程到达这些位置时，向服务商提交用印申请。' },
  sealButtonField: { name: '操作按钮显示字段', help: '“查看用印”按钮显示在这个字段上。' },
  useCodeInto: { name: '用印码回写字段', help: '申请成功后，用印码写入主表的这个文本字段。' },
  appendCount: { name: '追加用印次数', help: '再申请的盖章次数，取自数字字段或内容为整数的文本字段。' },
  appendSeamCount: { name: '追加骑缝章用印次数', help: '再申请的骑缝章次数；不需要骑缝章时留空。' },
  appendCodeInto: { name: '追加用印码回写字段', help: '追加成功后，新的用印码写入主表的这个文本字段。' },
  appendAt: { name: '追加用印次数节点/出口', help: '流程到达这些位置时追加次数；必须先设置上面的追加次数。' },
  sealCallbacks: { name: '回调设置', help: '服务商报告用印事件时，流程自动执行的动作。' },
  endAt: { name: '用印结束节点/出口', help: '流程到达这些位置时结束用印，未用完的次数作废。' },
} satisfies Record<string, SlotWords>;

/** The words of the callbacks of a physical-seal mapping (P-15). */
export const sealUseWordsZhCn = {
  addItem: '从服务商列表添加…',
  noItems: '服务商没有可选的项目，请先同步服务商数据。',
  events: {
    smartUseCompleted: '智能用印完成',
    filingCompleted: '文件归档完成',
    autoEnded: '自动结束',
    terminated: '流程终止',
    rejected: '驳回',
  },
  eventGroups: { use: '用印管理', approval: '用印审批' },
  actions: {
    submitWorkflow: '自动提交流程',
    sendBack: '退回到节点',
    writeField: '写入字段',
    notify: '通知人员',
    runActionFlow: '运行动作流',
  },
  event: '事件',
  enabled: '启用',
  action: '动作',
  node: '节点',
  field: '字段',
  value: '值',
  emptyValue: '（清空）',
  yes: '是',
  no: '否',
  to: '通知谁',
  text: '内容',
  textDefault: '用印状态有变化，请查看流程。',
  flow: '动作流',
  none: '还没有回调。服务商报告事件时，流程可以自动执行动作。',
  noActions: '还没有动作。',
  addEvent: '添加事件',
  addAction: (event: string): string => `为“${event}”添加动作`,
  addActionShort: '添加动作',
  nth: (index: number): string => `动作 ${index}`,
  remove: (name: string): string => `移除${name}`,
  moveUp: (name: string): string => `上移${name}`,
  moveDown: (name: string): string => `下移${name}`,
};

export type SealUseMessages = typeof sealUseWordsZhCn;
