import * as z from 'zod/mini';

import { movePage, platformAddressFor, type Reader } from '../../net/network-login.js';
import type { RemoteFile, RemoteOrder, RemoteService, ServiceAccess } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import { isSignedFormOf } from '../signed-pdf.js';
import { ask, fetchFile, order, upload } from './client.js';
import {
  contractBody,
  ContractDetail,
  ContractList,
  CreatedContract,
  CreatedDocument,
  namesOf,
  titlesOf,
  type Contract,
} from './contracts.js';
import { observationsOf } from './states.js';
import { unzip } from './zip.js';

const WRONG_STATE = '1101';
const Done = z.unknown();
const SignUrl = z.object({ signUrl: z.string() });
/** How long the page of a signer is there. */
const LINK_MINUTES = 30;

/** Signing at the private cloud of 契约锁 (`qiyuesuo.md` chapter 10). */
export const qiyuesuoService: RemoteService = {
  async fillTemplate(access, { id, name, controls }) {
    const templateParams = controls.map(({ control, value }) => ({ name: control, value }));
    const body = { title: name, templateId: id, templateParams };
    const { documentId } = await order(access, '/document/createbytemplate', body, CreatedDocument);
    return fetchFile(access, '/document/download', { documentId });
  },

  async create(access, remoteOrder) {
    const known = await findBySn(access, remoteOrder.idempotencyKey);
    const contractId = known ?? (await make(access, remoteOrder));
    return namesOf(await detailOf(access, contractId), remoteOrder);
  },

  async launch(access, contractId) {
    await inState(access, contractId, ['FILLING', 'SIGNING'], () =>
      order(access, '/contract/send', { contractId }, Done),
    );
  },

  async revoke(access, contractId, reason) {
    const { status } = await detailOf(access, contractId);
    const path = status === 'DRAFT' ? '/contract/delete' : '/contract/recall';
    await inState(access, contractId, ['RECALLED'], () => order(access, path, { contractId, reason }, Done));
  },

  async remind(access, contractId) {
    await order(access, '/contract/signurl/send', { contractId }, Done);
  },

  tellsVoiding: true,

  async query(access, contractId) {
    return observationsOf(await detailOf(access, contractId), access.clock().toISOString());
  },

  async proceed(access, { envelope, names }) {
    const silent = envelope.parties.filter(({ autoSign, status }) => autoSign && status === 'pending');
    for (const { name, sealId } of silent) {
      const tenantName = envelope.organization ?? name;
      const body = { contractId: names.externalId, tenantName, ...(sealId === null ? {} : { sealId }) };
      await order(access, '/contract/signbycompany', body, Done);
    }
    return silent.length > 0;
  },

  async signPage(access, { names }, { contact }, { reader }) {
    const query = { contractId: names.externalId, ...(contact === null ? {} : { contact }) };
    const { signUrl } = await ask(access, '/contract/signurl', query, SignUrl);
    return { url: reachedBy(access, signUrl, reader), expiresAt: inMinutes(access, LINK_MINUTES), isEmbeddable: true };
  },

  async download(access, contractId) {
    const { documents } = await detailOf(access, contractId);
    const files = pdfsOf(await fetchFile(access, '/contract/download', { contractId }));
    return documents.flatMap(({ id, title }): RemoteFile[] => {
      const bytes = files.get(title);
      return bytes ? [{ document: id, bytes, sha256: null }] : [];
    });
  },

  inspect: ({ original, signed }) => isSignedFormOf(original, signed),
};

/** B-13: the page at the address by which the person reaches the platform. */
function reachedBy({ binding }: ServiceAccess, page: string, reader: Reader): string {
  if (binding.provider !== 'qiyuesuo') return page;
  const { networkLogin, externalAddress, platformAddress } = binding;
  const target = platformAddressFor(networkLogin, externalAddress, reader);
  return movePage(page, [platformAddress, externalAddress], target);
}

function inMinutes({ clock }: ServiceAccess, minutes: number): string {
  return new Date(clock().getTime() + minutes * 60_000).toISOString();
}

async function findBySn(access: ServiceAccess, sn: string): Promise<string | null> {
  const { list } = await ask(access, '/contract/list', { sn }, ContractList);
  return list[0]?.id ?? null;
}

async function make(access: ServiceAccess, remoteOrder: RemoteOrder): Promise<string> {
  const titles = titlesOf(remoteOrder);
  // what cannot be handed over is found out before anything is made there
  contractBody(remoteOrder, titles);
  const documents: string[] = [];
  for (const [index, { document, bytes }] of remoteOrder.files.entries()) {
    const form = new FormData();
    form.set('title', titles[index] ?? document.name);
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), document.name);
    documents.push((await upload(access, '/document/createbyfile', form, CreatedDocument)).documentId);
  }
  const path = remoteOrder.envelope.sceneNumber === null ? '/contract/create' : '/contract/createbycategory';
  const { contractId } = await order(access, path, contractBody(remoteOrder, documents), CreatedContract);
  return contractId;
}

async function detailOf(access: ServiceAccess, contractId: string): Promise<Contract> {
  return (await ask(access, '/contract/detail', { contractId }, ContractDetail)).contract;
}

/** Repeats an order harmlessly: a contract that refuses it because it is where the order leads to has carried it out before. */
async function inState(
  access: ServiceAccess,
  contractId: string,
  reached: readonly string[],
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ServiceRefusal) || error.serviceCode !== WRONG_STATE) throw error;
    if (!reached.includes((await detailOf(access, contractId)).status)) throw error;
  }
}

/** The PDFs of a zip by their names without folder and ending. @throws EsignError `bad-response`. */
function pdfsOf(zip: Uint8Array): Map<string, Uint8Array> {
  const files = [...unzip(zip, /\.pdf$/i)];
  return new Map(files.map(([name, file]) => [name.replace(/^.*\//, '').replace(/\.pdf$/i, ''), file]));
}
