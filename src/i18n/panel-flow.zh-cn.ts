/** Words of the states, the progress and the reading of the sign panel. */
export const panelFlow = {
  list: (names: readonly string[]) => names.join('、'),
  progress: {
    summary: (done: number, total: number) => `已签署 ${done}/${total}`,
    all: '全部签署方',
    fewer: '收起',
    more: (count: number) => `另有 ${count} 方`,
    signedAt: (time: string) => `${time} 签署`,
  },
  facts: {
    before: (names: string) => `在您之前还需签署：${names}`,
    andMore: (names: string, count: number) => `${names} 等 ${count} 方`,
    rejectedBy: (party: string, person: string) =>
      person === '' ? `拒签方：${party}` : `拒签方：${party}（${person}）`,
    revokedBy: (initiator: string) => `发起人：${initiator}`,
    endedAt: (time: string) => `结束时间 ${time}`,
    expiredAt: (time: string) => `截止时间 ${time}`,
    completedAt: (time: string) => `完成时间 ${time}`,
    waitsForLaunch: (initiator: string) => `等待 ${initiator} 发起。`,
    canLaunch: '核对文件后，点击下方按钮发起签署。',
    canRestart: '可点击下方按钮重新发起。',
    canDownload: '可在下方下载签署后的文件。',
    update: '有进展时此页会自动更新。',
  },
  reading: {
    label: '阅读进度',
    secondsLeft: (seconds: number) => `请继续阅读，还需 ${seconds} 秒`,
    unreadLabel: '请阅读到最后一页：',
    done: '已按要求阅读文件',
  },
  draft: {
    restored: (count: number, age: string) => `已恢复${age}放置但未提交的 ${count} 处印章或签名。`,
    discard: '丢弃',
    keep: '知道了',
  },
  close: '关闭',
};

export type PanelFlowMessages = typeof panelFlow;
