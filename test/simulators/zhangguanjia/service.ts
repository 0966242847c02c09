import { randomInt } from 'node:crypto';

import { toShanghai } from '../../../host/providers/shanghai-time.js';
import { aPhoto } from '../kit/photo.js';

/** The states of `zhangguanjia.md` chapter 7. */
export type UseState = 'APPLIED' | 'USING' | 'USED_UP' | 'FINISHED' | 'ARCHIVED' | 'REJECTED' | 'TERMINATED' | 'ENDED';

export type UseEvent = 'SEAL_USE_FINISHED' | 'FILE_ARCHIVED' | 'AUTO_ENDED' | 'APPLY_TERMINATED' | 'APPLY_REJECTED';

/** What the device's camera took when a seal was used. */
export interface SimPhoto {
  readonly photo_id: string;
  readonly seal_id: string;
  readonly taken_at: string;
  bytes: Uint8Array;
}

export interface SimSeal {
  readonly seal_id: string;
  use_count: number;
  used_count: number;
  sealed_bid_count: number;
  sealed_bid_used: number;
}

export interface SimUse {
  readonly id: string;
  readonly given: string;
  readonly name: string;
  readonly seals: SimSeal[];
  readonly appended: Map<string, string>;
  readonly photos: SimPhoto[];
  /** Files by address, as they were told of. */
  readonly files: Readonly<Record<string, string>>[];
  /** Stamps that the camera missed, by their seal; somebody is to take the photos later. */
  readonly owed: string[];
  status: UseState;
  useCode: string;
}

/** A refusal in the service's own numbers. */
export class ZhangguanjiaFault extends Error {
  readonly errcode: number;

  constructor(errcode: number, message: string) {
    super(message);
    this.errcode = errcode;
  }
}

const OPEN: readonly UseState[] = ['USING', 'USED_UP'];
/** From where each event leads where to. */
const EDGES: Record<UseEvent, { readonly from: readonly UseState[]; readonly to: UseState }> = {
  SEAL_USE_FINISHED: { from: OPEN, to: 'FINISHED' },
  FILE_ARCHIVED: { from: ['FINISHED'], to: 'ARCHIVED' },
  AUTO_ENDED: { from: OPEN, to: 'ENDED' },
  APPLY_TERMINATED: { from: ['APPLIED', 'USING'], to: 'TERMINATED' },
  APPLY_REJECTED: { from: ['APPLIED'], to: 'REJECTED' },
};

/** What 章管家 and its devices know, by `zhangguanjia.md`. */
export class ZhangguanjiaService {
  readonly uses = new Map<string, SimUse>();
  readonly seals = [
    { seal_id: 'seal-0001', seal_name: '公司公章', is_enable: 'true' },
    { seal_id: 'seal-0002', seal_name: '法人章', is_enable: 'true' },
    { seal_id: 'seal-0009', seal_name: '旧合同章', is_enable: 'false' },
  ];
  readonly fileTypes = [
    { type_id: 'zgjtype0000000000001', type_name: '投标文件', is_enable: 'true' },
    { type_id: 'zgjtype0000000000002', type_name: '介绍信', is_enable: 'true' },
  ];
  /** People that were synced from the host; everybody while it is empty. */
  readonly people = new Set<string>();
  /** Whether the answer to an application names the code; otherwise the detail does. */
  answersWithCode = true;
  /** Whether applications wait for somebody inside, whatever the host says. */
  approvesInside = false;
  clock: () => Date = () => new Date();
  report: (use: SimUse, event: UseEvent) => void = () => undefined;

