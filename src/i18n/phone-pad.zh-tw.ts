// Written by `npm run i18n` from phone-pad.zh-cn.ts; not edited by hand.
/** Words of the page on which a signature is written with a phone. */
export const phonePad = {
  title: '手寫簽名',
  hint: '請在框內用手指書寫姓名，橫放手機更好寫。',
  opening: '正在開啟…',
  pad: '手寫區域',
  strokes: (count: number) => (count === 0 ? '尚未書寫' : `已寫 ${count} 筆`),
  undo: '撤銷一筆',
  clear: '清除',
  send: '傳送到電腦',
  sending: '正在傳送…',
  ink: { empty: '請先書寫您的姓名', tooSmall: '筆跡太短或太小，無法作為簽名，請重新書寫' },
  offline: '無法連線伺服器。筆跡還在，請檢查網路後重試。',
  unreachable: '無法連線伺服器，請檢查網路後重試。',
  retry: '重試',
  sent: { title: '簽名已傳送', text: '請回到電腦上檢視並儲存，可以關閉此頁面。' },
  spent: { title: '連結已失效', text: '連結只能使用一次，五分鐘內有效。請在電腦上重新獲取QR Code。' },
};
