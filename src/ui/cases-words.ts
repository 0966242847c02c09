import type { Catalog } from '../i18n/localize.js';
import { mappingCasesEn } from '../i18n/mapping-cases.en.js';
import { mappingCasesZhCn, type MappingCasesMessages } from '../i18n/mapping-cases.zh-cn.js';

/** The words of the cases; the parts that pin and show them bring them along. */
export const casesCatalog: Catalog<MappingCasesMessages> = {
  'zh-CN': mappingCasesZhCn,
  en: mappingCasesEn,
  'zh-TW': async () => (await import('../i18n/mapping-cases.zh-tw.js')).mappingCasesZhTw,
};
