import { demoUsers, TENANT, type DemoUser } from '../../host/demo/people.js';
import { addRevision, insertEnvelope } from '../../host/store/envelopes.js';
import { newId } from '../../host/store/ids.js';
import { insertSealUse } from '../../host/store/seal-uses.js';
import type { Tx } from '../../host/store/database.js';
import type { Envelope, FormRecord, Permission, SealUse } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, sealMark, signBody, submit } from './journey.js';
import { purchaseMapping } from './purchase-mapping.js';
import { openTestHost, type CallOptions, type DatabaseKind, type TestHost } from './test-host.js';

/** One request to an object that was made for it alone, so that no request sees what another one did. */
export interface PreparedRequest {
  /** What stands in the place of `{id}` or `{recordId}`. */
  readonly id?: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly options?: CallOptions;
}

export interface AccessWorld {
  readonly test: TestHost;
  readonly documentId: string;
  /** An envelope without a record that was ended before it was ever launched. */
  readonly discardedId: string;
  /** @returns Null for an operation that this world has nothing prepared for. */
  prepare(operation: string): Promise<PreparedRequest | null>;
}

/** The demo's people hold every right or none; who has exactly one shows what that one opens. */
export function addPeopleWithOneRight(): void {
  const people = demoUsers as DemoUser[];
  const rights: Record<string, Permission> = {
    'config-admin': 'configAdmin',
    'seal-admin': 'sealAdmin',
    'seal-staff': 'sealStaff',
    auditor: 'auditor',
  };
  for (const [userId, right] of Object.entries(rights)) {
    if (people.some((user) => user.userId === userId)) continue;
    people.push({ userId, name: userId, title: '', mobile: '13800000099', tenantId: TENANT, permissions: [right] });
  }
}

