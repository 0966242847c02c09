import type { MappingSelectionMessages } from './mapping-selection.zh-cn.js';

export const mappingSelectionEn: MappingSelectionMessages = {
  hint: (count) => `${count} fields selected: drag them to a list, or choose “Bind” first`,
  bind: 'Bind',
  clear: 'Deselect',
  names: (first, count) => `${first} and others, ${count} fields`,
};
