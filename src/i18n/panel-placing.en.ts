import type { PanelPlacingMessages } from './panel-placing.zh-cn.js';

const seals = (count: number): string => `${count} ${count === 1 ? 'mark' : 'marks'}`;

export const panelPlacingEn: PanelPlacingMessages = {
  moved: (count) => `${seals(count)} moved`,
  copied: (count) =>
    count === 0 ? 'These pages have the same seal already; none was added' : `${seals(count)} copied`,
  warnings: 'Please check',
  overlap: (name, other, page) => `Page ${page}: “${name}” and “${other}” overlap`,
  coversSeam: (name, page) => `Page ${page}: “${name}” covers a seam seal`,
  show: 'Show',
};
