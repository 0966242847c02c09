import type { Catalog } from '../i18n/localize.js';
import { mappingPaletteEn } from '../i18n/mapping-palette.en.js';
import { mappingPaletteZhCn, type MappingPaletteMessages } from '../i18n/mapping-palette.zh-cn.js';

/** The words of the palette and of the list of shortcuts; both bring them along. */
export const paletteCatalog: Catalog<MappingPaletteMessages> = {
  'zh-CN': mappingPaletteZhCn,
  en: mappingPaletteEn,
  'zh-TW': async () => (await import('../i18n/mapping-palette.zh-tw.js')).mappingPaletteZhTw,
};