  apply(item: unknown): SimUse {
    const field = reader(item);
    const id = field('sealapply_id');
    const given = JSON.stringify(item);
    const known = this.uses.get(id);
    if (known) {
      if (known.given !== given) throw new ZhangguanjiaFault(40009, 'sealapply_id 重复');
      return known;
    }
    if (!this.fileTypes.some(({ type_id: type }) => type === field('type_id'))) {
      throw new ZhangguanjiaFault(40012, '文件类型不存在');
    }
    if (this.people.size > 0 && !this.people.has(field('uid'))) throw new ZhangguanjiaFault(40002, '申请人不存在');
    const isApproved = field('apply_status') === '6' && !this.approvesInside;
    const use: SimUse = {
      id,
      given,
      name: field('name'),
      seals: this.#sealsOf(item as Record<string, unknown>, field),
      appended: new Map(),
      photos: [],
      files: [],
      owed: [],
      status: isApproved ? 'USING' : 'APPLIED',
      useCode: newCode(),
    };
    this.uses.set(id, use);
    return use;
  }

  #sealsOf(item: Record<string, unknown>, field: (name: string) => string): SimSeal[] {
    const numbered = Object.keys(item).filter((name) => /^seal_ids\d+$/.test(name));
    if (numbered.length === 0) throw new ZhangguanjiaFault(40002, '缺少 seal_ids1');
    return numbered.map((_, index): SimSeal => {
      const number = index + 1;
      // a gap in the numbers ends in a name that is not there
      const sealId = field(`seal_ids${number}`);
      this.#requireSeal(sealId);
      const isSeam = field(`is_sealed_bid${number}`);
      if (isSeam !== 'true' && isSeam !== 'false') throw new ZhangguanjiaFault(40002, `is_sealed_bid${number}`);
      return {
        seal_id: sealId,
        use_count: count(field(`use_count${number}`), 1),
        used_count: 0,
        sealed_bid_count: isSeam === 'true' ? count(field(`sealed_bid_count${number}`), 1) : 0,
        sealed_bid_used: 0,
      };
    });
  }

  #requireSeal(id: string): void {
    const seal = this.seals.find(({ seal_id: known }) => known === id);
    if (seal?.is_enable !== 'true') throw new ZhangguanjiaFault(40011, '印章不存在或已停用');
  }

  find(id: string): SimUse {
    const use = this.uses.get(id);
    if (!use) throw new ZhangguanjiaFault(40004, '申请不存在');
    return use;
  }

  /** Files that the service fetches by their addresses; `filement` is spelt so. */
  addFiles(body: Record<string, unknown>): void {
    const use = this.find(reader(body)('sealapply_id'));
    const files = Array.isArray(body['filement']) ? body['filement'] : [];
    if (files.length === 0) throw new ZhangguanjiaFault(40002, '缺少 filement');
    const told = files.map((file: unknown) => {
      const field = reader(file);
      const downLoadUrl = field('downLoadUrl');
      if (!URL.canParse(downLoadUrl)) throw new ZhangguanjiaFault(40002, '参数错误 downLoadUrl');
      return { downLoadUrl, fileName: field('fileName'), is_watermark: field('is_watermark') };
    });
    use.files.push(...told);
  }

  append(body: Record<string, unknown>): SimUse {
    const field = reader(body);
    const use = this.find(field('sealapply_id'));
    const request = field('request_id');
    const given = JSON.stringify(body);
    const earlier = use.appended.get(request);
    if (earlier !== undefined) {
      if (earlier !== given) throw new ZhangguanjiaFault(40009, 'request_id 重复');
      return use;
    }
    if (!OPEN.includes(use.status)) throw new ZhangguanjiaFault(40010, '当前状态不允许追加');
    const asked = Array.isArray(body['seals']) ? body['seals'] : [];
    if (asked.length === 0) throw new ZhangguanjiaFault(40002, '缺少 seals');
    const changes = asked.map((item: unknown) => {
      const part = reader(item);
      const seal = use.seals.find(({ seal_id: id }) => id === part('seal_id'));
      if (!seal) throw new ZhangguanjiaFault(40011, '申请中没有该印章');
      const uses = count(part('use_count'), 0);
      const seams = count(part('sealed_bid_count'), 0);
      if (uses + seams === 0) throw new ZhangguanjiaFault(40002, '次数不能都为 0');
      return { seal, uses, seams };
    });
    for (const { seal, uses, seams } of changes) {
      seal.use_count += uses;
      seal.sealed_bid_count += seams;
    }
    use.appended.set(request, given);
    use.useCode = newCode();
    use.status = 'USING';
    return use;
  }

  end(id: string): void {
    const use = this.find(id);
    if (!OPEN.includes(use.status)) throw new ZhangguanjiaFault(40010, '当前状态不允许结束');
    use.status = 'ENDED';
  }

  /** Somebody inside of 章管家 says yes. */
  approve(id: string): void {
    const use = this.find(id);
    if (use.status !== 'APPLIED') throw new ZhangguanjiaFault(40010, '当前状态不允许审批');
    use.status = 'USING';
  }

  /**
   * One stamp at the device with each seal that has one left, or with one of them; nothing is stamped when none has. A device
   * without a camera takes no photo and misses none.
   */
  stamp(
    id: string,
    kind: 'use' | 'seam' = 'use',
    { sealId, camera = 'none' }: { sealId?: string; camera?: 'none' | 'works' | 'misses' } = {},
  ): void {
    const use = this.find(id);
    const [granted, used] =
      kind === 'use' ? (['use_count', 'used_count'] as const) : (['sealed_bid_count', 'sealed_bid_used'] as const);
    const left = use.seals.filter(
      (seal) => seal[used] < seal[granted] && (sealId === undefined || seal.seal_id === sealId),
    );
    if (!OPEN.includes(use.status) || left.length === 0) throw new ZhangguanjiaFault(40010, '没有剩余次数');
    for (const seal of left) {
      seal[used] += 1;
      if (camera === 'works') this.#photograph(use, seal.seal_id);
      if (camera === 'misses') use.owed.push(seal.seal_id);
    }
    const isUsedUp = use.seals.every(
      (seal) => seal.used_count >= seal.use_count && seal.sealed_bid_used >= seal.sealed_bid_count,
    );
    use.status = isUsedUp ? 'USED_UP' : 'USING';
  }

  /** Somebody takes a photo that is missing. */
  makeUp(id: string): void {
    const use = this.find(id);
    const sealId = use.owed.shift();
    if (sealId === undefined) throw new ZhangguanjiaFault(40010, '没有缺少的照片');
    this.#photograph(use, sealId);
  }

  #photograph({ id, photos }: SimUse, sealId: string): void {
    const number = photos.length + 1;
    const taken = toShanghai(this.clock().toISOString());
    photos.push({ photo_id: `${id}-${number}`, seal_id: sealId, taken_at: taken, bytes: aPhoto(number) });
  }

  photo(photoId: string): SimPhoto {
    const photos = [...this.uses.values()].flatMap((use) => use.photos);
    const photo = photos.find(({ photo_id: known }) => known === photoId);
    if (!photo) throw new ZhangguanjiaFault(40004, '照片不存在');
    return photo;
  }

  /** Something happens at the device or inside of 章管家, and is reported. */
  happen(id: string, event: UseEvent): void {
    const use = this.find(id);
    const { from, to } = EDGES[event];
    if (!from.includes(use.status)) throw new ZhangguanjiaFault(40010, '当前状态不允许');
    use.status = to;
    this.report(use, event);
  }
}

/** Reads fields that must be texts that are not empty. */
function reader(item: unknown): (name: string) => string {
  const fields = typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {};
  return (name) => {
    const value = fields[name];
    if (typeof value !== 'string' || value === '') throw new ZhangguanjiaFault(40002, `参数错误 ${name}`);
    return value;
  };
}

function count(text: string, least: number): number {
  const value = Number(text);
  if (!/^\d{1,4}$/.test(text) || value < least) throw new ZhangguanjiaFault(40002, `次数错误 ${text}`);
  return value;
}

function newCode(): string {
  return String(randomInt(100_000, 1_000_000));
}
