import { EsignError } from '../../src/core/errors.js';
import { findSeat } from '../../src/core/planner/seat.js';
import { plan } from '../../src/core/planner/plan.js';
import { isFinal, statusAt } from '../../src/core/status.js';
import { tabState } from '../../src/core/tab-state.js';
import type {
  Effect,
  Envelope,
  LocalizedText,
  Locale,
  Plan,
  PlanEvent,
  PlanProblem,
  PlanRequest,
  RecordEvent,
  RecordEventResult,
  RecordTab,
} from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import { recordStream, subjectOf } from '../jobs/outbox-rows.js';
import type { Tx } from '../store/database.js';
import { findRecordEnvelope } from '../store/envelopes.js';
import { forgetRecordProblems, keepRecordProblems, listRecordProblems } from '../store/record-problems.js';
import { findRecordSealUse } from '../store/seal-uses.js';
import { readableRecord, reportableRecord, type RecordAround } from './access.js';
import { nowOf, transact, type HostContext } from './context.js';
import { asOfNow } from './envelopes.js';
import { findPendingCreation, type PendingCreation } from './pending-creation.js';
import { findPeople } from './people-by-text.js';
import { enqueuePlanned, haveAlternates, planSealUse, planSigning, type Planned } from './planning.js';

/** what the current person sees in the e-seal tab. Nothing is made by looking. */
export async function recordTab(context: HostContext, session: HostSession, recordId: string): Promise<RecordTab> {
  const around = await readableRecord(context, session, recordId);
  const { tenantId, person } = session;
  const envelope = await findRecordEnvelope(context.db, tenantId, recordId);
  const { plan: planned, config } = await planSigning(context, context.db, tenantId, around, {
    envelope,
    event: { kind: 'user', action: 'open', actor: person },
    viewer: person,
  });
  const now = nowOf(context);
  const mapping = config?.mapping ?? null;
  const failures = await failuresOf(context, tenantId, recordId);
  const seat =
    envelope &&
    findSeat({
      envelope,
      userId: person.userId,
      nodeId: around.record.currentNodeId,
      hiddenAt: mapping?.advanced.hideSignAt ?? [],
      now,
    });
  return {
    recordId,
    state: tabState({ mapping, envelope, record: around.record, viewer: person, mayRead: true, now }),
    tab: planned.tab,
    buttons: planned.buttons,
    messages: planned.messages,
    problems: withoutRepeats([
      ...planned.problems,
      ...(await missedMoments(context, tenantId, recordId, envelope)),
      ...failures.map(problemOf),
    ]),
    envelope: envelope && asOfNow(context, envelope),
    me: seat ? { partyId: seat.party.id, signerId: seat.signer.id } : null,
    submitsWorkflow: mapping?.flow.submitWorkflow ?? false,
    mayRetrySubmit:
      (seat !== null || envelope?.initiator.userId === person.userId) &&
      failures.some(({ effect }) => effect.kind === 'submitWorkflow'),
  };
}

/** Moments at which the signing could not go on, while it still has not: people should see why there is nothing to sign. */
async function missedMoments(
  context: HostContext,
  tenantId: string,
  recordId: string,
  envelope: Envelope | null,
): Promise<PlanProblem[]> {
  const status = envelope && statusAt(envelope, nowOf(context));
  if (status === 'launched' || status === 'completed') return [];
  return listRecordProblems(context.db, tenantId, recordId, envelope?.launchedAt ?? '');
}

/** What a click meets is often what a moment of the workflow has met before. */
function withoutRepeats(problems: readonly PlanProblem[]): PlanProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

const SLOT_OF_EFFECT: Record<string, string> = {
  createEnvelope: 'C-13',
  launchEnvelope: 'C-34',
  fileSigned: 'C-43',
  submitWorkflow: 'C-38',
};

interface Failure {
  readonly effect: Effect;
  readonly error_code: string | null;
}

/** Effects that could not be carried out: people should see why nothing goes on. */
async function failuresOf(context: HostContext, tenantId: string, recordId: string): Promise<Failure[]> {
  return context.db
    .selectFrom('outbox')
    .select(['effect', 'error_code'])
    .where('tenant_id', '=', tenantId)
    .where('stream', '=', recordStream(recordId))
    .where('state', '<>', 'done')
    .where('error_code', 'is not', null)
    .orderBy('seq')
    .execute();
}

