// Written by `npm run i18n` from panel-opening.zh-cn.ts; not edited by hand.
export const panelOpeningZhTw = {
  opening: (name: string) => `正在開啟《${name}》`,
  opened: (name: string) => `《${name}》已開啟`,
  received: (received: string, total: string) => (total ? `已接收 ${received}，共 ${total}` : `已接收 ${received}`),
  stop: '取消',
  stopped: '已停止開啟此檔案',
  stoppedText: '檔案沒有損壞，您放置的印章也都保留著。需要時可以重新開啟。',
  again: '重新開啟',
  password: '此檔案需要密碼才能開啟',
  wrongPassword: (count: number) => `密碼不正確（已嘗試 ${count} 次，最多 5 次）`,
  unlock: '開啟',
  cancel: '取消',
};
