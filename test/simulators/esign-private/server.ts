import { createHmac } from 'node:crypto';

import { CallbackSender, type CallbackSenderOptions } from '../kit/callback-sender.js';
import { EsignFault } from '../kit/esign-fault.js';
import { bodyOf, json, startServer, type SimAnswer, type SimRequest } from '../kit/http-server.js';
import { SigningOffice } from '../kit/signing-office.js';
import { signingPage } from '../kit/signing-page.js';
import type { SimFlow } from './flows.js';
import { EsignPrivateService, type FlowReport } from './service.js';

/** Three tries, 10 seconds apart. */
const RETRIES_MS = [10_000, 10_000];

export interface EsignPrivateSimulator {
  readonly url: string;
  readonly projectKey: string;
  readonly projectSecret: string;
  readonly service: EsignPrivateService;
  readonly callbacks: CallbackSender;
  /** Whether the project lists the addresses of its callers with `*`. */
  listsEverybody: boolean;
  /** Whether it reports right after somebody signed; otherwise whoever drives it sends the reports. */
  readonly reportsAlone: boolean;
  close(): Promise<void>;
}

export interface EsignPrivateOptions {
  readonly port?: number;
  readonly clock?: () => Date;
  readonly reportsAlone?: boolean;
  readonly send?: CallbackSenderOptions['send'];
}

/** e签宝's private cloud as a real HTTP server on loopback (`esign.md` 17.2 and 18). */
export async function startEsignPrivateSimulator({
  port = 0,
  clock = () => new Date(),
  reportsAlone = false,
  send,
}: EsignPrivateOptions = {}): Promise<EsignPrivateSimulator> {
  const service = new EsignPrivateService(await SigningOffice.open('e签宝私有云模拟', clock()));
  service.clock = clock;
  const callbacks = new CallbackSender({
    retryAfterMs: RETRIES_MS,
    isTaken: async (response) => response.status === 200 && (await response.text()).includes('"errCode":"0"'),
    clock,
    ...(send ? { send } : {}),
  });
  const server = await startServer((request) => answer(simulator, request), port);
  const simulator: EsignPrivateSimulator = {
    url: server.url,
    projectKey: '1001001',
    projectSecret: 'private-simulator-secret',
    service,
    callbacks,
    reportsAlone,
    listsEverybody: true,
    close: () => server.close(),
  };
  service.report = (news) => tell(callbacks, news);
  return simulator;
}

function tell(callbacks: CallbackSender, { flow, action, status, resultDescription }: FlowReport): void {
  const address = flow.given.callbackUrl;
  if (address === undefined) return;
  const body = JSON.stringify({
    action,
    flowId: flow.id,
    bizNo: flow.given.bizNo,
    flowType: 'Common',
    status,
    resultDescription,
    signTime: flow.endTime ?? flow.startTime,
  });
  callbacks.report({ address, body, headers: { 'content-type': 'application/json' } });
}

async function answer(simulator: EsignPrivateSimulator, request: SimRequest): Promise<SimAnswer> {
  try {
    if (request.path.startsWith('/storage/')) return storedFile(simulator, request);
    if (request.path.startsWith('/page/')) return await page(simulator, request);
    requireSignature(simulator, request);
    return json({ errCode: 0, msg: 'success', errShow: true, data: await route(simulator, request) });
  } catch (error) {
    if (!(error instanceof EsignFault)) throw error;
    return json({ errCode: error.code, msg: error.message, errShow: true });
  }
}

function requireSignature(
  { projectKey, projectSecret, listsEverybody }: EsignPrivateSimulator,
  { headers, method, body }: SimRequest,
): void {
  if (!listsEverybody) throw new EsignFault(5_006_002, '客户端ip地址非法');
  const isJson = String(headers['content-type'] ?? '').startsWith('application/json');
  if (method === 'POST' && !isJson && !String(headers['content-type']).startsWith('multipart/form-data')) {
    throw new EsignFault(1_435_002, 'Content-Type 不支持');
  }
  const right = createHmac('sha256', projectSecret)
    .update(method === 'POST' && isJson ? body : '')
    .digest('hex');
  const isRight = headers['x-timevale-project-id'] === projectKey && headers['x-timevale-signature'] === right;
  if (!isRight) throw new EsignFault(401, '签名校验失败');
}

