import { assign, emit, fromPromise, setup } from 'xstate';

import { EsignError } from '../core/errors.js';
import type { OpenSignPage, SignPage, SignPageMode } from '../schema/signing-terms.js';

/** Where the person signs: before this screen, or with a phone that is pointed at it. */
export type SignPlace = 'here' | 'phone';

export type SignPageEvent =
  | { type: 'open.requested'; where: SignPlace; device: OpenSignPage['device'] }
  | { type: 'window.opened' }
  | { type: 'window.blocked' }
  | { type: 'frame.loaded' }
  | { type: 'frame.stalled' }
  | { type: 'page.left' }
  | { type: 'check.requested' }
  | { type: 'time.passed'; now: string };

export type SignPageEmitted = { type: 'arrived'; url: string } | { type: 'refused' } | { type: 'checked' };

interface SignPageContext {
  where: SignPlace;
  /** What the page is shown on. */
  device: OpenSignPage['device'];
  page: SignPage | undefined;
  error: EsignError | undefined;
}

function missing(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`${name} is not provided`));
}

/** An address that has ended is shown to nobody. What stands in a frame may be signed although its address has ended. */
const expires = { 'time.passed': { guard: 'hasExpired', target: 'expired' } } as const;
const reopen = { 'open.requested': 'opening', 'page.left': 'ready' } as const;

/**
 * How a person comes to the page of the service and what they see of it meanwhile. The page itself decides nothing: whether it
 * was signed is the host's word, for which it is asked, and the panel shows.
 */
export const signPageMachine = setup({
  types: {
    context: {} as SignPageContext,
    events: {} as SignPageEvent,
    emitted: {} as SignPageEmitted,
    tags: {} as 'busy' | 'away',
  },
  actors: {
    open: fromPromise<SignPage, OpenSignPage>(missing('open')),
    check: fromPromise<void, void>(missing('check')),
  },
  guards: {
    isMode: ({ context }, params: { page: SignPage; mode: SignPageMode }) =>
      context.where === 'here' && params.page.mode === params.mode,
    hasExpired: ({ context: { page }, event }) =>
      event.type === 'time.passed' && page?.expiresAt != null && Date.parse(page.expiresAt) <= Date.parse(event.now),
  },
  actions: {
    choose: assign(({ event }) => ({
      ...(event.type === 'open.requested' && { where: event.where, device: event.device }),
      page: undefined,
      error: undefined,
    })),
    keepPage: assign((_, { page }: { page: SignPage }) => ({ page })),
    forgetPage: assign({ page: undefined }),
    keepError: assign((_, { error }: { error: unknown }) => ({ error: EsignError.from(error) })),
    forgetError: assign({ error: undefined }),
    tellArrived: emit(({ context }) => ({ type: 'arrived' as const, url: context.page?.url ?? '' })),
    tellRefused: emit({ type: 'refused' as const }),
    tellChecked: emit({ type: 'checked' as const }),
  },
}).createMachine({
  id: 'signPage',
  context: { where: 'here', device: 'desktop', page: undefined, error: undefined },
  type: 'parallel',
  states: {
    page: {
      initial: 'ready',
      states: {
        ready: { entry: 'forgetPage', on: { 'open.requested': 'opening' } },
        opening: {
          tags: 'busy',
          entry: 'choose',
          invoke: {
            src: 'open',
            input: ({ context: { device } }) => ({ device }),
            onDone: [
              {
                guard: { type: 'isMode', params: ({ event }) => ({ page: event.output, mode: 'frame' }) },
                target: 'framed',
                actions: { type: 'keepPage', params: ({ event }) => ({ page: event.output }) },
              },
              {
                guard: { type: 'isMode', params: ({ event }) => ({ page: event.output, mode: 'window' }) },
                target: 'pointing',
                actions: { type: 'keepPage', params: ({ event }) => ({ page: event.output }) },
              },
              {
                target: 'phone',
                actions: { type: 'keepPage', params: ({ event }) => ({ page: event.output }) },
              },
            ],
            onError: {
              target: 'ready',
              actions: [{ type: 'keepError', params: ({ event }) => event }, 'tellRefused'],
            },
          },
        },
        /** A window is led to the page; whether it could be opened is the browser's word. */
        pointing: {
          entry: 'tellArrived',
          on: { 'window.opened': 'opened', 'window.blocked': 'blocked' },
        },
        opened: { tags: 'away', on: { ...reopen, ...expires } },
        blocked: { tags: 'away', on: { ...reopen, ...expires } },
        phone: { tags: 'away', on: { ...reopen, ...expires } },
        framed: {
          initial: 'loading',
          on: reopen,
          states: {
            loading: { on: { 'frame.loaded': 'shown', 'frame.stalled': 'stalled' } },
            stalled: { on: { 'frame.loaded': 'shown' } },
            shown: {},
          },
        },
        expired: { entry: 'forgetPage', on: reopen },
      },
    },
    question: {
      initial: 'quiet',
      states: {
        quiet: { on: { 'check.requested': 'asking' } },
        asking: {
          tags: 'busy',
          entry: 'forgetError',
          invoke: {
            src: 'check',
            onDone: { target: 'unconfirmed', actions: 'tellChecked' },
            onError: { target: 'quiet', actions: { type: 'keepError', params: ({ event }) => event } },
          },
        },
        /** The host does not know of the signature. Where it does, the panel shows something else. */
        unconfirmed: { on: { 'check.requested': 'asking', 'open.requested': 'quiet' } },
      },
    },
  },
});
