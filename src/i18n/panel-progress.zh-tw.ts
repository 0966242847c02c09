// Written by `npm run i18n` from panel-progress.zh-cn.ts; not edited by hand.
/** Words of a signature of several documents that is under way. */
export const panelProgress = {
  label: '簽署進度',
  documents: '本次簽署的檔案',
  now: (index: number, of: number, name: string) => `正在簽署第 ${index}/${of} 份：${name}`,
  through: (of: number) => `${of} 份檔案均已處理，正在儲存簽署結果…`,
  stay: '請勿關閉頁面。',
  state: {
    waiting: '等待簽署',
    signing: '正在簽署',
    // nothing is signed before the host says so
    done: '已處理',
  },
};
