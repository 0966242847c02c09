/** Words for how a signing date is written. */
export const panelDateZhCn = {
  title: '日期样式',
  format: '格式',
  fontSize: '字号（磅）',
  locked: '日期的样式已由发起方指定',
  smaller: (size: number) => `此处放不下更大的字，已改为 ${size} 磅`,
  noRoom: '此处放不下，样式没有改变',
};

export type PanelDateMessages = typeof panelDateZhCn;
