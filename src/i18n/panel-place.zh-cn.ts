/** Words for placing marks without signing. */
export const panelPlaceZhCn = {
  counted: (placed: number, needed: number) =>
    needed > 0 ? `已放置 ${placed} 处 · 还需 ${needed} 处。` : `已放置 ${placed} 处，所需位置均已放置。`,
  purpose: '此处只放置，不提交签署。',
  ahead: '还未轮到您签署，可以先放置，轮到您时再提交。',
  done: '完成放置',
  finished: (count: number) => `放置完成，共 ${count} 处。`,
  kept: '签署时会自动恢复，也可以继续调整。',
  notKept: '关闭此页面前签署即可使用，也可以继续调整。',
  again: (button: string) => `确认无误后，请再次点击“${button}”。`,
  stale: '文件在您打开后有了新的签署，请重新加载并核对。已放置的印章会保留。',
  notHere: '不能在此放置印章',
  page: '此文件在签署服务的页面上签署，轮到您时请在那里完成。',
  later: '轮到您签署后才能放置。',
};

export type PanelPlaceMessages = typeof panelPlaceZhCn;
