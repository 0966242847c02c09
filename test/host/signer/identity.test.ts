import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { loadOrCreateIdentity, personIdentity } from '../../../host/signer/identity.js';

const organization = '上海远景信息技术有限公司';

describe('the identity of the built-in signer (B-19)', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'esign-identity-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('is made on the first start: a root, and a company certificate under it', async () => {
    const { root, company } = await loadOrCreateIdentity(directory, { organization });

    const above = new X509Certificate(root);
    const certificate = new X509Certificate(company.certificate);
    expect(above.ca).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkIssued(above) && certificate.verify(above.publicKey)).toBe(true);
    expect(company).toMatchObject({ commonName: organization, organization });
  });

  it('is the same after a restart', async () => {
    const before = await loadOrCreateIdentity(directory, { organization });

    const after = await loadOrCreateIdentity(directory, { organization });

    expect(after.root).toEqual(before.root);
    expect(after.company.certificate).toEqual(before.company.certificate);
  });

  it('is one when two processes start together', async () => {
    const [one, other] = await Promise.all([
      loadOrCreateIdentity(directory, { organization }),
      loadOrCreateIdentity(directory, { organization }),
    ]);

    expect(one.root).toEqual(other.root);
    expect(one.company.certificate).toEqual(other.company.certificate);
    expect((await readdir(directory)).sort()).toEqual(['company.pem', 'root.pem']);
  });

  it('keeps keys that only the owner may read', async () => {
    await loadOrCreateIdentity(directory, { organization });

    for (const file of await readdir(directory)) {
      expect((await stat(path.join(directory, file))).mode & 0o077).toBe(0);
    }
  });

  it('gives each signer a certificate with their own name, and keeps it', async () => {
    const host = await loadOrCreateIdentity(directory, { organization });
    const person = { userId: 'a', name: '王小明', organization };

    const first = await personIdentity(host, person);
    const again = await personIdentity(host, person);
    const namesake = await personIdentity(host, { ...person, userId: 'b' });

    expect(first.commonName).toBe('王小明');
    expect(again.certificate).toEqual(first.certificate);
    expect(namesake.certificate).not.toEqual(first.certificate);
  });

  it('replaces a certificate that has expired', async () => {
    const longAgo = new Date('2020-01-01T00:00:00Z');
    const before = await loadOrCreateIdentity(directory, { organization, now: longAgo });

    const after = await loadOrCreateIdentity(directory, { organization, now: new Date('2025-01-01T00:00:00Z') });

    expect(after.root).toEqual(before.root);
    expect(after.company.certificate).not.toEqual(before.company.certificate);
  });
});
