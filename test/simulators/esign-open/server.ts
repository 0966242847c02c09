import { createHmac } from 'node:crypto';

import { toShanghai } from '../../../host/providers/shanghai-time.js';
import { CallbackSender, type CallbackSenderOptions } from '../kit/callback-sender.js';
import { EsignFault } from '../kit/esign-fault.js';
import { bodyOf, json, startServer, type SimAnswer, type SimRequest } from '../kit/http-server.js';
import { SigningOffice } from '../kit/signing-office.js';
import { templatePdf } from '../kit/template-pdf.js';
import { signingPage } from '../kit/signing-page.js';
import { route } from './routes.js';
import { EsignOpenService, type OpenReport } from './service.js';

/** Six notices, half an hour apart. */
const RETRIES_MS = Array.from({ length: 5 }, () => 1_800_000);
export const BASE = '/opentreaty-service';

export interface EsignOpenSimulator {
  readonly url: string;
  /** Where it says that its storage and its pages are; a test may put a proxy before it. */
  publicUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly service: EsignOpenService;
  readonly callbacks: CallbackSender;
  /** Whether it reports right after somebody signed; otherwise whoever drives it sends the reports. */
  readonly reportsAlone: boolean;
  /** Has the next call answer with an error of its own, by number. */
  fail(code: number): void;
  close(): Promise<void>;
}

export interface EsignOpenOptions {
  readonly port?: number;
  readonly clock?: () => Date;
  readonly reportsAlone?: boolean;
  readonly send?: CallbackSenderOptions['send'];
}

/** A template that is there from the beginning. */
export const OPEN_TEMPLATE = 'template-purchase-0001';

/** e签宝's open service as a real HTTP server on loopback (`esign.md` 1 to 18). */
export async function startEsignOpenSimulator({
  port = 0,
  clock = () => new Date(),
  reportsAlone = false,
  send,
}: EsignOpenOptions = {}): Promise<EsignOpenSimulator> {
  const service = new EsignOpenService(await SigningOffice.open('e签宝开放服务模拟', clock()));
  service.clock = clock;
  service.templates.set(OPEN_TEMPLATE, await templatePdf(['合同编号']));
  const callbacks = new CallbackSender({
    retryAfterMs: RETRIES_MS,
    isTaken: ({ status }) => status >= 200 && status < 400,
    clock,
    ...(send ? { send } : {}),
  });
  const faults: number[] = [];
  const server = await startServer((request) => answer(simulator, faults, request), port);
  const simulator: EsignOpenSimulator = {
    url: server.url,
    publicUrl: server.url,
    appId: '7438000001',
    appSecret: 'open-simulator-secret',
    service,
    callbacks,
    reportsAlone,
    fail: (code) => faults.push(code),
    close: () => server.close(),
  };
  service.report = (news) => tell(simulator, clock(), news);
  return simulator;
}

/** The headers of a notice, over its time, the values of the address's query by name, and its bytes (10.1). */
export function noticeHeaders(
  { appId, appSecret }: Pick<EsignOpenSimulator, 'appId' | 'appSecret'>,
  address: string,
  body: string,
  timestamp: string,
): Record<string, string> {
  const entries = [...new URL(address).searchParams].sort(([left], [right]) => (left < right ? -1 : 1));
  const values = entries.map(([, value]) => value).join('');
  return {
    'content-type': 'application/json',
    'x-tsign-open-app-id': appId,
    'x-tsign-open-timestamp': timestamp,
    'x-tsign-open-signature-algorithm': 'hmac-sha256',
    'x-tsign-open-signature': createHmac('sha256', appSecret).update(`${timestamp}${values}${body}`).digest('hex'),
  };
}

