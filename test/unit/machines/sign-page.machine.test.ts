import { describe, expect, it, vi } from 'vitest';
import { createActor, fromPromise, waitFor, type Actor } from 'xstate';

import { EsignError } from '../../../src/core/errors.js';
import { signPageMachine, type SignPageEmitted } from '../../../src/machines/sign-page.machine.js';
import type { OpenSignPage, SignPage } from '../../../src/schema/signing-terms.js';

const END = '2026-11-22T02:30:00.000Z';
const aPage = (overrides: Partial<SignPage> = {}): SignPage => ({
  url: 'https://sign.example.com/p/1',
  mode: 'window',
  expiresAt: END,
  ...overrides,
});

function start({
  page = aPage(),
  open = () => Promise.resolve(page),
  check = () => Promise.resolve(),
}: {
  page?: SignPage;
  open?: (request: OpenSignPage) => Promise<SignPage>;
  check?: () => Promise<void>;
} = {}): { actor: Actor<typeof signPageMachine>; told: SignPageEmitted[] } {
  const told: SignPageEmitted[] = [];
  const actor = createActor(
    signPageMachine.provide({
      actors: {
        open: fromPromise<SignPage, OpenSignPage>(({ input }) => open(input)),
        check: fromPromise<void, void>(() => check()),
      },
    }),
  );
  actor.on('*', (event) => told.push(event));
  actor.start();
  return { actor, told };
}

const settled = (actor: Actor<typeof signPageMachine>): Promise<unknown> =>
  waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));

const opened = async (overrides: Partial<SignPage> = {}): Promise<ReturnType<typeof start>> => {
  const started = start({ page: aPage(overrides) });
  started.actor.send({ type: 'open.requested', where: 'here', device: 'desktop' });
  await settled(started.actor);
  return started;
};

describe('the way to the page of a service', () => {
  it('leads a window there, and knows whether there is one only by the word of the browser', async () => {
    const { actor, told } = await opened();
    expect(actor.getSnapshot().matches({ page: 'pointing' })).toBe(true);
    expect(told).toEqual([{ type: 'arrived', url: 'https://sign.example.com/p/1' }]);

    actor.send({ type: 'window.blocked' });

    expect(actor.getSnapshot().matches({ page: 'blocked' })).toBe(true);
  });

  it('frames what may be framed, and says when nothing appears in it', async () => {
    const { actor, told } = await opened({ mode: 'frame' });
    expect(actor.getSnapshot().matches({ page: { framed: 'loading' } })).toBe(true);

    actor.send({ type: 'frame.stalled' });
    expect(actor.getSnapshot().matches({ page: { framed: 'stalled' } })).toBe(true);
    actor.send({ type: 'frame.loaded' });
    actor.send({ type: 'frame.stalled' });

    expect(actor.getSnapshot().matches({ page: { framed: 'shown' } })).toBe(true);
    expect(told).toEqual([]);
  });

  it('asks for a page of its own for a phone', async () => {
    const open = vi.fn(() => Promise.resolve(aPage({ mode: 'frame' })));
    const { actor } = start({ open });

    actor.send({ type: 'open.requested', where: 'phone', device: 'phone' });
    await settled(actor);

    expect(open).toHaveBeenCalledWith({ device: 'phone' });
    expect(actor.getSnapshot().matches({ page: 'phone' })).toBe(true);
  });

  it('forgets an address that has ended, and asks for another one', async () => {
    const { actor } = await opened();
    actor.send({ type: 'window.opened' });
    actor.send({ type: 'time.passed', now: '2026-11-22T02:29:59.000Z' });
    expect(actor.getSnapshot().matches({ page: 'opened' })).toBe(true);

    actor.send({ type: 'time.passed', now: END });

    expect(actor.getSnapshot().matches({ page: 'expired' })).toBe(true);
    expect(actor.getSnapshot().context.page).toBeUndefined();
    actor.send({ type: 'open.requested', where: 'here', device: 'desktop' });
    expect(actor.getSnapshot().matches({ page: 'opening' })).toBe(true);
  });

  it('leaves what stands in a frame alone when its address has ended, and an address without an end', async () => {
    const framed = await opened({ mode: 'frame' });
    framed.actor.send({ type: 'time.passed', now: '2026-11-23T00:00:00.000Z' });
    expect(framed.actor.getSnapshot().matches({ page: 'framed' })).toBe(true);

    const endless = await opened({ expiresAt: null });
    endless.actor.send({ type: 'window.opened' });
    endless.actor.send({ type: 'time.passed', now: '2036-11-23T00:00:00.000Z' });
    expect(endless.actor.getSnapshot().matches({ page: 'opened' })).toBe(true);
  });

  it('says why there is no page, so that the window that waits for it is closed', async () => {
    const { actor, told } = start({ open: () => Promise.reject(new EsignError('provider-failed', 'down')) });

    actor.send({ type: 'open.requested', where: 'here', device: 'desktop' });
    await settled(actor);

    expect(actor.getSnapshot().matches({ page: 'ready' })).toBe(true);
    expect(actor.getSnapshot().context.error?.code).toBe('provider-failed');
    expect(told).toEqual([{ type: 'refused' }]);
  });

  it('calls nothing signed: it has the host asked, and tells that there is news to read', async () => {
    const { actor, told } = await opened();
    actor.send({ type: 'window.opened' });

    actor.send({ type: 'check.requested' });
    await settled(actor);

    expect(told.at(-1)).toEqual({ type: 'checked' });
    expect(actor.getSnapshot().matches({ page: 'opened', question: 'unconfirmed' })).toBe(true);
  });

  it('asks once for two clicks, and says why nobody could be asked', async () => {
    const check = vi.fn(() => Promise.reject(new EsignError('network', 'away')));
    const { actor } = start({ check });

    actor.send({ type: 'check.requested' });
    actor.send({ type: 'check.requested' });
    await settled(actor);

    expect(check).toHaveBeenCalledTimes(1);
    expect(actor.getSnapshot().context.error?.code).toBe('network');
    expect(actor.getSnapshot().matches({ question: 'quiet' })).toBe(true);
  });
});
