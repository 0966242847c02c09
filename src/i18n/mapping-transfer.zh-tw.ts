// Written by `npm run i18n` from mapping-transfer.zh-cn.ts; not edited by hand.
const kinds = {
  field: '欄位',
  table: '明細表',
  node: '節點',
  exit: '出口',
  actionFlow: '動作流',
  option: '選項',
};

const ways = { id: '編號相同', label: '名稱相同', place: '位置相同' };

const reasons = {
  absent: '此流程中沒有',
  several: '此流程中有多個同名的，無法確定是哪一個',
};

/** What was found of a mapping in another workflow, and what was not. */
export const mappingTransferZhTw = {
  label: '對應情況',
  summary: (total: number, byId: number, byName: number, missing: number) =>
    `設定用到 ${total} 個欄位、節點等：按編號找到 ${byId} 個，按名稱找到 ${byName} 個，沒有找到 ${missing} 個。`,
  kinds,
  ways,
  reasons,
  missing: (count: number) => `沒有找到（${count}）`,
  missingHelp: '這些設定會原樣保留並列為問題，請在此流程中重新選擇。',
  look: (count: number) => `請核對（${count}）`,
  lookHelp: '編號相同但名稱不同，或名稱相同但型別不同。',
  found: (count: number) => `已找到（${count}）`,
  now: (name: string) => `此流程中為「${name}」`,
  usedIn: (slots: string) => `用於：${slots}`,
  unknownSource: '這裡讀不到檔案原來的流程，節點和出口只能按編號對應，欄位按名稱和型別對應。',
};