function problemOf({ effect, error_code: code }: Failure): PlanProblem {
  return {
    code: code ?? 'unexpected',
    slot: SLOT_OF_EFFECT[effect.kind] ?? effect.why.slot ?? effect.kind,
    field: null,
  };
}

/**
 * The OA reports a moment of its workflow. The plan and its effects are stored together; what can be done at once is done
 * before the answer.
 *
 * @throws EsignError `submit-blocked` with the text of the block, `not-found`, `forbidden`, `invalid-input` for a
 * moment that is not the record's now.
 */
export async function reportEvent(
  context: HostContext,
  session: HostSession,
  recordId: string,
  { point }: RecordEvent,
  once: Once,
): Promise<RecordEventResult> {
  const around = await reportableRecord(context, session, recordId, point);
  const event: PlanEvent = { kind: 'flow', point, actor: session.person };
  const result = await transact(context, async (tx) => {
    const planned = await storePlans(context, tx, session, around, event);
    const block = planned.blocks[0];
    if (block) {
      const text = inLocale(block.text, session.locale) ?? DEFAULT_BLOCK[session.locale];
      throw new EsignError('submit-blocked', text, { errors: [{ pointer: '', code: block.code, message: text }] });
    }
    const answer = {
      effects: planned.effects.map(({ kind, key }) => ({ kind, key })),
      messages: planned.messages,
      problems: planned.problems,
    };
    await once.keep(tx, answer);
    return answer;
  });
  await context.runStream(session.tenantId, recordStream(recordId));
  return result;
}

/** What a person reads who may not submit yet, where the admin wrote nothing (C-70). */
const DEFAULT_BLOCK: Record<Locale, string> = {
  'zh-CN': '此流程中有尚未签署的文件，请先完成签署再提交。',
  'zh-TW': '此流程中有尚未簽署的文件，請先完成簽署再提交。',
  en: 'A file of this workflow is not signed yet. Sign it before you submit.',
  ja: '未署名のファイルがあります。署名してから提出してください。',
};

function inLocale(text: LocalizedText, locale: Locale): string | undefined {
  return text[locale] || text['zh-CN'] || text.en || undefined;
}

/** Plans signing and physical seals for one event and stores the effects of both, unless a block stops it all. */
async function storePlans(
  context: HostContext,
  tx: Tx,
  session: HostSession,
  around: RecordAround,
  event: PlanEvent,
): Promise<Pick<Plan, 'effects' | 'messages' | 'blocks' | 'problems'>> {
  const { tenantId, person } = session;
  const { recordId } = around.record;
  // asked first: what is made meanwhile is found below
  const pending = await findPendingCreation(tx, tenantId, recordId, nowOf(context));
  const envelope = await findRecordEnvelope(tx, tenantId, recordId, { lock: true });
  const creation = pending?.follows === (envelope?.id ?? null) ? pending : null;
  const sealUse = await findRecordSealUse(tx, tenantId, recordId);
  const signing = await planAhead({ stored: envelope, creation }, (known) =>
    planSigning(context, tx, tenantId, around, { envelope: known, event, viewer: person }),
  );
  const seals = await planSealUse(context, tx, tenantId, around, { sealUse, event, viewer: person });
  const blocks = [...signing.plan.blocks, ...seals.plan.blocks];
  const messages = [...signing.plan.messages, ...seals.plan.messages];
  const problems = [...signing.plan.problems, ...seals.plan.problems];
  if (blocks.length > 0) return { effects: [], messages, blocks, problems };
  if (signing.plan.effects.some(isCreation)) await forgetRecordProblems(tx, tenantId, recordId);
  if (event.kind === 'flow') {
    const kept = { point: event.point, problems: signing.plan.problems, at: nowOf(context) };
    await keepRecordProblems(tx, tenantId, recordId, kept);
  }
  const effects = [];
  for (const [{ plan: planned, config }, subject] of [
    [signing, subjectOf('envelope', envelope?.id ?? null, recordId)],
    [seals, subjectOf('sealUse', sealUse?.id ?? null, recordId)],
  ] as const) {
    const fresh = await enqueuePlanned(tx, {
      tenantId,
      stream: recordStream(recordId),
      effects: planned.effects,
      context: {
        recordId,
        configId: config?.id ?? null,
        configVersion: config?.version ?? null,
        actor: person,
        subject,
        ...(creation && { createKey: creation.key }),
      },
      now: nowOf(context),
    });
    effects.push(...fresh);
  }
  return { effects, messages, blocks, problems };
}

