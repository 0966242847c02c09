import { panelRemarkZhCn } from '../i18n/panel-remark.zh-cn.js';

/** The words of what a signer fills in, in every language that is shipped. */
export const remarkCatalog = {
  'zh-CN': panelRemarkZhCn,
  en: async () => (await import('../i18n/panel-remark.en.js')).panelRemarkEn,
  'zh-TW': async () => (await import('../i18n/panel-remark.zh-tw.js')).panelRemarkZhTw,
};
