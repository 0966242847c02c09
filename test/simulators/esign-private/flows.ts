import * as z from 'zod/mini';

import { EsignFault } from '../kit/esign-fault.js';

const Text = z.string().check(z.minLength(1));
const Time = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/));

/** Numbers of this product: 1 one page, 2 several, 3 seam, 4 keyword. */
const SignPos = z.strictObject({
  signType: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  posPage: z.optional(z.string()),
  posX: z.optional(z.number()),
  posY: z.optional(z.number()),
  key: z.optional(Text),
  keyIndex: z.optional(z.int()),
  edgePosition: z.optional(z.enum(['left', 'right'])),
  edgeScope: z.optional(z.string()),
  sealId: z.optional(Text),
  sealType: z.optional(z.string()),
  signIdentity: z.optional(z.enum(['ORGANIZE', 'LEGAL', ''])),
  addSignTime: z.optional(z.boolean()),
  signDateInfos: z.optional(
    z.array(
      z.strictObject({
        dateFormat: z.string().check(z.regex(/^[yMd年月日/.-]+$/)),
        fontSize: z.number().check(z.positive()),
        posPage: Text,
        posX: z.number(),
        posY: z.number(),
      }),
    ),
  ),
  width: z.optional(z.number()),
});
export type SignPos = z.infer<typeof SignPos>;

const FlowSigner = z.strictObject({
  accountId: z.optional(Text),
  uniqueId: z.optional(Text),
  accountType: z.union([z.literal(1), z.literal(2)]),
  accountName: z.optional(Text),
  organizeNo: z.optional(Text),
  organizeName: z.optional(Text),
  authorizationOrganizeId: z.optional(Text),
  authorizationOrganizeNo: z.optional(Text),
  autoSign: z.optional(z.boolean()),
  isOrsign: z.optional(z.boolean()),
  legalSignFlag: z.optional(z.union([z.literal(0), z.literal(1)])),
  allowApiSign: z.optional(z.boolean()),
  contactMobile: z.optional(Text),
  signOrder: z.optional(z.int()),
  signDocDetails: z.optional(z.array(z.strictObject({ docFilekey: Text, signPos: z.optional(z.array(SignPos)) }))),
});

/** `/V1/signFlows/create`. A field that is not in the document is refused, so that an adapter cannot lean on one. */
export const NewFlow = z.strictObject({
  subject: Text,
  signDocs: z
    .array(z.strictObject({ docFilekey: Text, docName: Text, docOrder: z.string(), docPwd: z.optional(z.string()) }))
    .check(z.minLength(1)),
  signers: z.array(FlowSigner).check(z.minLength(1)),
  initiatorAccountId: z.optional(Text),
  initiatorUniqueId: z.optional(Text),
  initiatorAccountType: z.optional(z.union([z.literal(1), z.literal(2)])),
  initiatorName: z.optional(Text),
  initiatorMobile: z.optional(Text),
  initiatorEmail: z.optional(Text),
  initiatorOrganizeNo: z.optional(Text),
  bizNo: z.optional(Text),
  callbackUrl: z.optional(z.url()),
  redirectUrl: z.optional(z.url()),
  comments: z.optional(z.string()),
  signSceneNo: z.optional(Text),
  signValidity: z.optional(Time),
  copyViewers: z.optional(
    z.array(
      z.strictObject({
        accountId: z.optional(Text),
        uniqueId: z.optional(Text),
        accountType: z.union([z.literal(1), z.literal(2)]),
      }),
    ),
  ),
});
export type NewFlow = z.infer<typeof NewFlow>;

export interface SimFile {
  readonly key: string;
  readonly name: string;
  readonly original: Uint8Array;
  bytes: Uint8Array;
}

export interface SimSeat {
  readonly given: NewFlow['signers'][number];
  readonly name: string;
  readonly organization: string;
  /** 0 waiting, 1 signing, 2 signed, 3 ended, 4 withdrawn, 7 refused. */
  signStatus: number;
  signTime?: string;
  resultDescription?: string;
}

export interface SimFlow {
  readonly id: number;
  readonly given: NewFlow;
  readonly files: SimFile[];
  readonly seats: SimSeat[];
  readonly startTime: string;
  flowStatus: number;
  endTime?: string;
  resultDescription?: string;
}

/** @throws EsignFault 1435002 with the place. */
export function readNewFlow(body: unknown): NewFlow {
  const read = NewFlow.safeParse(body);
  if (read.success) return read.data;
  throw new EsignFault(1435002, `参数错误: ${read.error.issues[0]?.path.join('.') ?? ''}`);
}