/**
 * Plans on the envelope that the record waits for: the moment at which it is launched does not come again. One that was
 * given up is not counted on where the plan orders another one.
 */
async function planAhead(
  { stored, creation }: { stored: Envelope | null; creation: PendingCreation | null },
  planOn: (envelope: Envelope | null) => Promise<Planned>,
): Promise<Planned> {
  if (!creation) return planOn(stored);
  if (!creation.hasFailed) return planOn(creation.envelope);
  const asStored = await planOn(stored);
  const isMissing = asStored.plan.problems.some(({ code }) => code === 'NOT-CREATED');
  return isMissing ? planOn(creation.envelope) : asStored;
}

/**
 * R-01 where C-32 is empty: the first click makes the envelope; after one that ended without completion, the initiator's
 * click on launch makes and launches the next one.
 *
 * @throws EsignError `not-found`, `config-disabled`; `invalid-input` when the record lacks a value, and what the provider
 * says about a file.
 */
export async function prepareRecord(
  context: HostContext,
  session: HostSession,
  recordId: string,
  once: Once,
): Promise<RecordTab> {
  const around = await readableRecord(context, session, recordId);
  const { tenantId, person } = session;
  await transact(context, async (tx) => {
    const envelope = await findRecordEnvelope(tx, tenantId, recordId, { lock: true });
    // a draft is launched by its own route; here only what ended without completion is started again
    const hasEnded = envelope !== null && isFinal(statusAt(envelope, nowOf(context)));
    const actions = hasEnded ? (['sign', 'setPositions', 'launch'] as const) : (['sign', 'setPositions'] as const);
    for (const action of actions) {
      const { plan: planned, config } = await planSigning(context, tx, tenantId, around, {
        envelope,
        event: { kind: 'user', action, actor: person },
        viewer: person,
      });
      if (!config?.mapping.basic.enabled)
        throw new EsignError('config-disabled', 'signing is not set up for this workflow');
      if (action === 'launch' && !planned.buttons.some(({ kind }) => kind === 'launch')) continue;
      const [problem] = planned.problems;
      if (problem) throw lacking(planned.problems);
      if (planned.effects.length === 0) continue;
      if (planned.effects.some(isCreation)) await forgetRecordProblems(tx, tenantId, recordId);
      await enqueuePlanned(tx, {
        tenantId,
        stream: recordStream(recordId),
        effects: planned.effects,
        context: {
          recordId,
          configId: config.id,
          configVersion: config.version,
          actor: person,
          subject: subjectOf('envelope', envelope?.id ?? null, recordId),
        },
        now: nowOf(context),
      });
      return;
    }
  });
  await context.runStream(tenantId, recordStream(recordId));
  const tab = await recordTab(context, session, recordId);
  if (tab.envelope === null && tab.problems.length > 0) throw lacking(tab.problems);
  await transact(context, (tx) => once.keep(tx, tab));
  return tab;
}

function isCreation({ kind }: Effect): boolean {
  return kind === 'createEnvelope';
}

function lacking(problems: readonly PlanProblem[]): EsignError {
  return new EsignError('invalid-input', 'the envelope cannot be made from this record', {
    errors: problems.map(({ code, slot }) => ({ pointer: '', code, message: `${slot}: ${code}` })),
  });
}

/** `POST /v1/plan`: a trial run; nothing is stored, and nothing is read but the workflow and what the service can do. */
export async function trialRun(context: HostContext, session: HostSession, body: PlanRequest): Promise<Plan> {
  const given = [body.mapping, body.sealUseMapping].filter((mapping) => mapping !== null);
  if (given.length !== 1) {
    const message = 'exactly one of mapping and sealUseMapping must be given';
    throw new EsignError('invalid-input', message, { errors: [{ pointer: '/mapping', code: 'one-of', message }] });
  }
  const workflow = await context.oa.getWorkflow(session.tenantId, body.record.workflowId);
  if (!workflow) throw new EsignError('not-found', 'no such workflow');
  return plan({
    ...body,
    workflow,
    configId: body.envelope?.configId ?? 'trial',
    configVersion: body.envelope?.configVersion ?? 1,
    findPerson: await findPeople(context, session.tenantId, { record: body.record, workflow }, given),
    alternateSigners: body.mapping
      ? await haveAlternates(context, context.db, session.tenantId, body.mapping)
      : undefined,
  });
}
