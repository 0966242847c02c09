/** Words for marks that are worked on together, and for what is asked before a submit. */
export const panelPlacingZhCn = {
  moved: (count: number) => `已移动 ${count} 个印章`,
  copied: (count: number) => (count === 0 ? '这些页上已有相同的印章，没有新增' : `已复制 ${count} 个印章`),
  warnings: '请确认以下情况',
  overlap: (name: string, other: string, page: number) => `第 ${page} 页：“${name}”与“${other}”重叠`,
  coversSeam: (name: string, page: number) => `第 ${page} 页：“${name}”压住了骑缝章`,
  show: '查看',
};

export type PanelPlacingMessages = typeof panelPlacingZhCn;
