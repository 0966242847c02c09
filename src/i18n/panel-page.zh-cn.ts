/** Words of the step in which people sign at the page of a service. */
export const panelPage = {
  title: '请到签署服务商的页面签署',
  text: '打开签署页面，按页面提示完成签署，结果会自动显示在这里。',
  open: '打开签署页面',
  phone: '用手机签署',
  opening: '正在获取签署链接…',
  opened: { title: '签署页面已在新窗口打开', text: '请在该窗口完成签署，完成后回到这里。' },
  blocked: { title: '浏览器没有打开新窗口', text: '请点击下面的链接打开签署页面。' },
  link: '在新窗口打开',
  frame: '签署页面',
  loading: '正在打开签署页面…',
  stalled: '签署页面没有显示出来，可能不允许嵌入。请在新窗口打开。',
  leave: '返回文件',
  scan: { title: '用手机扫码签署', text: '用手机相机或微信扫描二维码。链接仅供您本人使用，请勿转发。' },
  code: '签署页面的二维码',
  phoneLink: '签署链接',
  left: (time: string) => `链接将在 ${time} 后失效`,
  expired: { title: '签署链接已失效', text: '请重新获取链接后继续签署。' },
  renew: '重新获取链接',
  check: '我已签署',
  checking: '正在查询签署结果…',
  unconfirmed: '签署服务商尚未确认您的签署。如果刚刚完成，请稍候再查询。',
};

export type PanelPageMessages = typeof panelPage;
