import { randomUUID } from 'node:crypto';

import { openSignable } from '../../../host/signer/sign-pdf.js';
import type { OfficeMark, SigningOffice } from '../kit/signing-office.js';
import { TencentFault } from './fault.js';
import {
  newId,
  NewFlow,
  read,
  requireApprover,
  requireDifferent,
  requireFlowName,
  requireNothingToFill,
  type Approver,
  type SimApprover,
  type SimFlow,
} from './flows.js';
import { marksAt } from './positions.js';
import { QrCodes } from './qr-codes.js';
import { TemplateDrafts } from './template-drafts.js';

const FILE_LIFE_S = 3600;
const DEFAULT_LIFE_S = 365 * 24 * 3600;
const MAX_FILE_BYTES = 60 * 1024 * 1024;

/** States of a flow and of a signer (`tencent.md` chapter 12). */
export const FLOW = {
  draft: 0,
  toSign: 1,
  partly: 2,
  rejected: 3,
  signed: 4,
  expired: 5,
  cancelled: 6,
  invalid: 16,
  voided: 21,
};
export const SIGNER = { waiting: 1, toSign: 2, signed: 3, rejected: 4, expired: 5, cancelled: 6, ended: 9 };

/** What the service tells of a flow, and what has caused it. */
/** What a person writes, also for an enterprise. */
const SIGNED = /^SIGN_(PAGING_)?SIGNATURE$/;

export interface FlowReport {
  readonly flow: SimFlow;
  readonly operate: 'start' | 'sign' | 'reject' | 'cancel' | 'finish' | 'deadline';
  readonly recipientId: string;
}

export interface SimSeal {
  readonly SealId: string;
  readonly SealName: string;
  SealStatus: 'SUCCESS' | 'DISABLE';
}

/** An area of a template that one signer signs. */
export interface SimRecipient {
  readonly RecipientId: string;
  readonly RecipientType: 'ENTERPRISE' | 'INDIVIDUAL';
  readonly RoutingOrder: number;
  readonly RequireSign: boolean;
}

export interface SimTemplate {
  readonly TemplateId: string;
  readonly TemplateName: string;
  readonly Status: number;
  readonly Available: number;
  /** What the initiator fills in. */
  readonly Components: readonly {
    readonly ComponentId: string;
    readonly ComponentName: string;
    readonly ComponentRequired: boolean;
  }[];
  readonly Recipients: readonly SimRecipient[];
  /** -1 for each where they sign in no order. */
  readonly SignOrder: readonly number[];
}

/** The inside of 腾讯电子签, as strict as its documents are, and stricter where they are silent. */
export class TencentService {
  readonly files = new Map<string, { name: string; bytes: Uint8Array; deadline: number }>();
  readonly flows = new Map<string, SimFlow>();
  /** Addresses of pages and of files by their secret part. */
  readonly links = new Map<string, { flowId: string; recipientId: string; expiresAt: number }>();
  readonly reminders: string[] = [];
  readonly operators = new Set(['yDsimulatorOperator0000000000001']);
  readonly organization = { id: 'yDsimulatorOrganization0000000001', name: '上海远景信息技术有限公司' };
  /** Members of the group; 5 is one that has joined. */
  readonly members = [
    { OrganizationId: 'yDsimulatorMember00000000000001', Name: '上海远景软件有限公司', Status: 5 },
    { OrganizationId: 'yDsimulatorMember00000000000002', Name: '上海远景科技有限公司', Status: 1 },
  ];
  readonly seals: SimSeal[] = [
    { SealId: 'yDsimulatorSeal0000000000000001', SealName: '合同专用章', SealStatus: 'SUCCESS' },
    { SealId: 'yDsimulatorSeal0000000000000002', SealName: '已停用的章', SealStatus: 'DISABLE' },
  ];
  /** `Status` 1 is released, `Available` 2 switched off. */
  readonly templates: SimTemplate[] = [
    {
      TemplateId: 'yDsimulatorTemplate000000000001',
      TemplateName: '采购合同模板',
      Status: 1,
      Available: 1,
      Components: [{ ComponentId: 'ComponentId_1', ComponentName: '合同编号', ComponentRequired: true }],
      Recipients: [
        { RecipientId: newId(), RecipientType: 'ENTERPRISE', RoutingOrder: 0, RequireSign: true },
        { RecipientId: newId(), RecipientType: 'INDIVIDUAL', RoutingOrder: 1, RequireSign: true },
      ],
      SignOrder: [0, 1],
    },
    {
      TemplateId: 'yDsimulatorTemplate000000000002',
      TemplateName: '已停用的模板',
      Status: 1,
      Available: 2,
      Components: [],
      Recipients: [],
      SignOrder: [],
    },
    {
      TemplateId: 'yDsimulatorTemplate000000000003',
      TemplateName: '保密承诺书',
      Status: 1,
      Available: 1,
      Components: [],
      Recipients: [{ RecipientId: newId(), RecipientType: 'INDIVIDUAL', RoutingOrder: 0, RequireSign: true }],
      SignOrder: [0],
    },
  ];
  /** The flows that are made of templates, before they start. */
  readonly drafts = new TemplateDrafts(this);
  readonly qrCodes = new QrCodes(this);
  /** Whether the enterprise has agreed to signing by itself, and the operator may use it. */
  mayAutoSign = true;
  clock: () => Date = () => new Date();
  /** Hears of every change of a flow. */
  report: (news: FlowReport) => void = () => undefined;
  readonly #office: SigningOffice;
  #automatic: Promise<void> = Promise.resolve();

