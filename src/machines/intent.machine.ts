import { assign, emit, fromPromise, setup } from 'xstate';

import { EsignError } from '../core/errors.js';
import type { CodeChannel, Intent, IntentAnswer, IntentKind } from '../schema/signing-terms.js';

type Channel = CodeChannel['channel'];

export type IntentEvent =
  | { type: 'start.requested'; idempotencyKey: string; channel: Channel | null }
  | { type: 'secret.given'; secret: string }
  | { type: 'time.passed' };

export type IntentEmitted =
  | { type: 'proved'; token: string }
  /** What was started waits for its answer, also when the dialog is closed; null when it does not any more. */
  | { type: 'kept'; intent: Intent | null };

export interface StartInput {
  readonly channel: Channel | null;
  readonly idempotencyKey: string;
}

export interface VerifyInput {
  readonly intentId: string;
  readonly secret: string;
}

interface IntentContext {
  readonly kind: IntentKind;
  intent: Intent | undefined;
  attemptsLeft: number | null;
  lockedUntil: string | null;
  /** The last answer was wrong; it is told until another one is given. */
  isWrong: boolean;
  error: EsignError | undefined;
}

type Start = Extract<IntentEvent, { type: 'start.requested' }>;

function missing(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`${name} is not provided`));
}

const restart = { 'start.requested': { target: 'starting' } } as const;

/**
 * Proves before a signature that the person means it: a code is sent at their request, a password or the page's own proof is
 * asked for at once. Wrong, too late and locked are the host's words; nobody is let through before its token was parsed.
 */
export const intentMachine = setup({
  types: {
    context: {} as IntentContext,
    input: {} as { kind: IntentKind; intent?: Intent | undefined },
    events: {} as IntentEvent,
    emitted: {} as IntentEmitted,
    tags: {} as 'busy',
  },
  actors: {
    start: fromPromise<Intent, StartInput>(missing('start')),
    verify: fromPromise<IntentAnswer, VerifyInput>(missing('verify')),
  },
  guards: {
    hasSecret: (_, { secret }: { secret: string }) => secret.trim() !== '',
    isOutcome: (_, params: { answer: IntentAnswer; outcome: IntentAnswer['outcome'] }) =>
      params.answer.outcome === params.outcome,
    hasToken: (_, { answer }: { answer: IntentAnswer }) => answer.outcome === 'right' && answer.token !== null,
    isLocked: (_, { error }: { error: unknown }) => EsignError.from(error).code === 'intent-locked',
    isStarted: ({ context }) => context.intent !== undefined,
  },
  actions: {
    forgetFaults: assign({ error: undefined, isWrong: false, lockedUntil: null }),
    keepIntent: assign((_, { intent }: { intent: Intent }) => ({ intent, attemptsLeft: intent.attemptsLeft })),
    keepAnswer: assign((_, { answer }: { answer: IntentAnswer }) => ({
      isWrong: answer.outcome === 'wrong',
      attemptsLeft: answer.attemptsLeft,
      lockedUntil: answer.lockedUntil,
    })),
    keepError: assign((_, { error }: { error: unknown }) => ({ error: EsignError.from(error) })),
    tellKept: emit(({ context }) => ({ type: 'kept' as const, intent: context.intent ?? null })),
    tellOver: emit({ type: 'kept' as const, intent: null }),
    tellProved: emit((_, { answer }: { answer: IntentAnswer }) => ({
      type: 'proved' as const,
      token: answer.token ?? '',
    })),
  },
}).createMachine({
  id: 'intent',
  context: ({ input }) => ({
    kind: input.kind,
    intent: input.intent,
    attemptsLeft: input.intent?.attemptsLeft ?? null,
    lockedUntil: null,
    isWrong: false,
    error: undefined,
  }),
  initial: 'ready',
  states: {
    /** A code is sent only when the person asks for it; one that was sent before still waits for its answer. */
    ready: { always: { guard: 'isStarted', target: 'asking' }, on: restart },
    starting: {
      tags: 'busy',
      entry: 'forgetFaults',
      invoke: {
        src: 'start',
        input: ({ event }) => ({
          channel: (event as Start).channel,
          idempotencyKey: (event as Start).idempotencyKey,
        }),
        onDone: {
          target: 'asking',
          actions: [{ type: 'keepIntent', params: ({ event }) => ({ intent: event.output }) }, 'tellKept'],
        },
        onError: [
          {
            guard: { type: 'isLocked', params: ({ event }) => event },
            target: 'locked',
            actions: { type: 'keepError', params: ({ event }) => event },
          },
          // the code that was sent before is still good when another one is refused
          { guard: 'isStarted', target: 'asking', actions: { type: 'keepError', params: ({ event }) => event } },
          { target: 'ready', actions: { type: 'keepError', params: ({ event }) => event } },
        ],
      },
    },
    asking: {
      on: {
        ...restart,
        'secret.given': { guard: { type: 'hasSecret', params: ({ event }) => event }, target: 'verifying' },
        'time.passed': 'expired',
      },
    },
    verifying: {
      tags: 'busy',
      entry: 'forgetFaults',
      invoke: {
        src: 'verify',
        input: ({ context, event }) => ({
          intentId: context.intent?.id ?? '',
          secret: event.type === 'secret.given' ? event.secret.trim() : '',
        }),
        onDone: [
          {
            guard: { type: 'hasToken', params: ({ event }) => ({ answer: event.output }) },
            target: 'proved',
            actions: { type: 'tellProved', params: ({ event }) => ({ answer: event.output }) },
          },
          ...(['expired', 'locked'] as const).map((outcome) => ({
            guard: {
              type: 'isOutcome' as const,
              params: ({ event }: { event: { output: IntentAnswer } }) => ({ answer: event.output, outcome }),
            },
            target: outcome,
            actions: {
              type: 'keepAnswer' as const,
              params: ({ event }: { event: { output: IntentAnswer } }) => ({ answer: event.output }),
            },
          })),
          { target: 'asking', actions: { type: 'keepAnswer', params: ({ event }) => ({ answer: event.output }) } },
        ],
        onError: { target: 'asking', actions: { type: 'keepError', params: ({ event }) => event } },
      },
    },
    expired: { entry: 'tellOver', on: restart },
    /** Too many wrong ones: starting again is refused by the host until the time has passed. */
    locked: { entry: 'tellOver', on: restart },
    proved: { type: 'final' },
  },
});
