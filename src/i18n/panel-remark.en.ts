import type { PanelRemarkMessages } from './panel-remark.zh-cn.js';

export const panelRemarkEn: PanelRemarkMessages = {
  remark: 'Remark',
  hint: 'Write here; it shows on the page',
  full: 'There is no more room here, and what is too much was not taken. To add something, shorten it first.',
  list: 'To fill in',
  required: 'Required',
  optional: 'Optional',
  box: 'Check box',
  write: 'Fill in',
  obscured:
    'The form field of the file has a background here, which may hide what you fill in once it is signed. Ask the initiator before you submit, and check the signed file.',
};
