import { randomUUID } from 'node:crypto';

import { CallbackSender, type CallbackSenderOptions } from '../kit/callback-sender.js';
import { bodyOf, json, startServer, type SimAnswer, type SimRequest } from '../kit/http-server.js';
import { SigningOffice } from '../kit/signing-office.js';
import { templatePdf } from '../kit/template-pdf.js';
import { signingPage } from '../kit/signing-page.js';
import { actions, fileActions, TEMPLATE } from './actions.js';
import { callbackOf, type ConsoleSettings } from './callbacks.js';
import { TencentFault } from './fault.js';
import { newId } from './flows.js';
import { TencentService, type FlowReport } from './service.js';
import { requireSignature } from './signature.js';

/** Half a second, then twice as long each time. */
const RETRIES_MS = [500, 1000, 2000, 4000, 8000];
const VERSION = '2020-11-11';
/** The hosts of the test environment, for which callers sign. */
const API_HOST = 'ess.test.ess.tencent.cn';
const FILE_HOST = 'file.test.ess.tencent.cn';

export interface TencentSimulator {
  readonly url: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly operatorUserId: string;
  readonly service: TencentService;
  readonly callbacks: CallbackSender;
  /** What the administrator of the enterprise has set in its console; no callbacks while the address is empty. */
  console: ConsoleSettings;
  /** The time of day by which the age of a call is judged: the SDK knows no other than that of the machine. */
  wallClock: () => Date;
  /** Whether it reports right after somebody signed; otherwise whoever drives it sends the reports. */
  readonly reportsAlone: boolean;
  close(): Promise<void>;
}

export interface TencentOptions {
  readonly port?: number;
  readonly clock?: () => Date;
  readonly reportsAlone?: boolean;
  readonly send?: CallbackSenderOptions['send'];
}

/** 腾讯电子签, its test environment, as a real HTTP server on loopback (`tencent.md` chapter 15). */
export async function startTencentSimulator({
  port = 0,
  clock = () => new Date(),
  reportsAlone = false,
  send,
}: TencentOptions = {}): Promise<TencentSimulator> {
  const service = new TencentService(await SigningOffice.open('腾讯电子签模拟', clock()));
  service.clock = clock;
  service.drafts.file = await templatePdf(['合同编号']);
  const callbacks = new CallbackSender({
    retryAfterMs: RETRIES_MS,
    isTaken: ({ status }) => status === 200,
    clock: () => service.clock(),
    ...(send ? { send } : {}),
  });
  const server = await startServer((request) => answer(simulator, request), port);
  const simulator: TencentSimulator = {
    url: server.url,
    secretId: 'TC-SIMULATOR-SECRET-ID',
    secretKey: 'tencent-simulator-secret-key',
    operatorUserId: 'yDsimulatorOperator0000000000001',
    service,
    callbacks,
    console: {
      address: '',
      key: 'simulatorCallbackKey000000000001',
      token: 'simulator-callback-token',
      form: 'current',
    },
    wallClock: () => new Date(),
    reportsAlone,
    close: () => server.close(),
  };
  service.report = (news) => {
    if (simulator.console.address !== '') callbacks.report(callbackOf(simulator.console, newId(), toldOf(news)));
  };
  return simulator;
}

/** A contract event (`tencent.md` chapter 11.3). */
function toldOf({ flow, operate, recipientId }: FlowReport): Record<string, unknown> {
  return {
    FlowId: flow.id,
    DocumentId: newId(),
    CallbackType: 'sign',
    FlowName: flow.name,
    FlowDescription: '',
    FlowType: '',
    FlowCallbackStatus: flow.status,
    Unordered: flow.unordered,
    CreateOn: flow.createdOn,
    UpdatedOn: flow.updatedOn,
    DeadLine: flow.deadline,
    UserId: 'yDsimulatorOperator0000000000001',
    RecipientId: recipientId,
    Operate: operate,
    UserData: flow.userData,
    Approvers: flow.approvers.map(({ given, recipientId: id, status, time, message }) => ({
      UserId: '',
      RecipientId: id,
      ApproverType: given.ApproverType,
      OrganizationName: given.OrganizationName ?? '',
      Required: true,
      ApproverName: given.ApproverName ?? '',
      ApproverMobile: given.ApproverMobile ?? '',
      ApproverIdCardType: 'ID_CARD',
      ApproverIdCardNumber: '',
      // who is not yet in turn is not told apart
      ApproveCallbackStatus: status === 1 ? 2 : status,
      ApproveMessage: message,
      ApproveTime: time,
      VerifyChannel: time > 0 ? 'WEIXINAPP' : '',
    })),
  };
}

