import type { EnvelopeEvent, FileOperationKind } from '../schema/signing-config.js';

const events: Record<EnvelopeEvent, string> = {
  created: '文件已创建',
  launched: '文件已发起',
  partySigned: '一个签署方已签署',
  partyRejected: '一个签署方已拒签',
  completed: '全部签署完成',
  rejected: '文件已拒签',
  revoked: '文件已撤回',
  expired: '文件已过期',
  failed: '文件处理失败',
};

const operations: Record<FileOperationKind, string> = {
  create: '创建文件',
  launch: '发起文件',
  verifySigned: '检查是否已签署',
  autoSign: '静默签',
  download: '下载到表单',
  remind: '催办',
  revoke: '撤回文件',
  archive: '归档文件',
};

/** The words of the callbacks and file operations (C-48, C-70). */
export const mappingRowsZhCn = {
  nth: (index: number) => `第 ${index} 行`,
  part: (row: string, what: string) => `${row}：${what}`,
  moveUp: '上移',
  moveDown: '下移',
  duplicate: '复制',
  remove: '移除',
  keys: 'Alt+↑ / Alt+↓ 移动，Ctrl+D 复制',
  callbacks: {
    status: '有无回调',
    yes: '有',
    no: '无',
    yesHelp: '有启用的动作流在监听文件事件。',
    noHelp: '还没有启用的动作流监听文件事件。',
    empty: '还没有回调。添加一行，选择事件和要运行的动作流。',
    noFlows: '该流程在 OA 中还没有动作流。请先新建动作流，再回到这里添加回调。',
    add: '添加回调',
    create: '新建动作流',
    createHint: '请在 OA 的动作流页面为此流程新建动作流，保存这里的修改后重新打开此配置，即可选择。',
    enabled: '启用',
    event: '事件',
    events,
    flow: '动作流',
    flowOff: (name: string) => `${name}（已停用）`,
    runs: '时运行',
  },
  operations: {
    empty: '没有附加操作。流程按“签署流程”和“高级配置”中的设置进行。',
    add: '添加操作',
    place: '位置',
    node: '节点',
    exit: '出口',
    timing: '时机',
    operation: '操作',
    operations,
    reason: '撤回原因',
    reasonDefault: '流程流转时系统自动撤回',
    forbidden: '您没有 ESB 权限，只能查看附加操作。如需修改，请联系 OA 管理员开通 ESB 权限。',
  },
};

export type MappingRowMessages = typeof mappingRowsZhCn;
