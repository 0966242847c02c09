import { createHash } from 'node:crypto';

import { CallbackSender, type CallbackSenderOptions } from '../kit/callback-sender.js';
import { bodyOf, json, startServer, type SimAnswer, type SimRequest } from '../kit/http-server.js';
import { templatePdf } from '../kit/template-pdf.js';
import { signingPage } from '../kit/signing-page.js';
import { SigningOffice } from '../kit/signing-office.js';
import { QiyuesuoFault, type SimContract } from './contracts.js';
import { routeSeals, sealMachine } from './seal-routes.js';
import { QiyuesuoSealUses, type SealUseReport } from './seal-uses.js';
import { QiyuesuoService, type ContractReport } from './service.js';

const MAX_SKEW_MS = 15 * 60 * 1000;
/** 5 seconds, 30 seconds, 5 minutes. */
const RETRIES_MS = [5_000, 30_000, 300_000];

export interface QiyuesuoSimulator {
  readonly url: string;
  readonly appToken: string;
  readonly appSecret: string;
  readonly service: QiyuesuoService;
  /** Physical seals. */
  readonly physical: QiyuesuoSealUses;
  readonly callbacks: CallbackSender;
  /** Where the administrator of the installation has callbacks go; none while it is empty. */
  callbackAddress: string;
  /** How callbacks are written: as a form or as JSON, encrypted where there is a key. */
  callbackForm: 'form' | 'json';
  /** An installation that does not look at the clock takes the time 0. */
  timestampMode: 'now' | 'zero';
  /** Whether it reports right after somebody signed; otherwise whoever drives it sends the reports. */
  readonly reportsAlone: boolean;
  close(): Promise<void>;
}

export interface QiyuesuoOptions {
  readonly port?: number;
  readonly clock?: () => Date;
  readonly reportsAlone?: boolean;
  readonly send?: CallbackSenderOptions['send'];
}

/** 契约锁's private cloud as a real HTTP server on loopback (`qiyuesuo.md` chapter 14). */
export async function startQiyuesuoSimulator({
  port = 0,
  clock = () => new Date(),
  reportsAlone = false,
  send,
}: QiyuesuoOptions = {}): Promise<QiyuesuoSimulator> {
  const service = new QiyuesuoService(await SigningOffice.open('契约锁模拟', clock()));
  const physical = new QiyuesuoSealUses(service);
  service.clock = clock;
  service.templateFile = await templatePdf(['合同编号']);
  const callbacks = new CallbackSender({
    retryAfterMs: RETRIES_MS,
    isTaken: async (response) => response.status === 200 && (await response.text()).includes('"code":0'),
    clock: () => service.clock(),
    ...(send ? { send } : {}),
  });
  const server = await startServer((request) => answer(simulator, request), port);
  const simulator: QiyuesuoSimulator = {
    url: server.url,
    appToken: 'qysSimToken',
    appSecret: 'qys-simulator-secret',
    service,
    physical,
    callbacks,
    reportsAlone,
    callbackAddress: '',
    callbackForm: 'form',
    timestampMode: 'now',
    close: () => server.close(),
  };
  const report = (news: Record<string, string>): void => {
    if (simulator.callbackAddress !== '') callbacks.report(callbackOf(simulator, news));
  };
  service.report = ({ contractId, status, sn }: ContractReport) => report({ contractId, status, sn });
  physical.report = (news) => report(sealNewsOf(news));
  return simulator;
}

function sealNewsOf(news: SealUseReport): Record<string, string> {
  if ('status' in news) return { ...news };
  const { businessId, mobile, imageType, image } = news;
  return { businessId, mobile, imageType, images: image };
}

