import { describe, expect, it, vi } from 'vitest';
import { createActor, fromPromise, waitFor, type ActorRefFrom } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

import { EsignError } from '../../../src/core/errors.js';
import { intentMachine, type StartInput, type VerifyInput } from '../../../src/machines/intent.machine.js';
import type { Intent, IntentAnswer } from '../../../src/schema/signing-terms.js';

const intent: Intent = {
  id: 'intent-1',
  kind: 'code',
  sentTo: '138****0001',
  expiresAt: '2026-11-22T03:10:00Z',
  resendAt: '2026-11-22T03:01:00Z',
  attemptsLeft: 5,
};

function anAnswer(change: Partial<IntentAnswer>): IntentAnswer {
  return { outcome: 'wrong', token: null, attemptsLeft: 4, lockedUntil: null, ...change };
}

interface Effects {
  start?: (input: StartInput) => Promise<Intent>;
  verify?: (input: VerifyInput) => Promise<IntentAnswer>;
}

function open({ start, verify }: Effects, started?: Intent | null): ActorRefFrom<typeof intentMachine> {
  const refuse = (): Promise<never> => Promise.reject(new Error('not expected'));
  return createActor(
    intentMachine.provide({
      actors: {
        start: fromPromise<Intent, StartInput>(({ input }) => (start ?? (() => Promise.resolve(intent)))(input)),
        verify: fromPromise<IntentAnswer, VerifyInput>(({ input }) => (verify ?? refuse)(input)),
      },
    }),
    { input: { kind: 'code', intent: started ?? undefined } },
  ).start();
}

const begin = { type: 'start.requested', idempotencyKey: 'k', channel: 'sms' } as const;

async function asked(effects: Effects): Promise<ActorRefFrom<typeof intentMachine>> {
  const actor = open(effects);
  actor.send(begin);
  await waitFor(actor, (snapshot) => snapshot.matches('asking'));
  return actor;
}

