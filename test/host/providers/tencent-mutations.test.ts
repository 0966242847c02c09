import { describe, expect, it } from 'vitest';

import type { RawCallback } from '../../../host/providers/callback-receiver.js';
import { tencentCallbacks } from '../../../host/providers/tencent/callbacks.js';
import { EsignError } from '../../../src/core/errors.js';
import { callbackOf, contentSignature, encryptCallback } from '../../simulators/tencent/callbacks.js';
import { Random } from '../../support/random.js';

/** Printed, so that a run can be repeated: `CALLBACK_SEED=… vitest run …`. */
const SEED = Number(process.env['CALLBACK_SEED'] ?? Date.now() % 1_000_000);
const ROUNDS = Number(process.env['CALLBACK_ROUNDS'] ?? 200);
const SECRETS = { callbackKey: '0123456789abcdefFEDCBA9876543210', signatureToken: 'token-of-the-account' };
const CONSOLE = {
  address: 'http://host',
  key: SECRETS.callbackKey,
  token: SECRETS.signatureToken,
  form: 'current',
} as const;
const FLOW = {
  FlowId: 'yDflow',
  FlowCallbackStatus: 4,
  CreateOn: 1_795_312_800,
  UpdatedOn: 1_795_316_400,
  RecipientId: 'yDrecipient',
  Operate: 'sign',
  UserData: '',
  Approvers: [{ RecipientId: 'yDrecipient', ApproveCallbackStatus: 3, ApproveMessage: '', ApproveTime: 1_795_316_400 }],
};

interface Sent {
  readonly body: Uint8Array;
  readonly signature: string | null;
}

function honest(): Sent {
  const { body, headers } = callbackOf(CONSOLE, 'yDmessage', FLOW);
  return { body: Buffer.from(body), signature: headers['content-signature'] ?? null };
}

function raw({ body, signature }: Sent): RawCallback {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (signature !== null) headers.set('content-signature', signature);
  return { layout: { n: '2', m: '1' }, bytes: body, headers, query: new URLSearchParams() };
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = new Uint8Array(bytes);
  const at = random.below(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.below(7));
  return copy;
}

/** Somebody who has seen honest callbacks, and does not have the token. */
const forgeries: Readonly<Record<string, (sent: Sent, random: Random) => Sent>> = {
  'a bit of the body is another one': (sent, random) => ({ ...sent, body: flipped(sent.body, random) }),
  'a character of the signature is another one': ({ body, signature }, random) => {
    const at = 'sha256='.length + random.below(64);
    const given = signature ?? '';
    const other = given[at] === '0' ? '1' : '0';
    return { body, signature: `${given.slice(0, at)}${other}${given.slice(at + 1)}` };
  },
  'the signature is in capitals': ({ body, signature }) => ({
    body,
    signature: `sha256=${(signature ?? '').slice('sha256='.length).replaceAll(/[a-f]/g, (letter) => letter.toUpperCase())}`,
  }),
  'there is no signature': ({ body }) => ({ body, signature: null }),
  'the signature is empty': ({ body }) => ({ body, signature: 'sha256=' }),
  'the signature is of another kind': ({ body, signature }) => ({
    body,
    signature: (signature ?? '').replace('sha256', 'sha1'),
  }),
  'it is signed with another token': ({ body }, random) => ({
    body,
    signature: contentSignature(`token-${random.below(1e6)}`, body),
  }),
  'it is cut off': ({ body, signature }, random) => ({
    body: body.slice(0, 3 + random.below(body.length - 3)),
    signature,
  }),
  'something follows it': ({ body, signature }, random) => ({
    body: Buffer.concat([body, Buffer.from(' '.repeat(1 + random.below(9)))]),
    signature,
  }),
  'other news have its signature': ({ signature }, random) => {
    const news = { ...FLOW, FlowId: `yDother${random.below(1e6)}` };
    return { body: Buffer.from(callbackOf(CONSOLE, 'yDmessage', news).body), signature };
  },
};

const WRONG: readonly unknown[] = [null, 0, -1, 1.5, true, [], {}, 'x'.repeat(30_000), 'a\0b', '\ud800', 1e308];

describe('mutated callbacks of 腾讯电子签', () => {
  it('lets the honest one through, or nothing below would mean anything', () => {
    expect(tencentCallbacks.verify(raw(honest()), SECRETS)).toBe('verified');
    expect(tencentCallbacks.parse(raw(honest()), SECRETS).about).toMatchObject({ externalId: 'yDflow' });
  });

  it.each(Object.entries(forgeries))('are refused when %s', (name, forge) => {
    const sent = honest();
    const same = Buffer.from(sent.body);
    const accepted = Array.from({ length: ROUNDS }, (_, round) => {
      const forged = forge(sent, new Random(SEED * 1000 + round));
      const isSame = same.equals(forged.body) && forged.signature === sent.signature;
      return isSame ? 'refused' : tencentCallbacks.verify(raw(forged), SECRETS);
    }).flatMap((verdict, round) => (verdict === 'refused' ? [] : [round]));

    expect(accepted, `${name}, seed ${SEED}`).toEqual([]);
  });

  it('are read or refused with one code, whatever a right signature covers', () => {
    const members = Object.keys(FLOW);
    for (let round = 0; round < ROUNDS; round += 1) {
      const random = new Random(SEED * 1000 + round);
      const member = members[random.below(members.length)] ?? '';
      const flow = { ...FLOW, [member]: WRONG[random.below(WRONG.length)] };
      const text = JSON.stringify({ MsgId: 'yDmessage', MsgType: 'FlowStatusChange', MsgData: flow });
      const body = Buffer.from(JSON.stringify({ encrypt: encryptCallback(text, SECRETS.callbackKey) }));
      let failure: unknown = null;
      try {
        tencentCallbacks.parse(raw({ body, signature: contentSignature(SECRETS.signatureToken, body) }), SECRETS);
      } catch (error) {
        failure = error;
      }
      const where = `${member}, seed ${SEED}, round ${round}`;
      if (failure !== null) expect(failure, where).toBeInstanceOf(EsignError);
      if (failure !== null) expect(failure, where).toMatchObject({ code: 'bad-response' });
    }
  });
});
