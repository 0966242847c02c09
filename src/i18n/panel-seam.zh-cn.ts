/** Words of the seam seal in the sign panel. */
export const panelSeamZhCn = {
  tool: '加盖骑缝章',
  toolHint: '一枚印章切分到各页边缘，换页即可看出',
  onePage: '文件只有 1 页，不需要骑缝章',
  noSeal: '没有可用于骑缝的印章',
  slice: (name: string, page: number, part: number, parts: number, top: number) =>
    `骑缝章 ${name} 第 ${page} 页 第 ${part}/${parts} 片 距上 ${top} 毫米`,
  placed: (name: string, sheets: number, edge: string, top: number) =>
    `骑缝章 ${name} ${edge} 共 ${sheets} 片 距上 ${top} 毫米`,
  edges: { right: '右侧', left: '左侧' },
};

export type PanelSeamMessages = typeof panelSeamZhCn;
