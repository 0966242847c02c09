import { describe, expect, it } from 'vitest';
import { createActor, fromCallback, fromPromise, waitFor, type Actor } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

import { EsignError } from '../../../src/core/errors.js';
import { phonePadMachine, type PhonePadEmitted, type PhonePadEvent } from '../../../src/machines/phone-pad.machine.js';
import type { PhonePad, PhonePadNews } from '../../../src/schema/phone-pad.js';
import type { Handwriting } from '../../../src/schema/seal.js';

const INK: Handwriting = { kind: 'handwriting', path: 'M1 1Z', strokeWidthMm: 0.1, widthMm: 40, heightMm: 16 };
const aPad = (id = 'pad-1'): PhonePad => ({ id, address: 'https://oa/pad#x', expiresAt: '2026-11-22T02:05:00.000Z' });
const news = (state: PhonePadNews['state']): PhonePadEvent => ({
  type: 'pad.reported',
  news: { state, ink: state === 'arrived' ? INK : null },
});

async function start(open: () => Promise<PhonePad> = () => Promise.resolve(aPad())) {
  const told: PhonePadEmitted[] = [];
  const held: string[] = [];
  const actor: Actor<typeof phonePadMachine> = createActor(
    phonePadMachine.provide({
      actors: {
        open: fromPromise<PhonePad, void>(open),
        hold: fromCallback<PhonePadEvent, { id: string }>(({ input }) => {
          held.push(`hold ${input.id}`);
          return () => held.push(`let go ${input.id}`);
        }),
      },
    }),
  );
  actor.on('*', (event) => told.push(event));
  actor.start();
  await waitFor(actor, (snapshot) => !snapshot.matches('opening'));
  return { actor, told, held };
}

describe('a signature from a phone', () => {
  it('waits for the phone, and brings what was written there', async () => {
    const { actor, told } = await start();
    expect(actor.getSnapshot().matches({ held: 'waiting' })).toBe(true);

    actor.send(news('opened'));
    expect(actor.getSnapshot().matches({ held: 'opened' })).toBe(true);
    actor.send(news('arrived'));

    expect(actor.getSnapshot().matches({ held: 'arrived' })).toBe(true);
    expect(told.at(-1)).toEqual({ type: 'written', ink: INK });
  });

  it('says that the host cannot be reached, and goes on where it stands when it can', async () => {
    const { actor } = await start();

    actor.send({ type: 'pad.unreachable' });
    expect(actor.getSnapshot().matches({ held: 'offline' })).toBe(true);
    actor.send(news('opened'));

    expect(actor.getSnapshot().matches({ held: 'opened' })).toBe(true);
  });

  it('keeps what has arrived, whatever becomes of the pad', async () => {
    const { actor } = await start();
    actor.send(news('arrived'));

    actor.send(news('expired'));
    actor.send({ type: 'pad.unreachable' });

    expect(actor.getSnapshot().context.ink).toEqual(INK);
    expect(actor.getSnapshot().matches({ held: 'arrived' })).toBe(true);
  });

  it('lets a pad go that has expired, and opens another one when it is asked for', async () => {
    const ids = ['pad-1', 'pad-2'];
    const { actor, held } = await start(() => Promise.resolve(aPad(ids.shift())));
    actor.send(news('expired'));
    expect(actor.getSnapshot().matches('expired')).toBe(true);

    actor.send({ type: 'renew.requested' });
    await waitFor(actor, (snapshot) => snapshot.matches('held'));

    expect(held).toEqual(['hold pad-1', 'let go pad-1', 'hold pad-2']);
  });

  it('takes back what had arrived when it is written again', async () => {
    const { actor, told } = await start();
    actor.send(news('arrived'));

    actor.send({ type: 'renew.requested' });

    expect(told.at(-1)).toEqual({ type: 'written', ink: null });
  });

  it('lets the pad go when nobody looks at it any more', async () => {
    const { actor, held } = await start();

    actor.stop();

    expect(held).toEqual(['hold pad-1', 'let go pad-1']);
  });

  it('says why there is no pad', async () => {
    const { actor } = await start(() => Promise.reject(new EsignError('not-implemented', 'no pads')));

    expect(actor.getSnapshot().matches('refused')).toBe(true);
    expect(actor.getSnapshot().context.error?.code).toBe('not-implemented');
  });

  it('reaches every state', () => {
    const done = { type: 'xstate.done.actor.0.phonePad.opening', output: aPad() } as unknown as PhonePadEvent;
    const failed = {
      type: 'xstate.error.actor.0.phonePad.opening',
      error: new EsignError('forbidden', ''),
    } as unknown as PhonePadEvent;
    const paths = getShortestPaths(phonePadMachine, {
      events: [
        done,
        failed,
        ...(['waiting', 'opened', 'arrived', 'expired'] as const).map(news),
        { type: 'pad.unreachable' },
        { type: 'renew.requested' },
      ],
    });

    const states = new Set(paths.map(({ state }) => JSON.stringify(state.value)));

    expect([...states].sort()).toEqual([
      '"expired"',
      '"opening"',
      '"refused"',
      '{"held":"arrived"}',
      '{"held":"offline"}',
      '{"held":"opened"}',
      '{"held":"waiting"}',
    ]);
  });
});
