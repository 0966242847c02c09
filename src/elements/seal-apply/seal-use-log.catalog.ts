import type { Catalog } from '../../i18n/localize.js';
import { sealUseLog as zhCn, type SealUseLogMessages } from '../../i18n/seal-use-log.zh-cn.js';

/** Words of the parts that are loaded when a seal use is first shown. */
export const sealUseLogCatalog: Catalog<SealUseLogMessages> = {
  'zh-CN': zhCn,
  en: async () => (await import('../../i18n/seal-use-log.en.js')).sealUseLog,
  'zh-TW': async () => (await import('../../i18n/seal-use-log.zh-tw.js')).sealUseLog,
};
