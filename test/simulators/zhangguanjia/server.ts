import { CallbackSender, type CallbackSenderOptions } from '../kit/callback-sender.js';
import { bodyOf, json, startServer, type SimAnswer, type SimRequest } from '../kit/http-server.js';
import { sealMachine } from './machine-page.js';
import { ZhangguanjiaFault, ZhangguanjiaService, type SimUse, type UseEvent } from './service.js';

const SHANGHAI_MS = 8 * 3600_000;
const TOKEN_LIFE_MS = 3600_000;
/** 10 seconds, 1 minute, 5 minutes. */
const RETRIES_MS = [10_000, 60_000, 300_000];

export interface ZhangguanjiaSimulator {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly service: ZhangguanjiaService;
  readonly callbacks: CallbackSender;
  /** Where callbacks go, as the administrator of the installation entered it; none while it is empty. */
  callbackAddress: string;
  callbackForm: 'form' | 'json';
  /** How often a token was asked for. */
  tokensGiven: number;
  /** Takes back every token, as a restart of the service does. */
  forgetTokens(): void;
  /** What came, in order: method, address with query, and body. */
  readonly requests: { readonly method: string; readonly path: string; readonly body: string }[];
  close(): Promise<void>;
}

export interface ZhangguanjiaOptions {
  readonly port?: number;
  readonly clock?: () => Date;
  /** Whether it reports right after something was done at the device's page. */
  readonly reportsAlone?: boolean;
  readonly send?: CallbackSenderOptions['send'];
}

interface Inside {
  readonly simulator: ZhangguanjiaSimulator;
  readonly tokens: Map<string, number>;
  readonly clock: () => Date;
  readonly reportsAlone: boolean;
}

/** 章管家 as a real HTTP server on loopback, by what we know and assume of it (`zhangguanjia.md` chapter 12). */
export async function startZhangguanjiaSimulator({
  port = 0,
  clock = () => new Date(),
  reportsAlone = false,
  send,
}: ZhangguanjiaOptions = {}): Promise<ZhangguanjiaSimulator> {
  const service = new ZhangguanjiaService();
  service.clock = clock;
  const tokens = new Map<string, number>();
  const callbacks = new CallbackSender({
    retryAfterMs: RETRIES_MS,
    isTaken: async (response) => response.status === 200 && (await response.text()).includes('"errcode":0'),
    clock,
    ...(send ? { send } : {}),
  });
  const server = await startServer((request) => answer(inside, request), port);
  const simulator: ZhangguanjiaSimulator = {
    url: server.url,
    clientId: 'zgjSimClient',
    clientSecret: 'zgj-simulator-secret',
    service,
    callbacks,
    callbackAddress: '',
    callbackForm: 'json',
    tokensGiven: 0,
    forgetTokens: () => tokens.clear(),
    requests: [],
    close: () => server.close(),
  };
  const inside: Inside = { simulator, tokens, clock, reportsAlone };
  service.report = (use, event) => {
    if (simulator.callbackAddress !== '') callbacks.report(callbackOf(inside, use, event));
  };
  return simulator;
}

