/** Words of the step in which a signature is written on a phone. */
export const panelPhone = {
  opening: '正在获取二维码…',
  waiting: {
    title: '用手机扫码手写签名',
    text: '用手机相机或微信扫描二维码，在手机上书写，签名会自动显示在这里。请勿转发。',
  },
  code: '手写页面的二维码',
  link: '手写链接',
  opened: { title: '手机已打开手写页面', text: '请在手机上书写并发送，签名会自动显示在这里。' },
  arrived: { title: '已收到手写签名', text: '请确认这是您的签名，然后保存。' },
  ink: '手机上书写的签名',
  expired: { title: '二维码已失效', text: '二维码五分钟内有效，请重新获取。' },
  refused: '暂时无法用手机手写',
  offline: { title: '网络已断开', text: '正在重新连接，手机上的签名不会丢失。' },
  renew: '重新获取二维码',
  again: '重新书写',
};

export type PanelPhoneMessages = typeof panelPhone;
