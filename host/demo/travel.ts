import { blockingCount, submitEvents } from '../../src/core/graph.js';
import { EsignError } from '../../src/core/errors.js';
import { parseOrThrow } from '../../src/core/parse.js';
import {
  Problem,
  type FlowPoint,
  type FormRecord,
  type PersonValue,
  type Workflow,
  type WorkflowExit,
} from '../../src/schema/index.js';
import type { Report } from '../http/problem.js';
import type { OaOrder } from '../oa-port.js';
import { findRecord, findWorkflow, moveRecord, type DemoTx } from './records.js';
import type { DemoDb, Travel, TravelState } from './store.js';

/** Sends a request to the host as the OA's own service, for a person of the tenant. */
export type CallHost = (request: Request, service: { tenantId: string; userId: string }) => Promise<Response>;

export interface TravelOrder extends OaOrder {
  readonly recordId: string;
  readonly actor: PersonValue;
  readonly byPerson: boolean;
  /** The line in the record's history. */
  text(exit: WorkflowExit): string;
  /** Asked once for a key; a repeated order goes on along the exit of the first one. */
  choose(record: FormRecord, workflow: Workflow): WorkflowExit | null;
}

interface KnownTravel extends Travel {
  readonly state: TravelState;
}

/**
 * Moves records through their workflows and tells the host each moment of it. The chosen exit and how far the move has
 * come are stored under the order's key, so that whatever dies in between, a record moves once and no moment is left out.
 */
export class Traveller {
  readonly #db: DemoDb;
  readonly #now: () => string;
  readonly #callHost: CallHost;
  readonly #tell: Report;

  constructor(db: DemoDb, now: () => string, callHost: CallHost, report: Report) {
    this.#db = db;
    this.#now = now;
    this.#callHost = callHost;
    this.#tell = report;
  }

  /**
   * @returns The exit along which the record went, or null when there is none.
   * @throws EsignError `submit-blocked`, `not-found`, `stale-version` when a person's record has left the node, or is archived;
   * `request-in-progress` for an order of the host while the moments of a person's submit are still being reported.
   */
  async travel(order: TravelOrder): Promise<WorkflowExit | null> {
    const { tenantId, key, recordId, actor } = order;
    const known = await this.#begin(order);
    const { exit } = known;
    if (known.state === 'done' || exit === null) return exit;
    const workflow = await this.#workflowOf(tenantId, recordId);
    if (known.state === 'chosen') {
      try {
        for (const [index, point] of submitEvents(workflow, exit.id).slice(0, blockingCount).entries()) {
          await this.#report(tenantId, recordId, point, actor, `${key}:${index}`);
        }
        await this.#move(order, workflow, exit);
      } catch (error) {
        // nothing has happened yet; a person may choose another exit
        if (order.byPerson) await this.#forget(tenantId, key);
        throw error;
      }
    }
    try {
      await this.#arrive(tenantId, key, recordId, { exit, actor });
    } catch (error) {
      // an order of the host comes again by itself; a person's submit stands, and `resume` reports the rest of it
      if (!order.byPerson) throw error;
      const { code, message } = EsignError.from(error);
      this.#tell({ code, message: `a moment after a submit was not taken yet: ${message}`, path: 'demo' });
    }
    return exit;
  }

  /**
   * Reports what is left of the moves that persons made: of one record, ahead of its next move, or of all.
   *
   * @throws EsignError `request-in-progress` while the host's own order is still moving the record.
   */
  async resume(tenantId?: string, recordId?: string): Promise<void> {
    let select = this.#db.selectFrom('demo_travels').selectAll().where('state', '=', 'moved').orderBy('at');
    if (tenantId !== undefined) select = select.where('tenant_id', '=', tenantId);
    if (recordId !== undefined) select = select.where('record_id', '=', recordId);
    for (const row of await select.execute()) {
      const { exit, actor, byPerson } = row.doc;
      if (byPerson && exit) await this.#arrive(row.tenant_id, row.key, row.record_id, { exit, actor });
      else if (recordId !== undefined)
        throw new EsignError('request-in-progress', 'the record is being moved on; try again in a moment');
    }
  }