async function answer(simulator: TencentSimulator, request: SimRequest): Promise<SimAnswer> {
  if (request.path.startsWith('/page/')) return page(simulator, request);
  if (request.path.startsWith('/storage/')) return storedFile(simulator, request);
  const RequestId = randomUUID();
  try {
    return json({ Response: { ...(await act(simulator, request)), RequestId } });
  } catch (error) {
    if (!(error instanceof TencentFault)) throw error;
    // refusals come with 200, too
    return json({ Response: { Error: { Code: error.code, Message: error.message }, RequestId } });
  }
}

async function act(simulator: TencentSimulator, { method, path, headers, body: raw }: SimRequest): Promise<object> {
  const { service, secretId, secretKey, url, wallClock } = simulator;
  const isFiles = path === '/file/';
  if (method !== 'POST' || (!isFiles && path !== '/ess/')) throw new TencentFault('UnsupportedProtocol');
  const host = isFiles ? FILE_HOST : API_HOST;
  // the SDK signs for the first part of the name of the host
  const services = isFiles ? ['ess', 'file'] : ['ess'];
  requireSignature({ headers, body: raw, host, services }, new Map([[secretId, secretKey]]), wallClock());
  if (headers['x-tc-version'] !== VERSION) throw new TencentFault('NoSuchVersion');
  const action = (isFiles ? fileActions : actions)[String(headers['x-tc-action'] ?? '')];
  if (!action) throw new TencentFault('InvalidAction', String(headers['x-tc-action'] ?? ''));
  const body = bodyOf({ body: raw });
  requireOperator(service, isFiles ? member(body, 'Caller', 'OperatorId') : member(body, 'Operator', 'UserId'));
  return action({ service, body, url, organizationId: organizationOf(service, body) });
}

function requireOperator(service: TencentService, id: string): void {
  if (id === '') throw new TencentFault('MissingParameter', 'Operator');
  if (!service.operators.has(id)) throw new TencentFault('ResourceNotFound.User', 'Operator');
}

/** The enterprise itself, or the member of its group that it acts for (chapter 9). */
function organizationOf(service: TencentService, body: Record<string, unknown>): string {
  const proxy = member(body, 'Agent', 'ProxyOrganizationId');
  if (proxy === '') return service.organization.id;
  const found = service.members.find(({ OrganizationId }) => OrganizationId === proxy);
  if (found?.Status !== 5) throw new TencentFault('OperationDenied.SubOrgNotJoin');
  return proxy;
}

function member(body: Record<string, unknown>, object: string, name: string): string {
  const value = body[object];
  const found =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name) : null;
  return typeof found?.[1] === 'string' ? found[1] : '';
}

function storedFile({ service }: TencentSimulator, { path }: SimRequest): SimAnswer {
  const link = service.links.get(path.slice('/storage/'.length));
  if (!link || link.expiresAt < service.clock().getTime()) return json({ error: 'gone' }, 403);
  const bytes = link.recipientId === TEMPLATE ? service.drafts.file : service.find(link.flowId).bytes;
  return { status: 200, headers: { 'content-type': 'application/pdf' }, body: bytes };
}

/** The service's own page, on which a person really signs or declines. */
async function page({ service, callbacks, reportsAlone }: TencentSimulator, request: SimRequest): Promise<SimAnswer> {
  const title = '腾讯电子签';
  const link = service.links.get(request.path.slice('/page/'.length));
  if (!link || link.expiresAt < service.clock().getTime()) return signingPage({ title, message: '链接已失效' });
  const { flowId, recipientId } = link;
  if (request.method === 'GET') return signingPage({ title, message: service.find(flowId).name, isOpen: true });
  const form = new URLSearchParams(request.body.toString('utf8'));
  const isRejected = form.get('act') === 'reject';
  try {
    if (isRejected) service.reject(flowId, recipientId, form.get('reason') ?? '');
    else await service.sign(flowId, recipientId);
  } catch (error) {
    if (!(error instanceof TencentFault)) throw error;
    return signingPage({ title, message: error.message });
  }
  await service.settle();
  if (reportsAlone) await callbacks.flush();
  return signingPage({ title, message: isRejected ? '已退回' : '签署完成' });
}
