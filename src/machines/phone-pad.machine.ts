import { assign, emit, fromCallback, fromPromise, setup } from 'xstate';

import { EsignError } from '../core/errors.js';
import type { PhonePad, PhonePadNews } from '../schema/phone-pad.js';
import type { Handwriting } from '../schema/seal.js';

export type PhonePadEvent =
  { type: 'pad.reported'; news: PhonePadNews } | { type: 'pad.unreachable' } | { type: 'renew.requested' };

/** `ink` is what may be kept now; null when there is nothing any more. */
export type PhonePadEmitted = { type: 'written'; ink: Handwriting | null };

interface PhonePadContext {
  pad: PhonePad | undefined;
  ink: Handwriting | undefined;
  error: EsignError | undefined;
}

function missing(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`${name} is not provided`));
}

const renew = { 'renew.requested': 'opening' } as const;

/**
 * A signature that is written on a phone. The pad is held while its code or its ink is shown: who holds it hears of it, and
 * ends it when it is let go. What has become of it is the host's word alone.
 */
export const phonePadMachine = setup({
  types: { context: {} as PhonePadContext, events: {} as PhonePadEvent, emitted: {} as PhonePadEmitted },
  actors: {
    open: fromPromise<PhonePad, void>(missing('open')),
    hold: fromCallback<PhonePadEvent, { id: string }>(() => {
      throw new Error('hold is not provided');
    }),
  },
  guards: {
    isState: (_, params: { news: PhonePadNews; state: PhonePadNews['state'] }) => params.news.state === params.state,
  },
  actions: {
    forget: assign({ pad: undefined, ink: undefined, error: undefined }),
    keepPad: assign((_, { pad }: { pad: PhonePad }) => ({ pad })),
    keepInk: assign((_, { news }: { news: PhonePadNews }) => ({ ink: news.ink ?? undefined })),
    keepError: assign((_, { error }: { error: unknown }) => ({ error: EsignError.from(error) })),
    tellInk: emit(({ context }) => ({ type: 'written' as const, ink: context.ink ?? null })),
  },
}).createMachine({
  id: 'phonePad',
  context: { pad: undefined, ink: undefined, error: undefined },
  initial: 'opening',
  states: {
    opening: {
      entry: ['forget', 'tellInk'],
      invoke: {
        src: 'open',
        onDone: { target: 'held', actions: { type: 'keepPad', params: ({ event }) => ({ pad: event.output }) } },
        onError: { target: 'refused', actions: { type: 'keepError', params: ({ event }) => event } },
      },
    },
    held: {
      invoke: { src: 'hold', input: ({ context }) => ({ id: context.pad?.id ?? '' }) },
      initial: 'waiting',
      on: {
        'renew.requested': 'opening',
        'pad.unreachable': '.offline',
        'pad.reported': [
          {
            guard: { type: 'isState', params: ({ event }) => ({ news: event.news, state: 'arrived' }) },
            target: '.arrived',
            actions: { type: 'keepInk', params: ({ event }) => ({ news: event.news }) },
          },
          {
            guard: { type: 'isState', params: ({ event }) => ({ news: event.news, state: 'expired' }) },
            target: 'expired',
          },
          {
            guard: { type: 'isState', params: ({ event }) => ({ news: event.news, state: 'opened' }) },
            target: '.opened',
          },
          { target: '.waiting' },
        ],
      },
      states: {
        waiting: {},
        opened: {},
        /** The host is asked again and again; until it answers nobody knows whether a phone has the code. */
        offline: {},
        /** What is shown may be kept, also when the pad has ended on the host. */
        arrived: { entry: 'tellInk', on: { 'pad.reported': {}, 'pad.unreachable': {} } },
      },
    },
    expired: { on: renew },
    refused: { on: renew },
  },
});
