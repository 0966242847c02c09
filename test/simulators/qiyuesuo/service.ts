import { randomInt, randomUUID } from 'node:crypto';

import { zipSync } from 'fflate';

import { openSignable } from '../../../host/signer/sign-pdf.js';
import { fromShanghai, toShanghai } from '../../../host/providers/shanghai-time.js';
import { fillPdf } from '../kit/template-pdf.js';
import type { OfficeMark, SigningOffice } from '../kit/signing-office.js';
import {
  QiyuesuoFault,
  readFilledTemplate,
  readNewContract,
  sealIdsOf,
  type ContractStatus,
  type NewContract,
  type SimContract,
  type SimDocument,
  type SimSignatory,
  type Location,
} from './contracts.js';
import { marksAt } from './positions.js';

/** A month, where nobody says how long a contract is open. */
const DEFAULT_LIFE_MS = 30 * 24 * 3600 * 1000;
const MAX_FILE_BYTES = 10 * 1024 * 1024;
const LINK_MS = 30 * 60 * 1000;

/** What stands at a location that is no seal of a company. */
const KINDS: Readonly<Partial<Record<Location['rectType'], NonNullable<OfficeMark['kind']>>>> = {
  TIMESTAMP: 'date',
  SEAL_PERSONAL: 'signature',
};

export interface SimSeal {
  readonly id: string;
  readonly name: string;
  readonly category: 'ELECTRONIC' | 'PHYSICS';
  readonly deviceNo?: string;
  status: 'NORMAL' | 'DISABLED';
}

/** What the service tells of a contract. */
export interface ContractReport {
  readonly contractId: string;
  readonly status: ContractStatus;
  readonly sn: string;
}

/** The inside of 契约锁's private cloud, as strict as its documents are, and stricter where they are silent. */
export class QiyuesuoService {
  readonly documents = new Map<string, SimDocument>();
  readonly contracts = new Map<string, SimContract>();
  readonly links = new Map<string, { contractId: string; contact: string; expiresAt: number }>();
  readonly reminders: string[] = [];
  readonly companies = [{ id: '2900000000000000001', name: '上海远景信息技术有限公司' }];
  readonly seals: SimSeal[] = [
    { id: '2800000000000000001', name: '合同专用章', category: 'ELECTRONIC', status: 'NORMAL' },
    { id: '2800000000000000002', name: '已停用的章', category: 'ELECTRONIC', status: 'DISABLED' },
    { id: '2800000000000000003', name: '实体公章', category: 'PHYSICS', deviceNo: 'QYS-DEV-0001', status: 'NORMAL' },
    { id: '2800000000000000004', name: '实体法人章', category: 'PHYSICS', deviceNo: 'QYS-DEV-0002', status: 'NORMAL' },
    { id: '2800000000000000009', name: '旧实体章', category: 'PHYSICS', status: 'DISABLED' },
  ];
  readonly templates = [
    { id: '2700000000000000001', title: '采购合同模板', status: 'ENABLED', params: [{ name: '合同编号' }] },
  ];
  /** What the templates are made of. */
  templateFile: Uint8Array = new Uint8Array();
  readonly categories = [
    { id: '2600000000000000001', name: '采购合同', type: 'ELECTRONIC', state: 'ENABLED' },
    { id: '2600000000000000002', name: '实体章用印', type: 'PHYSICAL', state: 'ENABLED' },
  ];
  clock: () => Date = () => new Date();
  /** Hears of every change of a contract. */
  report: (news: ContractReport) => void = () => undefined;
  readonly #office: SigningOffice;

  constructor(office: SigningOffice) {
    this.#office = office;
  }