async function route(simulator: EsignPrivateSimulator, request: SimRequest): Promise<unknown> {
  const { service, url } = simulator;
  const { query } = request;
  const body = bodyOf(request);
  const text = (name: string): string => String(body[name] ?? '');
  switch (`${request.method} ${request.path}`) {
    case 'POST /V1/files/upload':
      return { fileKey: await upload(service, request) };
    case 'POST /V1/signFlows/create':
      return viewOf(await service.create(body));
    case 'GET /V1/signFlows/signDetail': {
      const bizNo = query.get('bizNo');
      if (bizNo === null) return viewOf(service.find(Number(query.get('signFlowId'))));
      const found = service.findByBizNo(bizNo);
      if (!found) throw new EsignFault(1_436_016, '签署流不存在');
      return viewOf(found);
    }
    case 'GET /V1/signFlows/getSignFlowDocUrls': {
      const id = Number(query.get('signFlowId'));
      return service.signedFiles(id).map(({ key }) => {
        return { docFilekey: key, docUrl: `${url}/storage/${id}/${encodeURIComponent(key)}` };
      });
    }
    case 'GET /V1/signFlows/signUrls': {
      const id = Number(query.get('signFlowId'));
      const token = service.link(id, query.get('uniqueId') ?? query.get('accountId') ?? '');
      return { signUrls: token === null ? [] : [{ signUrl: `${url}/page/${token}` }] };
    }
    case 'POST /V1/signFlows/cancel':
      if (typeof body['signFlowId'] !== 'number') throw new EsignFault(1_435_002, '参数错误: signFlowId');
      service.cancel(body['signFlowId'], text('reason'));
      return null;
    case 'POST /V1/accounts/outerAccounts/create':
      if (text('contactsMobile') === '' && text('contactsEmail') === '')
        throw new EsignFault(1_435_002, '缺少联系方式');
      return { accountId: service.addOuter(text('name'), text('uniqueId')) };
    case 'GET /V1/organizations/innerOrgans/query':
      return { organizeId: service.organization(query.get('organizeName') ?? '', false) };
    case 'POST /V1/organizations/outerOrgans/create':
      return { organizeId: service.organization(text('organizeName'), true) };
    case 'GET /V1/seals/innerOrgansSeals/list': {
      const size = Number(query.get('pageSize'));
      const from = (Number(query.get('pageIndex')) - 1) * size;
      return { seals: service.seals.slice(from, from + size) };
    }
    default:
      throw new EsignFault(404, `no such address: ${request.method} ${request.path}`);
  }
}

async function upload(service: EsignPrivateService, { headers, body }: SimRequest): Promise<string> {
  const type = String(headers['content-type'] ?? '');
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  if (!(file instanceof File)) throw new EsignFault(1_435_002, '参数错误: file');
  return service.upload(file.name, new Uint8Array(await file.arrayBuffer()));
}

function storedFile({ service }: EsignPrivateSimulator, { path }: SimRequest): SimAnswer {
  const [, , id, key] = path.split('/');
  const file = service.signedFiles(Number(id)).find((candidate) => candidate.key === decodeURIComponent(key ?? ''));
  if (!file) throw new EsignFault(1_435_304, '文件不存在');
  return { status: 200, headers: { 'content-type': 'application/pdf' }, body: file.bytes };
}

/** The service's own page, on which a person really signs or declines. */
async function page(
  { service, callbacks, reportsAlone }: EsignPrivateSimulator,
  request: SimRequest,
): Promise<SimAnswer> {
  const title = 'e签宝';
  const link = service.links.get(request.path.slice('/page/'.length));
  if (!link) return signingPage({ title, message: '链接已失效' });
  if (request.method === 'GET') {
    const { given, flowStatus } = service.find(link.flowId);
    return signingPage({ title, message: given.subject, isOpen: flowStatus === 1 });
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  const declines = form.get('act') === 'reject';
  try {
    if (declines) service.reject(link.flowId, link.who, form.get('reason') ?? '');
    else await service.sign(link.flowId, link.who);
  } catch (error) {
    if (!(error instanceof EsignFault)) throw error;
    return signingPage({ title, message: error.message });
  }
  if (reportsAlone) await callbacks.flush();
  return signingPage({ title, message: declines ? '已拒签' : '签署完成' });
}

function viewOf({ id, given, flowStatus, startTime, endTime, resultDescription, seats, files }: SimFlow): unknown {
  return {
    signFlowId: id,
    bizNo: given.bizNo,
    subject: given.subject,
    flowStatus,
    forzenStatus: 0,
    flowStartTime: startTime,
    flowEndTime: endTime,
    resultDescription,
    signers: seats.map((seat) => ({
      accountId: seat.given.accountId,
      uniqueId: seat.given.uniqueId,
      signStatus: seat.signStatus,
      signTime: seat.signTime,
      resultDescription: seat.resultDescription,
    })),
    signDocs: files.map(({ key, name }) => ({ docFilekey: key, docName: name })),
  };
}
