import type { Random } from './random.js';

/**
 * What must become of a mutated callback. `accept-once`: 200, and its news count one time. `keep-failed`: it is the
 * provider's, so it is answered with 200 and kept for the operator, and nothing else happens. `ask-only`: nothing proves it,
 * so it is answered with 200, and only what the service itself says counts. `drop`: the same for one that makes no sense,
 * of which nothing is kept.
 */
export type Oracle =
  | 'keep-failed'
  | 'drop'
  | 'ask-only'
  | 'reject-401'
  | 'reject-405'
  | 'reject-413'
  | 'reject-415'
  | 'accept-no-effect'
  | 'accept-once';

export type Event = Readonly<Record<string, unknown>>;

/** One request as it goes out. */
export interface Sent {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly address?: string;
}

/** What an operator has to know of a provider. */
export interface Target {
  readonly name: string;
  readonly address: string;
  /** The address of another tenant, who has another secret. */
  readonly foreignAddress: string;
  /** The header with the signature. */
  readonly signatureHeader: string;
  /** Members without which an event makes no sense. */
  readonly required: readonly string[];
  /** Members that take no value of a wrong kind; all that are required but the action, unless given. */
  readonly typed?: readonly string[];
  /** A value that is of no wrong kind, although others take it for one. */
  readonly tolerates?: unknown;
  /** The member that says what happened. */
  readonly action: string;
  /** The member that tells one delivery from another; one that nobody reads where there is none. */
  readonly delivery: string;
  /** Whether capitals make another signature of it. */
  readonly isCaseSensitive: boolean;
  /** Packs an event, for a provider that encrypts; `change` is what happens to the cipher on its way. */
  pack?(clear: Uint8Array, change?: (cipher: Buffer) => Uint8Array): Uint8Array;
  /** The event as it would have happened at another time. */
  moved(event: Event, at: Date): Event;
  /** The address for events that are packed, where it is another one. */
  readonly packedAddress?: string;
  /** Signs as the provider does; `secret` is another one than the account's, `at` the time of the delivery. */
  sign(body: Uint8Array, options?: { secret?: string; at?: Date }): Record<string, string>;
  readonly secret: string;
  readonly foreignSecret: string;
  /** The host's clock. */
  now(): Date;
}

/** One subject of its own, and the event that has one effect on it. */
export interface Case {
  readonly event: Event;
  /** Every event on the way of the subject to its end, in order. */
  readonly history: readonly Event[];
  readonly target: Target;
  readonly random: Random;
}

export interface Operator {
  readonly code: string;
  readonly name: string;
  readonly oracle: Oracle;
  make(given: Case): Sent[];
}

function bytesOf(event: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(event));
}

/** What goes out for a text. */
function packed({ target }: Case, clear: Uint8Array): Uint8Array {
  return target.pack && target.packedAddress === undefined ? target.pack(clear) : clear;
}

/** What goes out for the event itself. */
function honest(given: Case): Uint8Array {
  return packed(given, bytesOf(given.event));
}

function signed(given: Case, clear: Uint8Array, more: Partial<Sent> = {}): Sent {
  const body = packed(given, clear);
  return { ...more, body, headers: { ...given.target.sign(body), ...more.headers } };
}

function flipped(body: Uint8Array, random: Random, at = random.below(body.length)): Uint8Array {
  const copy = new Uint8Array(body);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  return copy;
}

function signatureOf(given: Case): string {
  return given.target.sign(honest(given))[given.target.signatureHeader] ?? '';
}

/** The event with another signature than its own. */
function withSignature(given: Case, signature: string): Sent {
  const body = honest(given);
  return { body, headers: { ...given.target.sign(body), [given.target.signatureHeader]: signature } };
}

function redelivered({ target: { delivery } }: Case, event: Event, mark: string): Event {
  return { ...event, [delivery]: `${String(event[delivery])}-${mark}` };
}

function shifted({ target }: Case, minutes: number): Date {
  return new Date(target.now().getTime() + minutes * 60_000);
}

function reserialized({ event, random }: Case): string {
  const entries = random.shuffle(Object.entries(event));
  const text = JSON.stringify(Object.fromEntries(entries), null, 1 + random.below(4));
  const plain = text.replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
  return random.below(2) === 0 ? text : plain;
}

