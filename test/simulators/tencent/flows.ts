import { randomUUID } from 'node:crypto';

import * as z from 'zod/mini';

import { TencentFault } from './fault.js';

const Text = z.string().check(z.minLength(1));
const Mobile = z.string().check(z.regex(/^1\d{10}$/));

export const Component = z.object({
  ComponentType: Text,
  GenerateMode: z._default(z.enum(['NORMAL', 'FIELD', 'KEYWORD']), 'NORMAL'),
  FileIndex: z._default(z.int(), 0),
  ComponentPage: z.optional(z.int()),
  ComponentPosX: z.optional(z.number()),
  ComponentPosY: z.optional(z.number()),
  ComponentWidth: z.optional(z.number().check(z.positive())),
  ComponentHeight: z.optional(z.number().check(z.positive())),
  ComponentName: z.optional(z.string().check(z.maxLength(100))),
  ComponentId: z.optional(z.string().check(z.maxLength(100))),
  ComponentValue: z.optional(z.string()),
  ComponentExtra: z.optional(z.string()),
  /** The middle unless said otherwise, which is also all that the documents of 2024 know. */
  RelativeLocation: z.optional(z.enum(['Middle', 'Below', 'Right'])),
  KeywordPage: z.optional(z.int().check(z.minimum(1))),
  KeywordOrder: z.optional(z.enum(['Positive', 'Reverse'])),
  KeywordIndexes: z.optional(z.array(z.int().check(z.minimum(0)))),
  OffsetX: z.optional(z.number()),
  OffsetY: z.optional(z.number()),
});
export type Component = z.infer<typeof Component>;

const DateExtra = z.object({
  Format: z.optional(z.string().check(z.regex(/^[ymd年月日/.-]+$/))),
  FontSize: z.optional(z.number().check(z.positive())),
});

export const Approver = z.object({
  ApproverType: z.optional(z.int()),
  ApproverName: z.optional(Text),
  ApproverMobile: z.optional(z.string()),
  OrganizationName: z.optional(Text),
  UserId: z.optional(Text),
  RecipientId: z.optional(Text),
  SignComponents: z._default(z.array(Component), []),
  Components: z._default(z.array(z.object({})), []),
});
export type Approver = z.infer<typeof Approver>;

/** Members that are not in the documents, also those of another spelling, are ignored, as the service does. */
export const NewFlow = z.object({
  FlowName: Text,
  FlowDescription: z.optional(z.string().check(z.maxLength(1000))),
  FileIds: z.array(Text),
  Approvers: z._default(z.array(Approver), []),
  CcInfos: z._default(
    z.array(z.object({ Mobile, CcType: z.optional(z.int()), CcPermission: z.optional(z.int()) })),
    [],
  ),
  Deadline: z.optional(z.int()),
  Unordered: z._default(z.boolean(), false),
  UserData: z._default(z.string(), ''),
  SignBeanTag: z._default(z.int(), 0),
});
export type NewFlow = z.infer<typeof NewFlow>;

/** `CreateFlow`: the deadline is spelt otherwise than for a file. */
export const NewTemplateFlow = z.object({
  FlowName: Text,
  Approvers: z.array(Approver).check(z.minLength(1), z.maxLength(50)),
  CcInfos: NewFlow.shape.CcInfos,
  DeadLine: z.optional(z.int()),
  Unordered: z._default(z.boolean(), false),
  UserData: z._default(z.string().check(z.maxLength(20_480)), ''),
});
export const NewDocument = z.object({
  FlowId: Text,
  TemplateId: Text,
  FileNames: z.array(z.string().check(z.maxLength(200))).check(z.minLength(1)),
  FormFields: z._default(
    z.array(z.object({ ComponentId: z.optional(Text), ComponentName: z.optional(Text), ComponentValue: z.string() })),
    [],
  ),
});

export interface SimApprover {
  readonly recipientId: string;
  readonly signId: string;
  readonly given: Approver;
  /** `ApproveStatus`. */
  status: number;
  /** Seconds; 0 is none. */
  time: number;
  message: string;
}

export interface SimFlow {
  readonly id: string;
  readonly name: string;
  readonly userData: string;
  readonly unordered: boolean;
  readonly organizationId: string;
  readonly original: Uint8Array;
  bytes: Uint8Array;
  readonly approvers: SimApprover[];
  readonly copies: readonly string[];
  /** Seconds. */
  readonly createdOn: number;
  updatedOn: number;
  readonly deadline: number;
  /** `FlowStatus`. */
  status: number;
  message: string;
}

const NAME = /^[\p{Script=Han}A-Za-z0-9 ()[\]\-_,;.&+（）【】《》“”‘’、，。；：！？—…·]{1,200}$/u;

/** @throws TencentFault with the place. */
export function read<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue?.path.join('.') ?? '';
  const isMissing = issue?.code === 'invalid_type' && issue.input === undefined;
  throw new TencentFault(isMissing ? 'MissingParameter' : 'InvalidParameter', `${at}: ${issue?.message ?? ''}`);
}

