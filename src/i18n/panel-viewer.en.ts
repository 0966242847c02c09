import type { PanelViewerMessages } from './panel-viewer.zh-cn.js';

export const panelViewer: PanelViewerMessages = {
  tools: 'View',
  thumbs: 'Pages',
  showThumbs: 'Show page pictures',
  hideThumbs: 'Hide page pictures',
  thumb: (page, placed, needed) =>
    [`Page ${page}`, placed > 0 ? `${placed} placed` : '', needed > 0 ? `${needed} to place` : '']
      .filter(Boolean)
      .join(', '),
  fitWidth: 'Fit width',
  fitPage: 'Fit page',
  previousDocument: 'Previous document',
  nextDocument: 'Next document',
  option: (name, placed, needed) =>
    [name, placed > 0 ? `${placed} placed` : '', needed > 0 ? `${needed} to place` : ''].filter(Boolean).join(' · '),
  linkToPage: (page) => `Link: page ${page}`,
  linkToAddress: (address) => `External link: ${address}`,
  more: 'More about the view',
  openSheet: 'Show seals and signatures',
  closeSheet: 'Hide seals and signatures',
};