function callbackOf(
  { callbackAddress: address, callbackForm }: QiyuesuoSimulator,
  news: Record<string, string>,
): Parameters<CallbackSender['report']>[0] {
  if (callbackForm === 'json') {
    return { address, body: JSON.stringify(news), headers: { 'content-type': 'application/json' } };
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { address, body: new URLSearchParams(news).toString(), headers };
}

async function answer(simulator: QiyuesuoSimulator, request: SimRequest): Promise<SimAnswer> {
  if (request.path.startsWith('/page/')) return page(simulator, request);
  if (request.path === '/machine') {
    const shown = sealMachine(simulator.physical, request);
    if (simulator.reportsAlone) await simulator.callbacks.flush();
    return shown;
  }
  try {
    requireSignature(simulator, request);
    return await route(simulator, request);
  } catch (error) {
    if (!(error instanceof QiyuesuoFault)) throw error;
    return json({ code: error.code, message: error.message });
  }
}

function requireSignature(
  { appToken, appSecret, timestampMode, service }: QiyuesuoSimulator,
  request: SimRequest,
): void {
  const header = (name: string): string => String(request.headers[name] ?? '');
  const timestamp = header('x-qys-timestamp');
  const isZero = timestamp === '0' && timestampMode === 'zero';
  const skew = Math.abs(service.clock().getTime() - Number(timestamp));
  if (!isZero && !(skew <= MAX_SKEW_MS)) throw new QiyuesuoFault(1, '时间戳超出范围');
  const right = createHash('md5').update(`${appToken}${appSecret}${timestamp}`).digest('hex');
  if (header('x-qys-accesstoken') !== appToken || header('x-qys-signature').toLowerCase() !== right) {
    throw new QiyuesuoFault(1, '签名错误');
  }
}

const OK = { code: 0, message: 'SUCCESS' };

async function route(simulator: QiyuesuoSimulator, request: SimRequest): Promise<SimAnswer> {
  const { service, url } = simulator;
  const { query } = request;
  const body = bodyOf(request);
  const id = String(body['contractId'] ?? query.get('contractId') ?? '');
  const sealed = routeSeals(request, body, simulator.physical);
  if (sealed) return sealed;
  switch (`${request.method} ${request.path}`) {
    case 'GET /company/list':
      return json({ ...OK, result: service.companies });
    case 'GET /seal/innercompany/seallist':
      return json({ ...OK, result: sealsOf(service, query.get('category') ?? '') });
    case 'GET /template/list':
      return json({ ...OK, result: service.templates });
    case 'GET /contract/categories':
      return json({ ...OK, result: service.categories });
    case 'POST /document/createbyfile':
      return json({ ...OK, documentId: await createDocument(service, request) });
    case 'POST /document/createbytemplate':
      return json({ ...OK, documentId: await service.fillTemplate(body) });
    case 'GET /document/download': {
      const { original } = service.document(query.get('documentId') ?? '');
      return { status: 200, headers: { 'content-type': 'application/pdf' }, body: original };
    }
    case 'POST /contract/create':
      return json({ ...OK, contractId: await service.createContract(body, false) });
    case 'POST /contract/createbycategory':
      return json({ ...OK, contractId: await service.createContract(body, true) });
    case 'GET /contract/list': {
      const found = service.findBySn(query.get('sn') ?? '');
      return json({ ...OK, result: { list: found ? [{ id: found.id }] : [] } });
    }
    case 'GET /contract/detail':
      return json({ ...OK, contract: viewOf(service.find(id)) });
    case 'GET /contract/signurl':
      return json({ ...OK, signUrl: `${url}/page/${service.link(id, query.get('contact') ?? '')}` });
    case 'GET /contract/download': {
      return { status: 200, headers: { 'content-type': 'application/zip' }, body: service.zip(id) };
    }
    default:
      return json(await act(service, request, id, body));
  }
}

/** What answers with nothing but that it was done. */
async function act(
  service: QiyuesuoService,
  { method, path }: SimRequest,
  id: string,
  body: Record<string, unknown>,
): Promise<object> {
  const acts: Record<string, () => Promise<void> | void> = {
    '/contract/send': () => service.send(id),
    '/contract/recall': () => service.recall(id, String(body['reason'] ?? '')),
    '/contract/delete': () => service.delete(id),
    '/contract/cancel': () => service.cancel(id),
    '/contract/finish/force': () => service.forceEnd(id),
    '/contract/signurl/send': () => service.remind(id),
    '/contract/signbycompany': () =>
      service.signByCompany(
        id,
        String(body['tenantName'] ?? ''),
        typeof body['sealId'] === 'string' ? body['sealId'] : undefined,
      ),
  };
  const work = method === 'POST' ? acts[path] : undefined;
  if (!work) throw new QiyuesuoFault(404, `no such address: ${method} ${path}`);
  await work();
  return OK;
}

function sealsOf(service: QiyuesuoService, category: string): unknown[] {
  return service.companies.map(({ id, name }) => ({
    id,
    name,
    seals: service.seals
      .filter((seal) => seal.category === category)
      .map((seal) => ({ id: seal.id, name: seal.name, category, ownerName: name, status: { key: seal.status } })),
  }));
}

async function createDocument(service: QiyuesuoService, { headers, body }: SimRequest): Promise<string> {
  const type = String(headers['content-type'] ?? '');
  if (!type.startsWith('multipart/form-data')) throw new QiyuesuoFault(1403, '需要 multipart/form-data');
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  const given = file instanceof File ? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } : null;
  return service.createDocument(String(form.get('title') ?? ''), given);
}

function viewOf({ id, given, status, publishTime, finishTime, reason, signatories, documents }: SimContract): unknown {
  return {
    id,
    sn: given.sn,
    subject: given.subject,
    status,
    publishTime,
    finishTime,
    reason,
    signatories: signatories.map((signatory) => ({
      id: signatory.id,
      tenantType: signatory.given.tenantType,
      tenantName: signatory.given.tenantName,
      status: signatory.status,
      signTime: signatory.signTime,
      rejectReason: signatory.rejectReason,
      actions: [{ actionOperators: signatory.operators }],
    })),
    documents: documents.map(({ id: document, title }) => ({ id: document, title })),
  };
}

/** The service's own page, on which a person really signs or declines. */
async function page({ service, callbacks, reportsAlone }: QiyuesuoSimulator, request: SimRequest): Promise<SimAnswer> {
  const link = service.links.get(request.path.slice('/page/'.length));
  if (!link || link.expiresAt < service.clock().getTime())
    return signingPage({ title: '契约锁', message: '链接已失效' });
  if (request.method === 'GET')
    return signingPage({ title: '契约锁', message: service.find(link.contractId).given.subject, isOpen: true });
  const form = new URLSearchParams(request.body.toString('utf8'));
  try {
    if (form.get('act') === 'reject') service.reject(link.contractId, link.contact, form.get('reason') ?? '');
    else await service.sign(link.contractId, link.contact);
  } catch (error) {
    if (!(error instanceof QiyuesuoFault)) throw error;
    return signingPage({ title: '契约锁', message: error.message });
  }
  if (reportsAlone) await callbacks.flush();
  return signingPage({ title: '契约锁', message: form.get('act') === 'reject' ? '已退回' : '签署完成' });
}
