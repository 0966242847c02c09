import { EsignError } from '../../../src/core/errors.js';
import type { ConnectionFinding } from '../../../src/schema/index.js';
import type { RemoteService, RemoteState, ServiceAccess } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import { isSignedFormOf } from '../signed-pdf.js';
import { fetchFiles } from './download.js';
import { NO_SUCH_ACCOUNT, NOT_EXECUTED, NOT_GRANTED } from './answers.js';
import { openSeats } from './open-accounts.js';
import { openClient, type OpenAddresses, type OpenClient, type OpenDetail } from './open-client.js';
import { addTask, openFlow, openNames, requireDoable, type OpenPlace } from './open-flows.js';
import { hasOpenTask, openObservations, openTurn, RUNNING } from './open-states.js';

const REVOKED = 3;

/**
 * Signing at the open service of e签宝 (`esign.md` 1 to 16). A flow is opened empty and nobody can find it by a number of ours,
 * so an order whose answer was lost leaves one there that has no signer. Everything that people see comes with the launch.
 */
export function openService(addresses: OpenAddresses): RemoteService {
  const clientOf = (access: ServiceAccess): OpenClient => openClient(access, addresses);
  return {
    async fillTemplate(access, { id, name, controls }) {
      const simpleFormFields = Object.fromEntries(controls.map(({ control, value }) => [control, value]));
      const { docUrl } = await clientOf(access).fillTemplate({ templateId: id, name, simpleFormFields });
      const [file] = await fetchFiles(access, [{ document: id, url: docUrl }]);
      return file?.bytes ?? new Uint8Array();
    },

    async create(access, order) {
      requireDoable(order.envelope);
      const client = clientOf(access);
      const seats = await openSeats(client, order);
      const docIds: string[] = [];
      for (const { document, bytes } of order.files) {
        docIds.push(await client.createDocument(await client.upload(document.name, bytes)));
      }
      // what cannot be named is found out before there is a flow
      openNames('', order, docIds, seats);
      return openNames(await client.addProcess(openFlow(order, docIds)), order, docIds, seats);
    },

    async launch(access, flowId, _deadline, state) {
      const client = clientOf(access);
      const detail = await client.detail(flowId);
      if (detail.flowStatus > RUNNING) throw new EsignError('envelope-closed', 'the flow has ended at e签宝');
      await advance(client, state, detail);
    },

    async revoke(access, flowId) {
      const client = clientOf(access);
      try {
        await client.revoke(flowId);
      } catch (error) {
        if (EsignError.from(error).code !== 'envelope-closed') throw error;
        if ((await client.detail(flowId)).flowStatus !== REVOKED) throw error;
      }
    },

    remind: () => Promise.reject(new EsignError('not-implemented', 'the open service of e签宝 reminds nobody')),

    tellsVoiding: true,

    async query(access, flowId) {
      return openObservations(await clientOf(access).detail(flowId), access.clock().toISOString());
    },

    async proceed(access, state) {
      const client = clientOf(access);
      const detail = await client.detail(state.names.externalId);
      return detail.flowStatus <= RUNNING && advance(client, state, detail);
    },

    async signPage(access, state, { signer }) {
      const client = clientOf(access);
      const detail = await client.detail(state.names.externalId);
      const place = openTurn(state, detail).inTurn.find(({ key }) => key === signer);
      if (!place || detail.flowStatus > RUNNING)
        throw new EsignError('out-of-turn', 'it is not the turn of this signer');
      // an address is told once, by the answer to a new task
      if (hasOpenTask(detail, place)) await undo(client, detail.flowId, place, 'already-signed');
      const url = await addTask(client, state, place);
      if (url === null) throw new EsignError('out-of-turn', 'this party signs by itself');
      return { url, expiresAt: null, isEmbeddable: false };
    },

    async download(access, flowId) {
      const files = await clientOf(access).downloads(flowId);
      return fetchFiles(
        access,
        files.map(({ docId, docUrl }) => ({ document: docId, url: docUrl })),
      );
    },

    inspect: ({ original, signed }) => isSignedFormOf(original, signed),
  };
}

/** Does what is there to do, and whatever of it was done before is left alone. @returns Whether there was something. */
async function advance(client: OpenClient, state: RemoteState, detail: OpenDetail): Promise<boolean> {
  const { missing, spare, isDone } = openTurn(state, detail);
  for (const place of spare) await undo(client, detail.flowId, place, null);
  for (const place of missing) await askFor(client, state, place);
  if (isDone) await client.archive(detail.flowId);
  return isDone || spare.length + missing.length > 0;
}

/** The own organisation lets itself sign silently; anybody else has to be asked for that elsewhere. */
async function askFor(client: OpenClient, state: RemoteState, place: OpenPlace): Promise<void> {
  try {
    await addTask(client, state, place);
  } catch (error) {
    const isOwn = state.envelope.parties.some(({ id, scope }) => id === place.partyId && scope === 'internal');
    if (!isOwn || !(error instanceof ServiceRefusal) || error.serviceCode !== NOT_GRANTED) throw error;
    await client.grantSilentSigning(place.accountId);
    await addTask(client, state, place);
  }
}

/** @throws EsignError `refusal` when the task was carried out in the meantime, unless that is no matter. */
async function undo(
  client: OpenClient,
  flowId: string,
  { accountId }: OpenPlace,
  refusal: 'already-signed' | null,
): Promise<void> {
  try {
    await client.undoTask(flowId, accountId);
  } catch (error) {
    if (!(error instanceof ServiceRefusal) || error.serviceCode !== NOT_EXECUTED) throw error;
    if (refusal) throw new EsignError(refusal, 'the signer has just signed', { cause: error });
  }
}

/** B-06: who asks for an account that is not there is let in first. */
export async function tryOpenCredentials(
  access: ServiceAccess,
  addresses: OpenAddresses,
): Promise<ConnectionFinding[]> {
  try {
    await openClient(access, addresses).findAccount('connection-test');
  } catch (error) {
    if (!(error instanceof ServiceRefusal)) throw error;
    if (error.code === 'binding-not-usable') {
      const detail = `code ${error.serviceCode}`;
      return [{ check: 'credentials', outcome: 'failed', fix: 'check-credentials', detail }];
    }
    if (error.serviceCode !== NO_SUCH_ACCOUNT) throw error;
  }
  return [{ check: 'credentials', outcome: 'ok' }];
}