const WRONG_VALUES: readonly unknown[] = [
  null,
  '',
  0,
  true,
  [],
  {},
  2 ** 53 + 2,
  1e308,
  'a'.repeat(5000),
  'x\0y',
  '\ud800',
];

/** The mutations of a callback, C01 to C30, with what must become of each. */
export const operators: readonly Operator[] = [
  {
    code: 'C01',
    name: 'a bit of the body flipped',
    oracle: 'reject-401',
    make: (given) => {
      const body = honest(given);
      return [{ body: flipped(body, given.random), headers: given.target.sign(body) }];
    },
  },
  {
    code: 'C02',
    name: 'written anew, not signed anew',
    oracle: 'reject-401',
    make: (given) => {
      const headers = given.target.sign(honest(given));
      return [{ body: packed(given, new TextEncoder().encode(reserialized(given))), headers }];
    },
  },
  {
    code: 'C03',
    name: 'no signature',
    oracle: 'reject-401',
    make: (given) => [{ body: honest(given), headers: { 'content-type': 'application/json' } }],
  },
  {
    code: 'C04',
    name: 'the signature in another notation',
    oracle: 'reject-401',
    make: (given) => {
      const hex = signatureOf(given);
      const notations = [
        Buffer.from(hex, 'hex').toString('base64'),
        Buffer.from(hex, 'hex').toString('base64url'),
        ...(given.target.isCaseSensitive ? [hex.toUpperCase()] : []),
        `sha256=${hex}`,
        `0x${hex}`,
        `${hex},${hex}`,
      ];
      return [withSignature(given, given.random.pick(notations))];
    },
  },
  {
    code: 'C05',
    name: 'signed by the secret of another account',
    oracle: 'reject-401',
    make: (given) => {
      const body = honest(given);
      return [{ body, headers: given.target.sign(body, { secret: given.target.foreignSecret }) }];
    },
  },
  {
    code: 'C06',
    name: 'the signature cut',
    oracle: 'reject-401',
    make: (given) => {
      const hex = signatureOf(given);
      return [withSignature(given, hex.slice(0, given.random.below(hex.length)))];
    },
  },
  {
    code: 'C07',
    name: 'another text signed than the raw one',
    oracle: 'reject-401',
    make: (given) => {
      const { target, event } = given;
      const clear = bytesOf(event);
      if (target.pack) return [{ ...encrypted(given, clear), headers: target.sign(clear) }];
      // the body alone, without the time before it
      const body = new TextEncoder().encode(` ${JSON.stringify(event)}`);
      return [{ body, headers: target.sign(clear) }];
    },
  },
  {
    code: 'C08',
    name: 'an old time',
    oracle: 'accept-once',
    make: (given) => {
      const at = shifted(given, -given.random.pick([15, 11 * 60, 30 * 24 * 60]));
      const body = packed(given, bytesOf(given.target.moved(given.event, at)));
      return [{ body, headers: given.target.sign(body, { at }) }];
    },
  },
  {
    code: 'C09',
    name: 'a time to come',
    oracle: 'accept-once',
    make: (given) => {
      const at = shifted(given, given.random.pick([10, 24 * 60, 365 * 24 * 60]));
      const body = packed(given, bytesOf(given.target.moved(given.event, at)));
      return [{ body, headers: given.target.sign(body, { at }) }];
    },
  },
  {
    code: 'C10',
    name: 'repeated to the byte',
    oracle: 'accept-once',
    make: (given) => {
      const one = signed(given, bytesOf(given.event));
      return Array.from({ length: 2 + given.random.below(9) }, () => one);
    },
  },
  {
    code: 'C11',
    name: 'repeated to the address of another tenant',
    oracle: 'reject-401',
    make: (given) => [signed(given, bytesOf(given.event), { address: given.target.foreignAddress })],
  },
  {
    code: 'C12',
    name: 'news of a stranger’s subject, signed by an account of one’s own',
    oracle: 'accept-no-effect',
    make: (given) => {
      const { target } = given;
      const body = honest(given);
      return [{ body, headers: target.sign(body, { secret: target.foreignSecret }), address: target.foreignAddress }];
    },
  },
  {
    code: 'C13',
    name: 'an unknown action',
    oracle: 'accept-no-effect',
    make: (given) => {
      const unknown = { [given.target.action]: 'TELEPORTED' };
      return [signed(given, bytesOf({ ...given.event, ...unknown }))];
    },
  },
  {
    code: 'C14',
    name: 'members that nobody knows',
    oracle: 'accept-once',
    make: (given) => {
      const more = { [`x${given.random.below(1e6)}`]: given.random.pick<unknown>([1, 'x', null, { a: [1] }, [[]]]) };
      return [signed(given, bytesOf({ ...more, ...given.event }))];
    },
  },
  {
    code: 'C15',
    name: 'a member missing',
    oracle: 'keep-failed',
    make: (given) => {
      const gone = given.random.pick(given.target.required);
      return [signed(given, bytesOf(Object.fromEntries(Object.entries(given.event).filter(([key]) => key !== gone))))];
    },
  },
  {
    code: 'C16',
    name: 'a value of a wrong kind',
    oracle: 'keep-failed',
    make: (given) => {
      const { required, action, typed = required.filter((key) => key !== action) } = given.target;
      const wrong = given.random.pick(typed);
      const values = WRONG_VALUES.filter((value) => value !== given.target.tolerates);
      return [signed(given, bytesOf({ ...given.event, [wrong]: given.random.pick(values) }))];
    },
  },
  {
    code: 'C18',
    name: 'the same news in another delivery',
    oracle: 'accept-once',
    make: (given) =>
      Array.from({ length: 2 + given.random.below(3) }, (_, index) =>
        signed(given, bytesOf(redelivered(given, given.event, String(index)))),
      ),
  },
  {
    code: 'C21',
    name: 'a body of 10 MB',
    oracle: 'reject-413',
    make: (given) => [{ body: new Uint8Array(10 * 1024 * 1024), headers: given.target.sign(bytesOf(given.event)) }],
  },
  {
    code: 'C22',
    name: 'nested 10,000 deep',
    oracle: 'keep-failed',
    make: (given) => {
      const depth = 9000 + given.random.below(2000);
      const [open, close] = given.random.pick([
        ['[', ']'],
        ['{"a":', '}'],
      ] as const);
      const deep = `${open.repeat(depth)}1${close.repeat(depth)}`;
      const text = JSON.stringify(given.event).replace('{', `{"deep":${deep},`);
      return [signed(given, new TextEncoder().encode(text))];
    },
  },
  {
    code: 'C23',
    name: 'a member twice',
    oracle: 'accept-once',
    make: (given) => {
      const key = given.random.pick(given.target.required);
      const text = JSON.stringify(given.event).replace('{', `{${JSON.stringify(key)}:"first",`);
      return [signed(given, new TextEncoder().encode(text))];
    },
  },
  {
    code: 'C24',
    name: 'no UTF-8, or with a byte order mark',
    oracle: 'keep-failed',
    make: (given) => {
      const body = Buffer.from(bytesOf(given.event));
      const gbk = Buffer.concat([Buffer.from('{"note":"'), Buffer.from([0xb2, 0xc9, 0xb9, 0xba]), Buffer.from('",')]);
      const variants = [
        Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
        Buffer.concat([gbk, body.subarray(1)]),
        Buffer.concat([Buffer.from('{"note":"'), Buffer.from([0xff, 0xfe]), Buffer.from('",'), body.subarray(1)]),
        Buffer.from(body.toString('utf8'), 'utf16le'),
      ];
      return [signed(given, given.random.pick(variants))];
    },
  },
  {
    code: 'C25',
    name: 'a packed body',
    oracle: 'reject-415',
    make: (given) => {
      const encoding = given.random.pick(['gzip', 'br', 'deflate', 'zstd', 'identity, gzip', 'GZIP']);
      return [signed(given, bytesOf(given.event), { headers: { 'content-encoding': encoding } })];
    },
  },
  {
    code: 'C26',
    name: 'another method',
    oracle: 'reject-405',
    make: (given) => {
      const method = given.random.pick(['GET', 'PUT', 'PATCH', 'DELETE']);
      return [signed(given, bytesOf(given.event), { method })];
    },
  },
  {
    code: 'C26b',
    name: 'another content type',
    oracle: 'accept-once',
    make: (given) => {
      const type = given.random.pick(['text/plain', 'application/xml', 'application/octet-stream', 'x/y; charset=gbk']);
      return [signed(given, bytesOf(given.event), { headers: { 'content-type': type } })];
    },
  },
  {
    code: 'C27',
    name: 'the cipher changed',
    oracle: 'reject-401',
    make: (given) => {
      const { target, random } = given;
      if (!target.pack) return swappedBlocks(given);
      const clear = bytesOf(given.event);
      const body = target.pack(clear, (cipher) =>
        random.pick([
          () => flipped(cipher, random, random.below(16)),
          () => flipped(cipher, random, cipher.length - 1),
          () => cipher.subarray(0, cipher.length - 1 - random.below(15)),
          () => Buffer.concat([cipher.subarray(16, 32), cipher.subarray(0, 16), cipher.subarray(32)]),
        ])(),
      );
      return [{ body, headers: target.sign(target.pack(clear)), ...packedTo(target) }];
    },
  },
  {
    code: 'C28',
    name: 'the right key, but no JSON inside',
    oracle: 'keep-failed',
    make: (given) => {
      const text = given.random.pick(['', '<xml/>', 'null', '[]', '"x"', '{"id":', 'a=b&c=d', '1e999']);
      const clear = new TextEncoder().encode(text);
      return [given.target.pack ? encrypted(given, clear) : signed(given, clear)];
    },
  },
  {
    code: 'C29',
    name: 'keys that reach for the prototype',
    oracle: 'accept-once',
    make: (given) => {
      const key = given.random.pick(['__proto__', 'constructor', 'prototype']);
      const value = key === 'constructor' ? '{"prototype":{"polluted":1}}' : '{"polluted":1}';
      const text = JSON.stringify(given.event).replace('{', `{"${key}":${value},`);
      return [signed(given, new TextEncoder().encode(text))];
    },
  },
  {
    code: 'C30',
    name: 'no signature, but an address that is trusted elsewhere',
    oracle: 'reject-401',
    make: (given) => {
      const { random } = given;
      const header = random.pick(['x-forwarded-for', 'x-real-ip', 'forwarded', 'true-client-ip', 'cf-connecting-ip']);
      const value = header === 'forwarded' ? 'for=127.0.0.1' : random.pick(['127.0.0.1', '10.0.0.1', '::1']);
      return [{ body: honest(given), headers: { [header]: value } }];
    },
  },
];

