/** Words of the search in a tray of many seals. */
export const panelSealSearchZhCn = {
  search: '按名称、所属或类型查找',
  found: (count: number, all: number) => (count === 0 ? '没有找到印章' : `找到 ${count} 个，共 ${all} 个`),
  all: '显示全部印章',
};

export type PanelSealSearchMessages = typeof panelSealSearchZhCn;