export function requireFlowName(name: string): void {
  if (!NAME.test(name)) throw new TencentFault('InvalidParameter.FlowName');
}

const ENTERPRISE = [
  'SIGN_SIGNATURE',
  'SIGN_SEAL',
  'SIGN_DATE',
  'SIGN_PAGING_SEAL',
  'SIGN_PAGING_SIGNATURE',
  'SIGN_LEGAL_PERSON_SEAL',
  'SIGN_OPINION',
];
const CONTROLS: Readonly<Record<number, readonly string[]>> = {
  0: ENTERPRISE,
  1: ['SIGN_SIGNATURE', 'SIGN_DATE', 'SIGN_PAGING_SIGNATURE', 'SIGN_OPINION'],
  3: ['SIGN_SEAL', 'SIGN_DATE', 'SIGN_PAGING_SEAL'],
};

/** Who a signer must say that they are (chapter 4.1). @throws TencentFault */
export function requirePerson(approver: Approver): readonly string[] {
  const { ApproverType: type, ApproverName, ApproverMobile, OrganizationName, UserId } = approver;
  const allowed = type === undefined ? undefined : CONTROLS[type];
  if (type === undefined || !allowed) throw new TencentFault('InvalidParameter.ApproverType');
  if (type !== 3 && UserId === undefined) {
    if (ApproverName === undefined) throw new TencentFault('MissingParameter.ApproverName');
    if (ApproverMobile === undefined) throw new TencentFault('MissingParameter.ApproverMobile');
    if (!Mobile.safeParse(ApproverMobile).success) throw new TencentFault('InvalidParameter.Mobile');
  }
  if (type === 0 && OrganizationName === undefined) throw new TencentFault('MissingParameter.ApproverOrganizationInfo');
  if (type === 1 && OrganizationName !== undefined) {
    throw new TencentFault('OperationDenied.ErrNoSupportIndividualHasOrganizationName');
  }
  if (/[()]/.test(OrganizationName ?? '')) throw new TencentFault('InvalidParameter.OrganizationName');
  return allowed;
}

/** The rules of the types of signers and of their controls (chapter 4.1). @throws TencentFault */
export function requireApprover(approver: Approver, signBeanTag: number): void {
  const allowed = requirePerson(approver);
  const { ApproverType: type, SignComponents } = approver;
  if (SignComponents.length === 0 && (signBeanTag !== 1 || type === 3)) {
    throw new TencentFault('MissingParameter.ApproverSignComponent');
  }
  for (const { ComponentType, ComponentValue, ComponentExtra } of SignComponents) {
    if (ComponentType === 'SIGN_DATE') requireDateStyle(ComponentExtra);
    if (type === 3 && ComponentType === 'SIGN_SIGNATURE') {
      throw new TencentFault('OperationDenied.ServerSignNoSupportSignature');
    }
    if (!allowed.includes(ComponentType)) throw new TencentFault('InvalidParameter', `${ComponentType} for ${type}`);
    if (type === 3 && ComponentType !== 'SIGN_DATE' && !ComponentValue) {
      throw new TencentFault('MissingParameter.ServerSignSealId');
    }
  }
}

/** Once a party signs by itself, no signer fills anything in (chapter 10). @throws TencentFault */
export function requireNothingToFill(approvers: readonly Approver[]): void {
  const isAutomatic = approvers.some(({ ApproverType }) => ApproverType === 3);
  if (isAutomatic && approvers.some(({ Components }) => Components.length > 0)) {
    throw new TencentFault('OperationDenied.ServerSignNoAllowComponent');
  }
}

/** `ComponentExtra` is a JSON string (chapter 5); what else than the documented letters a format may hold is assumed. */
function requireDateStyle(extra: string | undefined): void {
  if (extra === undefined) return;
  try {
    DateExtra.parse(JSON.parse(extra));
  } catch {
    throw new TencentFault('InvalidParameter', 'ComponentExtra of SIGN_DATE');
  }
}

/** Nobody stands twice in a flow, and who gets a copy does not sign (chapter 4.2). @throws TencentFault */
export function requireDifferent({ Approvers, CcInfos }: Pick<NewFlow, 'Approvers' | 'CcInfos'>): void {
  const seen = new Set<string>();
  for (const { ApproverType, ApproverMobile = '', OrganizationName = '' } of Approvers) {
    const who = [ApproverType, OrganizationName, ApproverMobile].join('|');
    if (seen.has(who)) throw new TencentFault('OperationDenied.ApproverRepeat');
    seen.add(who);
  }
  const signing = new Set(Approvers.map(({ ApproverMobile }) => ApproverMobile));
  if (CcInfos.some(({ Mobile: mobile }) => signing.has(mobile))) throw new TencentFault('OperationDenied.CcUserRepeat');
  if (CcInfos.length > 50) throw new TencentFault('InvalidParameter.CcNum');
}

/** 32 characters, of which nobody can tell anything. */
export function newId(): string {
  return `yD${randomUUID().replaceAll('-', '').slice(0, 30)}`;
}
