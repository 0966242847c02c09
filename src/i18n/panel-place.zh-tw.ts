// Written by `npm run i18n` from panel-place.zh-cn.ts; not edited by hand.
/** Words for placing marks without signing. */
export const panelPlaceZhTw = {
  counted: (placed: number, needed: number) =>
    needed > 0 ? `已放置 ${placed} 處 · 還需 ${needed} 處。` : `已放置 ${placed} 處，所需位置均已放置。`,
  purpose: '此處只放置，不提交簽署。',
  ahead: '還未輪到您簽署，可以先放置，輪到您時再提交。',
  done: '完成放置',
  finished: (count: number) => `放置完成，共 ${count} 處。`,
  kept: '簽署時會自動恢復，也可以繼續調整。',
  notKept: '關閉此頁面前簽署即可使用，也可以繼續調整。',
  again: (button: string) => `確認無誤後，請再次點選「${button}」。`,
  stale: '檔案在您開啟後有了新的簽署，請重新載入並核對。已放置的印章會保留。',
  notHere: '不能在此放置印章',
  page: '此檔案在簽署服務的頁面上簽署，輪到您時請在那裡完成。',
  later: '輪到您簽署後才能放置。',
};
