import type { PanelSealSearchMessages } from './panel-seal-search.zh-cn.js';

export const panelSealSearchEn: PanelSealSearchMessages = {
  search: 'Find by name, owner or kind',
  found: (count, all) => (count === 0 ? 'No seal was found' : `${count} of ${all} found`),
  all: 'Show all seals',
};
