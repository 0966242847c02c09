import type { Catalog } from '../i18n/localize.js';
import { mappingTransferEn } from '../i18n/mapping-transfer.en.js';
import { mappingTransferZhCn, type MappingTransferMessages } from '../i18n/mapping-transfer.zh-cn.js';

/** The words of what was found in another workflow; the parts that show it bring them along. */
export const transferCatalog: Catalog<MappingTransferMessages> = {
  'zh-CN': mappingTransferZhCn,
  en: mappingTransferEn,
  'zh-TW': async () => (await import('../i18n/mapping-transfer.zh-tw.js')).mappingTransferZhTw,
};
