import type { Catalog } from '../i18n/localize.js';
import { mappingSafetyEn } from '../i18n/mapping-safety.en.js';
import { mappingSafetyZhCn, type MappingSafetyMessages } from '../i18n/mapping-safety.zh-cn.js';

/** The words of the parts that keep work safe; each of them brings them along. */
export const safetyCatalog: Catalog<MappingSafetyMessages> = {
  'zh-CN': mappingSafetyZhCn,
  en: mappingSafetyEn,
  'zh-TW': async () => (await import('../i18n/mapping-safety.zh-tw.js')).mappingSafetyZhTw,
};
