import type { PanelReaderMessages } from './panel-reader.zh-cn.js';

export const panelReaderEn: PanelReaderMessages = {
  back: (page) => `Back to page ${page}`,
  external: 'Open external link?',
  externalText: 'This link comes from the document and leaves this system. Check the part in bold before you open it:',
  doubts: {
    letters: 'The host name has unusual letters and may pose as another site',
    login: 'A user name stands before the host; what opens is the part in bold',
    plain: 'The connection is not encrypted (http)',
  },
  refused: 'This link is not opened',
  refusedWhy: {
    scheme:
      'Only web pages (http, https) and mail (mailto) can be opened. Links that run programs or scripts or open local files never run.',
    broken: 'The address in this link is incomplete or wrong. Ask whoever provided the document for the right one.',
    long: 'The address in this link is too long to be checked, so it cannot be opened.',
  },
  copy: 'Copy address',
  copied: 'Copied',
  copyFailed: 'It could not be copied. Select the address and copy it by hand.',
  open: 'Open',
  cancel: 'Cancel',
  close: 'Close',
  view: 'View',
  turnRight: 'Rotate view clockwise',
  turnLeft: 'Rotate view counterclockwise',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fitWidth: 'Fit width',
  fitPage: 'Fit page',
  downloadOne: (name) => `Download “${name}”`,
  downloadAll: (count) => `Download all ${count} documents`,
  printDocument: 'Print this document…',
  print: 'Print',
  printing: (done, count) => `Preparing page ${Math.min(done + 1, count)} of ${count}`,
  printFailed: 'The document could not be made ready to print. Try again, or download it and print the file.',
};
