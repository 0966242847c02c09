import { randomInt } from 'node:crypto';

import { zipSync } from 'fflate';
import * as z from 'zod/mini';

import { aPhoto } from '../kit/photo.js';
import { QiyuesuoFault } from './contracts.js';
import { newId, type QiyuesuoService, type SimSeal } from './service.js';

/** Chapter 7; of these only `COMPLETE` is public. */
export type SealUseState = 'APPROVING' | 'USING' | 'COMPLETE' | 'REJECTED' | 'TERMINATED';
export type ImageType = 'FACE' | 'SIGNATORY' | 'EMERGENCY';

const Text = z.string().check(z.minLength(1));
const Mobile = z.string().check(z.regex(/^\+?\d{6,15}$/));
const Moment = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/));
const Auth = z.strictObject({
  sealId: z.optional(Text),
  deviceNo: z.optional(Text),
  sealName: z.optional(Text),
  ownerName: z.optional(Text),
  count: z.int().check(z.minimum(1)),
  startTime: z.optional(Moment),
  endTime: z.optional(Moment),
  users: z.array(z.strictObject({ mobile: Mobile })).check(z.minLength(1)),
});
type Auth = z.infer<typeof Auth>;

/** A field that is not in the document is refused, so that an adapter cannot lean on one. */
const NewSealUse = z.strictObject({
  tenantName: Text,
  subject: Text,
  categoryId: z.optional(Text),
  serialNo: z.optional(Text),
  description: z.optional(z.string()),
  applyerName: Text,
  applyerContact: Mobile,
  auths: z.array(Auth).check(z.minLength(1)),
  documents: z.optional(z.array(Text)),
  forms: z.optional(z.array(z.unknown())),
});
type NewSealUse = z.infer<typeof NewSealUse>;

const Organization = z.strictObject({
  departments: z.array(z.strictObject({ id: Text, name: Text, parentId: z.optional(Text) })),
  employees: z.array(z.strictObject({ number: Text, name: Text, mobile: Mobile, departmentId: z.optional(Text) })),
});

/** What one person may do with one seal. */
export interface SimSealAuth {
  readonly id: string;
  readonly seal: SimSeal;
  readonly contact: string;
  readonly code: string;
  readonly count: number;
  used: number;
}

export interface SimSealUse {
  readonly id: string;
  readonly given: NewSealUse;
  readonly auths: readonly SimSealAuth[];
  readonly images: { readonly name: string; readonly type: ImageType; bytes: Uint8Array }[];
  status: SealUseState;
}

/** What the service tells of a use: its state, or pictures that came. */
export type SealUseReport =
  | { readonly businessId: string; readonly status: SealUseState }
  | { readonly businessId: string; readonly mobile: string; readonly imageType: ImageType; readonly image: string };

/** Physical seals at 契约锁's private cloud (`qiyuesuo.md` chapter 7), as strict as the document. */
export class QiyuesuoSealUses {
  readonly uses = new Map<string, SimSealUse>();
  /** Mobile numbers of the people who are known; everybody while it is empty. */
  readonly people = new Set<string>();
  /** Whom the host told of last. */
  organization: z.infer<typeof Organization> | null = null;
  /** Whether applications wait for somebody inside. */
  approvesInside = false;
  report: (news: SealUseReport) => void = () => undefined;
  readonly #service: QiyuesuoService;

  constructor(service: QiyuesuoService) {
    this.#service = service;
  }

  /** Takes in everybody who is told of (B-15), in place of those before. */
  takePeople(body: unknown): void {
    const read = Organization.safeParse(body);
    if (!read.success) throw new QiyuesuoFault(1, `参数错误: ${read.error.issues[0]?.path.join('.') ?? ''}`);
    const { departments, employees } = read.data;
    const known = new Set(departments.map(({ id }) => id));
    const places = [...departments.map(({ parentId }) => parentId), ...employees.map((one) => one.departmentId)];
    const lost = places.find((id) => id !== undefined && !known.has(id));
    if (lost !== undefined) throw new QiyuesuoFault(1, `部门不存在: ${lost}`);
    const mobiles = new Set(employees.map(({ mobile }) => mobile));
    if (mobiles.size < employees.length) throw new QiyuesuoFault(1, '手机号重复');
    this.people.clear();
    for (const mobile of mobiles) this.people.add(mobile);
    this.organization = read.data;
  }