  constructor(office: SigningOffice) {
    this.#office = office;
  }

  get now(): number {
    return Math.floor(this.clock().getTime() / 1000);
  }

  /** Resolves when everything that is signed by the service itself is signed. */
  async settle(): Promise<void> {
    let seen: Promise<void> | null = null;
    while (seen !== this.#automatic) {
      seen = this.#automatic;
      await seen;
    }
  }

  upload(name: string, content: string): string {
    if (content.startsWith('data:')) throw new TencentFault('InvalidParameter', 'FileBody has a head');
    if (name.length > 200 || !/\.(pdf|docx?|xlsx?|html|jpe?g|png)$/i.test(name)) {
      throw new TencentFault('InvalidParameter', 'FileName');
    }
    const bytes = new Uint8Array(Buffer.from(content, 'base64'));
    if (bytes.byteLength === 0 || bytes.byteLength > MAX_FILE_BYTES) throw new TencentFault('InvalidParameter', 'size');
    const id = newId();
    this.files.set(id, { name, bytes, deadline: this.now + FILE_LIFE_S });
    return id;
  }

  /** Creates and starts at once: a flow of a file is never a draft. */
  async createByFiles(body: unknown, organizationId: string): Promise<SimFlow> {
    const given = read(NewFlow, body);
    requireFlowName(given.FlowName);
    const [fileId, ...others] = given.FileIds;
    const file = fileId === undefined ? undefined : this.files.get(fileId);
    if (!file || others.length > 0) throw new TencentFault('ResourceNotFound.Resource', 'FileIds');
    if (file.deadline < this.now) throw new TencentFault('ResourceNotFound.Resource', 'the file is gone');
    await openSignable(file.bytes).catch(() => {
      throw new TencentFault('OperationDenied.DocumentNoAvailable', 'not a PDF');
    });
    if (given.Approvers.length === 0) throw new TencentFault('MissingParameter.FlowApprover');
    if (given.Approvers.length > 50) throw new TencentFault('InvalidParameter', 'Approvers');
    if (given.UserData.length > 20_480) throw new TencentFault('InvalidParameter.FlowUserData');
    const deadline = this.deadlineOf(given.Deadline);
    requireDifferent(given);
    requireNothingToFill(given.Approvers);
    for (const approver of given.Approvers) {
      requireApprover(approver, given.SignBeanTag);
      this.#requireRights(approver);
      let places = 0;
      for (const component of approver.SignComponents) places += (await marksAt(file.bytes, component)).length;
      // an ignored keyword that is nowhere leaves a signer with nothing
      if (approver.SignComponents.length > 0 && places === 0)
        throw new TencentFault('MissingParameter.ApproverSignComponent');
    }
    const flow = this.flowOf(newId(), given, file.bytes, { organizationId, deadline });
    this.start(flow);
    return flow;
  }

