import type { PanelDateMessages } from './panel-date.zh-cn.js';

export const panelDateEn: PanelDateMessages = {
  title: 'Date style',
  format: 'Format',
  fontSize: 'Size (pt)',
  locked: 'How the date is written was decided by the sender',
  smaller: (size) => `There is no room for larger type here; it is ${size} pt now`,
  noRoom: 'There is no room for it here; nothing was changed',
};