describe('intentMachine', () => {
  it('starts nothing before it is asked to, and once for a double click', async () => {
    const start = vi.fn<(input: StartInput) => Promise<Intent>>().mockResolvedValue(intent);
    const actor = open({ start });
    expect(start).not.toHaveBeenCalled();

    actor.send(begin);
    actor.send({ ...begin, idempotencyKey: 'other' });
    await waitFor(actor, (snapshot) => snapshot.matches('asking'));

    expect(start.mock.calls).toEqual([[{ channel: 'sms', idempotencyKey: 'k' }]]);
  });

  it('lets nobody through before the token, and tells it once', async () => {
    const actor = await asked({ verify: () => Promise.resolve(anAnswer({ outcome: 'right', token: 'token-1' })) });
    const onProved = vi.fn();
    actor.on('proved', onProved);

    actor.send({ type: 'secret.given', secret: '  123456 ' });
    expect(onProved).not.toHaveBeenCalled();
    await waitFor(actor, (snapshot) => snapshot.matches('proved'));

    expect(onProved).toHaveBeenCalledExactlyOnceWith({ type: 'proved', token: 'token-1' });
  });

  it('takes no answer that is right but has no token', async () => {
    const actor = await asked({ verify: () => Promise.resolve(anAnswer({ outcome: 'right' })) });

    actor.send({ type: 'secret.given', secret: '1' });
    await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));

    expect(actor.getSnapshot().value).toBe('asking');
  });

  it('asks again after a wrong answer, with the tries that are left, and looks at no empty one', async () => {
    const verify = vi.fn<(input: VerifyInput) => Promise<IntentAnswer>>().mockResolvedValue(anAnswer({}));
    const actor = await asked({ verify });

    actor.send({ type: 'secret.given', secret: ' ' });
    expect(verify).not.toHaveBeenCalled();
    actor.send({ type: 'secret.given', secret: '000000' });
    await waitFor(actor, (snapshot) => snapshot.context.isWrong);

    expect(actor.getSnapshot()).toMatchObject({ value: 'asking', context: { attemptsLeft: 4 } });
    expect(verify.mock.calls).toEqual([[{ intentId: 'intent-1', secret: '000000' }]]);
  });

  it.each(['expired', 'locked'] as const)(
    'has a state of its own for %s, from which it can be started again',
    async (outcome) => {
      const lockedUntil = outcome === 'locked' ? '2026-11-22T03:25:00Z' : null;
      const actor = await asked({ verify: () => Promise.resolve(anAnswer({ outcome, lockedUntil })) });

      actor.send({ type: 'secret.given', secret: '1' });
      const over = await waitFor(actor, (snapshot) => snapshot.matches(outcome));

      expect(over.context.lockedUntil).toBe(lockedUntil);
      expect(over.can(begin)).toBe(true);
      expect(over.can({ type: 'secret.given', secret: '1' })).toBe(false);
    },
  );

  it('keeps the code that was sent before when another one is refused', async () => {
    const start = vi.fn<(input: StartInput) => Promise<Intent>>().mockResolvedValueOnce(intent);
    start.mockRejectedValueOnce(new EsignError('rate-limited', 'too soon'));
    const actor = await asked({ start });

    actor.send({ ...begin, idempotencyKey: 'k2' });
    const refused = await waitFor(actor, (snapshot) => snapshot.context.error !== undefined);

    expect(refused.value).toBe('asking');
    expect(refused.context).toMatchObject({ intent: { id: 'intent-1' }, error: { code: 'rate-limited' } });
  });

  it('is locked from the start when the host says so, and ready again when it could not be reached', async () => {
    const locked = open({ start: () => Promise.reject(new EsignError('intent-locked', 'locked')) });
    const lost = open({ start: () => Promise.reject(new EsignError('network', 'offline')) });

    locked.send(begin);
    lost.send(begin);

    await waitFor(locked, (snapshot) => snapshot.matches('locked'));
    const ready = await waitFor(lost, (snapshot) => snapshot.context.error !== undefined);
    expect(ready.value).toBe('ready');
  });

  it('ends the wait for an answer when its time has passed', async () => {
    const actor = await asked({});

    actor.send({ type: 'time.passed' });

    expect(actor.getSnapshot().value).toBe('expired');
  });

  it('tells what waits for an answer, goes on with it when it is opened again, and tells when it is over', async () => {
    const start = vi.fn<(input: StartInput) => Promise<Intent>>().mockResolvedValue(intent);
    const kept: (Intent | null)[] = [];
    const first = open({ start });
    first.on('kept', (event) => kept.push(event.intent));
    first.send(begin);
    await waitFor(first, (snapshot) => snapshot.matches('asking'));
    first.stop();

    const again = open({ start, verify: () => Promise.resolve(anAnswer({ outcome: 'expired' })) }, kept[0]);
    again.on('kept', (event) => kept.push(event.intent));
    expect(again.getSnapshot().value).toBe('asking');
    again.send({ type: 'secret.given', secret: '123456' });
    await waitFor(again, (snapshot) => snapshot.matches('expired'));

    expect(start).toHaveBeenCalledOnce();
    expect(kept).toEqual([intent, null]);
  });

  it('leads to every state', () => {
    const done = (output: unknown, src: string) => ({ type: `xstate.done.actor.${src}`, output });
    const paths = getShortestPaths(intentMachine, {
      input: { kind: 'code' },
      serializeState: ({ value }) => String(value),
      events: [
        begin,
        { type: 'secret.given', secret: '1' },
        { type: 'time.passed' },
        done(intent, '0.intent.starting'),
        ...(['right', 'wrong', 'expired', 'locked'] as const).map((outcome) =>
          done(anAnswer({ outcome, token: outcome === 'right' ? 't' : null }), '0.intent.verifying'),
        ),
      ] as never[],
    });

    expect(new Set(paths.map(({ state }) => state.value))).toEqual(
      new Set(['ready', 'starting', 'asking', 'verifying', 'expired', 'locked', 'proved']),
    );
  });
});