  /** A flow that is not started. */
  flowOf(
    id: string,
    given: Pick<NewFlow, 'FlowName' | 'UserData' | 'Unordered' | 'Approvers' | 'CcInfos'>,
    bytes: Uint8Array,
    { organizationId, deadline }: Pick<SimFlow, 'organizationId' | 'deadline'>,
  ): SimFlow {
    return {
      id,
      name: given.FlowName,
      userData: given.UserData,
      unordered: given.Unordered,
      organizationId,
      original: bytes,
      bytes,
      approvers: given.Approvers.map((approver) => approverOf(approver)),
      copies: given.CcInfos.map(({ Mobile }) => Mobile),
      createdOn: this.now,
      updatedOn: this.now,
      deadline,
      status: FLOW.draft,
      message: '',
    };
  }

  /** @throws TencentFault InvalidParameter.FlowDeadLine */
  deadlineOf(given: number | undefined): number {
    const deadline = given ?? this.now + DEFAULT_LIFE_S;
    if (deadline <= this.now) throw new TencentFault('InvalidParameter.FlowDeadLine');
    return deadline;
  }

  /** @throws TencentFault ResourceNotFound.Flow */
  find(id: string): SimFlow {
    const flow = this.flows.get(id);
    if (!flow) throw new TencentFault('ResourceNotFound.Flow');
    if (isOpen(flow) && flow.deadline < this.now) this.#end(flow, FLOW.expired, SIGNER.expired, 'deadline');
    return flow;
  }

  findByUserData(userData: string): SimFlow[] {
    return [...this.flows.values()].filter((flow) => flow.userData === userData);
  }

  cancel(id: string, message: string): void {
    if (message === '') throw new TencentFault('MissingParameter.CancelReason');
    if (message.length > 200 || /\p{Extended_Pictographic}/u.test(message)) {
      throw new TencentFault('InvalidParameter.CancelReason');
    }
    const flow = this.find(id);
    if (!isOpen(flow) && flow.status !== FLOW.draft) throw new TencentFault('OperationDenied.FlowCancelForbid');
    flow.message = message;
    this.#end(flow, FLOW.cancelled, SIGNER.cancelled, 'cancel');
  }

  /** Somebody at the service makes it invalid, for example because a signer was renamed. */
  invalidate(id: string): void {
    this.#end(this.find(id), FLOW.invalid, SIGNER.ended, 'cancel');
  }

  /** The signers of a finished flow have agreed that it never counted. */
  void(id: string): void {
    const flow = this.find(id);
    if (flow.status !== FLOW.signed) throw new TencentFault('OperationDenied.FlowStatusForbid');
    Object.assign(flow, { status: FLOW.voided, updatedOn: this.now });
    this.report({ flow, operate: 'finish', recipientId: '' });
  }

  /** A page or a file behind an address that nobody can guess. @returns Its secret part. */
  link(flowId: string, recipientId: string, seconds: number): string {
    const token = randomUUID();
    this.links.set(token, { flowId, recipientId, expiresAt: this.clock().getTime() + seconds * 1000 });
    return token;
  }

  approverOf(flow: SimFlow, mobile: string): SimApprover {
    const found = flow.approvers.find(
      ({ given, status }) => given.ApproverMobile === mobile && status === SIGNER.toSign,
    );
    const known = found ?? flow.approvers.find(({ given }) => given.ApproverMobile === mobile);
    if (!known) throw new TencentFault('ResourceNotFound.User');
    return known;
  }

  /** A person signs on the service's page. */
  async sign(flowId: string, recipientId: string): Promise<void> {
    const flow = this.#open(flowId);
    await this.#stamp(flow, this.#inTurn(flow, recipientId));
  }

