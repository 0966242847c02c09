import { panelReaderZhCn, type PanelReaderMessages } from '../i18n/panel-reader.zh-cn.js';
import type { Catalog } from '../i18n/localize.js';

/** The texts of what a person does with a document beside placing: following links, turning, printing. */
export const readerCatalog: Catalog<PanelReaderMessages> = {
  'zh-CN': panelReaderZhCn,
  en: async () => (await import('../i18n/panel-reader.en.js')).panelReaderEn,
  'zh-TW': async () => (await import('../i18n/panel-reader.zh-tw.js')).panelReaderZhTw,
};