  apply(body: unknown, byCategory: boolean): SimSealUse {
    const given = readNewSealUse(body);
    if (!this.#service.companies.some(({ name }) => name === given.tenantName)) {
      throw new QiyuesuoFault(1, `公司不存在: ${given.tenantName}`);
    }
    this.#checkCategory(given, byCategory);
    this.#requirePerson(given.applyerContact);
    const auths = given.auths.flatMap((auth) => this.#authsOf(auth));
    if (given.serialNo !== undefined && this.findBySerialNo(given.serialNo)) {
      throw new QiyuesuoFault(1, 'serialNo 重复');
    }
    const status = this.approvesInside ? 'APPROVING' : 'USING';
    const use: SimSealUse = { id: newId(), given, auths, images: [], status };
    this.uses.set(use.id, use);
    return use;
  }

  findBySerialNo(serialNo: string): SimSealUse | undefined {
    return [...this.uses.values()].find(({ given }) => given.serialNo === serialNo);
  }

  /** @throws QiyuesuoFault 1101 where there is none. */
  find(id: string): SimSealUse {
    const use = this.uses.get(id);
    if (!use) throw new QiyuesuoFault(1101, '用印申请不存在');
    return use;
  }

  /** Somebody inside of 契约锁 decides. */
  decide(id: string, isApproved: boolean): void {
    const use = this.#inState(id, ['APPROVING']);
    use.status = isApproved ? 'USING' : 'REJECTED';
    this.#tell(use);
  }

  /** One stamp with a seal, or with each of them that has one left. The last of them all completes the use. */
  stamp(id: string, { sealId, camera = false }: { sealId?: string; camera?: boolean } = {}): void {
    const use = this.#inState(id, ['USING']);
    const left = use.auths.filter(
      ({ seal, used, count }) => used < count && (sealId === undefined || seal.id === sealId),
    );
    if (left.length === 0) throw new QiyuesuoFault(1101, '没有剩余次数');
    for (const auth of left) {
      auth.used += 1;
      if (camera) for (const type of ['FACE', 'SIGNATORY'] as const) this.photograph(id, type, auth.contact);
    }
    if (use.auths.every(({ used, count }) => used >= count)) this.finish(id);
  }

  finish(id: string): void {
    const use = this.#inState(id, ['USING']);
    use.status = 'COMPLETE';
    this.#tell(use);
  }

  terminate(id: string): void {
    const use = this.#inState(id, ['APPROVING', 'USING']);
    use.status = 'TERMINATED';
    this.#tell(use);
  }

  photograph(id: string, imageType: ImageType, mobile = ''): void {
    const { images } = this.find(id);
    const number = images.length + 1;
    const name = `${imageType}/${String(number).padStart(4, '0')}.png`;
    images.push({ name, type: imageType, bytes: aPhoto(number) });
    this.report({ businessId: id, mobile, imageType, image: name });
  }

  /** The pictures of a use; an empty zip while there are none. */
  zip(id: string): Uint8Array {
    return zipSync(Object.fromEntries(this.find(id).images.map(({ name, bytes }) => [name, bytes])), { level: 0 });
  }

  #authsOf(auth: Auth): SimSealAuth[] {
    const seal = this.#sealOf(auth);
    return auth.users.map(({ mobile }) => {
      this.#requirePerson(mobile);
      return { id: newId(), seal, contact: mobile, code: newCode(), count: auth.count, used: 0 };
    });
  }

  /** The id of the seal goes before the number of its device, and both before its name. */
  #sealOf({ sealId, deviceNo, sealName, ownerName }: Auth): SimSeal {
    if (sealId === undefined && deviceNo === undefined && (sealName === undefined || ownerName === undefined)) {
      throw new QiyuesuoFault(1, '参数错误: auths 缺少 sealId、deviceNo 或 sealName 与 ownerName');
    }
    const seal = this.#service.seals.find((candidate) => {
      if (candidate.category !== 'PHYSICS') return false;
      if (sealId !== undefined) return candidate.id === sealId;
      if (deviceNo !== undefined) return candidate.deviceNo === deviceNo;
      return candidate.name === sealName && this.#service.companies.some(({ name }) => name === ownerName);
    });
    if (!seal) throw new QiyuesuoFault(1201, '印章不存在');
    if (seal.status !== 'NORMAL') throw new QiyuesuoFault(1203, '印章不可用');
    return seal;
  }

  #checkCategory({ categoryId }: NewSealUse, byCategory: boolean): void {
    if (!byCategory) {
      if (categoryId !== undefined) throw new QiyuesuoFault(1, '参数错误: categoryId');
      return;
    }
    const category = this.#service.categories.find(({ id }) => id === categoryId);
    if (category?.type !== 'PHYSICAL' || category.state !== 'ENABLED') throw new QiyuesuoFault(1301, '用印流程不存在');
  }

  #requirePerson(mobile: string): void {
    if (this.people.size > 0 && !this.people.has(mobile)) throw new QiyuesuoFault(1105, `用户不存在: ${mobile}`);
  }

  #inState(id: string, states: readonly SealUseState[]): SimSealUse {
    const use = this.find(id);
    if (!states.includes(use.status)) throw new QiyuesuoFault(1101, `用印状态不允许该操作: ${use.status}`);
    return use;
  }

  #tell({ id, status }: SimSealUse): void {
    this.report({ businessId: id, status });
  }
}

function readNewSealUse(body: unknown): NewSealUse {
  const read = NewSealUse.safeParse(body);
  if (read.success) return read.data;
  throw new QiyuesuoFault(1, `参数错误: ${read.error.issues[0]?.path.join('.') ?? ''}`);
}

function newCode(): string {
  return String(randomInt(100_000, 1_000_000));
}