  reject(flowId: string, recipientId: string, message: string): void {
    const flow = this.#open(flowId);
    Object.assign(this.#inTurn(flow, recipientId), { status: SIGNER.rejected, time: this.now, message });
    flow.message = message;
    this.#end(flow, FLOW.rejected, SIGNER.ended, 'reject', recipientId);
  }

  start(flow: SimFlow): void {
    flow.status = FLOW.toSign;
    this.flows.set(flow.id, flow);
    this.#openTurns(flow);
    this.report({ flow, operate: 'start', recipientId: '' });
  }

  #requireRights({ ApproverType, SignComponents }: Approver): void {
    if (ApproverType === 3 && !this.mayAutoSign) throw new TencentFault('OperationDenied.NoOpenServerSign');
    for (const { ComponentType, ComponentValue } of SignComponents) {
      if (!['SIGN_SEAL', 'SIGN_PAGING_SEAL'].includes(ComponentType) || !ComponentValue) continue;
      const seal = this.seals.find(({ SealId }) => SealId === ComponentValue);
      if (seal?.SealStatus !== 'SUCCESS') throw new TencentFault('InvalidParameter.SealId');
    }
  }

  /** In an ordered flow the second waits for the first; without an order nobody waits. */
  #openTurns(flow: SimFlow): void {
    const open = flow.approvers.filter(({ status }) => status === SIGNER.waiting || status === SIGNER.toSign);
    for (const approver of flow.unordered ? open : open.slice(0, 1)) {
      if (approver.status === SIGNER.toSign) continue;
      approver.status = SIGNER.toSign;
      if (approver.given.ApproverType === 3) this.#signLater(flow, approver);
    }
  }

  #signLater(flow: SimFlow, approver: SimApprover): void {
    this.#automatic = this.#automatic
      .then(() => (isOpen(flow) ? this.#stamp(flow, approver) : undefined))
      .catch((error: unknown) => {
        Object.assign(approver, { status: SIGNER.ended, message: String(error) });
      });
  }

  #open(id: string): SimFlow {
    const flow = this.find(id);
    if (!isOpen(flow)) throw new TencentFault('OperationDenied.FlowStatusForbid');
    return flow;
  }

  #inTurn({ approvers }: SimFlow, recipientId: string): SimApprover {
    const approver = approvers.find((candidate) => candidate.recipientId === recipientId);
    if (approver?.status !== SIGNER.toSign) throw new TencentFault('OperationDenied', '未轮到该签署方');
    return approver;
  }

  async #stamp(flow: SimFlow, approver: SimApprover): Promise<void> {
    const { given, recipientId } = approver;
    const marks: OfficeMark[] = [];
    for (const component of given.SignComponents) {
      const kind =
        component.ComponentType === 'SIGN_DATE' ? 'date' : SIGNED.test(component.ComponentType) ? 'signature' : 'seal';
      marks.push(...(await marksAt(flow.original, component)).map((mark) => ({ ...mark, kind }) as const));
    }
    const organization = given.OrganizationName ?? (given.ApproverType === 3 ? this.organization.name : '');
    flow.bytes = await this.#office.sign(flow.bytes, {
      name: given.ApproverName ?? organization,
      organization,
      at: this.clock(),
      fieldName: `ess-${recipientId}`,
      marks,
    });
    Object.assign(approver, { status: SIGNER.signed, time: this.now });
    const isSigned = flow.approvers.every(({ status }) => status === SIGNER.signed);
    Object.assign(flow, { status: isSigned ? FLOW.signed : FLOW.partly, updatedOn: this.now });
    this.report({ flow, operate: 'sign', recipientId });
    if (isSigned) this.report({ flow, operate: 'finish', recipientId: '' });
    else this.#openTurns(flow);
  }

  #end(flow: SimFlow, status: number, open: number, operate: FlowReport['operate'], recipientId = ''): void {
    Object.assign(flow, { status, updatedOn: this.now });
    for (const approver of flow.approvers) {
      if (approver.status === SIGNER.waiting || approver.status === SIGNER.toSign) approver.status = open;
    }
    this.report({ flow, operate, recipientId });
  }
}

function isOpen({ status }: SimFlow): boolean {
  return status === FLOW.toSign || status === FLOW.partly;
}

function approverOf(given: Approver): SimApprover {
  return {
    recipientId: given.RecipientId ?? newId(),
    signId: newId(),
    given,
    status: SIGNER.waiting,
    time: 0,
    message: '',
  };
}
