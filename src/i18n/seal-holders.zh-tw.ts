// Written by `npm run i18n` from seal-holders.zh-cn.ts; not edited by hand.
/** Words of the choice of who may sign with a seal. */
export const sealHoldersZhTw = {
  legend: '誰可以使用此印章',
  kinds: { me: '僅本人', people: '指定人員', everyone: '本單位全體人員' },
  search: '按姓名或部門查詢人員',
  more: () => '還有更多人員未列出，請繼續輸入姓名或部門',
  noMatch: '沒有符合的人員',
  searching: '正在查詢…',
  remove: (name: string) => `移除${name}`,
  failed: '人員沒有讀取，請重新輸入。',
};
