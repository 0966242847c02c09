export const panelReaderZhCn = {
  back: (page: number) => `回到第 ${page} 页`,
  external: '打开外部链接？',
  externalText: '此链接来自文件内容，将离开当前系统。请核对加粗的部分后再打开：',
  doubts: {
    letters: '域名中含有特殊字符，可能在冒充其他网站',
    login: '域名前面带有用户名，真正要访问的是加粗的部分',
    plain: '连接未加密（http）',
  },
  refused: '此链接不会被打开',
  refusedWhy: {
    scheme: '只能打开网页（http、https）和邮件（mailto）链接；会运行程序、脚本或打开本机文件的链接一律不执行。',
    broken: '链接中的地址不完整或不正确，请向文件的提供方索取正确的地址。',
    long: '链接中的地址过长，无法核对，因此不能打开。',
  },
  copy: '复制地址',
  copied: '已复制',
  copyFailed: '未能复制，请选中地址后手动复制',
  open: '打开',
  cancel: '取消',
  close: '关闭',
  view: '查看',
  turnRight: '顺时针旋转视图',
  turnLeft: '逆时针旋转视图',
  printDocument: '打印此文件…',
  print: '打印',
  printing: (done: number, count: number) => `正在准备第 ${Math.min(done + 1, count)} 页，共 ${count} 页`,
  printFailed: '未能准备打印。请稍后重试，或下载文件后打印。',
};

export type PanelReaderMessages = typeof panelReaderZhCn;
