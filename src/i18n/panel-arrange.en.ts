import type { PanelArrangeMessages } from './panel-arrange.zh-cn.js';

export const panelArrangeEn: PanelArrangeMessages = {
  selected: (count) => `${count} selected`,
  removeAll: 'Remove all',
  arrange: 'Align and distribute',
  align: {
    left: 'Align left',
    centre: 'Centre horizontally',
    right: 'Align right',
    top: 'Align top',
    middle: 'Centre vertically',
    bottom: 'Align bottom',
  },
  distribute: { x: 'Equal gaps across', y: 'Equal gaps down' },
  copyTo: 'Copy to',
  pageSets: { all: 'All pages', odd: 'Odd pages', even: 'Even pages', range: 'Some pages' },
  range: 'Pages, for example 1-3,5',
  rangeFault: (count) => `Enter pages from 1 to ${count}, for example 1-3,5`,
  copy: 'Copy',
};
