import { describe, expect, it } from 'vitest';

import type { HostClient } from '../../../src/api/host-client.js';
import { HostConnection } from '../../../src/api/host-connection.js';

const own = {} as HostClient;

describe('HostConnection', () => {
  it('takes the client of the page before the endpoint', () => {
    expect(new HostConnection().clientOf({ host: own, endpoint: '/api' })).toBe(own);
  });

  it('makes one client per endpoint', () => {
    const connection = new HostConnection();
    const first = connection.clientOf({ host: undefined, endpoint: '/one' });

    expect(connection.clientOf({ host: undefined, endpoint: '/one' })).toBe(first);
    expect(connection.clientOf({ host: undefined, endpoint: '/two' })).not.toBe(first);
  });

  it('has no client while the page gave neither', () => {
    expect(new HostConnection().clientOf({ host: undefined, endpoint: '' })).toBeUndefined();
  });
});
