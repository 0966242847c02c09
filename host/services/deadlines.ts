import { sql, type RawBuilder } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import { statusAt } from '../../src/core/status.js';
import { whoseTurn } from '../../src/core/turn.js';
import type { Effect, Envelope } from '../../src/schema/index.js';
import { enqueueEffects, envelopeStream, subjectOf } from '../jobs/outbox-rows.js';
import { asTenant } from '../store/tenant-scope.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { endEnvelope, findAround, SYSTEM } from './envelopes.js';

const DAY_MS = 24 * 3600 * 1000;
/** How many envelopes are read at a time. */
const PAGE = 200;

/** An envelope, and its place in the order of deadlines. */
interface Dated {
  readonly tenant_id: string;
  readonly id: string;
  readonly deadline: string | null;
  readonly doc: Envelope;
}

type Place = Omit<Dated, 'doc'>;

const START: Place = { tenant_id: '', id: '', deadline: '' };

/** C-23: reminds signers before their deadline, and ends what is past it. */
export async function keepDeadlines(context: HostContext): Promise<void> {
  await remindOfDeadlines(context);
  await expireOverdue(context);
}

/**
 * Looks after all envelopes, page by page: those that cannot be looked after, or not yet, must not keep later ones from their
 * turn. Each is looked after by itself, and the next sweep comes by what failed.
 */
async function inPages(
  context: HostContext,
  read: (after: Place) => Promise<Dated[]>,
  lookAfter: (row: Dated) => Promise<void>,
): Promise<void> {
  let after = START;
  for (;;) {
    const rows = await read(after);
    for (const row of rows) await quietly(context, row, () => lookAfter(row));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE || context.closing.aborted) return;
    after = last;
  }
}

function isBehind({ deadline, tenant_id: tenantId, id }: Place): RawBuilder<boolean> {
  return sql<boolean>`(e.deadline, e.tenant_id, e.id) > (${deadline}, ${tenantId}, ${id})`;
}

/** C-23: whose turn it is hears once of a deadline that is near; who comes after them hears when it is theirs. */
async function remindOfDeadlines(context: HostContext): Promise<void> {
  const now = context.clock();
  let reminded = new Set<string>();
  const read = async (after: Place): Promise<Dated[]> => {
    const rows = await context.db
      .selectFrom('envelopes as e')
      .select(['e.tenant_id', 'e.id', 'e.deadline', 'e.doc'])
      // as the index of deadlines has it
      .where('e.status', '=', sql.lit('launched'))
      .where('e.deadline', '>', now.toISOString())
      .where('e.deadline', '<=', new Date(now.getTime() + DAY_MS).toISOString())
      .where(isBehind(after))
      .orderBy('e.deadline')
      .orderBy('e.tenant_id')
      .orderBy('e.id')
      .limit(PAGE)
      .execute();
    reminded = await findReminded(context, rows);
    return rows;
  };
  await inPages(context, read, async ({ tenant_id: tenantId, doc }) => {
    const isDue = now.getTime() >= reminderTime(doc) && whoseTurn(doc).length > 0;
    if (!isDue || reminded.has(nameOf(tenantId, reminderKey(doc)))) return;
    if (!providerOf(context, doc.provider).descriptor.capabilities.remind) return;
    await remind(context, tenantId, doc);
  });
}

/** The reminders of these envelopes that were stored before, asked for together. */
async function findReminded(context: HostContext, rows: readonly Dated[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const found = await context.db
    .selectFrom('outbox')
    .select(['tenant_id', 'key'])
    .where('tenant_id', 'in', [...new Set(rows.map((row) => row.tenant_id))])
    .where(
      'key',
      'in',
      rows.map(({ doc }) => reminderKey(doc)),
    )
    .execute();
  return new Set(found.map(({ tenant_id: tenantId, key }) => nameOf(tenantId, key)));
}

function nameOf(tenantId: string, key: string): string {
  return JSON.stringify([tenantId, key]);
}

/** One for each turn, under a name that the key of a person's own reminder cannot take. */
function reminderKey(envelope: Envelope): string {
  const turn = whoseTurn(envelope);
  const first = envelope.parties.find(({ id }) => turn.includes(id));
  return `remindOfDeadline:${envelope.id}:${envelope.order === 'ordered' ? (first?.order ?? '') : 'all'}`;
}

/** A day before the deadline, but not before half of the time is over: who has just been asked needs no reminder. */
function reminderTime({ deadline, launchedAt, createdAt }: Envelope): number {
  const end = Date.parse(deadline ?? '');
  const half = (end - Date.parse(launchedAt ?? createdAt)) / 2;
  return end - Math.min(DAY_MS, half);
}

async function remind(context: HostContext, tenantId: string, envelope: Envelope): Promise<void> {
  const { id, recordId, configId, configVersion } = envelope;
  const effect: Effect = {
    kind: 'remindSigners',
    key: reminderKey(envelope),
    why: { rule: 'R-09', slot: 'C-23', field: null, reason: 'deadlineNear' },
    envelopeId: id,
  };
  const stream = envelopeStream(envelope);
  await transact(context, (tx) =>
    enqueueEffects(tx, {
      tenantId,
      stream,
      effects: [effect],
      context: { recordId, configId, configVersion, actor: SYSTEM, subject: subjectOf('envelope', id, recordId) },
      now: nowOf(context),
    }),
  );
  await context.runStream(tenantId, stream);
}

/** Marks what is past its deadline as expired (C-23, R-14). */
async function expireOverdue(context: HostContext): Promise<void> {
  const now = nowOf(context);
  const read = (after: Place): Promise<Dated[]> =>
    context.db
      .selectFrom('envelopes as e')
      .select(['e.tenant_id', 'e.id', 'e.deadline', 'e.doc'])
      .where('e.status', '=', sql.lit('launched'))
      .where('e.deadline', '<', now)
      // what is signed at a service ends here only when the service has said what became of it
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('remote_envelopes as r')
              .select('r.envelope_id')
              .whereRef('r.tenant_id', '=', 'e.tenant_id')
              .whereRef('r.envelope_id', '=', 'e.id'),
          ),
        ),
      )
      .where(isBehind(after))
      .orderBy('e.deadline')
      .orderBy('e.tenant_id')
      .orderBy('e.id')
      .limit(PAGE)
      .execute();
  await inPages(context, read, async ({ tenant_id: tenantId, doc }) => {
    if (statusAt(doc, now) === 'expired') await expire(context, tenantId, doc);
  });
}

async function expire(context: HostContext, tenantId: string, envelope: Envelope): Promise<void> {
  const around = await findAround(context, tenantId, envelope);
  const result = await endEnvelope(context, tenantId, envelope.id, 'expired', 'deadline', { actor: SYSTEM, around });
  await context.runStream(tenantId, envelopeStream(result));
}

async function quietly(
  context: HostContext,
  { tenant_id: tenantId, id }: Place,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await asTenant(tenantId, work);
  } catch (error) {
    const { code, message } = EsignError.from(error);
    context.report({ code, message: `the deadline of envelope ${id} could not be kept: ${message}`, path: 'sweep' });
  }
}
