import { SCHEMA_VERSION } from '../schema/version.js';
import type { SealUseMapping } from '../schema/seal-use-config.js';
import type { SigningMapping } from '../schema/signing-config.js';

/**
 * A signing mapping with nothing bound: valid to keep, not complete, not enabled. The initiator is the operator
 * (C-12) and parties come from the fixed list (C-30), because most workflows want exactly that.
 */
export function emptySigningMapping(workflowId: string, name: string): SigningMapping {
  return {
    schemaVersion: SCHEMA_VERSION,
    basic: { workflowId, provider: null, bindingId: null, name, enabled: false },
    required: {
      subject: null,
      organization: null,
      initiator: { kind: 'operator' },
      documents: [],
      signingNodes: [],
      signers: [],
    },
    optional: { buttonField: null, sceneNumber: null, remark: null, deadline: null },
    flow: {
      addParties: { fixed: true, dynamic: false },
      parties: [],
      dynamicParties: {
        table: null,
        kind: 'person',
        scope: 'internal',
        name: null,
        signer: null,
        contact: null,
        order: null,
        seal: null,
        signingNodes: [],
      },
      createAt: [],
      saveAsDraft: false,
      launchAt: [],
      order: 'unordered',
      initiatorAction: 'launchAndSign',
      initiator: { order: 1, seal: null, autoSign: false },
      placements: [],
      submitWorkflow: false,
    },
    advanced: {
      recreate: false,
      hideSignAt: [],
      downloadableAt: [],
      downloadInto: null,
      namingRule: null,
      directoryId: null,
      downloadCreator: null,
      downloadOnlyCompleted: false,
      callbacks: [],
      cc: { internal: [], external: [] },
      openTabAt: [],
      tabName: {},
      prompts: { whenSigned: false, whenNotSigned: false, whenPositionsNeeded: false, notSignedText: {} },
    },
    buttons: {},
    operations: [],
  };
}

/** A physical-seal mapping with nothing bound (P-01…P-15): valid to keep, not complete, not enabled. */
export function emptySealUseMapping(workflowId: string, name: string): SealUseMapping {
  return {
    schemaVersion: SCHEMA_VERSION,
    basic: { workflowId, provider: null, bindingId: null, name, enabled: false },
    apply: {
      subject: null,
      applicant: null,
      fileType: null,
      physicalSeals: [],
      useCount: null,
      applyAt: [],
      buttonField: null,
      useCodeInto: null,
    },
    append: { count: null, seamCount: null, codeInto: null, appendAt: [] },
    endAt: [],
    callbacks: [],
  };
}
