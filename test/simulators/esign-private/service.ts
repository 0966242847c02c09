import { randomUUID } from 'node:crypto';

import { fromShanghai, toShanghai } from '../../../host/providers/shanghai-time.js';
import { openSignable } from '../../../host/signer/sign-pdf.js';
import { EsignFault } from '../kit/esign-fault.js';
import { marksAt } from '../kit/esign-positions.js';
import type { OfficeMark, SigningOffice } from '../kit/signing-office.js';
import { readNewFlow, type NewFlow, type SimFile, type SimFlow, type SimSeat, type SignPos } from './flows.js';

const MAX_FILE_BYTES = 20_971_520;

export interface SimAccount {
  readonly accountId: string;
  readonly uniqueId: string;
  readonly name: string;
  readonly accountType: 1 | 2;
}

/** What the service tells about a flow; `status` has the numbers of the callback, not those of the detail. */
export interface FlowReport {
  readonly flow: SimFlow;
  readonly action: 'SIGN_FLOW_UPDATE' | 'SIGN_FLOW_FINISH';
  readonly status: number;
  readonly resultDescription: string;
}

/** The inside of e签宝's private cloud (`esign.md` 17.2). */
export class EsignPrivateService {
  readonly files = new Map<string, SimFile>();
  readonly flows = new Map<number, SimFlow>();
  readonly links = new Map<string, { flowId: number; who: string }>();
  readonly accounts: SimAccount[] = [];
  readonly organizations = [{ organizeId: 'org-0001', organizeName: '上海远景信息技术有限公司', inner: true }];
  readonly seals = [
    { sealId: 'seal-0001', sealName: '合同专用章', status: 5 },
    { sealId: 'seal-0002', sealName: '停用的章', status: 6 },
  ];
  clock: () => Date = () => new Date();
  report: (news: FlowReport) => void = () => undefined;
  readonly #office: SigningOffice;
  #nextId = 88_001;

  constructor(office: SigningOffice) {
    this.#office = office;
  }

  /** People inside are there by themselves. */
  addInner(uniqueId: string, name: string): void {
    this.accounts.push({ accountId: `inner-${uniqueId}`, uniqueId, name, accountType: 1 });
  }

  addOuter(name: string, uniqueId: string): string {
    const known = this.accounts.find((account) => account.accountType === 2 && account.uniqueId === uniqueId);
    if (known) return known.accountId;
    if (name === '' || uniqueId === '') throw new EsignFault(1435002, '参数错误');
    const accountId = randomUUID();
    this.accounts.push({ accountId, uniqueId, name, accountType: 2 });
    return accountId;
  }

  organization(organizeName: string, create: boolean): string {
    const known = this.organizations.find((organization) => organization.organizeName === organizeName);
    if (known) return known.organizeId;
    if (!create || organizeName === '') throw new EsignFault(1435204, '机构不存在');
    const organizeId = `org-${randomUUID()}`;
    this.organizations.push({ organizeId, organizeName, inner: false });
    return organizeId;
  }

  async upload(name: string, bytes: Uint8Array): Promise<string> {
    if (bytes.byteLength > MAX_FILE_BYTES) throw new EsignFault(1435306, '文件大小超过限制');
    await openSignable(bytes).catch(() => {
      throw new EsignFault(1435304, '文件无法解析');
    });
    const key = `$${randomUUID()}$${bytes.byteLength}`;
    this.files.set(key, { key, name, original: bytes, bytes });
    return key;
  }

