import type { MappingKeyMessages } from './mapping-keys.zh-cn.js';

export const mappingKeysEn: MappingKeyMessages = {
  palette: 'Command palette',
  shortcuts: 'Keyboard shortcuts',
  noLastSlot: 'No setting was visited yet. Go to a setting first, then press this key in the field list again.',
};
