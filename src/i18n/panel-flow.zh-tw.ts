// Written by `npm run i18n` from panel-flow.zh-cn.ts; not edited by hand.
/** Words of the states, the progress and the reading of the sign panel. */
export const panelFlow = {
  list: (names: readonly string[]) => names.join('、'),
  progress: {
    summary: (done: number, total: number) => `已簽署 ${done}/${total}`,
    all: '全部簽署方',
    fewer: '收起',
    more: (count: number) => `另有 ${count} 方`,
    signedAt: (time: string) => `${time} 簽署`,
  },
  facts: {
    before: (names: string) => `在您之前還需簽署：${names}`,
    andMore: (names: string, count: number) => `${names} 等 ${count} 方`,
    rejectedBy: (party: string, person: string) =>
      person === '' ? `拒簽方：${party}` : `拒簽方：${party}（${person}）`,
    revokedBy: (initiator: string) => `發起人：${initiator}`,
    endedAt: (time: string) => `結束時間 ${time}`,
    expiredAt: (time: string) => `截止時間 ${time}`,
    completedAt: (time: string) => `完成時間 ${time}`,
    waitsForLaunch: (initiator: string) => `等待 ${initiator} 發起。`,
    canLaunch: '核對檔案後，點選下方按鈕發起簽署。',
    canRestart: '可點選下方按鈕重新發起。',
    canDownload: '可在下方下載簽署後的檔案。',
    update: '有進展時此頁會自動更新。',
  },
  reading: {
    label: '閱讀進度',
    secondsLeft: (seconds: number) => `請繼續閱讀，還需 ${seconds} 秒`,
    unreadLabel: '請閱讀到最後一頁：',
    done: '已按要求閱讀檔案',
  },
  draft: {
    restored: (count: number, age: string) => `已恢復${age}放置但未提交的 ${count} 處印章或簽名。`,
    discard: '丟棄',
    keep: '知道了',
  },
  close: '關閉',
};
