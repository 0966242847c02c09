import { createHash } from 'node:crypto';

import type { ServiceAccess } from '../remote-service.js';

/** Public clients keep a token that long; its real life is not public. */
const KEPT_MS = 55 * 60_000;

/** A token on its way or here, until a time by the host's clock. */
export interface KeptToken {
  readonly value: Promise<string>;
  readonly until: number;
}

/** Access tokens by account. However many calls need a new one at a time, one of them fetches it and the others wait. */
export class Tokens {
  readonly #kept = new Map<string, KeptToken>();
  readonly #fetch: (access: ServiceAccess) => Promise<string>;

  constructor(fetch: (access: ServiceAccess) => Promise<string>) {
    this.#fetch = fetch;
  }

  /** @param refused What the service no longer takes; who comes later with the same one gets what replaced it. */
  get(access: ServiceAccess, refused?: KeptToken): KeptToken {
    // nothing is awaited between the look and the entry, so two calls never both fetch
    const key = accountOf(access);
    const now = access.clock().getTime();
    const known = this.#kept.get(key);
    if (known && known !== refused && known.until > now) return known;
    const fresh: KeptToken = { value: this.#fetch(access), until: now + KEPT_MS };
    this.#kept.set(key, fresh);
    fresh.value.catch(() => {
      if (this.#kept.get(key) === fresh) this.#kept.delete(key);
    });
    return fresh;
  }
}

/** A changed secret is another account: its old token must not outlive it here. */
function accountOf({ binding, secrets }: ServiceAccess): string {
  const client = binding.provider === 'zhangguanjia' ? [binding.openUrl, binding.clientId] : [];
  return createHash('sha256')
    .update(JSON.stringify([binding.id, ...client, secrets['clientSecret']]))
    .digest('hex');
}
