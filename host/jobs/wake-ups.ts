import type { Tx } from '../store/database.js';

/** A stream and when somebody should look after it. */
export interface WakeUp {
  readonly tenantId: string;
  readonly stream: string;
  readonly at: string;
}

/** A stored effect, as far as waking up for it needs. */
export interface StoredEffect {
  readonly tenantId: string;
  readonly stream: string;
  readonly seq: number;
}

/** Makes one of the processes come by a stream. That it is too often harms nothing; that it fails is made good by the sweep. */
export interface WakeUps {
  /** Stores, in the transaction of the effects themselves, that they wait: for when this process dies after its commit. */
  stored(tx: Tx, effects: readonly StoredEffect[]): Promise<void>;
  later(wakeUp: WakeUp): Promise<void>;
}

export const noWakeUps: WakeUps = { stored: () => Promise.resolve(), later: () => Promise.resolve() };

const storedIn = new WeakMap<Tx, StoredEffect[]>();

/** Remembers for the end of the transaction what was stored in it, so that one job is enough for all of it. */
export function noteStored(tx: Tx, effect: StoredEffect): void {
  const known = storedIn.get(tx);
  if (known) known.push(effect);
  else storedIn.set(tx, [effect]);
}

/** The last effect that a transaction stored in each stream. */
export function storedBy(tx: Tx): StoredEffect[] {
  const last = new Map((storedIn.get(tx) ?? []).map((effect) => [effect.stream, effect]));
  return [...last.values()];
}
