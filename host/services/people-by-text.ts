import { resolveSource } from '../../src/core/resolve.js';
import { FieldSource, type FormRecord, type PersonValue, type Workflow } from '../../src/schema/index.js';
import { findConfigVersion, findWorkflowConfig } from '../store/configs.js';
import { findRecordEnvelope } from '../store/envelopes.js';
import type { HostContext } from './context.js';

/** Finds a person by what a form says of them. */
export type FindPerson = (text: string) => PersonValue | null;

/** Conversions that read people out of text. */
const OF_PEOPLE: ReadonlySet<string> = new Set(['findPerson', 'splitPersons']);

interface Around {
  readonly record: FormRecord;
  readonly workflow: Workflow;
}

/**
 * C-12, C-15, C-31: who the texts of the record mean by its configurations. The planner cannot wait for an answer, so the OA
 * is asked before it plans.
 */
export async function findRecordPeople(
  context: HostContext,
  tenantId: string,
  around: Around,
): Promise<FindPerson | undefined> {
  if (!context.oa.findPerson) return undefined;
  const { recordId, workflowId } = around.record;
  const envelope = await findRecordEnvelope(context.db, tenantId, recordId);
  const configs = [
    await findWorkflowConfig(context.db, tenantId, 'signing', workflowId),
    await findWorkflowConfig(context.db, tenantId, 'sealUse', workflowId),
    // what is under way goes on with the version that made it
    envelope?.configId && envelope.configVersion !== null
      ? await findConfigVersion(context.db, tenantId, 'signing', envelope.configId, envelope.configVersion)
      : null,
  ];
  const mappings = configs.map((config) => config?.mapping);
  return findPeople(context, tenantId, around, mappings);
}

/** Asks the OA once for each text that the mappings read a person from. */
export async function findPeople(
  context: HostContext,
  tenantId: string,
  around: Around,
  mappings: readonly unknown[],
): Promise<FindPerson | undefined> {
  const { oa } = context;
  if (!oa.findPerson) return undefined;
  const people = new Map<string, PersonValue | null>();
  for (const text of textsOf(around, mappings)) people.set(text, await oa.findPerson(tenantId, text));
  return (text) => people.get(text) ?? null;
}

/** The texts that stand for people: those of the main table, and those of each row of a detail table. */
function textsOf({ record, workflow }: Around, mappings: readonly unknown[]): Set<string> {
  const texts = new Set<string>();
  const reading = {
    record,
    workflow,
    operator: record.creator,
    now: record.updatedAt,
    findPerson: (text: string) => {
      texts.add(text);
      // somebody, so that the other texts of the same field are read too
      return { userId: text, name: text };
    },
  };
  for (const source of sourcesOf(mappings)) {
    const { table } = source.field;
    resolveSource(source, reading);
    for (const values of record.details[table] ?? []) resolveSource(source, { ...reading, row: { table, values } });
  }
  return texts;
}

/** Sources stand in many slots, and in lists of rows: whatever looks like one that reads people is one. */
function sourcesOf(value: unknown): FieldSource[] {
  if (typeof value !== 'object' || value === null) return [];
  const source = FieldSource.safeParse(value);
  if (source.success) return OF_PEOPLE.has(source.data.conversion ?? '') ? [source.data] : [];
  return Object.values(value).flatMap(sourcesOf);
}