function tell(simulator: EsignOpenSimulator, at: Date, news: OpenReport): void {
  const { flowId, scene, startTime, noticeUrl: address } = news.flow;
  if (address === undefined) return;
  const now = toShanghai(at.toISOString());
  const body = JSON.stringify(
    'task' in news
      ? {
          action: 'SIGN_FLOW_UPDATE',
          flowId,
          accountId: news.task.accountId,
          thirdOrderNo: news.task.thirdOrderNo,
          signTime: news.task.signTime,
          signResult: news.signResult,
          resultDescription: news.task.signExplain ?? '签署完成',
        }
      : {
          action: 'SIGN_FLOW_FINISH',
          businessScence: scene,
          flowId,
          flowStatus: news.flowStatus,
          statusDescription: news.statusDescription,
          createTime: startTime,
          endTime: now,
        },
  );
  simulator.callbacks.report({ address, body, headers: noticeHeaders(simulator, address, body, String(at.getTime())) });
}

async function answer(simulator: EsignOpenSimulator, faults: number[], request: SimRequest): Promise<SimAnswer> {
  const { service } = simulator;
  // what was to be signed by itself is signed by now
  await service.work();
  if (request.path === '/') return signingPage({ title: 'e签宝', message: '开放服务模拟' });
  if (request.path.startsWith('/storage/')) return stored(service, request);
  if (request.path.startsWith('/page/')) return page(simulator, request);
  try {
    if (request.headers['x-tsign-open-app-secret'] !== simulator.appSecret) {
      return json({ errCode: 401, msg: 'App Secret 不正确' }, 401);
    }
    if (request.headers['x-tsign-open-app-id'] !== simulator.appId) throw new EsignFault(1435103, '项目不存在');
    const isJson = /^application\/json(;|$)/.test(String(request.headers['content-type'] ?? ''));
    if (request.method !== 'POST' || !isJson) throw new EsignFault(1435002, '参数错误: 请求方式');
    const fault = faults.shift();
    if (fault !== undefined) throw new EsignFault(fault, '注入的故障');
    const path = request.path.startsWith(BASE) ? request.path.slice(BASE.length) : '';
    const data = await route(service, simulator.publicUrl, path, bodyOf(request));
    return json({ errCode: 0, msg: 'SUCCESS', ...(data === undefined ? {} : { data }) });
  } catch (error) {
    if (!(error instanceof EsignFault)) throw error;
    return json({ errCode: error.code, msg: error.message });
  }
}

function stored(service: EsignOpenService, { method, path, headers, body }: SimRequest): SimAnswer {
  const key = decodeURIComponent(path.split('/').at(-1) ?? '');
  if (method === 'PUT') {
    const md5 = headers['content-md5'];
    const announced = { md5: md5 === undefined ? undefined : String(md5), contentType: headers['content-type'] };
    return { status: service.store(key, announced, body), body: '' };
  }
  if (path.startsWith('/storage/seals/')) {
    if (!service.isSealLink(key)) return { status: 403, body: '' };
    return { status: 200, headers: { 'content-type': 'image/png' }, body: service.sealPicture };
  }
  const document = service.download(key);
  if (!document) return { status: 403, body: '' };
  return { status: 200, headers: { 'content-type': 'application/pdf' }, body: document.bytes };
}

/** The service's own page, on which a person really signs or declines. */
async function page({ service, callbacks, reportsAlone }: EsignOpenSimulator, request: SimRequest): Promise<SimAnswer> {
  const title = 'e签宝';
  const token = request.path.slice('/page/'.length);
  const found = service.taskOf(token);
  if (!found) return signingPage({ title, message: '链接已失效' });
  if (request.method === 'GET') {
    const isOpen = found.flow.flowStatus === 1 && found.task.signStatus < 2;
    return signingPage({ title, message: found.flow.scene, isOpen });
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  const declines = form.get('act') === 'reject';
  try {
    if (declines) service.refuse(token, form.get('reason') ?? '');
    else await service.sign(token);
  } catch (error) {
    if (!(error instanceof EsignFault)) throw error;
    return signingPage({ title, message: error.message });
  }
  if (reportsAlone) await callbacks.flush();
  return signingPage({ title, message: declines ? '已拒签' : '签署完成' });
}
