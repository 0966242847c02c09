import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import { parseCallbackJson } from '../callback-json.js';
import { readForm } from '../callback-form.js';
import type { CallbackReceiver } from '../callback-receiver.js';
import { EVENTS } from './assumed.js';

const Text = z.string().check(z.minLength(1), z.maxLength(64));
const News = z.object({ event: Text, sealapply_id: Text, eventId: z.optional(Text) });

/** Nothing proves a callback but the address that nobody can guess: it is a reason to ask for the detail, and no more. */
export const zhangguanjiaCallbacks: CallbackReceiver = {
  layouts: [{ n: '4', m: '1' }],

  verify: () => 'hint',

  parse({ bytes, headers }) {
    const isForm = (headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
    const read = News.safeParse(isForm ? readForm(bytes) : parseCallbackJson(bytes));
    if (!read.success) throw new EsignError('bad-response', 'not a callback of 章管家');
    const { event, sealapply_id: externalId, eventId = `${externalId}:${event}` } = read.data;
    const known = EVENTS[event];
    return {
      deliveryKey: `sealUse:${eventId}`,
      action: event,
      about: known === undefined ? null : { kind: 'registeredUse', externalId, event: known },
    };
  },

  receipt: { contentType: 'application/json', body: '{"errcode":0,"errmsg":"ok"}' },
};
