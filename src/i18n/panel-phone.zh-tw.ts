// Written by `npm run i18n` from panel-phone.zh-cn.ts; not edited by hand.
/** Words of the step in which a signature is written on a phone. */
export const panelPhone = {
  opening: '正在獲取QR Code…',
  waiting: {
    title: '用手機掃碼手寫簽名',
    text: '用手機相機或微信掃描QR Code，在手機上書寫，簽名會自動顯示在這裡。請勿轉發。',
  },
  code: '手寫頁面的QR Code',
  link: '手寫連結',
  opened: { title: '手機已開啟手寫頁面', text: '請在手機上書寫併發送，簽名會自動顯示在這裡。' },
  arrived: { title: '已收到手寫簽名', text: '請確認這是您的簽名，然後儲存。' },
  ink: '手機上書寫的簽名',
  expired: { title: 'QR Code已失效', text: 'QR Code五分鐘內有效，請重新獲取。' },
  refused: '暫時無法用手機手寫',
  offline: { title: '網路已斷開', text: '正在重新連線，手機上的簽名不會丟失。' },
  renew: '重新獲取QR Code',
  again: '重新書寫',
};
