import type { PanelRemarkMessages } from './panel-remark.zh-cn.js';

export const panelRemarkEn: PanelRemarkMessages = {
  remark: 'Remark',
  hint: 'Write here; it shows on the page',
  full: 'There is no more room here; the rest was not kept',
};
