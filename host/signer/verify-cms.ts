import { createHash, X509Certificate } from 'node:crypto';

import { OctetString } from 'asn1js';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs';

import { certificateDer, certificateName, toBuffer, type CertificateName } from './certificates.js';
import { CMS_OID } from './cms.js';

/** What a CMS signature proves about the data it was made for. */
export interface CmsVerdict extends CertificateName {
  /** The data has the digest that was signed. */
  readonly digestOk: boolean;
  /** The signature was made with the key of the certificate, and the certificate names itself in what was signed. */
  readonly signatureOk: boolean;
  /** The certificate leads to one of the trusted roots and was valid at the time. */
  readonly trusted: boolean;
}

/**
 * Checks a detached CMS signature. `contents` may carry zeros behind the signature, as PDF does, and nothing else.
 * Throws when it is no CMS with exactly one signer.
 */
export async function verifyCms(
  contents: Uint8Array,
  data: Uint8Array,
  { roots, at }: { roots: readonly Uint8Array[]; at: Date | undefined },
): Promise<CmsVerdict> {
  const length = derLength(contents);
  const info = ContentInfo.fromBER(toBuffer(contents.subarray(0, length)));
  if (info.contentType !== CMS_OID.signedData) throw new Error('not signed data');
  const signed = new SignedData({ schema: info.content });
  const [signer, second] = signed.signerInfos;
  if (!signer || second) throw new Error('there must be exactly one signer');
  const certificates = (signed.certificates ?? []).filter((item): item is Certificate => item instanceof Certificate);
  const certificate = certificates.find((item) => isNamedBy(item, signer));
  if (!certificate) throw new Error('the certificate of the signer is missing');

  const padded = contents.subarray(length).every((byte) => byte === 0);
  const detached = signed.encapContentInfo.eContent === undefined;
  const digestOk = isSame(octets(signer, CMS_OID.messageDigest), sha256(data));
  return {
    ...certificateName(certificate),
    digestOk,
    signatureOk: padded && detached && namesCertificate(signer, certificate) && (await verifySignature(signed, data)),
    trusted: isTrusted(certificate, certificates, roots, at),
  };
}

async function verifySignature(signed: SignedData, data: Uint8Array): Promise<boolean> {
  try {
    return await signed.verify({ signer: 0, data: toBuffer(data), checkChain: false });
  } catch {
    // the library throws for a wrong digest or a broken encoding; either way it is not a valid signature
    return false;
  }
}

function isNamedBy(certificate: Certificate, { sid }: SignerInfo): boolean {
  return (
    sid instanceof IssuerAndSerialNumber &&
    certificate.issuer.isEqual(sid.issuer) &&
    certificate.serialNumber.isEqual(sid.serialNumber)
  );
}

/** PAdES: without the signed certificate hash another certificate of the same key could take its place. */
function namesCertificate(signer: SignerInfo, certificate: Certificate): boolean {
  const attribute = signer.signedAttrs?.attributes.find(({ type }) => type === CMS_OID.signingCertificateV2);
  if (!attribute) return false;
  const [value]: { toBER(): ArrayBuffer }[] = attribute.values;
  const encoded = Buffer.from(value?.toBER() ?? new ArrayBuffer(0));
  return encoded.includes(sha256(certificateDer(certificate)));
}

function octets({ signedAttrs }: SignerInfo, oid: string): Uint8Array {
  const value: unknown = signedAttrs?.attributes.find(({ type }) => type === oid)?.values[0];
  return value instanceof OctetString ? value.valueBlock.valueHexView : new Uint8Array();
}

function isTrusted(
  certificate: Certificate,
  others: readonly Certificate[],
  roots: readonly Uint8Array[],
  at: Date | undefined,
): boolean {
  if (!at || at < certificate.notBefore.value || at > certificate.notAfter.value) return false;
  const trusted = roots.map((der) => new X509Certificate(der));
  const known = [...trusted, ...others.map((item) => new X509Certificate(certificateDer(item)))];
  let current = new X509Certificate(certificateDer(certificate));
  for (let depth = 0; depth < 6; depth += 1) {
    if (trusted.some((root) => root.raw.equals(current.raw))) return true;
    const issuer = known.find((item) => item.ca && current.checkIssued(item) && current.verify(item.publicKey));
    if (!issuer || issuer.raw.equals(current.raw)) return false;
    current = issuer;
  }
  return false;
}

/** Length of the DER element that the bytes begin with. */
function derLength(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0;
  const count = first & 0x7f;
  if (bytes[0] !== 0x30 || (first & 0x80 && (count === 0 || count > 4))) throw new Error('not DER');
  if (!(first & 0x80)) return 2 + first;
  return bytes.subarray(2, 2 + count).reduce((length, byte) => length * 256 + byte, 0) + 2 + count;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(b);
}
