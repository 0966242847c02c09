import { createHash, randomUUID } from 'node:crypto';
import type * as z from 'zod/mini';

import { toShanghai } from '../../../host/providers/shanghai-time.js';
import { openSignable } from '../../../host/signer/sign-pdf.js';
import { aPng } from '../../support/png.js';
import { EsignFault } from '../kit/esign-fault.js';
import { fillPdf } from '../kit/template-pdf.js';
import type { SigningOffice } from '../kit/signing-office.js';
import { SimAccounts, type SimAccount } from './accounts.js';
import { marksOf, type SimDocument, type SimFile, type SimFlow, type SimTask } from './flows.js';
import type { Position, requests } from './wire.js';

const MAX_FILE_BYTES = 20_971_520;
const UPLOAD_MS = 3_600_000;
const SEAL_LINK_MS = 300_000;
const DOWNLOAD_MS = 1_800_000;

/** What is told of a flow; the numbers are those of the callback. */
export type OpenReport =
  | { readonly flow: SimFlow; readonly task: SimTask; readonly signResult: number }
  | { readonly flow: SimFlow; readonly flowStatus: number; readonly statusDescription: string };

type TaskKind = 'platformSignTask' | 'userSignTask' | 'handPersonSignTask' | 'handOrgSignTask' | 'handSignTask';

/** The inside of e签宝's open service (`esign.md` 3 to 16). */
export class EsignOpenService {
  readonly accounts = new SimAccounts();
  readonly files = new Map<string, SimFile>();
  readonly docs = new Map<string, SimDocument>();
  readonly flows = new Map<string, SimFlow>();
  readonly templates = new Map<string, Uint8Array>();
  /** Until when the link to a picture of a seal is good. */
  readonly sealLinks = new Map<string, number>();
  /** What the link to a picture of a seal answers. */
  sealPicture: Uint8Array = aPng(42, 42, () => 128);
  readonly downloads = new Map<string, { document: SimDocument; until: number }>();
  clock: () => Date = () => new Date();
  report: (news: OpenReport) => void = () => undefined;
  readonly platform: SimAccount;
  readonly #office: SigningOffice;
  /** Who signs by itself does so after the call was answered. */
  #automatic: (() => Promise<void>)[] = [];

  constructor(office: SigningOffice) {
    this.#office = office;
    this.platform = this.accounts.addPerson({ thirdId: undefined, name: '平台', idNo: 'platform', idType: 23 });
  }

  announce(given: z.infer<typeof requests.uploadUrl>): SimFile {
    if (given.fileSize > MAX_FILE_BYTES) throw new EsignFault(1435306, '文件大小超过限制');
    const file: SimFile = {
      key: `$${randomUUID()}$${this.files.size + 1}`,
      name: given.fileName,
      size: given.fileSize,
      contentType: given.contentType,
      md5: given.contentMd5,
      uploadUntil: this.#time() + UPLOAD_MS,
      bytes: null,
    };
    this.files.set(file.key, file);
    return file;
  }

