import type { Field, FieldType, FieldValue, FieldValues, FormRecord, FormTable, PersonValue } from '../schema/form.js';
import type { Workflow } from '../schema/workflow.js';
import { addDays, calendarDay } from './calendar.js';

/** What a made-up record shows: everything filled in, only what the form demands, detail tables without rows, nothing. */
export const sampleKinds = ['filled', 'required', 'noRows', 'blank'] as const;
export type SampleKind = (typeof sampleKinds)[number];

/** Where and when a made-up record is; the clock comes from outside. */
export interface SampleMoment {
  /** RFC 3339 */
  readonly now: string;
  /** Minutes ahead of UTC; China Standard Time unless told otherwise. */
  readonly utcOffset?: number | undefined;
}

const ROWS = 3;
const DAYS_AHEAD = 30;
const NAMES = ['李敏', '王芳', '张伟', '赵强', '陈静', '刘洋'];
const COMPANY = '示例科技有限公司';
const SAMPLE_SHA256 = '0'.repeat(64);

/** A plausible record of a form, always the same one: what an admin tries a mapping with before there is a real request. */
export function sampleRecord(workflow: Workflow, kind: SampleKind, moment: SampleMoment): FormRecord {
  const { form } = workflow;
  // a large form has thousands of dates, and they are all the same day
  const at: FilledAt = { now: moment.now, day: addDays(calendarDay(moment.now, moment.utcOffset), DAYS_AHEAD) };
  const rows = kind === 'filled' || kind === 'required' ? ROWS : 0;
  return {
    recordId: `sample-${kind}`,
    workflowId: workflow.id,
    title: `${workflow.name}（示例）`,
    currentNodeId: (workflow.nodes.find((node) => node.kind === 'start') ?? workflow.nodes[0])?.id ?? 'start',
    finished: false,
    creator: person(0),
    values: valuesOf(form.main, kind, 0, at),
    details: whenRead(form.details, (table) =>
      Array.from({ length: rows }, (_, row) => valuesOf(table, kind, row, at)),
    ),
    updatedAt: moment.now,
  };
}

/** Rows by table, made when somebody looks: a large form has thousands of fields, and a mapping reads few of its tables. */
function whenRead(
  tables: readonly FormTable[],
  rowsOf: (table: FormTable) => FieldValues[],
): Record<string, FieldValues[]> {
  const found: Record<string, FieldValues[]> = {};
  for (const table of tables) {
    let rows: FieldValues[] | undefined;
    Object.defineProperty(found, table.id, { enumerable: true, get: () => (rows ??= rowsOf(table)) });
  }
  return found;
}

interface FilledAt {
  readonly now: string;
  readonly day: string;
}

function valuesOf(table: FormTable, kind: SampleKind, row: number, at: FilledAt): FieldValues {
  const isFilled = (field: Field): boolean => kind !== 'blank' && (kind !== 'required' || field.required === true);
  return Object.fromEntries(
    table.fields.map((field, index) => [field.id, isFilled(field) ? valueOf(field, index + row, row, at) : null]),
  );
}

const makers: Record<FieldType, (field: Field, nth: number, row: number, at: FilledAt) => FieldValue> = {
  text: textOf,
  textarea: (field) => `${field.label}：示例内容`,
  number: (_, __, row) => row + 1,
  money: (_, nth) => 1000 * (nth + 1),
  date: (_, __, ___, { day }) => day,
  datetime: (_, __, ___, { now }) => now,
  select: (field) => field.options?.[0]?.value ?? null,
  checkbox: () => true,
  person: (_, nth) => person(nth),
  persons: (_, nth) => [person(nth), person(nth + 1)],
  department: () => ({ id: 'sample-department', name: '采购部' }),
  organization: () => ({ id: 'sample-organization', name: COMPANY }),
  attachment: (field, nth) => [
    {
      fileId: `sample-file-${nth + 1}`,
      name: `${field.label}.pdf`,
      size: 120_000,
      mediaType: 'application/pdf',
      sha256: SAMPLE_SHA256,
    },
  ],
  document: (field, nth) => ({ id: `sample-document-${nth + 1}`, name: field.label }),
  browse: (field, nth) => ({ id: `sample-browse-${nth + 1}`, name: field.label }),
  link: () => 'https://example.com/',
};

function valueOf(field: Field, nth: number, row: number, at: FilledAt): FieldValue {
  return makers[field.type](field, nth, row, at);
}

/** Texts often hold what has a type elsewhere; the label says it. */
function textOf({ label }: Field, nth: number, row: number): string {
  const last = row === 0 ? '' : ` ${row + 1}`;
  if (/手机|电话|mobile|phone/i.test(label)) return `1380000${String(1000 + nth)}`;
  if (/邮箱|邮件|e-?mail/i.test(label)) return `sample${nth + 1}@example.com`;
  if (/公司|单位|供应商|客户|company|supplier/i.test(label)) return `${COMPANY}${last}`;
  if (/姓名|联系人|签署人/.test(label)) return person(nth).name;
  if (/编号|单号|number/i.test(label)) return `HT-${String(row + 1).padStart(4, '0')}`;
  if (/日期|date/i.test(label)) return '2030-01-31';
  return `${label}示例${last}`;
}

function person(nth: number): PersonValue {
  const index = nth % NAMES.length;
  return {
    userId: `sample-person-${index + 1}`,
    name: NAMES[index] ?? '',
    mobile: `1390000000${index}`,
    organization: COMPANY,
  };
}
