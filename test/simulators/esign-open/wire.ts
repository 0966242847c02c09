import * as z from 'zod/mini';

import { EsignFault } from '../kit/esign-fault.js';
import { pagesOf } from '../kit/esign-positions.js';

/** An optional field that is sent empty counts as not sent. */
function optional<T extends z.ZodMiniType>(schema: T) {
  return z.optional(
    z.union([
      schema,
      z.pipe(
        z.literal(''),
        z.transform(() => undefined),
      ),
    ]),
  );
}

const Text = z.string().check(z.minLength(1));
const Time = z.union([z.int(), z.pipe(z.string().check(z.regex(/^\d{13}$/)), z.transform(Number))]);
const ThirdId = Text.check(z.refine((text) => Buffer.byteLength(text) <= 50));
const Size = z.int().check(z.positive());
const PAPERS = [13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 27];
const ORGANIZATIONS = [10, 11, 12, 25, 26, 28, 29, 30, 31, 32];
const oneOf = (numbers: readonly number[]) => z.int().check(z.refine((number) => numbers.includes(number)));
const listOf = (words: readonly string[]) =>
  z.string().check(z.refine((text) => text.split(',').every((part) => words.includes(part))));

const Position = z.object({
  signType: z.optional(oneOf([1, 2, 3])),
  posPage: optional(Text.check(z.refine((text) => pagesOf(text) !== null))),
  posX: z.optional(z.number()),
  posY: z.optional(z.number()),
  key: optional(Text),
  scale: z.optional(z.number().check(z.positive())),
});
export type Position = z.infer<typeof Position>;

const Positions = z.optional(z.array(Position));
const Flow = {
  businessScene: Text,
  initiatorAccountId: optional(Text),
  signValidity: z.optional(Time),
  payer: optional(Text),
  signPlatform: optional(listOf(['1', '2', '3'])),
  noticeType: optional(listOf(['1', '2', '3'])),
  noticeUrl: optional(z.url()),
  redirectUrl: optional(z.url()),
  addSignTime: z.optional(z.boolean()),
  attachmentList: z.optional(z.array(z.object({ attachmentFilekey: Text, attachmentName: Text }))),
};
const Document = { docId: Text, docName: optional(Text), encryption: z.optional(z.boolean()) };
const Task = {
  flowId: Text,
  thirdOrderNo: optional(Text.check(z.maxLength(100))),
  accountId: z.optional(Text),
  authorizationOrgId: z.optional(Text),
  sealId: optional(Text),
  sealType: optional(listOf(['0', '1'])),
  noticeSignMessage: z.optional(z.boolean()),
};
const sealShape = { accountId: Text, alias: Text, width: z.optional(Size), height: z.optional(Size) };
const Colour = z.enum(['RED', 'BLUE', 'BLACK']);

/** The requests of the open service by their tables (`esign.md` 3 to 9). What is not in a table is ignored there. */
export const requests = {
  uploadUrl: z.object({ fileName: Text, fileSize: Size, contentType: Text, contentMd5: Text }),
  person: z.object({
    thirdId: optional(ThirdId),
    name: Text,
    idNo: Text,
    idType: oneOf(PAPERS),
    mobile: optional(Text),
    email: optional(Text),
  }),
  organization: z
    .object({
      thirdId: optional(ThirdId),
      creatorId: Text,
      name: Text,
      organCode: Text,
      organType: oneOf(ORGANIZATIONS),
      legalName: optional(Text),
      legalIdNo: optional(Text),
      legalIdType: z.optional(oneOf(PAPERS)),
      email: optional(Text),
    })
    .check(z.refine(({ legalIdNo, legalIdType }) => legalIdNo === undefined || legalIdType !== undefined)),
  update: z.object({ accountId: Text, name: optional(Text), mobile: optional(Text), email: optional(Text) }),
  grant: z.object({ grantAccountId: Text, deadline: z.optional(Time) }),
  thirdId: z.object({ thirdId: Text }),
  account: z.object({ accountId: Text }),
  fileKey: z.object({ fileKey: Text }),
  docId: z.object({ docId: Text }),
  newTemplate: z.object({ fileKey: Text, templateName: Text }),
  fillTemplate: z.object({
    templateId: Text,
    name: Text,
    simpleFormFields: z._default(z.record(z.string(), z.string()), {}),
  }),
  single: z.object({ ...Flow, ...Document }),
  multi: z.object({ ...Flow, docList: z.array(z.object(Document)).check(z.minLength(1)) }),
  singleTask: z.object({ ...Task, posList: Positions }),
  multiTask: z.object({ ...Task, signDocList: z.optional(z.array(z.object({ docId: Text, posList: Positions }))) }),
  flow: z.object({ flowId: Text }),
  flowAccount: z.object({ flowId: Text, accountId: Text }),
  personSeal: z.object({
    ...sealShape,
    text: optional(Text),
    templateType: z.enum(['SQUARE', 'RECTANGLE', 'BORDERLESS']),
    color: Colour,
  }),
  organizationSeal: z.object({
    ...sealShape,
    text: optional(Text),
    templateType: z.enum(['ROUND_STAR', 'ROUND_NONE', 'OVAL_STAR', 'OVAL_NONE']),
    color: Colour,
    hText: optional(Text),
    qText: optional(Text),
  }),
  imageSeal: z.object({ ...sealShape, color: Colour, fileKey: Text }),
};

/** @throws EsignFault 1435002 with the place. */
export function readRequest<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new EsignFault(1435002, `参数错误: ${read.error.issues[0]?.path.join('.') ?? ''}`);
}
