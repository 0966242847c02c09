import { buttons as buttonsZhCn } from '../../i18n/buttons.zh-cn.js';
import { errors as errorsZhCn } from '../../i18n/errors.zh-cn.js';
import { panelPlacingZhCn } from '../../i18n/panel-placing.zh-cn.js';
import { panelSeamZhCn } from '../../i18n/panel-seam.zh-cn.js';
import { panelViewer as viewerZhCn } from '../../i18n/panel-viewer.zh-cn.js';
import { panelFlow as flowZhCn } from '../../i18n/panel-flow.zh-cn.js';
import { signPanel as textsZhCn } from '../../i18n/sign-panel.zh-cn.js';

/** The texts of the panel in every language that is shipped. */
export const signPanelCatalog = {
  'zh-CN': {
    ...textsZhCn,
    placing: panelPlacingZhCn,
    viewer: viewerZhCn,
    errors: errorsZhCn,
    buttons: buttonsZhCn,
    flow: flowZhCn,
    seam: panelSeamZhCn,
  },
  en: async () => {
    const [seam, texts, placing, viewer, errors, buttons, flow] = await Promise.all([
      import('../../i18n/panel-seam.en.js'),
      import('../../i18n/sign-panel.en.js'),
      import('../../i18n/panel-placing.en.js'),
      import('../../i18n/panel-viewer.en.js'),
      import('../../i18n/errors.en.js'),
      import('../../i18n/buttons.en.js'),
      import('../../i18n/panel-flow.en.js'),
    ]);
    return {
      ...texts.signPanel,
      placing: placing.panelPlacingEn,
      viewer: viewer.panelViewer,
      errors: errors.errors,
      buttons: buttons.buttons,
      flow: flow.panelFlow,
      seam: seam.panelSeamEn,
    };
  },
  'zh-TW': async () => {
    const [seam, texts, placing, viewer, errors, buttons, flow] = await Promise.all([
      import('../../i18n/panel-seam.zh-tw.js'),
      import('../../i18n/sign-panel.zh-tw.js'),
      import('../../i18n/panel-placing.zh-tw.js'),
      import('../../i18n/panel-viewer.zh-tw.js'),
      import('../../i18n/errors.zh-tw.js'),
      import('../../i18n/buttons.zh-tw.js'),
      import('../../i18n/panel-flow.zh-tw.js'),
    ]);
    return {
      ...texts.signPanel,
      placing: placing.panelPlacingZhTw,
      viewer: viewer.panelViewer,
      errors: errors.errors,
      buttons: buttons.buttons,
      flow: flow.panelFlow,
      seam: seam.panelSeamZhTw,
    };
  },
};
