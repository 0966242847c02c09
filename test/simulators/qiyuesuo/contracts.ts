import * as z from 'zod/mini';

export type ContractStatus =
  | 'DRAFT'
  | 'FILLING'
  | 'SIGNING'
  | 'COMPLETE'
  | 'REJECTED'
  | 'RECALLED'
  | 'EXPIRED'
  | 'INVALIDING'
  | 'INVALIDED'
  | 'FORCE_END';

/** What a call does wrong: 契约锁 answers 200 with its number and a text. */
export class QiyuesuoFault extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const Text = z.string().check(z.minLength(1));
const Contact = z.string().check(z.regex(/^(\+?\d{6,15}|[^\s@]+@[^\s@]+\.[^\s@]+)$/));

const Location = z.strictObject({
  documentId: Text,
  rectType: z.enum(['SEAL_PERSONAL', 'SEAL_CORPORATE', 'TIMESTAMP', 'ACROSS_PAGE']),
  keyword: z.optional(Text),
  keywordIndex: z.optional(z.int()),
  page: z.optional(z.int()),
  offsetX: z.optional(z.number()),
  offsetY: z.optional(z.number()),
});
export type Location = z.infer<typeof Location>;

const Action = z.strictObject({
  type: z.enum(['CORPORATE', 'LP', 'PERSONAL']),
  name: Text,
  serialNo: z.int(),
  sealId: z.optional(Text),
  /** A list, written as JSON in a text. */
  sealIds: z.optional(z.string()),
  actionOperators: z.optional(z.array(z.strictObject({ operatorName: Text, operatorContact: Contact }))),
  locations: z.optional(z.array(Location)),
});

const Signatory = z.strictObject({
  tenantType: z.enum(['CORPORATE', 'COMPANY', 'PERSONAL']),
  tenantName: Text,
  receiverName: z.optional(Text),
  contact: z.optional(Contact),
  serialNo: z.optional(z.int()),
  actions: z.optional(z.array(Action)),
});

/** Chapter 5. A field that is not in the document is refused, so that an adapter cannot lean on one. */
export const NewContract = z.strictObject({
  subject: Text,
  sn: z.optional(Text),
  categoryId: z.optional(Text),
  categoryName: z.optional(Text),
  documents: z.optional(z.array(Text)),
  signatories: z.optional(z.array(Signatory)),
  ordinal: z.optional(z.boolean()),
  expireTime: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/))),
  creatorName: z.optional(Text),
  creatorContact: z.optional(Text),
  tenantName: z.optional(Text),
  businessData: z.optional(z.string()),
  send: z.optional(z.boolean()),
});
export type NewContract = z.infer<typeof NewContract>;

const FilledTemplate = z.strictObject({
  title: Text,
  templateId: Text,
  templateParams: z._default(z.array(z.strictObject({ name: Text, value: z.string() })), []),
});

export interface SimDocument {
  readonly id: string;
  readonly title: string;
  readonly original: Uint8Array;
  bytes: Uint8Array;
}

export interface SimOperator {
  readonly operatorName: string;
  readonly operatorContact: string;
  signTime?: string;
}

export interface SimSignatory {
  readonly id: string;
  readonly given: z.infer<typeof Signatory>;
  readonly operators: SimOperator[];
  status: 'DRAFT' | 'WAITING' | 'SIGNING' | 'SIGNED' | 'REJECTED' | 'RECALLED' | 'EXPIRED' | 'FORCE_END';
  signTime?: string;
  rejectReason?: string;
}

export interface SimContract {
  readonly id: string;
  readonly given: NewContract;
  readonly documents: SimDocument[];
  readonly signatories: SimSignatory[];
  /** RFC 3339. */
  readonly expiresAt: string;
  status: ContractStatus;
  publishTime?: string;
  finishTime?: string;
  reason?: string;
}

/** @throws QiyuesuoFault with the place. */
export function readNewContract(body: unknown): NewContract {
  const read = NewContract.safeParse(body);
  if (read.success) return read.data;
  const at = read.error.issues[0]?.path.join('.') ?? '';
  throw new QiyuesuoFault(at.startsWith('signatories') ? 1105 : 1, `参数错误: ${at}`);
}

/** @throws QiyuesuoFault 1705 with the place. */
export function readFilledTemplate(body: unknown): z.infer<typeof FilledTemplate> {
  const read = FilledTemplate.safeParse(body);
  if (read.success) return read.data;
  throw new QiyuesuoFault(1705, `参数错误: ${read.error.issues[0]?.path.join('.') ?? ''}`);
}

/** The seals that an action names. @throws QiyuesuoFault */
export function sealIdsOf({ sealId, sealIds }: z.infer<typeof Action>): string[] {
  if (sealIds === undefined) return sealId === undefined ? [] : [sealId];
  const list = z.array(z.string()).safeParse(JSON.parse(sealIds));
  if (!list.success) throw new QiyuesuoFault(1106, 'sealIds 不是 JSON 字符串数组');
  return list.data;
}
