// Written by `npm run i18n` from mapping-safety.zh-cn.ts; not edited by hand.
/** The words about what must not get lost: drafts, what could not be read, what another window stored, undoing at once. */
export const mappingSafetyZhTw = {
  draft: {
    found: (when: string, count: number) => `有未儲存的更改（${when}，${count} 處）。`,
    moved: '此後設定又有了新版本，恢復時可逐項選擇。',
    restore: '恢復',
    compare: '檢視差異',
    discard: '丟棄',
    discarded: '已丟棄未儲存的更改',
    broken: '有一份未儲存的更改已無法讀取，可以下載後交給管理員處理。',
    download: '下載檔案',
    fileName: (name: string) => `${name} 未儲存的更改.json`,
    more: (count: number) => `另外還有 ${count} 份。`,
    none: '沒有衝突，兩邊的更改可以合併。',
    conflicts: (count: number) => `${count} 處兩邊都改了，請逐項選擇：`,
    mine: '未儲存的更改',
    theirs: '當前設定',
    take: '合併並恢復',
  },
  keeping: '瀏覽器儲存空間已滿或不可用，未儲存的更改不會自動留存，請及時儲存。',
  elsewhere: {
    clean: (version: number) => `此設定已在另一個視窗儲存為第 ${version} 版。`,
    dirty: (version: number) => `此設定已在另一個視窗儲存為第 ${version} 版，您在這裡的更改還在。`,
    read: '讀取最新',
    merge: '現在合併',
  },
  unread: {
    text: (parts: string) => `以下內容沒有讀取成功：${parts}。`,
    session: '您的權限（需要權限的設定暫時只能檢視）',
    workflows: '流程列表',
    catalog: (name: string) => `「${name}」的印章和模板`,
    separator: '、',
    retry: '重新讀取',
    retrying: '正在讀取…',
  },
  dismiss: '知道了',
  toast: {
    undo: '撤銷',
    close: '關閉',
    label: '可以撤銷的操作',
  },
};
