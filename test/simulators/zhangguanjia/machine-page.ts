import type { SimAnswer } from '../kit/http-server.js';
import { machinePage, type MachineAct } from '../kit/machine-page.js';
import type { SimSeal, SimUse, UseState } from './service.js';

/** What happens to the whole use, beside what is pressed for one of its seals. */
const EVENTS: readonly MachineAct[] = [
  ['SEAL_USE_FINISHED', '智能用印完成'],
  ['FILE_ARCHIVED', '文件归档完成'],
  ['AUTO_ENDED', '自动结束'],
  ['APPLY_TERMINATED', '流程终止'],
  ['APPLY_REJECTED', '驳回'],
];
const STATES: Readonly<Record<UseState, string>> = {
  APPLIED: '待审批',
  USING: '用印中',
  USED_UP: '次数已用完',
  FINISHED: '已完成',
  ARCHIVED: '已归档',
  REJECTED: '已驳回',
  TERMINATED: '已终止',
  ENDED: '已结束',
};

/** The device with its seals: it is pressed with or without its camera, and reports what happens to a use. */
export function sealMachine(uses: readonly SimUse[], nameOf: (sealId: string) => string, message?: string): SimAnswer {
  const shown = uses.map((use) => ({
    id: use.id,
    name: use.name,
    state: STATES[use.status],
    useCode: use.useCode,
    photos: `照片 ${use.photos.length} 张${use.owed.length > 0 ? `，缺照片 ${use.owed.length} 张` : ''}`,
    seals: use.seals.map((seal) => ({
      id: seal.seal_id,
      text: textOf(seal, nameOf(seal.seal_id)),
      acts: actsOf(seal),
    })),
    acts: [...(use.owed.length > 0 ? [['makeUp', '补拍照片'] as const] : []), ...EVENTS],
  }));
  return machinePage(shown, message);
}

function textOf(seal: SimSeal, name: string): string {
  const seam = seal.sealed_bid_count > 0 ? `，骑缝 ${seal.sealed_bid_used}/${seal.sealed_bid_count}` : '';
  return `${name}：${seal.used_count}/${seal.use_count}${seam}`;
}

function actsOf({ sealed_bid_count: seams }: SimSeal): MachineAct[] {
  return [['stamp', '盖章'], ['stampBlind', '盖章（未拍照）'], ...(seams > 0 ? [['seam', '盖骑缝章'] as const] : [])];
}
