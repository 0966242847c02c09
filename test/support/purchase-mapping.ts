import { emptySigningMapping } from '../../src/core/empty-mapping.js';
import type { FieldRef, FieldType, SigningMapping } from '../../src/schema/index.js';

export function mainField(field: string, label: string, type: FieldType): FieldRef {
  return { table: 'main', field, label, type };
}

/**
 * The mapping of the demo's purchase contract: two people of the company sign in turn, at their nodes, the signed files
 * come back, and the workflow goes on by itself.
 */
export function purchaseMapping(
  change: (mapping: SigningMapping) => SigningMapping = (mapping) => mapping,
): SigningMapping {
  const empty = emptySigningMapping('wf-purchase-contract', '采购合同电子签署');
  return change({
    ...empty,
    basic: { ...empty.basic, provider: 'builtin', bindingId: 'bind-builtin', enabled: true },
    required: {
      ...empty.required,
      subject: { kind: 'field', field: mainField('f-title', '合同名称', 'text') },
      organization: { kind: 'field', field: mainField('f-org', '我方签约主体', 'organization') },
      initiator: { kind: 'creator' },
      documents: [{ kind: 'field', id: 'src-contract', field: mainField('f-contract', '合同正文', 'attachment') }],
      signingNodes: ['n-sign-a'],
      signers: [{ kind: 'field', field: mainField('f-signer-a', '甲方签署人', 'person') }],
    },
    flow: {
      ...empty.flow,
      createAt: [{ kind: 'exit', id: 'e-submit', timing: 'after' }],
      order: 'ordered',
      initiatorAction: 'launchAndSign',
      addParties: { fixed: true, dynamic: false },
      parties: [
        {
          id: 'party-b',
          kind: 'person',
          scope: 'internal',
          name: { kind: 'constant', value: '乙方确认人' },
          signers: [{ kind: 'field', field: mainField('f-signer-b', '乙方确认签署人', 'person') }],
          contact: null,
          order: 2,
          seal: null,
          signingNodes: ['n-sign-b'],
          autoSign: false,
        },
      ],
      submitWorkflow: true,
    },
    advanced: { ...empty.advanced, downloadInto: mainField('f-signed', '已签署文件', 'attachment') },
  });
}
