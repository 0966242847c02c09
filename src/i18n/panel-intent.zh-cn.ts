/** Words of the step that proves before a signature who signs. */
export const panelIntent = {
  title: '验证身份',
  text: {
    password: '请输入您的登录密码，确认由本人签署。',
    code: '请用发送给您的验证码确认由本人签署。',
    custom: '请完成身份验证，确认由本人签署。',
  },
  password: '密码',
  code: '验证码',
  channel: '接收方式',
  channels: {
    sms: (masked: string) => `短信 ${masked}`,
    email: (masked: string) => `邮件 ${masked}`,
  },
  send: '发送验证码',
  resend: '重新发送',
  resendIn: (seconds: number) => `${seconds} 秒后可重新发送`,
  sentTo: (masked: string) => `验证码已发送至 ${masked}`,
  validFor: (time: string) => `${time} 内有效`,
  wrong: (left: number) => `不正确，还可尝试 ${left} 次`,
  expired: '验证已超时，请重新开始。',
  locked: (time: string) => `错误次数过多，已锁定，请在 ${time} 后重试。`,
  lockedSomeTime: '错误次数过多，已暂时锁定，请稍后重试。',
  restart: '重新验证',
  preparing: '正在准备…',
  verifying: '正在验证…',
  yes: '验证并签署',
  no: '取消',
};

export type PanelIntentMessages = typeof panelIntent;
