export const panelOpeningZhCn = {
  opening: (name: string) => `正在打开《${name}》`,
  opened: (name: string) => `《${name}》已打开`,
  received: (received: string, total: string) => (total ? `已接收 ${received}，共 ${total}` : `已接收 ${received}`),
  stop: '取消',
  stopped: '已停止打开此文件',
  stoppedText: '文件没有损坏，您放置的印章也都保留着。需要时可以重新打开。',
  again: '重新打开',
  password: '此文件需要密码才能打开',
  wrongPassword: (count: number) => `密码不正确（已尝试 ${count} 次，最多 5 次）`,
  unlock: '打开',
  cancel: '取消',
};

export type PanelOpeningMessages = typeof panelOpeningZhCn;
