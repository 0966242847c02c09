import { describe, expect, it } from 'vitest';

import { movePage, platformAddressFor } from '../../../host/net/network-login.js';

const INSIDE = 'http://sign.corp';
const OUTSIDE = 'https://sign.example.com';

describe('the address of the signing platform for a person (B-13)', () => {
  const bySubnet = (address: string | null, ...cidrs: string[]): string =>
    platformAddressFor({ mode: 'subnet', cidrs, internalAddress: INSIDE }, OUTSIDE, { address, pageHost: null });
  const byDomain = (pageHost: string | null, ...domains: string[]): string =>
    platformAddressFor({ mode: 'domain', domains, internalAddress: INSIDE }, OUTSIDE, { address: null, pageHost });

  it('is outside for everybody while the rule is off', () => {
    const reader = { address: '10.0.0.1', pageHost: 'oa.corp' };

    expect(platformAddressFor({ mode: 'off' }, OUTSIDE, reader)).toBe(OUTSIDE);
  });

  it.each([
    ['10.1.2.3', ['10.0.0.0/8']],
    ['192.168.7.9', ['10.0.0.0/8', '192.168.7.0/24']],
    ['::ffff:10.1.2.3', ['10.0.0.0/8']],
    ['fd00::17', ['fd00::/8']],
    ['10.1.2.3', ['10.1.2.3']],
    ['10.1.2.3', [' 10.1.2.0/24 ']],
  ])('is inside for %s in %j', (address, cidrs) => {
    expect(bySubnet(address, ...cidrs)).toBe(INSIDE);
  });

  it.each([
    ['11.1.2.3', ['10.0.0.0/8']],
    ['10.1.2.3', ['fd00::/8']],
    ['2001:db8::1', ['10.0.0.0/8']],
    ['10.1.2.3', ['10.1.2.0/33', 'everything', '']],
    ['not an address', ['0.0.0.0/0']],
    [null, ['0.0.0.0/0', '::/0']],
  ])('is outside for %s in %j', (address, cidrs) => {
    expect(bySubnet(address, ...cidrs)).toBe(OUTSIDE);
  });

  it.each([
    ['oa.corp.example', ['oa.corp.example']],
    ['OA.Corp.Example', ['oa.corp.example']],
    ['oa.corp.example', ['*.corp.example']],
  ])('is inside for a page at %s in %j', (host, domains) => {
    expect(byDomain(host, ...domains)).toBe(INSIDE);
  });

  it.each([
    ['oa.example.com', ['oa.corp.example']],
    ['corp.example', ['*.corp.example']],
    ['evilcorp.example', ['*.corp.example', 'corp.example']],
    ['oa.corp.example', ['']],
    [null, ['oa.corp.example']],
  ])('is outside for a page at %s in %j', (host, domains) => {
    expect(byDomain(host, ...domains)).toBe(OUTSIDE);
  });

  it('moves a page of the platform, and no other', () => {
    expect(movePage('https://sign.example.com/sign?t=1#a', [OUTSIDE], INSIDE)).toBe('http://sign.corp/sign?t=1#a');
    expect(movePage('https://else.example.com/sign', [OUTSIDE], INSIDE)).toBe('https://else.example.com/sign');
    expect(movePage('nothing', [OUTSIDE], INSIDE)).toBe('nothing');
  });
});
