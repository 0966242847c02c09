import { EsignError } from '../../src/core/errors.js';
import type { EndpointName, Permission } from '../../src/schema/index.js';
import type { HostSession } from './session.js';

/** Who may use an endpoint, and how often. */
export interface Rule {
  /**
   * `anyone`: whoever is signed in, because the answer holds only what is theirs. `part`: who has a part in the object;
   * its service checks that, and answers 404 to everybody else. A list: who has one of these rights.
   */
  readonly who: 'anyone' | 'part' | readonly [Permission, ...Permission[]];
  /** What costs much, or tries a code: a stricter limit for each person. */
  readonly isCostly?: true;
}

const anyone: Rule = { who: 'anyone' };
const part: Rule = { who: 'part' };
const auditor: Rule = { who: ['auditor'] };
const configAdmin: Rule = { who: ['configAdmin'] };
/** An auditor reads every envelope, trail and configuration, and changes nothing. */
const configReader: Rule = { who: ['configAdmin', 'auditor'] };

/**
 * The one table of who may do what. What is not in it is nobody's: the host does not start with a handler that has no
 * row. Rights come from the OA's session; to be seal staff of one binding, from that binding (B-14). Signer, initiator and
 * applicant are no rights but parts in an object.
 */
export const policy: { readonly [N in EndpointName]: Rule } = {
  getSession: anyone,
  listProviders: anyone,

  listBindings: configAdmin,
  createBinding: configAdmin,
  getBinding: configAdmin,
  updateBinding: configAdmin,
  deleteBinding: configAdmin,
  testBinding: { ...configAdmin, isCostly: true },
  syncBinding: { ...configAdmin, isCostly: true },
  listCatalog: { who: ['configAdmin', 'sealAdmin'] },
  listBindingSeals: { who: ['configAdmin', 'sealAdmin', 'sealStaff', 'auditor'] },
  designSeal: { who: ['sealAdmin'], isCostly: true },
  // a picture can be copied onto any paper
  getBindingSealImage: { who: ['sealAdmin'] },
  getSealHolders: { who: ['sealAdmin'] },
  setSealHolders: { who: ['sealAdmin'] },
  listColleagues: { who: ['sealAdmin'] },

  listWorkflows: configReader,
  getWorkflow: configReader,

  listSigningConfigs: configReader,
  createSigningConfig: configAdmin,
  getSigningConfig: configReader,
  saveSigningConfig: configAdmin,
  deleteSigningConfig: configAdmin,
  listSigningConfigVersions: configReader,
  getSigningConfigVersion: configReader,

  listSealUseConfigs: configReader,
  createSealUseConfig: configAdmin,
  getSealUseConfig: configReader,
  saveSealUseConfig: configAdmin,
  deleteSealUseConfig: configAdmin,
  listSealUseConfigVersions: configReader,
  getSealUseConfigVersion: configReader,

  plan: configAdmin,
  getRecordTab: part,
  getRecordSealUse: part,
  reportRecordEvent: part,
  prepareRecord: part,
  retrySubmit: part,

  listEnvelopes: anyone,
  createEnvelope: anyone,
  getEnvelope: part,
  launchEnvelope: part,
  getSigningTerms: part,
  startIntent: { ...part, isCostly: true },
  verifyIntent: { ...part, isCostly: true },
  openSignPage: { ...part, isCostly: true },
  checkEnvelope: { ...part, isCostly: true },
  signEnvelope: { ...part, isCostly: true },
  rejectEnvelope: part,
  revokeEnvelope: part,
  remindEnvelope: part,
  archiveEnvelope: part,
  verifyEnvelope: { ...part, isCostly: true },
  setPlacements: part,
  getDocumentContent: part,
  getDocumentOriginal: part,
  getDocumentSigned: part,
  getEnvelopeAudit: part,
  watchEnvelope: part,

  listAudit: auditor,
  verifyAudit: { ...auditor, isCostly: true },

  listEffects: configReader,
  retryEffect: configAdmin,
  listCallbacks: configReader,
  retryCallback: configAdmin,

  upload: anyone,
  getFile: part,

  listSeals: anyone,
  // a company's seal needs the right `sealAdmin`, which its service checks
  createSeal: anyone,
  deleteSeal: part,
  getSealImage: part,

  openPhonePad: { ...anyone, isCostly: true },
  getPhonePad: part,
  closePhonePad: part,

  listSealUses: anyone,
  applySealUse: part,
  getSealUse: part,
  getSealUsePhoto: part,
  appendSealUse: part,
  endSealUse: part,
  // with the right, and in the secrecy of the object: its service checks both, and the code
  recordSealUse: { ...part, isCostly: true },
};

/** @throws Error for a handler that the table does not know: a mistake that must not reach a request. */
export function ruleOf(name: EndpointName): Rule {
  const rule: Rule | undefined = Object.hasOwn(policy, name) ? policy[name] : undefined;
  if (!rule) throw new Error(`host/http/policy.ts does not say who may use ${name}`);
  return rule;
}

/**
 * `isListedStaff` says whether the binding of the request lists the person as its seal staff (B-14). It is asked only where
 * that is a right to use the endpoint, and the session has none.
 *
 * @throws EsignError `forbidden` for who has none of the rights that an endpoint needs.
 */
export async function checkRule(
  { who }: Rule,
  session: HostSession,
  isListedStaff: () => Promise<boolean>,
): Promise<void> {
  if (who === 'anyone' || who === 'part') return;
  if (who.some((permission) => session.permissions.includes(permission))) return;
  if (who.includes('sealStaff') && (await isListedStaff())) return;
  throw new EsignError('forbidden', `needs the right ${who.join(' or ')}`);
}
