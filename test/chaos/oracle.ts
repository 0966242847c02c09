import type { ConfigVersion, Envelope, SealUse, VerifyReport } from '../../src/schema/index.js';
import type { PlainService } from '../simulators/plain/service.js';
import type { Acknowledged, Ledger } from './ledger.js';
import type { OaDesk } from './oa-desk.js';
import type { Inspection } from './protocol.js';
import type { ChaosRegisters } from './registers.js';
import type { RegisterId } from './story.js';
import type { Deed } from './workload.js';

/** What a comparison found. Each line names the fact; an empty verdict is the proof. */
export interface Verdict {
  readonly lost: string[];
  readonly doubled: string[];
  /** Anything else that must never be: a hash that does not fit, a break in the chain, an effect that stays behind. */
  readonly broken: string[];
}

export interface Evidence {
  readonly deeds: readonly Deed[];
  readonly acknowledged: readonly Acknowledged[];
  readonly inspection: Inspection;
  readonly desk: OaDesk;
  readonly ledger: Ledger;
  /** The signature service: what it carried out, and how often for each key. */
  readonly service: PlainService;
  readonly registers: ChaosRegisters;
}

/** Compares the shadow ledger with everything the host shows and stores. */
export async function judge(evidence: Evidence): Promise<Verdict> {
  const verdict: Verdict = { lost: [], doubled: [], broken: [] };
  judgeStore(evidence, verdict);
  for (const deed of evidence.deeds) await judgeDeed(evidence, deed, verdict);
  await judgeAnswers(evidence, verdict);
  return verdict;
}

function judgeStore({ inspection, desk }: Evidence, { broken }: Verdict): void {
  const { outbox, auditBreak, brokenFiles, runningKeys } = inspection;
  broken.push(...outbox.map(({ kind, key, state, errorCode }) => `effect ${kind} ${key} is ${state} (${errorCode})`));
  if (auditBreak !== null) broken.push(`the audit chain breaks at ${auditBreak}`);
  broken.push(...brokenFiles.map((file) => `file ${file}`));
  broken.push(...runningKeys.map((key) => `key ${key} is still running`));
  broken.push(...desk.contradictions.map((order) => `order ${order} changed under its key`));
}

/** Exactly one is right, none is a loss, more is a double. */
function countOne(count: number, what: string, { lost, doubled }: Verdict, expected = 1): void {
  if (count < expected) lost.push(`${what}: ${count} of ${expected}`);
  if (count > expected) doubled.push(`${what}: ${count} instead of ${expected}`);
}

async function judgeDeed(evidence: Evidence, deed: Deed, verdict: Verdict): Promise<void> {
  switch (deed.kind) {
    case 'flow':
      return judgeFlow(evidence, deed, verdict);
    case 'remote':
      return judgeRemote(evidence, deed, verdict);
    case 'rejection':
      return judgeRejection(evidence, deed, verdict);
    case 'upload':
      return judgeUpload(evidence, deed, verdict);
    case 'config':
      return judgeConfig(evidence, deed, verdict);
    case 'sealUse':
      return judgeSealUse(evidence, deed, verdict);
    case 'zhangguanjia':
    case 'qiyuesuo':
      return judgeRegister(evidence, deed, verdict);
  }
}

type Of<K extends Deed['kind']> = Extract<Deed, { kind: K }>;

function countTrail({ inspection }: Evidence, subject: string, action: string): number {
  return inspection.audit.filter((entry) => entry.subject === subject && entry.action === action).length;
}

async function judgeFlow(evidence: Evidence, deed: Of<'flow'>, verdict: Verdict): Promise<void> {
  const { inspection, ledger, desk } = evidence;
  const { recordId, envelopeId, receipts } = deed;
  const name = `${recordId} ${envelopeId}`;
  countOne(
    inspection.envelopes.filter((envelope) => envelope.recordId === recordId).length,
    `envelope of ${name}`,
    verdict,
  );
  countOne(
    inspection.signatures.filter((row) => row.envelopeId === envelopeId).length,
    `signatures of ${name}`,
    verdict,
    2,
  );
  countOne(countTrail(evidence, envelopeId, 'envelope.signed'), `trail of signing ${name}`, verdict, 2);
  countOne(countTrail(evidence, envelopeId, 'envelope.created'), `trail of creating ${name}`, verdict);
  countOne(countTrail(evidence, envelopeId, 'envelope.filed'), `trail of filing ${name}`, verdict);
  const revisions = inspection.revisions.filter((row) => row.envelopeId === envelopeId).map(({ sha256 }) => sha256);
  countOne(revisions.length, `revisions of ${name}`, verdict, 3);
  for (const { partyId, documents } of receipts) {
    const isKept = documents.every(({ sha256 }) => revisions.includes(sha256));
    if (!isKept) verdict.lost.push(`the acknowledged signature of ${partyId} at ${name}`);
  }
  const path = `/v1/envelopes/${envelopeId}`;
  const envelope = (await ledger.must({ user: 'signer-b', method: 'GET', path })).body as Envelope;
  if (envelope.status !== 'completed') verdict.lost.push(`completion of ${name}, it is ${envelope.status}`);
  await judgeSignedFile(evidence, envelope, receipts.at(-1)?.documents[0]?.sha256, verdict);
  judgeOrders(desk, recordId, envelope.documents[0]?.signedSha256 ?? '', verdict);
}

