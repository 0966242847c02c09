import type { Hono } from 'hono';
import * as z from 'zod/mini';

import { EsignError } from '../../src/core/errors.js';
import { parseOrThrow } from '../../src/core/parse.js';
import { FieldValues, Id, IntentKind, ReadingTerms, SignPageMode } from '../../src/schema/index.js';
import type { HostParts } from '../create-host.js';
import { readJson } from '../http/body.js';
import { checkIfMatch, etagOf } from '../http/etag.js';
import { refuseCrossSite } from '../http/session.js';
import type { AskedTerms } from '../signing-port.js';
import type { DemoOa } from './oa.js';
import {
  demoUsers,
  findUser,
  organizationOfTenant,
  personOf,
  sessionOf,
  userOfRequest,
  type DemoUser,
} from './people.js';
import {
  changeRecord,
  exitsFor,
  findRecord,
  findRecordVersion,
  findWorkflow,
  isHandler,
  listHistory,
  mayRead,
} from './records.js';
import { asDemoDb } from './store.js';

const ChooseUser = z.strictObject({ userId: Id });
const EditRecord = z.strictObject({
  values: z.optional(FieldValues),
  details: z.optional(z.record(Id, z.array(FieldValues))),
});
const Submit = z.strictObject({ exitId: Id });
const AskTerms = z.strictObject({
  reading: z.optional(ReadingTerms),
  intent: z.optional(z.strictObject({ kind: IntentKind })),
  rejectReasons: z.optional(z.array(z.string())),
  page: z.optional(z.strictObject({ mode: SignPageMode })),
});

/** The demo OA's own addresses, under `/demo`; they exist in demo mode only. */
export function mountDemoRoutes(app: Hono, parts: HostParts, oa: DemoOa): void {
  const db = asDemoDb(parts.db);

  const requireUser = (request: Request): DemoUser => {
    refuseCrossSite(request);
    const user = userOfRequest(request);
    if (!user) throw new EsignError('not-signed-in', 'choose a demo user');
    return user;
  };

  const readable = async (user: DemoUser, recordId: string) => {
    const record = await findRecord(db, user.tenantId, recordId);
    if (!record || !(await mayRead(db, user.tenantId, record, user.userId))) {
      throw new EsignError('not-found', 'no such record');
    }
    return record;
  };

  const view = async (user: DemoUser, recordId: string) => {
    const record = await readable(user, recordId);
    const workflow = await findWorkflow(db, user.tenantId, record.workflowId);
    if (!workflow) throw new EsignError('not-found', 'no such workflow');
    const history = await listHistory(db, user.tenantId, recordId);
    return {
      record,
      workflow,
      canEdit: isHandler(record, user.userId),
      exits: exitsFor(record, workflow, user.userId),
      history: history.map(({ at, by, node, text }) => ({ at, by, node, text })),
    };
  };

  app.get('/demo/users', (context) =>
    context.json({ items: demoUsers.map(({ userId, name, title }) => ({ userId, name, title })) }),
  );

  app.post('/demo/session', async (context) => {
    refuseCrossSite(context.req.raw);
    const { userId } = parseOrThrow(ChooseUser, (await readJson(context.req.raw)).value);
    const user = findUser(userId);
    if (!user) throw new EsignError('not-found', 'no such demo user');
    context.header('set-cookie', `demo-user=${user.userId}; Path=/; HttpOnly; SameSite=Strict`);
    const { person: _, ...session } = sessionOf(user);
    return context.json(session);
  });

  app.get('/demo/records', async (context) => {
    const user = requireUser(context.req.raw);
    const rows = await db
      .selectFrom('demo_records')
      .select('doc')
      .where('tenant_id', '=', user.tenantId)
      .orderBy('id')
      .execute();
    const items = [];
    for (const { doc } of rows) if (await mayRead(db, user.tenantId, doc, user.userId)) items.push(doc);
    return context.json({ items });
  });

  app.get('/demo/records/:id', async (context) => {
    const user = requireUser(context.req.raw);
    const id = context.req.param('id');
    // read first: a change in between makes the tag too old, and never too new
    const version = await findRecordVersion(db, user.tenantId, id);
    const body = await view(user, id);
    context.header('etag', etagOf(version));
    return context.json(body);
  });

  app.patch('/demo/records/:id', async (context) => {
    const user = requireUser(context.req.raw);
    const id = context.req.param('id');
    const ifMatch = context.req.header('if-match');
    const edit = parseOrThrow(EditRecord, (await readJson(context.req.raw)).value);
    const record = await readable(user, id);
    if (!isHandler(record, user.userId)) throw new EsignError('forbidden', 'only who handles the record edits it');
    const at = parts.clock().toISOString();
    await db.transaction().execute((tx) =>
      changeRecord(tx, user.tenantId, id, at, (current, version) => {
        if (ifMatch !== undefined) checkIfMatch(ifMatch, version);
        return {
          ...current,
          values: { ...current.values, ...edit.values },
          details: { ...current.details, ...edit.details },
        };
      }),
    );
    return context.json(await view(user, id));
  });

  app.post('/demo/records/:id/submit', async (context) => {
    const user = requireUser(context.req.raw);
    const recordId = context.req.param('id');
    const { exitId } = parseOrThrow(Submit, (await readJson(context.req.raw)).value);
    await oa.submit({ tenantId: user.tenantId, recordId, exitId, actor: personOf(user) });
    return context.json(await view(user, recordId));
  });

  app.get('/demo/organization', (context) => {
    const { tenantId } = requireUser(context.req.raw);
    return context.json(organizationOfTenant(tenantId));
  });

  app.get('/demo/signing-terms', (context) => {
    const { tenantId } = requireUser(context.req.raw);
    const { intent, ...asked } = oa.signing.askedOf(tenantId);
    return context.json({ ...asked, intent: intent && { kind: intent.kind } });
  });

  // what the company asks before a signature, as an administrator of a real OA would set it
  app.put('/demo/signing-terms', async (context) => {
    const { tenantId } = requireUser(context.req.raw);
    const asked = parseOrThrow(AskTerms, (await readJson(context.req.raw)).value);
    oa.signing.ask(tenantId, JSON.parse(JSON.stringify(asked)) as AskedTerms);
    return context.body(null, 204);
  });

  app.get('/demo/notifications', async (context) => {
    const user = requireUser(context.req.raw);
    const rows = await db
      .selectFrom('demo_notifications')
      .select(['at', 'text', 'record_id', 'channel'])
      .where('tenant_id', '=', user.tenantId)
      .where('user_id', '=', user.userId)
      .orderBy('at', 'desc')
      .limit(50)
      .execute();
    return context.json({
      items: rows.map(({ at, text, channel, record_id: recordId }) => ({ at, text, channel, recordId })),
    });
  });
}
