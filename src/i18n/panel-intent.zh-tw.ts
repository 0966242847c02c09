// Written by `npm run i18n` from panel-intent.zh-cn.ts; not edited by hand.
/** Words of the step that proves before a signature who signs. */
export const panelIntent = {
  title: '驗證身份',
  text: {
    password: '請輸入您的登入密碼，確認由本人簽署。',
    code: '請用傳送給您的驗證碼確認由本人簽署。',
    custom: '請完成身份驗證，確認由本人簽署。',
  },
  password: '密碼',
  code: '驗證碼',
  channel: '接收方式',
  channels: {
    sms: (masked: string) => `簡訊 ${masked}`,
    email: (masked: string) => `郵件 ${masked}`,
  },
  send: '傳送驗證碼',
  resend: '重新發送',
  resendIn: (seconds: number) => `${seconds} 秒後可重新發送`,
  sentTo: (masked: string) => `驗證碼已傳送至 ${masked}`,
  validFor: (time: string) => `${time} 內有效`,
  wrong: (left: number) => `不正確，還可嘗試 ${left} 次`,
  expired: '驗證已超時，請重新開始。',
  locked: (time: string) => `錯誤次數過多，已鎖定，請在 ${time} 後重試。`,
  lockedSomeTime: '錯誤次數過多，已暫時鎖定，請稍後重試。',
  restart: '重新驗證',
  preparing: '正在準備…',
  verifying: '正在驗證…',
  yes: '驗證並簽署',
  no: '取消',
};
