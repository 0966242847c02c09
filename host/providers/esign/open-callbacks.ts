import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { EnvelopeStatus, PartyStatus } from '../../../src/schema/index.js';
import { parseCallbackJson } from '../callback-json.js';
import type { CallbackNews, CallbackReceiver, RawCallback } from '../callback-receiver.js';
import { isSignedBy } from '../callback-signature.js';
import type { RemoteObservation } from '../remote-service.js';
import { fromShanghai } from '../shanghai-time.js';
import { FLOW_STATUS } from './flow-states.js';

const Text = z.string().check(z.minLength(1), z.maxLength(200));
const Reason = z.optional(z.nullable(z.string().check(z.maxLength(2000))));
/** Later pages of the vendor show numbers as texts. */
const Count = z.union([z.int(), z.pipe(z.string().check(z.regex(/^\d{1,2}$/)), z.transform(Number))]);
const Moment = z.pipe(
  z.string().check(z.refine((text) => fromShanghai(text) !== null)),
  z.transform((text) => fromShanghai(text) ?? ''),
);

const News = z.object({ action: Text, flowId: Text });
const Update = z.object({
  accountId: Text,
  thirdOrderNo: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
  signTime: Moment,
  signResult: Count,
  resultDescription: Reason,
});
const Finish = z.object({ flowStatus: Count, statusDescription: Reason, endTime: Moment });

const RESULT: Readonly<Record<number, PartyStatus>> = { 2: 'signed', 3: 'failed', 4: 'rejected' };
/** Terminated, which after a refusal is called refused by `detail`: only that says which of the two it is. */
const TERMINATED = 4;

/** Callbacks of the open service, signed over the time, the values of the query and the very bytes (`esign.md` 10). */
export const openCallbacks: Pick<CallbackReceiver, 'verify' | 'parse'> = {
  // no look at the time: a repeated delivery may be hours late
  verify({ bytes, headers, query }, { appSecret = '' }) {
    const signed = [headers.get('x-tsign-open-timestamp') ?? '', valuesOf(query), bytes];
    const signature = headers.get('x-tsign-open-signature')?.toLowerCase() ?? null;
    return isSignedBy(appSecret, signed, signature) ? 'verified' : 'refused';
  },

  parse({ bytes }: RawCallback): CallbackNews {
    const body = parseCallbackJson(bytes);
    const { action, flowId } = read(News, body);
    const about = (observations: readonly RemoteObservation[], key: readonly unknown[]): CallbackNews => ({
      deliveryKey: ['flow', flowId, action, ...key].join(':').slice(0, 400),
      action,
      about: { kind: 'envelope', externalId: flowId, observations },
    });
    switch (action) {
      case 'SIGN_FLOW_UPDATE': {
        const { accountId, thirdOrderNo, signTime: at, signResult, resultDescription } = read(Update, body);
        const signer = thirdOrderNo?.split(',')[0] || accountId;
        const status = RESULT[signResult];
        const because = resultDescription && status !== 'signed' ? { reason: resultDescription } : {};
        const news: RemoteObservation[] = status ? [{ kind: 'signer', signer, status, at, ...because }] : [];
        return about(news, [signer, signResult]);
      }
      case 'SIGN_FLOW_FINISH': {
        const { flowStatus, statusDescription, endTime: at } = read(Finish, body);
        const status: EnvelopeStatus | undefined = flowStatus === TERMINATED ? undefined : FLOW_STATUS[flowStatus];
        const because = statusDescription ? { reason: statusDescription } : {};
        return about(status ? [{ kind: 'envelope', status, at, ...because }] : [], [flowStatus]);
      }
      default:
        return { deliveryKey: `flow:${flowId}:${action}`, action, about: null };
    }
  },
};

/** The values in the order of their names, without anything between them. */
function valuesOf(query: URLSearchParams): string {
  const sorted = new URLSearchParams(query);
  sorted.sort();
  return [...sorted.values()].join('');
}

function read<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new EsignError('bad-response', 'not a callback of e签宝');
}
