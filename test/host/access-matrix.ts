/** Who may stand before a route. The right of each is all that it has; who signs or started has no right at all. */
export const ACTORS = {
  nobody: null,
  /** Has every right, in another tenant. */
  otherTenant: 'other-tenant',
  /** Of the same tenant, without a part in anything. */
  stranger: 'other-colleague',
  pastSigner: 'signer-a',
  /** Whose turn it is, at the node where the record stands. */
  signer: 'signer-b',
  /** Started the envelope, applied for the seal use, took in the file. */
  initiator: 'applicant',
  configAdmin: 'config-admin',
  sealAdmin: 'seal-admin',
  sealStaff: 'seal-staff',
  auditor: 'auditor',
} as const;

export type Actor = keyof typeof ACTORS;

/**
 * What an actor gets. `hidden` is the same answer as for what does not exist; `empty` is a list without anything of
 * others; `conflict` and `invalid` have let the actor in and answer by the state of things.
 */
export type Outcome = 'ok' | 'empty' | 'unauthenticated' | 'forbidden' | 'hidden' | 'conflict' | 'invalid';

export type Row = Readonly<Record<Actor, Outcome>>;

function row(others: Outcome, known: Partial<Row> = {}): Row {
  const everybody = Object.fromEntries(Object.keys(ACTORS).map((actor) => [actor, others])) as Record<Actor, Outcome>;
  return { ...everybody, nobody: 'unauthenticated', ...known };
}

const signedIn = row('ok');
const configReader = row('forbidden', { configAdmin: 'ok', auditor: 'ok', otherTenant: 'hidden' });
const configList = { ...configReader, otherTenant: 'empty' } as const;
const configWriter = row('forbidden', { configAdmin: 'ok', otherTenant: 'hidden' });
/** The demo's OA lets a config admin read every record, and so what belongs to it; acts are on envelopes without one. */
const inRecord = row('hidden', { pastSigner: 'ok', signer: 'ok', initiator: 'ok', configAdmin: 'ok' });
const inEnvelope = { ...inRecord, auditor: 'ok' } as const;
/** Who sees an envelope without having a part in the act is told that it is not theirs to do. */
const byInitiator = row('hidden', {
  initiator: 'ok',
  pastSigner: 'forbidden',
  signer: 'forbidden',
  auditor: 'forbidden',
});
const bySigner = { ...byInitiator, pastSigner: 'conflict', signer: 'ok', initiator: 'forbidden' } as const;
const bySealUser = row('hidden', { initiator: 'ok', sealAdmin: 'ok', sealStaff: 'forbidden', auditor: 'forbidden' });

/** What was never launched and belongs to no record stays its initiator's, also when it was discarded. */
export const DISCARDED_DRAFT = row('hidden', { initiator: 'ok', auditor: 'ok' });

