import type { PanelSeamCutMessages } from './panel-seam-cut.zh-cn.js';

export const panelSeamCutEn: PanelSeamCutMessages = {
  seal: 'Seal',
  edge: 'Edge',
  top: 'From top (mm)',
  pages: 'Pages',
  pageSets: { all: 'All pages', odd: 'Odd pages', even: 'Even pages', range: 'Chosen pages' },
  range: 'Pages, such as 1-3,5',
  doubleSided: 'Two-sided print: one slice a sheet, on its front',
  pagesPerSeal: 'Most pages a seal',
  automatic: 'Automatic',
  summary: (sheets, groups, width) =>
    groups === 1
      ? `1 seal in ${sheets} slices of ${width} mm`
      : `${groups} seals in ${sheets} slices of at least ${width} mm`,
  shifted: (pages) =>
    pages === 1 ? '1 page is too short: its slice moves up' : `${pages} pages are too short: their slices move up`,
  problems: {
    pages: 'The document has no such pages',
    few: 'A seam needs at least 2 sheets',
    narrow: 'This seal is too narrow to be cut',
    small: 'A page is smaller than the seal',
  },
  remove: 'Remove',
};
