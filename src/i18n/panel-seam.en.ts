import type { PanelSeamMessages } from './panel-seam.zh-cn.js';

export const panelSeamEn: PanelSeamMessages = {
  tool: 'Add a seam seal',
  toolHint: 'One seal cut over the edges of all pages shows when a page was replaced',
  onePage: 'A document of one page needs no seam seal',
  noSeal: 'You have no seal for a seam',
  slice: (name, page, part, parts, top) =>
    `Seam seal ${name}, page ${page}, slice ${part} of ${parts}, ${top} mm from the top`,
  placed: (name, sheets, edge, top) => `Seam seal ${name}, ${edge}, ${sheets} slices, ${top} mm from the top`,
  edges: { right: 'Right', left: 'Left' },
};