  async createDocument(title: string, file: { name: string; bytes: Uint8Array } | null): Promise<string> {
    if (!file || title === '') throw new QiyuesuoFault(1403, '文件不能为空');
    if (file.bytes.byteLength > MAX_FILE_BYTES) throw new QiyuesuoFault(1403, '文件大小超出限制');
    if (!/\.(pdf|docx?|png|jpe?g|gif|tif|txt|xlsx?)$/i.test(file.name)) throw new QiyuesuoFault(1403, '文件类型不支持');
    await openSignable(file.bytes).catch(() => {
      throw new QiyuesuoFault(1403, '文件无法解析');
    });
    const id = newId();
    this.documents.set(id, { id, title, original: file.bytes, bytes: file.bytes });
    return id;
  }

  /** @throws QiyuesuoFault 1401 where there is none. */
  document(id: string): SimDocument {
    const document = this.documents.get(id);
    if (!document) throw new QiyuesuoFault(1401, `文档不存在: ${id}`);
    return document;
  }

  async fillTemplate(body: unknown): Promise<string> {
    const { title, templateId, templateParams } = readFilledTemplate(body);
    const template = this.templates.find(({ id, status }) => id === templateId && status === 'ENABLED');
    if (!template) throw new QiyuesuoFault(1701, '文件模板不存在');
    const texts = Object.fromEntries(templateParams.map(({ name, value }) => [name, value]));
    const bytes = await fillPdf(this.templateFile, texts);
    if (!bytes) throw new QiyuesuoFault(1702, '模板参数不存在');
    return this.createDocument(title, { name: `${title}.pdf`, bytes });
  }

  async createContract(body: unknown, byCategory: boolean): Promise<string> {
    const given = readNewContract(body);
    const sn = given.sn;
    if (sn !== undefined && this.findBySn(sn)) throw new QiyuesuoFault(1, 'sn 重复');
    const category = this.categories.find(({ id, name }) => id === given.categoryId || name === given.categoryName);
    if (byCategory && category?.type !== 'ELECTRONIC') throw new QiyuesuoFault(1301, '业务分类不存在');
    const documents = (given.documents ?? []).map((id) => this.document(id));
    await this.#checkSignatories(given, documents);
    const contract: SimContract = {
      id: newId(),
      given,
      documents,
      signatories: (given.signatories ?? []).map((signatory) => ({
        id: newId(),
        given: signatory,
        operators: (signatory.actions ?? []).flatMap(({ actionOperators = [] }) =>
          actionOperators.map((operator) => ({ ...operator })),
        ),
        status: 'DRAFT',
      })),
      expiresAt: this.#expiryOf(given),
      status: 'DRAFT',
    };
    this.contracts.set(contract.id, contract);
    if (given.send === true) this.send(contract.id);
    return contract.id;
  }

  findBySn(sn: string): SimContract | undefined {
    return [...this.contracts.values()].find(({ given }) => given.sn === sn);
  }

  /** @throws QiyuesuoFault 1101 where there is none. */
  find(id: string): SimContract {
    const contract = this.contracts.get(id);
    if (!contract) throw new QiyuesuoFault(1101, '合同不存在');
    const isOver = Date.parse(contract.expiresAt) < this.clock().getTime();
    if (contract.status === 'SIGNING' && isOver) this.#end(contract, 'EXPIRED', 'EXPIRED');
    return contract;
  }

