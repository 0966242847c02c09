import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import { parseCallbackJson } from '../callback-json.js';
import type { CallbackNews, CallbackReceiver } from '../callback-receiver.js';

const Text = z.string().check(z.maxLength(200));
const FlowNews = z.object({
  action: Text,
  flowId: z.union([z.int(), z.string().check(z.regex(/^\d{1,19}$/))]),
  status: z.optional(z.union([z.int(), Text])),
  accountInfo: z.optional(z.object({ accountId: z.optional(Text), uniqueId: z.optional(Text) })),
});

const KNOWN = new Set(['SIGN_FLOW_UPDATE', 'SIGN_FLOW_FINISH', 'SIGN_FLOW_NOTIFY', 'REALNAME_FOR_SIGN']);

/** Nothing proves a callback of the private cloud but the address, so each of them is only a reason to ask (17.2). */
export const privateCallbacks: CallbackReceiver = {
  layouts: [{ n: '3', m: '1' }],

  verify: () => 'hint',

  parse({ bytes }): CallbackNews {
    const read = FlowNews.safeParse(parseCallbackJson(bytes));
    if (!read.success) throw new EsignError('bad-response', 'not a callback of e签宝');
    const { action, flowId, status = '', accountInfo } = read.data;
    const who = accountInfo?.uniqueId ?? accountInfo?.accountId ?? '';
    return {
      deliveryKey: ['flow', flowId, action, status, who].join(':').slice(0, 200),
      action,
      about: KNOWN.has(action) ? { kind: 'envelope', externalId: String(flowId), observations: [] } : null,
    };
  },

  receipt: { contentType: 'application/json', body: '{"errCode":"0"}' },
};