/** A purchase contract that the first of two has signed, a seal use, and everything else that a route may be about. */
export async function openAccessWorld(kind: DatabaseKind): Promise<AccessWorld> {
  addPeopleWithOneRight();
  const test = await openTestHost(kind);
  const tx = test.host.parts.db as unknown as Tx;
  const config = await configure(test);
  const unsigned = await reachSigning(test);
  ok(await test.as('signer-a').post(`/v1/envelopes/${unsigned.id}/sign`, signBody(unsigned)));
  await submit(test, 'signer-a', 'e-sign-a');
  const signed = await currentEnvelope(test, unsigned.id);
  const sealUse = ok(await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' })).body as SealUse;
  const sealUseMapping = ok(await test.as('admin').get('/v1/seal-use-configs/uc-demo')).body.mapping as unknown;

  const copyOfEnvelope = async (envelope: Envelope, change: Partial<Envelope> = {}): Promise<Envelope> => {
    const id = newId('env');
    const copy = { ...envelope, id, recordId: null, configId: null, configVersion: null, ...change };
    await insertEnvelope(tx, TENANT, copy, id);
    for (const { id: documentId, signedSha256, size } of copy.documents) {
      if (signedSha256) await addRevision(tx, TENANT, id, documentId, signedSha256, size, copy.createdAt);
    }
    return copy;
  };
  const copyOfSealUse = async (): Promise<SealUse> => {
    const id = newId('seal-use');
    const copy = { ...sealUse, id, recordId: null };
    await insertSealUse(tx, TENANT, copy, id);
    return copy;
  };
  const copyOfConfig = async (id: string): Promise<string> => {
    const copy = newId('config');
    const row = await tx.selectFrom('configs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    await tx
      .insertInto('configs')
      .values({ ...row, id: copy, workflow_id: copy })
      .execute();
    const version = await tx
      .selectFrom('config_versions')
      .selectAll()
      .where('config_id', '=', id)
      .orderBy('version', 'desc')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('config_versions')
      .values({ ...version, config_id: copy, version: row.version, mapping: JSON.stringify(version.mapping) })
      .execute();
    return copy;
  };
  const own = await tx.selectFrom('configs').select(['id', 'workflow_id']).execute();
  const restoreConfigs = async (): Promise<void> => {
    const kept = own.map(({ id }) => id);
    await tx.deleteFrom('configs').where('id', 'not in', kept).execute();
    for (const { id, workflow_id } of own) {
      await tx.updateTable('configs').set({ workflow_id }).where('id', '=', id).execute();
    }
  };
  /** Takes the configuration away from its workflow, so that another one can be made. */
  const withoutConfig = async (id: string): Promise<void> => {
    await tx
      .updateTable('configs')
      .set({ workflow_id: newId('elsewhere') })
      .where('id', '=', id)
      .execute();
  };
  const copyOfBinding = async (): Promise<string> => {
    const id = newId('bind');
    const row = await tx
      .selectFrom('bindings')
      .selectAll()
      .where('id', '=', 'bind-builtin')
      .where('tenant_id', '=', TENANT)
      .executeTakeFirstOrThrow();
    const doc = JSON.stringify({ ...row.doc, id, isDefault: false });
    await tx
      .insertInto('bindings')
      .values({ ...row, id, doc, version: 1, is_default: false })
      .execute();
    return id;
  };
  /** An effect that was given up. */
  const stuckEffect = async (): Promise<string> => {
    const { seq: _, ...row } = await tx.selectFrom('outbox').selectAll().limit(1).executeTakeFirstOrThrow();
    const { seq } = await tx
      .insertInto('outbox')
      .values({
        ...row,
        key: newId('effect'),
        stream: newId('stream'),
        effect: JSON.stringify(row.effect),
        context: JSON.stringify(row.context),
        state: 'failed',
        error_code: 'not-found',
      })
      .returning('seq')
      .executeTakeFirstOrThrow();
    return String(seq);
  };
  /** A callback that was given up. */
  const failedCallback = async (): Promise<string> => {
    const id = newId('callback');
    await tx
      .insertInto('callbacks')
      .values({
        tenant_id: TENANT,
        id,
        binding_id: 'bind-builtin',
        provider: 'builtin',
        delivery_key: id,
        trust: 'verified',
        body: '',
        sha256: '',
        news: JSON.stringify({ deliveryKey: id, action: 'sealTeleported', about: null }),
        external_id: null,
        state: 'failed',
        subject: null,
        attempts: 8,
        next_at: null,
        error_code: 'unexpected',
        received_at: '2026-11-22T02:00:00.000Z',
        done_at: null,
      })
      .execute();
    return id;
  };
  /** What the signer whose turn it is was asked to prove. */
  const startedIntent = async (envelopeId: string): Promise<string> => {
    const id = newId('intent');
    await tx
      .insertInto('signing_intents')
      .values({
        tenant_id: TENANT,
        id,
        envelope_id: envelopeId,
        party_id: 'party',
        user_id: 'signer-b',
        documents: '',
        kind: 'password',
        sent_to: null,
        code_hash: null,
        created_at: '2026-11-22T02:00:00.000Z',
        expires_at: '2099-11-22T02:00:00.000Z',
        tried_at: null,
        verified_at: null,
        token_hash: null,
        used_at: null,
      })
      .execute();
    return id;
  };
  const copyOfSeal = async (): Promise<string> => {
    const id = newId('seal');
    const row = await tx.selectFrom('seals').selectAll().where('id', '=', 'seal-contract').executeTakeFirstOrThrow();
    await tx
      .insertInto('seals')
      .values({ ...row, id, doc: JSON.stringify({ ...row.doc, id }) })
      .execute();
    for (const userId of ['signer-a', 'signer-b']) {
      await tx.insertInto('seal_grants').values({ tenant_id: TENANT, seal_id: id, user_id: userId }).execute();
    }
    return id;
  };

  const purchase = ok(await test.as('applicant').get('/demo/records/rec-1001')).body.record as FormRecord;

  const read = { id: signed.id };
  const signingConfig = { id: config.body.id as string };
  const sealUseConfig = { id: 'uc-demo' };
  const record = { id: 'rec-1001' };
  const reason = { reason: '不再需要' };
  const current = { ifMatch: '"1"' };
  const phonePad = async (): Promise<PreparedRequest> => ({
    id: ok(await test.as('signer-b').post('/v1/phone-pads')).body.id as string,
  });
  const makers: Record<string, () => Promise<PreparedRequest> | PreparedRequest> = {
    getSession: () => ({}),
    listProviders: () => ({}),
    listBindings: () => ({}),
    getBinding: () => ({ id: 'bind-builtin' }),
    createBinding: () => ({ body: BINDING }),
    updateBinding: async () => ({ id: await copyOfBinding(), body: BINDING, options: current }),
    deleteBinding: async () => ({ id: await copyOfBinding(), options: current }),
    testBinding: async () => ({ id: await copyOfBinding() }),
    syncBinding: async () => ({ id: await copyOfBinding() }),
    listCatalog: () => ({ id: 'bind-builtin', query: '?kind=physicalSeal' }),
    listBindingSeals: () => ({ id: 'bind-builtin', query: '?kind=physical' }),
    designSeal: () => ({ id: 'bind-builtin', body: SEAL_DESIGN }),
    getBindingSealImage: () => ({ id: 'bind-builtin' }),
    getSealHolders: () => ({ id: 'seal-contract' }),
    setSealHolders: async () => ({ id: await copyOfSeal(), body: { kind: 'me' }, options: current }),
    listColleagues: () => ({}),
    listWorkflows: () => ({}),
    getWorkflow: () => ({ id: 'wf-purchase-contract' }),
    listSigningConfigs: () => ({}),
    createSigningConfig: async () => {
      await withoutConfig(signingConfig.id);
      return { body: purchaseMapping() };
    },
    getSigningConfig: () => signingConfig,
    saveSigningConfig: () => ({ ...signingConfig, body: purchaseMapping(), options: current }),
    deleteSigningConfig: async () => ({ id: await copyOfConfig(signingConfig.id), options: { ifMatch: '"2"' } }),
    listSigningConfigVersions: () => signingConfig,
    getSigningConfigVersion: () => signingConfig,
    listSealUseConfigs: () => ({}),
    createSealUseConfig: async () => {
      await withoutConfig(sealUseConfig.id);
      return { body: sealUseMapping };
    },
    getSealUseConfig: () => sealUseConfig,
    saveSealUseConfig: () => ({ ...sealUseConfig, body: sealUseMapping, options: current }),
    deleteSealUseConfig: async () => ({ id: await copyOfConfig(sealUseConfig.id), options: { ifMatch: '"2"' } }),
    listSealUseConfigVersions: () => sealUseConfig,
    getSealUseConfigVersion: () => sealUseConfig,
    plan: () => ({
      body: {
        mapping: purchaseMapping(),
        sealUseMapping: null,
        record: purchase,
        envelope: null,
        sealUse: null,
        event: { kind: 'flow', point: { kind: 'exit', id: 'e-submit', timing: 'after' }, actor: purchase.creator },
        viewer: purchase.creator,
        now: '2026-11-22T02:00:00.000Z',
      },
    }),
    getRecordTab: () => record,
    getRecordSealUse: () => record,
    reportRecordEvent: () => ({ ...record, body: { point: { kind: 'node', id: 'n-sign-b', timing: 'after' } } }),
    prepareRecord: () => record,
    retrySubmit: () => record,
    listEnvelopes: () => ({}),
    createEnvelope: async () => {
      const file = await test.as('applicant').post('/v1/uploads', PIXEL, named('pixel.png'));
      return { body: { ...DIRECT, files: [{ fileId: ok(file).body.fileId as string, name: 'pixel.png' }] } };
    },
    getEnvelope: () => read,
    launchEnvelope: async () => copyOfEnvelope(unsigned, { status: 'draft', launchedAt: null }),
    getSigningTerms: () => read,
    startIntent: async () => {
      const envelope = await copyOfEnvelope(signed);
      return { id: envelope.id, body: { documents: signBody(envelope).documents } };
    },
    verifyIntent: async () => ({ id: await startedIntent(signed.id), body: { secret: 'demo' } }),
    openSignPage: async () => ({ id: (await copyOfEnvelope(signed)).id, body: { device: 'desktop' } }),
    checkEnvelope: () => read,
    signEnvelope: async () => {
      const envelope = await copyOfEnvelope(signed);
      const mark = sealMark(envelope, { rect: { ...sealMark(envelope).rect, x: 330 } });
      return { id: envelope.id, body: signBody(envelope, [mark]) };
    },
    rejectEnvelope: async () => ({ id: (await copyOfEnvelope(signed)).id, body: reason }),
    revokeEnvelope: async () => ({ id: (await copyOfEnvelope(signed)).id, body: reason }),
    remindEnvelope: async () => ({ id: (await copyOfEnvelope(signed)).id }),
    archiveEnvelope: async () => ({ id: (await copyOfEnvelope(signed, { status: 'completed' })).id }),
    setPlacements: async () => {
      const { id, version } = await copyOfEnvelope(unsigned);
      return { id, body: { placements: [] }, options: { ifMatch: `"${version}"` } };
    },
    verifyEnvelope: () => read,
    getDocumentContent: () => read,
    getDocumentOriginal: () => read,
    getDocumentSigned: () => read,
    getEnvelopeAudit: () => read,
    watchEnvelope: () => read,
    listAudit: () => ({}),
    verifyAudit: () => ({}),
    listEffects: async () => {
      await stuckEffect();
      return {};
    },
    retryEffect: async () => ({ id: await stuckEffect() }),
    listCallbacks: async () => {
      await failedCallback();
      return {};
    },
    retryCallback: async () => ({ id: await failedCallback() }),
    upload: () => ({ body: new TextEncoder().encode('%PDF-1.7 nothing'), options: named('a.pdf') }),
    getFile: async () => {
      const file = await test.as('applicant').post('/v1/uploads', PIXEL, named('pixel.png'));
      return { id: ok(file).body.fileId as string };
    },
    listSeals: () => ({}),
    createSeal: () => ({ body: COMPANY_SEAL }),
    deleteSeal: async () => ({ id: await copyOfSeal() }),
    getSealImage: () => ({ id: 'seal-contract' }),
    openPhonePad: () => ({}),
    getPhonePad: phonePad,
    closePhonePad: phonePad,
    listSealUses: () => ({}),
    applySealUse: async () => {
      await tx.updateTable('seal_uses').set({ record_id: null }).where('record_id', '=', 'rec-2001').execute();
      return { body: { recordId: 'rec-2001' } };
    },
    getSealUse: async () => ({ id: (await copyOfSealUse()).id }),
    getSealUsePhoto: async () => {
      const { id } = await copyOfSealUse();
      const { sha256 } = await tx.selectFrom('files').select('sha256').limit(1).executeTakeFirstOrThrow();
      const photo = { external_id: '1', id: 'photo-1', sha256, media_type: 'image/png', created_at: '2026-11-22' };
      await tx
        .insertInto('seal_use_photos')
        .values({ tenant_id: TENANT, seal_use_id: id, ...photo })
        .execute();
      return { id };
    },
    appendSealUse: async () => ({ id: (await copyOfSealUse()).id, body: { count: 1, seamCount: 0, reason: '再盖' } }),
    endSealUse: async () => ({ id: (await copyOfSealUse()).id, body: reason }),
    recordSealUse: async () => {
      const { id, useCodes } = await copyOfSealUse();
      return { id, body: { useCode: useCodes.at(-1), count: 1, seamCount: 0 } };
    },
  };
  const discarded = await copyOfEnvelope(unsigned, { status: 'revoked', launchedAt: null });
  return {
    test,
    discardedId: discarded.id,
    documentId: signed.documents[0]?.id ?? '',
    prepare: async (operation) => {
      await restoreConfigs();
      return (await makers[operation]?.()) ?? null;
    },
  };
}

function named(name: string): CallOptions {
  return { headers: { 'content-disposition': `attachment; filename="${name}"` } };
}

const PIXEL = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

const BINDING = { provider: 'builtin', serviceType: 'private', name: '内置签署服务二', isDefault: false };

const DIRECT = {
  bindingId: 'bind-builtin',
  subject: '保密协议',
  parties: [
    {
      kind: 'person',
      scope: 'internal',
      name: '李明',
      order: 1,
      signers: [{ userId: 'signer-a', name: '李明', contact: null }],
    },
  ],
  order: 'unordered',
  deadline: null,
  cc: [],
};

const SEAL_DESIGN = {
  name: '新公章',
  purpose: 'organization',
  template: { type: 'ROUND_STAR', colour: 'RED', text: '上海远景信息', widthMm: 42, heightMm: 42 },
};
const COMPANY_SEAL = {
  name: '新合同章',
  kind: 'contract',
  artwork: {
    kind: 'template',
    template: { type: 'ROUND_STAR', colour: 'RED', text: '上海远景', widthMm: 40, heightMm: 40 },
  },
};