  send(id: string): void {
    const contract = this.#inState(id, ['DRAFT']);
    if (contract.documents.length === 0) throw new QiyuesuoFault(1401, '合同没有文档');
    if (contract.signatories.length === 0) throw new QiyuesuoFault(1105, '合同没有签署方');
    Object.assign(contract, { status: 'SIGNING', publishTime: toShanghai(this.#now()) });
    for (const signatory of contract.signatories) signatory.status = 'WAITING';
    this.#openTurns(contract);
    this.#tell(contract);
  }

  recall(id: string, reason: string): void {
    this.#end(this.#inState(id, ['SIGNING', 'FILLING']), 'RECALLED', 'RECALLED', reason);
  }

  delete(id: string): void {
    this.#inState(id, ['DRAFT', 'EXPIRED', 'RECALLED', 'REJECTED']);
    this.contracts.delete(id);
  }

  /** Voids a finished one: everybody has agreed, in the simulator at once. */
  cancel(id: string): void {
    const contract = this.#inState(id, ['COMPLETE']);
    Object.assign(contract, { status: 'INVALIDED', finishTime: toShanghai(this.#now()) });
    this.#tell(contract);
  }

  forceEnd(id: string): void {
    this.#end(this.#inState(id, ['SIGNING', 'FILLING']), 'FORCE_END', 'FORCE_END');
  }

  remind(id: string): void {
    this.#inState(id, ['SIGNING']);
    this.reminders.push(id);
  }

  /** The page on which somebody signs. @throws QiyuesuoFault 1107 unless it is their turn. */
  link(id: string, contact: string): string {
    const contract = this.#inState(id, ['SIGNING']);
    this.#inTurn(contract, contact);
    const token = randomUUID();
    this.links.set(token, { contractId: id, contact, expiresAt: this.clock().getTime() + LINK_MS });
    return token;
  }

  /** A person signs on the service's page. */
  async sign(id: string, contact: string): Promise<void> {
    const contract = this.#inState(id, ['SIGNING']);
    const signatory = this.#inTurn(contract, contact);
    const operator = signatory.operators.find(({ operatorContact }) => operatorContact === contact);
    if (operator) operator.signTime = toShanghai(this.#now());
    await this.#stamp(contract, signatory, operator?.operatorName ?? signatory.given.receiverName ?? '');
  }

  /** Signs for the own company without anybody (静默签). */
  async signByCompany(id: string, tenantName: string, sealId: string | undefined): Promise<void> {
    const contract = this.#inState(id, ['SIGNING']);
    if (sealId !== undefined) this.#usableSeal(sealId);
    const signatory = contract.signatories.find(
      ({ given, status }) =>
        given.tenantType === 'CORPORATE' && given.tenantName === tenantName && status === 'SIGNING',
    );
    if (!signatory) throw new QiyuesuoFault(1107, '未轮到该签署方');
    await this.#stamp(contract, signatory, tenantName);
  }

  reject(id: string, contact: string, reason: string): void {
    const contract = this.#inState(id, ['SIGNING']);
    const signatory = this.#inTurn(contract, contact);
    Object.assign(signatory, { status: 'REJECTED', signTime: toShanghai(this.#now()), rejectReason: reason });
    this.#end(contract, 'REJECTED', 'FORCE_END', reason);
  }

  /** @throws QiyuesuoFault 1101 unless it is finished. */
  zip(id: string): Uint8Array {
    const contract = this.#inState(id, ['COMPLETE']);
    return zipSync(Object.fromEntries(contract.documents.map(({ title, bytes }) => [`${title}.pdf`, bytes])));
  }

  async #stamp(contract: SimContract, signatory: SimSignatory, name: string): Promise<void> {
    for (const document of contract.documents) {
      const locations = (signatory.given.actions ?? []).flatMap(({ locations: places = [] }) => places);
      const marks: OfficeMark[] = [];
      for (const location of locations.filter(({ documentId }) => documentId === document.id)) {
        const kind = KINDS[location.rectType] ?? 'seal';
        marks.push(...(await marksAt(document, location)).map((mark) => ({ ...mark, kind })));
      }
      document.bytes = await this.#office.sign(document.bytes, {
        name,
        organization: signatory.given.tenantType === 'PERSONAL' ? '' : signatory.given.tenantName,
        at: this.clock(),
        fieldName: `qys-${signatory.id}`,
        marks,
      });
    }
    Object.assign(signatory, { status: 'SIGNED', signTime: toShanghai(this.#now()) });
    this.#openTurns(contract);
    if (contract.signatories.every(({ status }) => status === 'SIGNED')) {
      Object.assign(contract, { status: 'COMPLETE', finishTime: toShanghai(this.#now()) });
    }
    this.#tell(contract);
  }

  /** `ordinal` counts exactly as it was sent; without it nobody waits for anybody. */
  #openTurns({ given, signatories }: SimContract): void {
    const open = signatories.filter(({ status }) => status === 'WAITING' || status === 'SIGNING');
    const first = Math.min(...open.map((signatory) => signatory.given.serialNo ?? 1));
    for (const signatory of open) {
      const isNext = given.ordinal !== true || (signatory.given.serialNo ?? 1) === first;
      if (isNext) signatory.status = 'SIGNING';
    }
  }

  #inTurn({ signatories }: SimContract, contact: string): SimSignatory {
    const signatory = signatories.find(
      ({ given, operators, status }) =>
        status === 'SIGNING' &&
        (given.contact === contact || operators.some(({ operatorContact }) => operatorContact === contact)),
    );
    if (!signatory) throw new QiyuesuoFault(1107, '未轮到该签署方');
    return signatory;
  }

  #inState(id: string, states: readonly ContractStatus[]): SimContract {
    const contract = this.find(id);
    if (!states.includes(contract.status)) throw new QiyuesuoFault(1101, `合同状态不允许该操作: ${contract.status}`);
    return contract;
  }

  async #checkSignatories({ signatories = [] }: NewContract, documents: readonly SimDocument[]): Promise<void> {
    const seen = new Set<string>();
    for (const { tenantType, tenantName, contact, actions = [] } of signatories) {
      const who = [tenantType, tenantName, contact].join('|');
      if (seen.has(who)) throw new QiyuesuoFault(1102, `签署方重复: ${tenantName}`);
      seen.add(who);
      if (tenantType === 'CORPORATE' && actions.length === 0) throw new QiyuesuoFault(1103, '缺少签署动作');
      if (tenantType !== 'CORPORATE' && contact === undefined) throw new QiyuesuoFault(1105, '缺少联系方式');
      for (const action of actions) {
        for (const sealId of sealIdsOf(action)) this.#usableSeal(sealId);
        for (const location of action.locations ?? []) {
          const document = documents.find(({ id }) => id === location.documentId);
          if (!document) throw new QiyuesuoFault(1401, `文档不在合同中: ${location.documentId}`);
          await marksAt(document, location);
        }
      }
    }
  }

  #usableSeal(id: string): void {
    const seal = this.seals.find((candidate) => candidate.id === id && candidate.category === 'ELECTRONIC');
    if (!seal) throw new QiyuesuoFault(1201, '印章不存在');
    if (seal.status !== 'NORMAL') throw new QiyuesuoFault(1203, '印章不可用');
  }

  #expiryOf({ expireTime }: NewContract): string {
    const expiry =
      expireTime === undefined
        ? new Date(this.clock().getTime() + DEFAULT_LIFE_MS).toISOString()
        : fromShanghai(expireTime);
    if (expiry === null || Date.parse(expiry) <= this.clock().getTime()) {
      throw new QiyuesuoFault(1, '参数错误: expireTime');
    }
    return expiry;
  }

  #end(contract: SimContract, status: ContractStatus, open: SimSignatory['status'], reason?: string): void {
    Object.assign(contract, { status, finishTime: toShanghai(this.#now()), ...(reason ? { reason } : {}) });
    for (const signatory of contract.signatories) {
      if (signatory.status === 'WAITING' || signatory.status === 'SIGNING') signatory.status = open;
    }
    this.#tell(contract);
  }

  #tell({ id, status, given }: SimContract): void {
    this.report({ contractId: id, status, sn: given.sn ?? '' });
  }

  #now(): string {
    return this.clock().toISOString();
  }
}

/** 19 digits, beyond what a JSON number holds. */
export function newId(): string {
  return `3${String(randomInt(1e9)).padStart(9, '0')}${String(randomInt(1e9)).padStart(9, '0')}`;
}
