import { errors as errorsZhCn } from '../../i18n/errors.zh-cn.js';
import { panelBatchZhCn, type PanelBatchMessages } from '../../i18n/panel-batch.zh-cn.js';
import { panelFindZhCn, type PanelFindMessages } from '../../i18n/panel-find.zh-cn.js';
import { panelSeamZhCn, type PanelSeamMessages } from '../../i18n/panel-seam.zh-cn.js';
import { signPanel as panelZhCn, type SignPanelMessages } from '../../i18n/sign-panel.zh-cn.js';

/** The words of a batch, and those of the parts that it shares with the panel. */
export type BatchTexts = PanelBatchMessages & {
  readonly errors: typeof errorsZhCn;
  readonly find: PanelFindMessages;
  readonly seam: PanelSeamMessages;
  readonly panel: SignPanelMessages;
};

/** The texts of a batch in every language that is shipped. */
export const batchCatalog = {
  'zh-CN': { ...panelBatchZhCn, errors: errorsZhCn, find: panelFindZhCn, seam: panelSeamZhCn, panel: panelZhCn },
  en: async (): Promise<BatchTexts> => {
    const [batch, { errors }, find, seam, panel] = await Promise.all([
      import('../../i18n/panel-batch.en.js'),
      import('../../i18n/errors.en.js'),
      import('../../i18n/panel-find.en.js'),
      import('../../i18n/panel-seam.en.js'),
      import('../../i18n/sign-panel.en.js'),
    ]);
    return {
      ...batch.panelBatchEn,
      errors,
      find: find.panelFindEn,
      seam: seam.panelSeamEn,
      panel: panel.signPanel,
    };
  },
  'zh-TW': async (): Promise<BatchTexts> => {
    const [batch, { errors }, find, seam, panel] = await Promise.all([
      import('../../i18n/panel-batch.zh-tw.js'),
      import('../../i18n/errors.zh-tw.js'),
      import('../../i18n/panel-find.zh-tw.js'),
      import('../../i18n/panel-seam.zh-tw.js'),
      import('../../i18n/sign-panel.zh-tw.js'),
    ]);
    return {
      ...batch.panelBatchZhTw,
      errors,
      find: find.panelFindZhTw,
      seam: seam.panelSeamZhTw,
      panel: panel.signPanel,
    };
  },
};