/** One row for each operation of the OpenAPI document, by its `operationId`. */
export const MATRIX: Readonly<Record<string, Row>> = {
  getSession: signedIn,
  listProviders: signedIn,

  // every tenant has a built-in binding of its own, under the same name
  listBindings: row('forbidden', { configAdmin: 'ok', otherTenant: 'ok' }),
  getBinding: row('forbidden', { configAdmin: 'ok', otherTenant: 'ok' }),
  createBinding: row('forbidden', { configAdmin: 'ok', otherTenant: 'ok' }),
  updateBinding: configWriter,
  deleteBinding: configWriter,
  testBinding: configWriter,
  syncBinding: configWriter,
  listCatalog: row('forbidden', { configAdmin: 'ok', sealAdmin: 'ok', otherTenant: 'empty' }),

  // every tenant has a built-in binding, and nothing of another tenant in its list
  listBindingSeals: row('forbidden', {
    configAdmin: 'ok',
    sealAdmin: 'ok',
    sealStaff: 'ok',
    auditor: 'ok',
    otherTenant: 'empty',
  }),
  designSeal: row('forbidden', { sealAdmin: 'ok', otherTenant: 'ok' }),
  // a built-in binding has no seals of a service
  getBindingSealImage: row('forbidden', { sealAdmin: 'hidden', otherTenant: 'hidden' }),
  getSealHolders: row('forbidden', { sealAdmin: 'ok', otherTenant: 'hidden' }),
  setSealHolders: row('forbidden', { sealAdmin: 'ok', otherTenant: 'hidden' }),
  // the people of the own tenant
  listColleagues: row('forbidden', { sealAdmin: 'ok', otherTenant: 'ok' }),

  listWorkflows: configList,
  getWorkflow: configReader,

  listSigningConfigs: configList,
  createSigningConfig: { ...configWriter, otherTenant: 'invalid' },
  getSigningConfig: configReader,
  saveSigningConfig: configWriter,
  deleteSigningConfig: configWriter,
  listSigningConfigVersions: configReader,
  getSigningConfigVersion: configReader,
  listSealUseConfigs: configList,
  createSealUseConfig: { ...configWriter, otherTenant: 'invalid' },
  getSealUseConfig: configReader,
  saveSealUseConfig: configWriter,
  deleteSealUseConfig: configWriter,
  listSealUseConfigVersions: configReader,
  getSealUseConfigVersion: configReader,
  plan: configWriter,

  getRecordTab: inRecord,
  getRecordSealUse: inRecord,
  // otherTenant may report every moment of its own records
  reportRecordEvent: row('hidden', {
    signer: 'ok',
    pastSigner: 'forbidden',
    initiator: 'forbidden',
    configAdmin: 'forbidden',
  }),
  prepareRecord: inRecord,
  retrySubmit: inRecord,

  listEnvelopes: row('empty', { pastSigner: 'ok', signer: 'ok', initiator: 'ok', auditor: 'ok' }),
  getEnvelope: inEnvelope,
  // of a file that the initiator took in
  createEnvelope: row('invalid', { initiator: 'ok' }),
  // a draft without a record is nobody else's business
  launchEnvelope: { ...byInitiator, pastSigner: 'hidden', signer: 'hidden' },
  getSigningTerms: inEnvelope,
  // the demo asks for no proof: whose turn it is hears that, all others what they hear of a signature
  startIntent: { ...bySigner, signer: 'invalid' },
  verifyIntent: row('hidden', { signer: 'ok' }),
  // signed here, so there is no page: whose turn it is hears that, all others what they hear of a signature
  openSignPage: { ...bySigner, signer: 'invalid' },
  checkEnvelope: inEnvelope,
  signEnvelope: bySigner,
  rejectEnvelope: bySigner,
  revokeEnvelope: byInitiator,
  remindEnvelope: byInitiator,
  archiveEnvelope: byInitiator,
  setPlacements: byInitiator,
  verifyEnvelope: inEnvelope,
  getDocumentContent: inEnvelope,
  getDocumentOriginal: inEnvelope,
  getDocumentSigned: inEnvelope,
  getEnvelopeAudit: inEnvelope,
  watchEnvelope: inEnvelope,
  listAudit: row('forbidden', { auditor: 'ok', otherTenant: 'ok' }),
  verifyAudit: row('forbidden', { auditor: 'ok', otherTenant: 'ok' }),

  listEffects: configList,
  retryEffect: configWriter,
  listCallbacks: configList,
  retryCallback: configWriter,

  upload: signedIn,
  getFile: row('hidden', { initiator: 'ok' }),

  listSeals: row('empty', { pastSigner: 'ok', signer: 'ok' }),
  // a company's seal; a personal one may be made by anybody
  createSeal: row('forbidden', { sealAdmin: 'ok', otherTenant: 'ok' }),
  deleteSeal: row('hidden', { pastSigner: 'forbidden', signer: 'forbidden', sealAdmin: 'ok' }),
  getSealImage: row('hidden', { pastSigner: 'ok', signer: 'ok', sealAdmin: 'ok' }),

  openPhonePad: signedIn,
  getPhonePad: row('hidden', { signer: 'ok' }),
  closePhonePad: row('hidden', { signer: 'ok' }),

  listSealUses: row('empty', { initiator: 'ok', sealAdmin: 'ok', sealStaff: 'ok', auditor: 'ok' }),
  applySealUse: row('hidden', { initiator: 'ok', configAdmin: 'forbidden' }),
  getSealUse: { ...bySealUser, sealStaff: 'ok', auditor: 'ok' },
  getSealUsePhoto: { ...bySealUser, sealStaff: 'ok', auditor: 'ok' },
  appendSealUse: bySealUser,
  endSealUse: bySealUser,
  // who applied knows the code, and may still not count the stamps
  recordSealUse: { ...bySealUser, sealStaff: 'ok', initiator: 'forbidden' },
};
