import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import { Id, Label, SealUseEvent, Timestamp } from '../../../src/schema/index.js';
import { parseCallbackJson } from '../callback-json.js';
import type { CallbackNews, CallbackReceiver } from '../callback-receiver.js';
import { isSignedBy } from '../callback-signature.js';

const Common = { id: Id, at: Timestamp, event: z.string().check(z.minLength(1), z.maxLength(100)) };
const AnyEvent = z.object(Common);
const SealUseNews = z.object({ ...Common, event: SealUseEvent, sealUseId: Id, by: Label });
const Voiding = z.object({ ...Common, event: z.literal('voided'), envelopeId: Id });

/**
 * What a register of physical seals, or another system beside the host, reports to the built-in provider. It signs
 * `{timestamp}.{body}` with the binding's callback key. The time is signed so that it can be told from a later one, but an
 * old delivery is as good as a new one: it is known by its id.
 */
export const builtinCallbacks: CallbackReceiver = {
  layouts: [{ n: '0', m: '1' }],

  verify({ bytes, headers }, secrets) {
    const key = secrets['callbackKey'];
    const timestamp = headers.get('x-esign-timestamp');
    if (!key || !timestamp || !/^\d{1,15}$/.test(timestamp)) return 'refused';
    const isOurs = isSignedBy(key, [`${timestamp}.`, bytes], headers.get('x-esign-signature'));
    return isOurs ? 'verified' : 'refused';
  },

  parse({ bytes }) {
    const value = parseCallbackJson(bytes);
    const { id, event } = read(AnyEvent, value);
    return { deliveryKey: id, action: event, about: aboutOf(event, value) };
  },

  receipt: { contentType: 'application/json; charset=utf-8', body: '{"ok":true}' },
};

function aboutOf(event: string, value: unknown): CallbackNews['about'] {
  if (event === 'voided') {
    const { envelopeId, at } = read(Voiding, value);
    return { kind: 'envelope', externalId: envelopeId, observations: [{ kind: 'voided', at }] };
  }
  // an event of a newer register is kept, and nothing is done about it
  if (!SealUseEvent.safeParse(event).success) return null;
  const { sealUseId, at, by, event: known } = read(SealUseNews, value);
  return { kind: 'sealUse', sealUseId, event: known, at, by };
}

function read<T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw new EsignError('bad-response', 'a callback lacks a value or holds a wrong one');
  return result.data;
}
