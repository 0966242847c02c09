// Written by `npm run i18n` from panel-date.zh-cn.ts; not edited by hand.
/** Words for how a signing date is written. */
export const panelDateZhTw = {
  title: '日期樣式',
  format: '格式',
  fontSize: '字號（磅）',
  locked: '日期的樣式已由發起方指定',
  smaller: (size: number) => `此處放不下更大的字，已改為 ${size} 磅`,
  noRoom: '此處放不下，樣式沒有改變',
};
