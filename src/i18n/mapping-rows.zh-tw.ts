// Written by `npm run i18n` from mapping-rows.zh-cn.ts; not edited by hand.
import type { EnvelopeEvent, FileOperationKind } from '../schema/signing-config.js';

const events: Record<EnvelopeEvent, string> = {
  created: '檔案已建立',
  launched: '檔案已發起',
  partySigned: '一個簽署方已簽署',
  partyRejected: '一個簽署方已拒簽',
  completed: '全部簽署完成',
  rejected: '檔案已拒簽',
  revoked: '檔案已撤回',
  expired: '檔案已過期',
  failed: '檔案處理失敗',
};

const operations: Record<FileOperationKind, string> = {
  create: '建立檔案',
  launch: '發起檔案',
  verifySigned: '檢查是否已簽署',
  autoSign: '靜默簽',
  download: '下載到表單',
  remind: '催辦',
  revoke: '撤回檔案',
  archive: '歸檔檔案',
};

/** The words of the callbacks and file operations (C-48, C-70). */
export const mappingRowsZhTw = {
  nth: (index: number) => `第 ${index} 行`,
  part: (row: string, what: string) => `${row}：${what}`,
  moveUp: '上移',
  moveDown: '下移',
  duplicate: '複製',
  remove: '移除',
  keys: 'Alt+↑ / Alt+↓ 移動，Ctrl+D 複製',
  callbacks: {
    status: '有無回呼',
    yes: '有',
    no: '無',
    yesHelp: '有啟用的動作流在監聽檔案事件。',
    noHelp: '還沒有啟用的動作流監聽檔案事件。',
    empty: '還沒有回呼。新增一行，選擇事件和要執行的動作流。',
    noFlows: '該流程在 OA 中還沒有動作流。請先新建動作流，再回到這裡添加回調。',
    add: '添加回調',
    create: '新建動作流',
    createHint: '請在 OA 的動作流頁面為此流程新建動作流，儲存這裡的修改後重新開啟此設定，即可選擇。',
    enabled: '啟用',
    event: '事件',
    events,
    flow: '動作流',
    flowOff: (name: string) => `${name}（已停用）`,
    runs: '時執行',
  },
  operations: {
    empty: '沒有附加操作。流程按「簽署流程」和「高階設定」中的設定進行。',
    add: '新增操作',
    place: '位置',
    node: '節點',
    exit: '出口',
    timing: '時機',
    operation: '操作',
    operations,
    reason: '撤回原因',
    reasonDefault: '流程流轉時系統自動撤回',
    forbidden: '您沒有 ESB 權限，只能檢視附加操作。如需修改，請聯絡 OA 管理員開通 ESB 權限。',
  },
};
