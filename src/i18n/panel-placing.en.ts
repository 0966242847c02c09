import type { PanelPlacingMessages } from './panel-placing.zh-cn.js';

const seals = (count: number): string => `${count} ${count === 1 ? 'mark' : 'marks'}`;

export const panelPlacingEn: PanelPlacingMessages = {
  selected: (count) => `${count} selected`,
  moved: (count) => `${seals(count)} moved`,
  copied: (count) =>
    count === 0 ? 'These pages have the same seal already; none was added' : `${seals(count)} copied`,
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
  warnings: 'Please check',
  overlap: (name, other, page) => `Page ${page}: “${name}” and “${other}” overlap`,
  coversSeam: (name, page) => `Page ${page}: “${name}” covers a seam seal`,
  show: 'Show',
};
