import { describe, expect, it } from 'vitest';

import { mayBeFramed } from '../../../host/net/frame-permission.js';

const PAGE = new URL('https://sign.example.com/page');
const OA = new URL('https://oa.example.com');

describe('whether a page may stand in a frame of the OA (B-06)', () => {
  it.each<[boolean, Record<string, string>]>([
    [true, {}],
    [false, { 'x-frame-options': 'DENY' }],
    [false, { 'x-frame-options': 'deny' }],
    [false, { 'x-frame-options': 'SAMEORIGIN' }],
    [false, { 'x-frame-options': 'SAMEORIGIN, ALLOWALL' }],
    // browsers do not know it any more
    [true, { 'x-frame-options': 'ALLOW-FROM https://other.example' }],
    [true, { 'content-security-policy': "default-src 'none'" }],
    [false, { 'content-security-policy': "frame-ancestors 'none'" }],
    [false, { 'content-security-policy': 'frame-ancestors' }],
    [false, { 'content-security-policy': "frame-ancestors 'self'" }],
    [true, { 'content-security-policy': 'frame-ancestors *' }],
    [true, { 'content-security-policy': 'frame-ancestors https:' }],
    [true, { 'content-security-policy': 'frame-ancestors http:' }],
    [false, { 'content-security-policy': 'frame-ancestors data:' }],
    [true, { 'content-security-policy': 'frame-ancestors oa.example.com' }],
    [true, { 'content-security-policy': 'FRAME-ANCESTORS HTTPS://OA.EXAMPLE.COM' }],
    [true, { 'content-security-policy': 'frame-ancestors https://oa.example.com:443/path' }],
    [false, { 'content-security-policy': 'frame-ancestors https://oa.example.com:8443' }],
    [true, { 'content-security-policy': 'frame-ancestors https://oa.example.com:*' }],
    [true, { 'content-security-policy': 'frame-ancestors *.example.com' }],
    [false, { 'content-security-policy': 'frame-ancestors *.oa.example.com' }],
    [false, { 'content-security-policy': 'frame-ancestors evil-oa.example.com' }],
    [true, { 'content-security-policy': "frame-ancestors 'none'" + ' https://oa.example.com' }],
    // every policy must allow it
    [false, { 'content-security-policy': "frame-ancestors *, frame-ancestors 'none'" }],
    // and the newer header wins
    [true, { 'x-frame-options': 'DENY', 'content-security-policy': 'frame-ancestors https://oa.example.com' }],
  ])('%s for %j', (expected, headers) => {
    expect(mayBeFramed(new Headers(headers), PAGE, OA)).toBe(expected);
  });

  it.each<Record<string, string>>([
    { 'x-frame-options': 'SAMEORIGIN' },
    { 'content-security-policy': "frame-ancestors 'self'" },
  ])('true on the own origin for %j', (headers) => {
    expect(mayBeFramed(new Headers(headers), PAGE, new URL('https://sign.example.com/other'))).toBe(true);
  });
});
