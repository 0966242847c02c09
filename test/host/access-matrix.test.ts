import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { policy } from '../../host/http/policy.js';
import { openAccessWorld, type AccessWorld } from '../support/access-world.js';
import { databases } from '../support/test-host.js';
import { ACTORS, DISCARDED_DRAFT, MATRIX, type Actor, type Outcome, type Row } from './access-matrix.js';

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

interface Seen {
  readonly outcome: string;
  readonly text: string;
}

const STATUSES: Readonly<Record<number, Outcome>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'hidden',
  409: 'conflict',
  422: 'invalid',
};

const actors = Object.keys(ACTORS) as Actor[];

/** G15: the table of who may do what is compared with what the host does, for every route that it says it has. */
describe.each(databases)('who may do what on %s (T08, T09, T28, G15)', (kind) => {
  let world: AccessWorld;
  let operations: Operation[];

  beforeAll(async () => {
    world = await openAccessWorld(kind);
    const document = (await world.test.as(null).get('/openapi.json')).body as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId: name }]) => ({ name, method: method.toUpperCase(), path })),
    );
  });

  afterAll(() => world.test.close());

  const outcomeOf = (status: number, text: string): string => {
    if (status >= 300) return STATUSES[status] ?? String(status);
    const isEmptyList = text.startsWith('{') && (JSON.parse(text) as { items?: unknown[] }).items?.length === 0;
    return isEmptyList ? 'empty' : 'ok';
  };

  const send = async (actor: Actor, operation: Operation, isAbsent = false): Promise<Seen> => {
    const request = await world.prepare(operation.name);
    if (!request) throw new Error(`test/support/access-world.ts prepares nothing for ${operation.name}`);
    const address = operation.path
      .replace(/\{(id|recordId)\}/, isAbsent ? 'absent-object' : (request.id ?? ''))
      .replace('{documentId}', world.documentId)
      .replace('{photoId}', 'photo-1')
      .replace('{version}', '1');
    const caller = world.test.as(ACTORS[actor]);
    if (operation.name === 'watchEnvelope') {
      const { status, text } = await caller.send('HEAD', address);
      return { outcome: outcomeOf(status, text), text };
    }
    const answer = await caller.send(operation.method, address + (request.query ?? ''), request.body, request.options);
    return { outcome: outcomeOf(answer.status, answer.text), text: answer.text };
  };

  it('has a row for each route, and no row without one', () => {
    const served = operations.map(({ name }) => name).sort();

    expect(served.filter((name) => !(name in MATRIX))).toEqual([]);
    expect(Object.keys(MATRIX).filter((name) => !served.includes(name))).toEqual([]);
    expect(served.filter((name) => !(name in policy))).toEqual([]);
  });

  it('is as the matrix says, for every route and everybody', async () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const operation of operations) {
      const row: Row | undefined = MATRIX[operation.name];
      for (const actor of row ? actors : []) {
        const { outcome } = await send(actor, operation);
        cells += 1;
        if (outcome !== row?.[actor]) wrong.push(`${operation.name} for ${actor}: ${outcome}, not ${row?.[actor]}`);
      }
    }

    expect(wrong).toEqual([]);
    expect(cells).toBe(Object.keys(MATRIX).length * actors.length);
  });

  it('shows what was discarded before it was launched to nobody else', async () => {
    const parts = ['', `/documents/${world.documentId}/content`, `/documents/${world.documentId}/original`];
    const wrong: string[] = [];
    for (const actor of actors) {
      const caller = world.test.as(ACTORS[actor]);
      for (const part of parts) {
        const { status, text } = await caller.get(`/v1/envelopes/${world.discardedId}${part}`);
        const outcome = outcomeOf(status, text);
        if (outcome !== DISCARDED_DRAFT[actor]) wrong.push(`${actor} at ${part}: ${outcome}`);
      }
      const { text } = await caller.get('/v1/envelopes?limit=200');
      if (text.includes(world.discardedId) !== (DISCARDED_DRAFT[actor] === 'ok')) wrong.push(`the list of ${actor}`);
    }

    expect(wrong).toEqual([]);
  });

  it('tells nobody whether what is hidden from them exists', async () => {
    const told: string[] = [];
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      for (const actor of actors.filter((name) => MATRIX[operation.name]?.[name] === 'hidden')) {
        const hidden = await send(actor, operation);
        const absent = await send(actor, operation, true);
        if (hidden.text !== absent.text || absent.outcome !== 'hidden') told.push(`${operation.name} to ${actor}`);
      }
    }

    expect(told).toEqual([]);
  });
});