/** Operators that change how the events of a whole history arrive; afterwards everything must be as if in order. */
export const historyOperators: readonly (Omit<Operator, 'oracle'> & { oracle: 'accept-once' })[] = [
  {
    code: 'C17',
    name: 'the status falls back',
    oracle: 'accept-once',
    make: (given) => {
      const [before, ...rest] = given.history;
      const again = redelivered(given, before ?? {}, 'again');
      return [...rest, again].map((event) => signed(given, bytesOf(event)));
    },
  },
  {
    code: 'C19',
    name: 'shuffled',
    oracle: 'accept-once',
    make: (given) => given.random.shuffle(given.history).map((event) => signed(given, bytesOf(event))),
  },
  {
    code: 'C20',
    name: 'all but the last one dropped',
    oracle: 'accept-once',
    make: (given) => given.history.slice(-1).map((event) => signed(given, bytesOf(event))),
  },
];

function packedTo({ packedAddress }: Target): { address?: string } {
  return packedAddress === undefined ? {} : { address: packedAddress };
}

function encrypted({ target }: Case, clear: Uint8Array): Sent {
  const body = target.pack?.(clear) ?? clear;
  return { body, headers: target.sign(body), ...packedTo(target) };
}

function swappedBlocks(given: Case): Sent[] {
  const body = Buffer.from(bytesOf(given.event));
  const swapped = Buffer.concat([body.subarray(16, 32), body.subarray(0, 16), body.subarray(32)]);
  return [{ body: swapped, headers: given.target.sign(body) }];
}