  async #begin(order: TravelOrder): Promise<KnownTravel> {
    const { tenantId, key, recordId, actor, byPerson } = order;
    return this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('demo_travels')
        .select(['doc', 'state'])
        .where('tenant_id', '=', tenantId)
        .where('key', '=', key)
        .executeTakeFirst();
      const record = await tx
        .selectFrom('demo_records')
        .select('doc')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', recordId)
        .executeTakeFirst();
      const workflow = record && (await findWorkflow(tx, tenantId, record.doc.workflowId));
      if (!workflow) throw new EsignError('not-found', 'no such record');
      if (row) {
        const hasLeft = row.state === 'chosen' && record.doc.currentNodeId !== row.doc.exit?.from;
        // somebody has submitted by hand since: the order has nothing left to do
        return hasLeft ? { ...row.doc, exit: null, state: 'done' } : { ...row.doc, state: row.state };
      }
      // what the host does at one moment must not move the record past the moments that follow
      if (!byPerson && (await isArriving(tx, tenantId, recordId)))
        throw new EsignError('request-in-progress', 'the record is still arriving at its node');
      if (byPerson && record.doc.finished)
        throw new EsignError('stale-version', 'the record is archived: nothing can be submitted any more');
      const exit = record.doc.finished ? null : order.choose(record.doc, workflow);
      const state = exit ? 'chosen' : 'done';
      const travel: Travel = { exit, actor, byPerson };
      await tx
        .insertInto('demo_travels')
        .values({ tenant_id: tenantId, key, record_id: recordId, doc: JSON.stringify(travel), state, at: this.#now() })
        .execute();
      return { ...travel, state };
    });
  }

  async #move(order: TravelOrder, workflow: Workflow, exit: WorkflowExit): Promise<void> {
    const { tenantId, key, recordId, actor } = order;
    await this.#db.transaction().execute(async (tx) => {
      await moveRecord(tx, tenantId, recordId, { workflow, exit, actor, at: this.#now(), text: order.text(exit) });
      await tx
        .updateTable('demo_travels')
        .set({ state: 'moved' })
        .where('tenant_id', '=', tenantId)
        .where('key', '=', key)
        .execute();
    });
  }

  /** The moments after the move; the host answers a repeated report without doing anything twice. */
  async #arrive(
    tenantId: string,
    key: string,
    recordId: string,
    { exit, actor }: { exit: WorkflowExit; actor: PersonValue },
  ): Promise<void> {
    const workflow = await this.#workflowOf(tenantId, recordId);
    for (const [index, point] of submitEvents(workflow, exit.id).slice(blockingCount).entries()) {
      await this.#report(tenantId, recordId, point, actor, `${key}:${blockingCount + index}`);
    }
    await this.#db
      .updateTable('demo_travels')
      .set({ state: 'done' })
      .where('tenant_id', '=', tenantId)
      .where('key', '=', key)
      .execute();
  }

  async #forget(tenantId: string, key: string): Promise<void> {
    await this.#db
      .deleteFrom('demo_travels')
      .where('tenant_id', '=', tenantId)
      .where('key', '=', key)
      .where('state', '=', 'chosen')
      .execute();
  }

  async #workflowOf(tenantId: string, recordId: string): Promise<Workflow> {
    const record = await findRecord(this.#db, tenantId, recordId);
    const workflow = record && (await findWorkflow(this.#db, tenantId, record.workflowId));
    if (!workflow) throw new EsignError('not-found', 'no such record');
    return workflow;
  }

  async #report(tenantId: string, recordId: string, point: FlowPoint, actor: PersonValue, key: string): Promise<void> {
    const request = new Request(`http://host/v1/records/${recordId}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ point }),
    });
    const response = await this.#callHost(request, { tenantId, userId: actor.userId });
    if (response.ok) return;
    const problem = parseOrThrow(Problem, await response.json(), 'bad-response');
    throw new EsignError(
      problem.code,
      problem.detail ?? problem.title,
      problem.errors ? { errors: problem.errors } : {},
    );
  }
}

async function isArriving(tx: DemoTx, tenantId: string, recordId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('demo_travels')
    .select('key')
    .where('tenant_id', '=', tenantId)
    .where('record_id', '=', recordId)
    .where('state', '=', 'moved')
    .executeTakeFirst();
  return row !== undefined;
}
