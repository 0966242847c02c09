import { json, type SimAnswer, type SimRequest } from '../kit/http-server.js';
import { machinePage, type MachineAct } from '../kit/machine-page.js';
import { QiyuesuoFault } from './contracts.js';
import type { ImageType, QiyuesuoSealUses, SealUseState, SimSealAuth, SimSealUse } from './seal-uses.js';

const OK = { code: 0, message: 'SUCCESS' };
const STATES: Readonly<Record<SealUseState, string>> = {
  APPROVING: '待审批',
  USING: '用印中',
  COMPLETE: '已完成',
  REJECTED: '已驳回',
  TERMINATED: '已终止',
};
const ACTS: readonly MachineAct[] = [
  ['finish', '完成用印'],
  ['EMERGENCY', '应急用印照片'],
  ['approve', '同意申请'],
  ['reject', '驳回申请'],
  ['terminate', '终止'],
];

/** The calls for physical seals and for the people who use them; null for any other. The right spelling of the second path is no address there. */
export function routeSeals(
  { method, path, query }: SimRequest,
  body: Record<string, unknown>,
  physical: QiyuesuoSealUses,
): SimAnswer | null {
  const id = query.get('businessId') ?? '';
  switch (`${method} ${path}`) {
    case 'POST /seal/apply/multiple':
      return json({ ...OK, result: createdOf(physical.apply(body, false)) });
    case 'POST /seal/apply/mulitipleByCategory':
      return json({ ...OK, result: createdOf(physical.apply(body, true)) });
    case 'POST /sim/employee/sync':
      physical.takePeople(body);
      return json(OK);
    case 'GET /seal/apply/list': {
      const found = physical.findBySerialNo(query.get('serialNo') ?? '');
      return json({ ...OK, result: { list: found ? [createdOf(found)] : [] } });
    }
    case 'GET /seal/apply/detail': {
      const use = physical.find(id);
      const counts = use.auths.map((auth) => ({ ...authOf(auth), count: auth.count, usedCount: auth.used }));
      const { status, images } = use;
      return json({ ...OK, result: { id: use.id, status, sealAuths: counts, imageCount: images.length } });
    }
    case 'GET /seal/apply/images/download':
      return { status: 200, headers: { 'content-type': 'application/zip' }, body: physical.zip(id) };
    default:
      return null;
  }
}

function createdOf({ id, auths }: SimSealUse): object {
  return { id, sealAuths: auths.map(authOf) };
}

function authOf({ id, seal, contact, code }: SimSealAuth): object {
  return {
    id,
    contact,
    vertifyCode: code,
    sealName: seal.name,
    sealId: seal.id,
    ...(seal.deviceNo === undefined ? {} : { deviceNo: seal.deviceNo }),
  };
}

/** The page at the device, where a person stamps. */
export function sealMachine(physical: QiyuesuoSealUses, { method, body }: SimRequest): SimAnswer {
  const page = (message?: string): SimAnswer => machinePage([...physical.uses.values()].map(shown), message);
  if (method === 'GET') return page();
  const form = new URLSearchParams(body.toString('utf8'));
  try {
    act(physical, form.get('id') ?? '', form.get('act') ?? '', form.get('seal') ?? '');
  } catch (error) {
    if (!(error instanceof QiyuesuoFault)) throw error;
    return page(error.message);
  }
  return page('完成');
}

function shown({ id, given, status, auths, images }: SimSealUse): Parameters<typeof machinePage>[0][number] {
  return {
    id,
    name: given.subject,
    state: STATES[status],
    useCode: auths.map(({ code }) => code).join(','),
    photos: `照片 ${images.length} 张`,
    seals: auths.map(({ seal, used, count }) => ({
      id: seal.id,
      text: `${seal.name}：${used}/${count}`,
      acts: [
        ['stamp', '盖章'],
        ['stampBlind', '盖章（未拍照）'],
      ],
    })),
    acts: ACTS,
  };
}

function act(physical: QiyuesuoSealUses, id: string, what: string, sealId: string): void {
  switch (what) {
    case 'stamp':
      return physical.stamp(id, { sealId, camera: true });
    case 'stampBlind':
      return physical.stamp(id, { sealId });
    case 'finish':
      return physical.finish(id);
    case 'approve':
    case 'reject':
      return physical.decide(id, what === 'approve');
    case 'terminate':
      return physical.terminate(id);
    default:
      return physical.photograph(id, what as ImageType);
  }
}