async function judgeSignedFile(
  { ledger }: Evidence,
  envelope: Envelope,
  acknowledged: string | undefined,
  { lost, doubled, broken }: Verdict,
): Promise<void> {
  const [document] = envelope.documents;
  const path = `/v1/envelopes/${envelope.id}`;
  if (document?.signedSha256 !== acknowledged) lost.push(`the acknowledged file of ${envelope.id}`);
  const hash = await ledger.hashOf('signer-b', `${path}/documents/${document?.id}/content`);
  if (hash !== document?.signedSha256) broken.push(`the file of ${envelope.id} has the hash ${hash}`);
  const report = (await ledger.must({ user: 'signer-b', method: 'POST', path: `${path}/verify` })).body as VerifyReport;
  const count = report.documents[0]?.signatures.length ?? 0;
  if (!report.documents[0]?.allValid) broken.push(`the signatures in the file of ${envelope.id} are not valid`);
  if (count < 2) lost.push(`a signature in the file of ${envelope.id}`);
  if (count > 2) doubled.push(`a signature in the file of ${envelope.id}`);
}

function judgeOrders(desk: OaDesk, recordId: string, signedSha256: string, verdict: Verdict): void {
  for (const method of ['writeFiles', 'submitWorkflow', 'runActionFlow']) {
    countOne(desk.ordersOf(recordId, method).length, `${method} of ${recordId}`, verdict);
  }
  const texts = desk
    .ordersOf(recordId, 'notify')
    .map(({ content }) => JSON.stringify({ ...JSON.parse(content), key: '' }));
  if (new Set(texts).size < texts.length) verdict.doubled.push(`a message about ${recordId}`);
  const { currentNodeId, values } = desk.record(recordId);
  if (currentNodeId !== 'n-archive') verdict.lost.push(`the submit of ${recordId}, it stands at ${currentNodeId}`);
  if (!JSON.stringify(values['f-signed']).includes(signedSha256)) verdict.lost.push(`the signed file in ${recordId}`);
}

async function judgeRemote(evidence: Evidence, deed: Of<'remote'>, verdict: Verdict): Promise<void> {
  const { inspection, ledger, desk, service } = evidence;
  const { recordId, envelopeId, deliveryKeys } = deed;
  const name = `${recordId} ${envelopeId}`;
  countOne(inspection.envelopes.filter((row) => row.recordId === recordId).length, `envelope of ${name}`, verdict);
  const remotes = [...service.envelopes.values()].filter(({ key }) => key === envelopeId);
  countOne(remotes.length, `envelope at the service of ${name}`, verdict);
  for (const [operation, key] of [
    ['create', envelopeId],
    ['launch', remotes[0]?.id],
  ]) {
    countOne(service.ledger.get(`${operation} ${key}`) ?? 0, `${operation} at the service of ${name}`, verdict);
  }
  for (const key of deliveryKeys) {
    const rows = inspection.callbacks.filter(({ deliveryKey }) => deliveryKey === key);
    countOne(rows.length, `callback ${key}`, verdict);
    for (const { state, errorCode } of rows)
      if (state !== 'done') verdict.broken.push(`callback ${key} is ${state} (${errorCode})`);
  }
  countOne(countTrail(evidence, envelopeId, 'envelope.filed'), `trail of filing ${name}`, verdict);
  const path = `/v1/envelopes/${envelopeId}`;
  const envelope = (await ledger.must({ user: 'signer-a', method: 'GET', path })).body as Envelope;
  if (envelope.status !== 'completed') verdict.lost.push(`completion of ${name}, it is ${envelope.status}`);
  const [document] = remotes[0] && envelope.status === 'completed' ? service.files(remotes[0].id) : [];
  if (document?.sha256 !== envelope.documents[0]?.signedSha256) verdict.lost.push(`the signed file of ${name}`);
  judgeOrders(desk, recordId, envelope.documents[0]?.signedSha256 ?? '', verdict);
}

async function judgeRejection(evidence: Evidence, deed: Of<'rejection'>, verdict: Verdict): Promise<void> {
  const { inspection, ledger } = evidence;
  const { recordId, envelopeId } = deed;
  countOne(inspection.envelopes.filter((row) => row.recordId === recordId).length, `envelope of ${recordId}`, verdict);
  countOne(countTrail(evidence, envelopeId, 'envelope.rejected'), `trail of rejecting ${envelopeId}`, verdict);
  const { body } = await ledger.must({ user: 'signer-a', method: 'GET', path: `/v1/envelopes/${envelopeId}` });
  if ((body as Envelope).status !== 'rejected') verdict.lost.push(`the acknowledged rejection of ${envelopeId}`);
}