function callbackOf(
  { simulator, clock }: Inside,
  use: SimUse,
  event: UseEvent,
): Parameters<CallbackSender['report']>[0] {
  const { callbackAddress: address, callbackForm, callbacks } = simulator;
  const news = {
    event,
    sealapply_id: use.id,
    eventId: `zgj-evt-${String(callbacks.sent.length + 1).padStart(4, '0')}`,
    occurredAt: inShanghai(clock()),
    usedCount: Math.max(...use.seals.map(({ used_count: used }) => used)),
    remark: '',
  };
  if (callbackForm === 'json') {
    return { address, body: JSON.stringify(news), headers: { 'content-type': 'application/json' } };
  }
  const form = new URLSearchParams(Object.entries(news).map(([name, value]) => [name, String(value)]));
  return { address, body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}

/** `yyyy-MM-dd HH:mm:ss` by the clock of Shanghai. */
function inShanghai(moment: Date): string {
  return new Date(moment.getTime() + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ');
}

async function answer(inside: Inside, request: SimRequest): Promise<SimAnswer> {
  if (request.path === '/machine') return machine(inside, request);
  const { method, path, query, body } = request;
  const search = query.toString();
  inside.simulator.requests.push({
    method,
    path: search === '' ? path : `${path}?${search}`,
    body: body.toString('utf8'),
  });
  try {
    if (`${method} ${path}` === 'GET /api/getToken.htm') return json(giveToken(inside, query));
    requireToken(inside, request);
    if (`${method} ${path}` === 'GET /api/sealApply/photo.htm') {
      const { bytes } = inside.simulator.service.photo(query.get('photo_id') ?? '');
      return { status: 200, headers: { 'content-type': 'image/png' }, body: bytes };
    }
    return json({ errcode: 0, errmsg: 'ok', ...route(inside.simulator.service, request) });
  } catch (error) {
    if (!(error instanceof ZhangguanjiaFault)) throw error;
    return json({ errcode: error.errcode, errmsg: error.message });
  }
}

function giveToken({ simulator, tokens, clock }: Inside, query: URLSearchParams): object {
  const { clientId, clientSecret } = simulator;
  const isKnown = query.get('client_id') === clientId && query.get('client_secret') === clientSecret;
  if (!isKnown) throw new ZhangguanjiaFault(40001, 'client_id 或 client_secret 错误');
  if (query.get('grant_type') !== 'code' || query.get('response_type') !== 'json') {
    throw new ZhangguanjiaFault(40002, 'grant_type');
  }
  simulator.tokensGiven += 1;
  const accessToken = `zgj-token-${String(simulator.tokensGiven).padStart(4, '0')}`;
  tokens.set(accessToken, clock().getTime() + TOKEN_LIFE_MS);
  return { errcode: 0, errmsg: 'ok', accessToken };
}

function requireToken({ tokens, clock }: Inside, { headers }: SimRequest): void {
  const [, token = ''] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
  if ((tokens.get(token) ?? 0) <= clock().getTime()) throw new ZhangguanjiaFault(40014, 'accessToken 无效');
}

function route(service: ZhangguanjiaService, request: SimRequest): object {
  const { method, path, query } = request;
  const list = /^\/api\/seal\/list\/(\d+)\/(\d+)\.htm$/.exec(path);
  if (method === 'GET' && list) {
    const [page, size] = [Number(list[1]), Number(list[2])];
    return { total: service.seals.length, data_list: service.seals.slice((page - 1) * size, page * size) };
  }
  switch (`${method} ${path}`) {
    case 'GET /api/documentType/list.htm':
      return { data_list: service.fileTypes };
    case 'POST /api/sealApply/batchCreate.htm':
      return { data_list: listOf(request).map((item) => createdOf(service, item)) };
    case 'POST /api/sealApply/uploadFileByUrl.htm':
      service.addFiles(bodyOf(request));
      return {};
    case 'POST /api/sealApply/addCount.htm':
      return { use_code: service.append(bodyOf(request)).useCode };
    case 'POST /api/sealApply/finish.htm':
      service.end(String(bodyOf(request)['sealapply_id'] ?? ''));
      return {};
    case 'GET /api/sealApply/detail.htm':
      return detailOf(service.find(query.get('sealapply_id') ?? ''));
    case 'GET /api/sealApply/photoList.htm':
      return { data_list: service.find(query.get('sealapply_id') ?? '').photos.map(({ bytes: _, ...photo }) => photo) };
    default:
      throw new ZhangguanjiaFault(40002, `no such address: ${method} ${path}`);
  }
}

function listOf({ body }: SimRequest): unknown[] {
  const value: unknown = JSON.parse(body.toString('utf8'));
  if (!Array.isArray(value) || value.length === 0) throw new ZhangguanjiaFault(40002, '需要数组');
  return value;
}

function createdOf(service: ZhangguanjiaService, item: unknown): object {
  const { id, useCode } = service.apply(item);
  return { sealapply_id: id, ...(service.answersWithCode ? { use_code: useCode } : {}) };
}

function detailOf({ id, status, useCode, seals, owed }: SimUse): object {
  return {
    sealapply_id: id,
    status,
    use_code: useCode,
    photo_owed: String(owed.length),
    seals: seals.map((seal) => ({
      seal_id: seal.seal_id,
      use_count: String(seal.use_count),
      used_count: String(seal.used_count),
      sealed_bid_count: String(seal.sealed_bid_count),
      sealed_bid_used: String(seal.sealed_bid_used),
    })),
  };
}

/** The page at the device, where a person presses. */
async function machine({ simulator, reportsAlone }: Inside, request: SimRequest): Promise<SimAnswer> {
  const { service, callbacks } = simulator;
  const page = (message?: string): SimAnswer => sealMachine([...service.uses.values()], nameOf(service), message);
  if (request.method === 'GET') return page();
  const form = new URLSearchParams(request.body.toString('utf8'));
  try {
    act(service, form.get('id') ?? '', form.get('act') ?? '', form.get('seal') ?? '');
  } catch (error) {
    if (!(error instanceof ZhangguanjiaFault)) throw error;
    return page(error.message);
  }
  if (reportsAlone) await callbacks.flush();
  return page('完成');
}

function act(service: ZhangguanjiaService, id: string, what: string, sealId: string): void {
  switch (what) {
    case 'stamp':
      return service.stamp(id, 'use', { sealId, camera: 'works' });
    case 'stampBlind':
      return service.stamp(id, 'use', { sealId, camera: 'misses' });
    case 'seam':
      return service.stamp(id, 'seam', { sealId, camera: 'works' });
    case 'makeUp':
      return service.makeUp(id);
    default:
      return service.happen(id, what as UseEvent);
  }
}

function nameOf({ seals }: ZhangguanjiaService): (sealId: string) => string {
  return (sealId) => seals.find(({ seal_id: id }) => id === sealId)?.seal_name ?? sealId;
}
