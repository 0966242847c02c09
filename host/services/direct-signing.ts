import { readContact } from '../../src/core/contact.js';
import { EsignError } from '../../src/core/errors.js';
import { serviceCapabilities } from '../../src/core/service-capabilities.js';
import { checkFileName } from '../../src/core/naming.js';
import { toParty } from '../../src/core/planner/foresight.js';
import type {
  Binding,
  CreateEnvelope,
  Envelope,
  EnvelopeDocument,
  InputError,
  PlannedParty,
  ProviderCapabilities,
} from '../../src/schema/index.js';
import { etagOf } from '../http/etag.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import { addCopies } from '../store/envelopes.js';
import { newId } from '../store/ids.js';
import { findBinding } from './bindings.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { NEW_ENVELOPE, prepareDocument, storeNew } from './envelope-creation.js';
import { readableFile } from './files.js';
import { checkMayStart } from './seal-staff.js';

/**
 * Chapter 10: makes an envelope without a workflow. It is a draft, so that its places can be set before it is launched; the
 * person who made it is its initiator.
 *
 * @throws EsignError `binding-not-usable`; `forbidden` where only seal staff may; `invalid-input` with the place of each fault, and what the provider says about a
 * file.
 */
export async function createDirectly(
  context: HostContext,
  session: HostSession,
  body: CreateEnvelope,
  once: Once,
): Promise<{ envelope: Envelope; etag: string }> {
  const { tenantId, person } = session;
  const binding = await findBinding(context.db, tenantId, body.bindingId);
  const provider = binding && providerOf(context, binding.provider);
  const capabilities = provider && serviceCapabilities(provider.descriptor, binding.serviceType);
  if (!binding || !capabilities?.eSign) {
    throw new EsignError('binding-not-usable', 'no binding of a service for electronic signatures');
  }
  checkMayStart(binding, session);
  const at = nowOf(context);
  refuseFaults([...checkBasics(body, capabilities, at), ...checkParties(body, capabilities), ...checkCopies(body)]);
  const documents = await prepareFiles(context, session, binding, body);
  const envelope: Envelope = {
    ...NEW_ENVELOPE,
    id: newId('env'),
    recordId: null,
    workflowId: null,
    configId: null,
    configVersion: null,
    provider: binding.provider,
    bindingId: binding.id,
    subject: body.subject,
    remark: null,
    sceneNumber: null,
    organization: session.tenantName,
    initiator: person,
    order: body.order,
    deadline: body.deadline,
    parties: body.parties.map((party, index) => toParty(planned(party, index))),
    documents,
    placements: [],
    cc: body.cc.map((copy) => ('userId' in copy ? copy.userId : (readContact(copy.contact) ?? copy.contact))),
    createdAt: at,
  };
  const etag = etagOf(envelope.version);
  await transact(context, async (tx) => {
    await storeNew(context, tx, tenantId, { envelope, createKey: `direct:${envelope.id}`, actor: person });
    await addCopies(
      tx,
      tenantId,
      envelope.id,
      new Set(body.cc.flatMap((copy) => ('userId' in copy ? [copy.userId] : []))),
    );
    await once.keep(tx, envelope, etag);
  });
  return { envelope, etag };
}

type NewParty = CreateEnvelope['parties'][number];

function planned({ signers, ...party }: NewParty, index: number): PlannedParty {
  return {
    ...party,
    id: `party-${index + 1}`,
    seal: null,
    signingNodes: [],
    autoSign: false,
    // who is in the OA is known there; only people outside are reached by a contact of their own
    signers: signers.map(({ userId, name, contact }) => ({
      userId: party.scope === 'internal' ? userId : null,
      name,
      contact: contact === null ? null : (readContact(contact) ?? contact),
    })),
  };
}

function checkBasics(body: CreateEnvelope, capabilities: ProviderCapabilities, now: string): InputError[] {
  return [
    ...faultIf(body.deadline !== null && Date.parse(body.deadline) <= Date.parse(now), '/deadline', 'DATE-PAST'),
    ...faultIf(body.order === 'ordered' && capabilities.ordered === 'none', '/order', 'CAPABILITY'),
    ...faultIf(body.files.length > 1 && !capabilities.multiDocument, '/files', 'CAPABILITY'),
    ...faultIf(capabilities.draft === 'none', '', 'CAPABILITY'),
  ];
}

/** C-31: each party has somebody who can sign: a person of the OA, or a contact by which the service reaches them. */
function checkParties({ parties }: CreateEnvelope, capabilities: ProviderCapabilities): InputError[] {
  return parties.flatMap(({ scope, signers }, index) => {
    const pointer = `/parties/${index}/signers`;
    const ids = signers.map(({ userId }) => userId).filter((userId) => userId !== null);
    return [
      ...faultIf(signers.length === 0, pointer, 'SIGN-NONE'),
      ...faultIf(new Set(ids).size < ids.length, pointer, 'double'),
      ...faultIf(signers.length > 1 && capabilities.alternateSigners === false, pointer, 'CAPABILITY'),
      ...signers.flatMap(({ userId, contact }, place) => {
        const at = `${pointer}/${place}`;
        if (scope === 'internal') return faultIf(userId === null, `${at}/userId`, 'REQ');
        const reached = contact === null ? null : readContact(contact);
        if (reached === null) return faultIf(true, `${at}/contact`, 'SIGN-CONTACT');
        return faultIf(reached.includes('@') && !capabilities.emailSigner, `${at}/contact`, 'CAPABILITY');
      }),
    ];
  });
}

/** C-49: what the OA does not tell of a copy, the service does, by mobile or e-mail. */
function checkCopies({ cc }: CreateEnvelope): InputError[] {
  return cc.flatMap((copy, index) => {
    const isReached = 'userId' in copy || readContact(copy.contact) !== null;
    return faultIf(!isReached, `/cc/${index}/contact`, 'SIGN-CONTACT');
  });
}

async function prepareFiles(
  context: HostContext,
  session: HostSession,
  binding: Binding,
  { files }: CreateEnvelope,
): Promise<EnvelopeDocument[]> {
  const documents: EnvelopeDocument[] = [];
  for (const [index, { fileId, name }] of files.entries()) {
    const file = await readableFile(context, session, fileId).catch((error: unknown) => {
      if (EsignError.from(error).code !== 'not-found') throw error;
      throw refusal([{ pointer: `/files/${index}/fileId`, code: 'not-found', message: 'no such file' }]);
    });
    const bytes = await context.files.get(file.sha256);
    const check = checkFileName(name);
    const given = { name: check.ok ? name : check.fixed, mediaType: file.media_type, bytes };
    documents.push(await prepareDocument(context, binding.provider, given, null));
  }
  return documents;
}

function faultIf(isFault: boolean, pointer: string, code: string): InputError[] {
  return isFault ? [{ pointer, code, message: 'not possible here' }] : [];
}

function refuseFaults(errors: readonly InputError[]): void {
  if (errors.length > 0) throw refusal(errors);
}

function refusal(errors: readonly InputError[]): EsignError {
  return new EsignError('invalid-input', `${errors.length} values are not right`, { errors });
}
