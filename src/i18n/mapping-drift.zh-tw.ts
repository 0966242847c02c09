// Written by `npm run i18n` from mapping-drift.zh-cn.ts; not edited by hand.
/** The words of the dialog on changes of the workflow. */
export const mappingDriftZhTw = {
  intro: (count: number) => `自上次儲存後，流程或表單有 ${count} 處變化影響此設定。確認之前不會改動任何內容。`,
  none: '流程沒有影響此設定的變化。',
  groups: { gone: '已不存在', renamed: '已改名', retyped: '型別已變' },
  what: { field: '欄位', node: '節點', exit: '出口', table: '明細表', actionFlow: '動作流' } as Record<string, string>,
  usedIn: (slots: string) => `用於：${slots}`,
  renamedTo: (label: string) => `現為「${label}」`,
  retypedTo: (type: string) => `現為${type}`,
  choose: (name: string) => `「${name}」如何處理`,
  keep: '保持不變',
  suggested: (act: string) => `${act}（推薦）`,
  allSuggested: '全部按推薦',
  allKept: '全部保持不變',
  later: '以後再說',
  apply: (count: number) => `應用 ${count} 處`,
  nothing: '沒有選擇要應用的處理',
  applied: (count: number) => `已處理 ${count} 處變化`,
};