  async create(body: unknown): Promise<SimFlow> {
    const given = readNewFlow(body);
    if (given.bizNo !== undefined && this.findByBizNo(given.bizNo)) throw new EsignFault(1436013, '业务编号重复');
    const files = given.signDocs.map(({ docFilekey }) => this.#file(docFilekey));
    const seats = given.signers.map((signer) => this.#seat(signer));
    for (const viewer of given.copyViewers ?? []) this.#account(viewer);
    for (const { signDocDetails = [] } of given.signers) {
      for (const { docFilekey, signPos = [] } of signDocDetails) {
        if (!files.some(({ key }) => key === docFilekey)) throw new EsignFault(1436005, '文档不在文档列表中');
        for (const position of signPos) await this.#marksOf(this.#file(docFilekey), position);
      }
    }
    const expiry = given.signValidity === undefined ? null : fromShanghai(given.signValidity);
    if (expiry !== null && Date.parse(expiry) <= this.clock().getTime()) throw new EsignFault(1436014, '截止时间已过');
    const flow: SimFlow = { id: this.#nextId, given, files, seats, startTime: this.#now(), flowStatus: 1 };
    this.#nextId += 1;
    this.flows.set(flow.id, flow);
    this.#openTurns(flow);
    await this.#signSilently(flow);
    return flow;
  }

  findByBizNo(bizNo: string): SimFlow | undefined {
    return [...this.flows.values()].find(({ given }) => given.bizNo === bizNo);
  }

  /** @throws EsignFault 1436016 where there is none. */
  find(id: number): SimFlow {
    const flow = this.flows.get(id);
    if (!flow) throw new EsignFault(1436016, '签署流不存在');
    const expiry = flow.given.signValidity === undefined ? null : fromShanghai(flow.given.signValidity);
    if (flow.flowStatus === 1 && expiry !== null && Date.parse(expiry) < this.clock().getTime()) this.#end(flow, 5, '');
    return flow;
  }

  cancel(id: number, reason: string): void {
    const flow = this.find(id);
    if (flow.flowStatus > 1) throw new EsignFault(1436018, '撤销签署流失败');
    this.#end(flow, 3, reason);
  }

  /** Somebody signs on the service's page, as the person whom the flow knows by this id. */
  async sign(id: number, who: string): Promise<void> {
    const flow = this.#open(id);
    await this.#stamp(flow, this.#inTurn(flow, who));
    await this.#signSilently(flow);
  }

  reject(id: number, who: string, reason: string): void {
    const flow = this.#open(id);
    const seat = this.#inTurn(flow, who);
    Object.assign(seat, { signStatus: 7, signTime: this.#now(), resultDescription: reason });
    this.#end(flow, 7, reason);
  }

  /** The page of somebody whose turn it is; null for anybody else. */
  link(id: number, who: string): string | null {
    const { seats } = this.find(id);
    const isNext = seats.some(
      ({ given, signStatus }) => signStatus === 1 && [given.uniqueId, given.accountId].includes(who),
    );
    if (!isNext) return null;
    const token = randomUUID();
    this.links.set(token, { flowId: id, who });
    return token;
  }

  /** A finished flow is voided in the service's console. */
  void(id: number): void {
    const flow = this.find(id);
    if (flow.flowStatus !== 2) throw new EsignFault(1436014, '流程未完成');
    this.#end(flow, 8, '作废');
  }

  signedFiles(id: number): SimFile[] {
    const flow = this.find(id);
    if (flow.flowStatus !== 2) throw new EsignFault(1436019, '流程未完成');
    return flow.files;
  }

  async #signSilently(flow: SimFlow): Promise<void> {
    for (;;) {
      const seat = flow.seats.find(({ given, signStatus }) => given.autoSign === true && signStatus === 1);
      if (!seat || flow.flowStatus !== 1) return;
      await this.#stamp(flow, seat);
    }
  }

  async #stamp(flow: SimFlow, seat: SimSeat): Promise<void> {
    const details = seat.given.signDocDetails ?? [];
    for (const file of flow.files) {
      const positions = details
        .filter(({ docFilekey }) => docFilekey === file.key)
        .flatMap(({ signPos = [] }) => signPos);
      // whom the flow gives no place in a file drags the seal
      if (details.length > 0 && positions.length === 0) continue;
      const marks = (await Promise.all(positions.map((position) => this.#marksOf(file, position)))).flat();
      file.bytes = await this.#office.sign(file.bytes, {
        name: seat.name,
        organization: seat.organization,
        at: this.clock(),
        fieldName: `tsign-${flow.seats.indexOf(seat)}`,
        marks,
      });
    }
    Object.assign(seat, { signStatus: 2, signTime: this.#now() });
    this.#closeOrSeats(flow, seat);
    this.#openTurns(flow);
    this.report({ flow, action: 'SIGN_FLOW_UPDATE', status: 2, resultDescription: '签署完成' });
    if (flow.seats.every(({ signStatus }) => signStatus === 2 || signStatus === 4)) this.#end(flow, 2, '');
  }

  /** 或签: one of those at the same turn for the same organisation is enough. */
  #closeOrSeats({ seats }: SimFlow, signed: SimSeat): void {
    if (signed.given.isOrsign !== true) return;
    for (const seat of seats) {
      const isSame =
        seat.given.isOrsign === true &&
        seat.given.signOrder === signed.given.signOrder &&
        seat.given.organizeName === signed.given.organizeName;
      if (isSame && seat.signStatus < 2) seat.signStatus = 4;
    }
  }

  #openTurns({ seats }: SimFlow): void {
    const open = seats.filter(({ signStatus }) => signStatus < 2);
    const first = Math.min(...open.map(({ given }) => given.signOrder ?? 1));
    for (const seat of open) seat.signStatus = (seat.given.signOrder ?? 1) === first ? 1 : 0;
  }

  #end(flow: SimFlow, flowStatus: number, reason: string): void {
    Object.assign(flow, { flowStatus, endTime: this.#now(), ...(reason ? { resultDescription: reason } : {}) });
    for (const seat of flow.seats) if (seat.signStatus < 2) seat.signStatus = 3;
    this.report({ flow, action: 'SIGN_FLOW_FINISH', status: flowStatus, resultDescription: reason });
  }

  #open(id: number): SimFlow {
    const flow = this.find(id);
    if (flow.flowStatus !== 1) throw new EsignFault(1436014, '流程已结束');
    return flow;
  }

  #inTurn({ seats }: SimFlow, who: string): SimSeat {
    const seat = seats.find(({ given, signStatus }) => {
      return signStatus === 1 && (given.uniqueId === who || given.accountId === who);
    });
    if (!seat) throw new EsignFault(1436015, '未轮到该签署人');
    return seat;
  }

  #file(key: string): SimFile {
    const file = this.files.get(key);
    if (!file) throw new EsignFault(1435304, '文件不存在');
    return file;
  }

  #seat(given: NewFlow['signers'][number]): SimSeat {
    const account = this.#account(given);
    const id = given.authorizationOrganizeId;
    const organization = this.organizations.find(({ organizeId }) => organizeId === id);
    if (id !== undefined && !organization) throw new EsignFault(1435204, '机构不存在');
    return { given, name: account.name, organization: organization?.organizeName ?? account.name, signStatus: 0 };
  }

  #account(given: { accountType: 1 | 2; accountId?: string | undefined; uniqueId?: string | undefined }): SimAccount {
    const account = this.accounts.find(
      ({ accountId, uniqueId, accountType }) =>
        accountType === given.accountType && (accountId === given.accountId || uniqueId === given.uniqueId),
    );
    if (!account) throw new EsignFault(1436004, '签署者账户不存在');
    return account;
  }

  async #marksOf(file: SimFile, position: SignPos): Promise<OfficeMark[]> {
    if (position.signType === 4 && position.key === undefined) throw new EsignFault(1436012, '关键字签未指定关键字');
    if (position.sealId !== undefined) {
      const seal = this.seals.find(({ sealId }) => sealId === position.sealId);
      if (seal?.status !== 5) throw new EsignFault(1435402, '印章不可用');
    }
    if (position.signType === 3) return [];
    const { posPage, posX, posY, width } = position;
    if (position.signType === 1 && /[,-]/.test(posPage ?? '')) throw new EsignFault(1435002, '单页签章只能有一页');
    const at = Object.fromEntries(
      Object.entries({ posPage, posX, posY, width }).filter(([, value]) => value !== undefined),
    );
    const marks = await marksAt(file.original, at);
    if (!marks) throw new EsignFault(1435002, '签署位置在文档之外');
    return marks;
  }

  #now(): string {
    return toShanghai(this.clock().toISOString());
  }
}
