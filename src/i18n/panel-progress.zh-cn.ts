/** Words of a signature of several documents that is under way. */
export const panelProgress = {
  label: '签署进度',
  documents: '本次签署的文件',
  now: (index: number, of: number, name: string) => `正在签署第 ${index}/${of} 份：${name}`,
  through: (of: number) => `${of} 份文件均已处理，正在保存签署结果…`,
  stay: '请勿关闭页面。',
  state: {
    waiting: '等待签署',
    signing: '正在签署',
    // nothing is signed before the host says so
    done: '已处理',
  },
};

export type PanelProgressMessages = typeof panelProgress;