async function judgeUpload(
  { inspection, ledger }: Evidence,
  { upload }: Of<'upload'>,
  verdict: Verdict,
): Promise<void> {
  countOne(inspection.files.filter(({ name }) => name === upload.name).length, `upload ${upload.name}`, verdict);
  const hash = await ledger.hashOf('applicant', `/v1/files/${upload.fileId}`);
  if (hash !== upload.sha256) verdict.broken.push(`the upload ${upload.name} has the hash ${hash}`);
}

async function judgeConfig({ ledger }: Evidence, deed: Of<'config'>, verdict: Verdict): Promise<void> {
  const { configId, before, after } = deed;
  countOne(after - before, `versions by one save of ${configId}`, verdict);
  const path = `/v1/signing-configs/${configId}/versions?limit=200`;
  const { items } = (await ledger.must({ user: 'service', method: 'GET', path })).body as { items: ConfigVersion[] };
  countOne(items.filter(({ version }) => version === after).length, `version ${after} of ${configId}`, verdict);
}

async function judgeSealUse(evidence: Evidence, deed: Of<'sealUse'>, verdict: Verdict): Promise<void> {
  const { recordId, sealUseId, used } = deed;
  const { ledger, desk } = evidence;
  const list = (await ledger.must({ user: 'applicant', method: 'GET', path: `/v1/seal-uses?recordId=${recordId}` }))
    .body as { items: SealUse[] };
  countOne(list.items.length, `seal use of ${recordId}`, verdict);
  const { body } = await ledger.must({ user: 'applicant', method: 'GET', path: `/v1/seal-uses/${sealUseId}` });
  countOne((body as SealUse).uses.used, `uses of ${sealUseId}`, verdict, used);
  countOne(desk.ordersOf(recordId, 'writeField').length, `use code written into ${recordId}`, verdict);
}

/** One application, one addition, one end: at the register, here, and in the trail. */
async function judgeRegister(evidence: Evidence, deed: Of<RegisterId>, verdict: Verdict): Promise<void> {
  const { ledger, desk, registers } = evidence;
  const { kind, recordId, sealUseId } = deed;
  const isZhangguanjia = kind === 'zhangguanjia';
  const name = `${recordId} ${sealUseId} at ${kind}`;
  const [appended, used] = isZhangguanjia ? [2, 3] : [0, 2];
  const book = registers.bookOf(kind, recordId);
  countOne(book.applications, `application of ${name}`, verdict);
  countOne(book.granted, `uses granted for ${name}`, verdict, 6 + appended);
  const path = `/v1/seal-uses?recordId=${recordId}`;
  const list = (await ledger.must({ user: 'applicant', method: 'GET', path })).body as { items: SealUse[] };
  countOne(list.items.length, `seal use of ${name}`, verdict);
  const [sealUse] = list.items;
  countOne(sealUse?.uses.appended ?? 0, `uses added to ${name}`, verdict, appended);
  countOne(sealUse?.uses.used ?? 0, `uses of ${name}`, verdict, used);
  const ended = isZhangguanjia ? ['ENDED', 'ended'] : ['COMPLETE', 'completed'];
  if (book.status !== ended[0] || sealUse?.status !== ended[1]) {
    verdict.lost.push(`the end of ${name}, it is ${book.status} there and ${sealUse?.status} here`);
  }
  const kinds = sealUse?.entries.map((entry) => entry.kind) ?? [];
  for (const entry of ['applied', ...(isZhangguanjia ? ['appended', 'ended'] : ['smartUseCompleted', 'photo'])]) {
    countOne(kinds.filter((found) => found === entry).length, `entry ${entry} of ${name}`, verdict);
  }
  countOne(countTrail(evidence, sealUseId, 'sealUse.applied'), `trail of applying ${name}`, verdict);
  countOne(desk.ordersOf(recordId, 'writeField').length, `use code written into ${recordId}`, verdict);
  countOne(desk.ordersOf(recordId, 'runActionFlow').length, `action of ${recordId}`, verdict, isZhangguanjia ? 0 : 1);
}

/** G02: what was acknowledged once has the same answer for ever, and asking again changes nothing. */
async function judgeAnswers({ acknowledged, ledger }: Evidence, { broken }: Verdict): Promise<void> {
  for (const { sent, answer } of acknowledged) {
    if (sent.key === undefined) continue;
    const again = await ledger.deliver(sent);
    if (again.status !== answer.status || again.text !== answer.text) {
      broken.push(`${sent.path} with ${sent.key} answers ${again.status} ${again.text.slice(0, 200)} the second time`);
    }
  }
}
