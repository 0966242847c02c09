/** Words of the page on which a signature is written with a phone. */
export const phonePad = {
  title: '手写签名',
  hint: '请在框内用手指书写姓名，横放手机更好写。',
  opening: '正在打开…',
  pad: '手写区域',
  strokes: (count: number) => (count === 0 ? '尚未书写' : `已写 ${count} 笔`),
  undo: '撤销一笔',
  clear: '清除',
  send: '发送到电脑',
  sending: '正在发送…',
  ink: { empty: '请先书写您的姓名', tooSmall: '笔迹太短或太小，无法作为签名，请重新书写' },
  offline: '无法连接服务器。笔迹还在，请检查网络后重试。',
  unreachable: '无法连接服务器，请检查网络后重试。',
  retry: '重试',
  sent: { title: '签名已发送', text: '请回到电脑上查看并保存，可以关闭此页面。' },
  spent: { title: '链接已失效', text: '链接只能使用一次，五分钟内有效。请在电脑上重新获取二维码。' },
};

export type PhonePadMessages = typeof phonePad;
