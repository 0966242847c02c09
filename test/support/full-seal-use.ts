import { MAIN_TABLE } from '../../src/schema/form.js';
import type { SealUseMapping } from '../../src/schema/seal-use-config.js';
import { aFieldRef, aFieldSource, aSealUseMapping } from './builders.js';

/** P-02…P-15 all set, with every kind of action once: what is lost on the way to the store is seen. */
export function aFullSealUseMapping(): SealUseMapping {
  return aSealUseMapping({
    apply: {
      subject: { kind: 'template', template: [{ kind: 'field', field: aFieldRef('f-title') }] },
      physicalSeals: [
        aFieldSource('f-physical-seal'),
        { kind: 'constant', value: 'physical-1', label: '公章（一号柜）' },
      ],
    },
    append: {
      count: aFieldSource('f-no'),
      seamCount: { kind: 'constant', value: 2 },
      codeInto: aFieldRef('f-remark'),
      appendAt: [{ kind: 'node', id: 'n-sign-b', timing: 'before' }],
    },
    endAt: [{ kind: 'exit', id: 'e-sign-b', timing: 'after' }],
    callbacks: [
      {
        id: 'callback-1',
        event: 'filingCompleted',
        enabled: false,
        actions: [
          { kind: 'submitWorkflow' },
          { kind: 'sendBack', nodeId: 'n-legal' },
          {
            kind: 'writeField',
            field: { table: MAIN_TABLE, field: 'f-archive', label: '是否归档', type: 'checkbox' },
            value: true,
          },
          { kind: 'notify', to: { kind: 'creator' }, text: '已归档' },
          { kind: 'runActionFlow', actionFlowId: 'af-notify' },
        ],
      },
    ],
  });
}