  /** @returns The HTTP status of the storage. */
  store(key: string, headers: { md5: string | undefined; contentType: string | undefined }, bytes: Uint8Array): number {
    const file = this.files.get(key);
    const isAllowed = headers.md5 === file?.md5 && headers.contentType === file?.contentType;
    if (!file || !isAllowed || this.#time() > file.uploadUntil) return 403;
    const md5 = createHash('md5').update(bytes).digest('base64');
    if (md5 !== file.md5 || bytes.byteLength !== file.size) return 400;
    file.bytes = new Uint8Array(bytes);
    return 200;
  }

  async createDocument(fileKey: string): Promise<SimDocument> {
    const file = this.files.get(fileKey);
    if (!file?.bytes) throw new EsignFault(1435304, '文件不存在');
    if (file.contentType !== 'application/pdf') throw new EsignFault(1435305, '文件类型不支持');
    const { bytes, name } = file;
    await openSignable(bytes).catch(() => {
      throw new EsignFault(1435305, '文件类型不支持');
    });
    const document = { docId: randomUUID(), name, original: bytes, bytes };
    this.docs.set(document.docId, document);
    return document;
  }

  /** Of the text fields of a PDF; another kind of file has none. */
  async createTemplate({ fileKey }: z.infer<typeof requests.newTemplate>): Promise<string> {
    const { original } = await this.createDocument(fileKey);
    const templateId = randomUUID();
    this.templates.set(templateId, original);
    return templateId;
  }

  async fillTemplate(given: z.infer<typeof requests.fillTemplate>): Promise<SimDocument> {
    const template = this.templates.get(given.templateId);
    if (!template) throw new EsignFault(1435502, '创建合同失败');
    const original = await fillPdf(template, given.simpleFormFields);
    if (!original) throw new EsignFault(1435002, '参数错误: simpleFormFields');
    const document = { docId: randomUUID(), name: given.name, original, bytes: original };
    this.docs.set(document.docId, document);
    return document;
  }

  /** The key of an address at which an original is for a while. */
  original(docId: string, forMs: number): string {
    const document = this.docs.get(docId);
    if (!document) throw new EsignFault(1435504, '获取合同下载地址失败');
    const key = randomUUID();
    this.downloads.set(key, { document, until: this.#time() + forMs });
    return key;
  }

  openFlow(
    family: SimFlow['family'],
    given: Omit<z.infer<typeof requests.multi>, 'docList'>,
    docIds: readonly string[],
  ): SimFlow {
    const { businessScene: scene, signValidity, noticeUrl, payer } = given;
    if (signValidity !== undefined && signValidity <= this.#time()) throw new EsignFault(1436014, '截止时间已过');
    if (payer !== undefined) throw new EsignFault(1436008, '签署付费账户不在签署流程中');
    const docs = docIds.map((docId) => {
      const document = this.docs.get(docId);
      if (!document) throw new EsignFault(1435304, '文件不存在');
      return { ...document };
    });
    const flowId = randomUUID().replaceAll('-', '');
    const flow: SimFlow = {
      flowId,
      family,
      scene,
      signValidity,
      noticeUrl,
      docs,
      tasks: [],
      startTime: this.#now(),
      flowStatus: 0,
    };
    this.flows.set(flowId, flow);
    return flow;
  }

  async addTask(
    family: SimFlow['family'],
    kind: TaskKind,
    given: Omit<z.infer<typeof requests.multiTask>, 'signDocList'>,
    list: readonly { readonly docId: string; readonly posList?: readonly Position[] | undefined }[],
  ): Promise<SimTask> {
    const flow = this.find(given.flowId, 1436014);
    if (flow.family !== family || flow.flowStatus > 1) throw new EsignFault(1436014, '签署流创建校验未通过');
    const isAutomatic = kind === 'platformSignTask' || kind === 'userSignTask';
    if (kind !== 'platformSignTask' && given.accountId === undefined)
      throw new EsignFault(1435002, '参数错误: accountId');
    const account = kind === 'platformSignTask' ? this.platform : this.accounts.find(given.accountId ?? '', 1436004);
    if (!isAutomatic && account.kind !== 'person') throw new EsignFault(1436004, '签署者账户不存在');
    const organization = kind === 'handOrgSignTask' ? this.#organization(given.authorizationOrgId) : null;
    if (isAutomatic) this.#requireAutomatic(kind, account, given.sealId, list);
    for (const { docId } of list) {
      if (!flow.docs.some((document) => document.docId === docId)) throw new EsignFault(1436005, '文档不在文档列表中');
    }
    const chosen = list.length > 0 ? list : flow.docs;
    const docs = chosen.map((item) => ({ docId: item.docId, posList: ('posList' in item && item.posList) || [] }));
    for (const { docId, posList } of docs) {
      await marksOf(flow.docs.find((document) => document.docId === docId)?.original ?? new Uint8Array(), posList);
    }
    const task: SimTask = {
      accountId: account.accountId,
      organizationId: organization?.accountId ?? null,
      thirdOrderNo: given.thirdOrderNo,
      isAutomatic,
      docs,
      token: randomUUID(),
      signStatus: 1,
      docStatus: 1,
    };
    flow.tasks.push(task);
    flow.flowStatus = 1;
    if (isAutomatic) this.#automatic.push(() => this.#stamp(flow, task));
    return task;
  }

  /** Signs for those who sign by themselves. */
  async work(): Promise<void> {
    const waiting = this.#automatic;
    this.#automatic = [];
    for (const sign of waiting) await sign();
  }

  /** @throws EsignFault `code` where there is none. */
  find(flowId: string, code = 1436016): SimFlow {
    const flow = this.flows.get(flowId);
    if (!flow) throw new EsignFault(code, '签署流不存在');
    if (flow.flowStatus < 2 && (flow.signValidity ?? Infinity) < this.#time()) this.#end(flow, 5, 5, '已过期');
    return flow;
  }

  undo(flowId: string, accountId: string): void {
    const own = this.find(flowId, 1436015).tasks.filter((task) => task.accountId === accountId);
    const open = own.filter(({ signStatus }) => signStatus < 2);
    if (open.length === 0) throw new EsignFault(1436015, '签署流执行失败');
    for (const task of open) task.signStatus = 4;
  }

  revoke(flowId: string): void {
    const flow = this.find(flowId, 1436018);
    if (flow.flowStatus > 1) throw new EsignFault(1436018, '撤销签署流失败');
    this.#end(flow, 3, 3, '已撤销');
  }

  archive(flowId: string): void {
    const flow = this.find(flowId, 1436015);
    if (flow.flowStatus > 1) throw new EsignFault(1436015, '签署流执行失败');
    if (flow.tasks.length === 0) throw new EsignFault(1436002, '签署流至少应包含一个签署者信息');
    const isDone = flow.tasks.every(({ signStatus }) => signStatus === 2 || signStatus === 4);
    if (!isDone) throw new EsignFault(1436015, '签署流执行失败');
    this.#end(flow, 2, 2, '');
  }

  /** Keys of addresses at which the signed documents are for half an hour. */
  signedFiles(flowId: string): { docId: string; key: string }[] {
    const flow = this.find(flowId, 1436019);
    if (flow.flowStatus !== 2) throw new EsignFault(1436019, '获取签署文件下载地址失败');
    return flow.docs.map((document) => {
      const key = randomUUID();
      this.downloads.set(key, { document, until: this.#time() + DOWNLOAD_MS });
      return { docId: document.docId, key };
    });
  }

  /** A link to the picture of a seal. */
  sealLink(): string {
    const key = randomUUID();
    this.sealLinks.set(key, this.#time() + SEAL_LINK_MS);
    return key;
  }

  isSealLink(key: string): boolean {
    return this.#time() <= (this.sealLinks.get(key) ?? -1);
  }

  download(key: string): SimDocument | null {
    const found = this.downloads.get(key);
    return found && this.#time() <= found.until ? found.document : null;
  }

  taskOf(token: string): { flow: SimFlow; task: SimTask } | null {
    for (const { flowId } of this.flows.values()) {
      const flow = this.find(flowId);
      const task = flow.tasks.find((candidate) => candidate.token === token);
      if (task) return { flow, task };
    }
    return null;
  }

  /** Somebody signs on the page of their task. */
  async sign(token: string): Promise<void> {
    const { flow, task } = this.#openTask(token);
    await this.#stamp(flow, task);
  }

  refuse(token: string, reason: string): void {
    const { flow, task } = this.#openTask(token);
    Object.assign(task, { signStatus: 3, docStatus: 4, signTime: this.#now(), signExplain: reason });
    this.report({ flow, task, signResult: 4 });
    this.#end(flow, 7, 4, reason);
  }

  /** A silent signature fails for good, as when a certificate has ended. */
  terminate(flowId: string): void {
    this.#end(this.find(flowId), 4, 4, '签署失败');
  }

  #openTask(token: string): { flow: SimFlow; task: SimTask } {
    const found = this.taskOf(token);
    if (found?.flow.flowStatus !== 1 || found.task.signStatus > 1) throw new EsignFault(1436015, '任务已结束');
    return found;
  }

  #organization(accountId: string | undefined): SimAccount {
    if (accountId === undefined) throw new EsignFault(1435002, '参数错误: authorizationOrgId');
    const account = this.accounts.find(accountId, 1436004);
    if (account.kind !== 'organization') throw new EsignFault(1436004, '签署者账户不存在');
    return account;
  }

  #requireAutomatic(
    kind: TaskKind,
    { grantedUntil, seals }: SimAccount,
    sealId: string | undefined,
    list: readonly { readonly posList?: readonly Position[] | undefined }[],
  ): void {
    if (list.length === 0) throw new EsignFault(kind === 'platformSignTask' ? 1436006 : 1436003, '未指定签署文档');
    if (list.some(({ posList = [] }) => posList.length === 0)) throw new EsignFault(1436011, '未指定盖章位置定位方式');
    const isGranted = grantedUntil === null || (grantedUntil ?? 0) > this.#time();
    if (kind === 'userSignTask' && !isGranted) throw new EsignFault(1436010, '静默签账户未进行授权');
    if (sealId === undefined && seals.length === 0) throw new EsignFault(1436007, '未找到账户默认印章');
    if (sealId !== undefined && !seals.some((seal) => seal.sealId === sealId))
      throw new EsignFault(1435402, '印章服务查询失败');
  }

  async #stamp(flow: SimFlow, task: SimTask): Promise<void> {
    if (flow.flowStatus !== 1 || task.signStatus > 1) return;
    const name = this.accounts.all.find(({ accountId }) => accountId === task.accountId)?.name ?? '';
    const organization = this.accounts.all.find(({ accountId }) => accountId === task.organizationId)?.name ?? '';
    for (const { docId, posList } of task.docs) {
      const document = flow.docs.find((candidate) => candidate.docId === docId);
      if (!document) continue;
      document.bytes = await this.#office.sign(document.bytes, {
        name,
        organization,
        at: this.clock(),
        fieldName: `tsign-${flow.tasks.indexOf(task)}`,
        marks: await marksOf(document.original, posList),
      });
    }
    Object.assign(task, { signStatus: 2, docStatus: 2, signTime: this.#now() });
    this.report({ flow, task, signResult: 2 });
  }

  #end(flow: SimFlow, flowStatus: number, told: number, statusDescription: string): void {
    flow.flowStatus = flowStatus;
    for (const task of flow.tasks) if (task.signStatus < 2) task.signStatus = 3;
    this.report({ flow, flowStatus: told, statusDescription });
  }

  #time(): number {
    return this.clock().getTime();
  }

  #now(): string {
    return toShanghai(this.clock().toISOString());
  }
}
