import type { PanelProgressMessages } from './panel-progress.zh-cn.js';

export const panelProgress: PanelProgressMessages = {
  label: 'Progress of the signature',
  documents: 'Documents being signed',
  now: (index, of, name) => `Signing document ${index} of ${of}: ${name}`,
  through: (of) => `All ${of} documents are processed. Storing your signature…`,
  stay: 'Keep this page open.',
  state: {
    waiting: 'Waiting',
    signing: 'Being signed',
    done: 'Processed',
  },
};
