import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { Certificate } from 'pkijs';

import {
  certificateDer,
  certificateName,
  issueCertificate,
  KEY_ALGORITHM,
  toBuffer,
  type CertificateName,
} from './certificates.js';

/** A key that signs, with the certificates that say whose it is. */
export interface SigningIdentity {
  readonly commonName: string;
  readonly organization: string;
  readonly privateKey: CryptoKey;
  /** The signer's certificate, DER. */
  readonly certificate: Uint8Array;
  /** The certificates above it up to the root, DER. */
  readonly chain: readonly Uint8Array[];
}

/** Everything that the built-in signer (B-19) signs with. */
export interface HostIdentity {
  /** Signs in the name of the organisation. */
  readonly company: SigningIdentity;
  /** The root that readers must trust, DER. */
  readonly root: Uint8Array;
  /** The folder that keeps the keys. */
  readonly directory: string;
  readonly authority: SigningIdentity;
}

const YEAR = 365.25 * 24 * 3600 * 1000;
const ROOT_LIFE = 10 * YEAR;
const SIGNER_LIFE = 3 * YEAR;

/**
 * Opens the identity of the host, or makes it on the first start: a root and a company certificate under it. Keys are
 * PKCS#8 in PEM files that only the owner may read. Two processes that start together agree on one identity.
 */
export async function loadOrCreateIdentity(
  directory: string,
  { organization, now = new Date() }: { organization: string; now?: Date },
): Promise<HostIdentity> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const kept = await keep(path.join(directory, 'root.pem'), now, async () => {
    const keys = await generateKeys();
    const subject = { commonName: `${organization} Root CA`, organization };
    const { privateKey: issuerKey, publicKey } = keys;
    return {
      keys,
      certificate: await issueCertificate({ subject, publicKey, issuerKey, ...validity(now, ROOT_LIFE) }),
    };
  });
  const authority = identityOf(kept, []);
  const company = await issue(directory, 'company.pem', authority, { commonName: organization, organization }, now);
  return { company, root: authority.certificate, directory, authority };
}

/**
 * The certificate of one signer, issued when first asked for and kept, so that two signers of a document show as two
 * names. `userId` tells people of the same name apart.
 */
export async function personIdentity(
  host: HostIdentity,
  { userId, name, organization, now = new Date() }: { userId: string; name: string; organization: string; now?: Date },
): Promise<SigningIdentity> {
  const folder = path.join(host.directory, 'signers');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = createHash('sha256')
    .update(JSON.stringify([userId, name, organization]))
    .update(host.root)
    .digest('hex');
  return issue(folder, `${key.slice(0, 40)}.pem`, host.authority, { commonName: name, organization }, now);
}

interface KeptKey {
  readonly privateKey: CryptoKey;
  readonly certificate: Certificate;
}

interface NewKey {
  readonly keys: CryptoKeyPair;
  readonly certificate: Certificate;
}

async function issue(
  folder: string,
  fileName: string,
  authority: SigningIdentity,
  subject: CertificateName,
  now: Date,
): Promise<SigningIdentity> {
  const kept = await keep(path.join(folder, fileName), now, async () => {
    const keys = await generateKeys();
    const issuer = Certificate.fromBER(toBuffer(authority.certificate));
    const { notBefore, notAfter } = validity(now, SIGNER_LIFE);
    const end = new Date(Math.min(notAfter.getTime(), issuer.notAfter.value.getTime()));
    const { publicKey } = keys;
    const request = { subject, publicKey, issuer, issuerKey: authority.privateKey, notBefore, notAfter: end };
    return { keys, certificate: await issueCertificate(request) };
  });
  return identityOf(kept, [authority.certificate, ...authority.chain]);
}

function identityOf({ privateKey, certificate }: KeptKey, chain: readonly Uint8Array[]): SigningIdentity {
  return {
    ...certificateName(certificate),
    privateKey,
    certificate: certificateDer(certificate),
    chain,
  };
}

/** Key and certificate share one file, and it appears whole or not at all: there is never one without the other. */
async function keep(file: string, now: Date, make: () => Promise<NewKey>): Promise<KeptKey> {
  const kept = await read(file);
  const expired = kept !== undefined && kept.certificate.notAfter.value <= now;
  if (kept && !expired) return kept;
  const { keys, certificate } = await make();
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const pem = toPem('PRIVATE KEY', pkcs8) + toPem('CERTIFICATE', certificateDer(certificate));
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, pem, { mode: 0o600, flush: true });
  if (expired) {
    await rename(temporary, file);
    return { privateKey: keys.privateKey, certificate };
  }
  try {
    // unlike a rename this fails when another process was faster; then its key is the one
    await link(temporary, file);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  } finally {
    await unlink(temporary);
  }
  return (await read(file)) ?? { privateKey: keys.privateKey, certificate };
}

async function read(file: string): Promise<KeptKey | undefined> {
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
  const key = fromPem('PRIVATE KEY', pem);
  const certificate = fromPem('CERTIFICATE', pem);
  if (!key || !certificate) throw new Error(`key file ${path.basename(file)} is incomplete`);
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', key, KEY_ALGORITHM, false, ['sign']),
    certificate: Certificate.fromBER(certificate),
  };
}

function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function fromPem(label: string, pem: string): ArrayBuffer | undefined {
  const body = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`).exec(pem)?.[1];
  return body === undefined ? undefined : toBuffer(Buffer.from(body, 'base64'));
}

function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
}

/** From five minutes ago, so that a reader whose clock is a little behind accepts a fresh certificate. */
function validity(now: Date, life: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now.getTime() - 5 * 60_000), notAfter: new Date(now.getTime() + life) };
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
