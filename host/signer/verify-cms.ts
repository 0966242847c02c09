import { createHash, X509Certificate } from 'node:crypto';

import { BaseBlock, fromBER, Null, OctetString, Sequence } from 'asn1js';
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
    signatureOk:
      padded &&
      detached &&
      isDer(contents.subarray(0, length)) &&
      isPlainSignedData(signed, signer) &&
      namesOneDigest(signed, signer) &&
      namesCertificate(signer, rawCertificate(certificate, contents)) &&
      areGenuine(
        certificates.map((item) => rawCertificate(item, contents)),
        roots,
      ) &&
      (await verifySignature(signed, data)),
    trusted: isTrusted(certificate, certificates, roots, at),
  };
}

/** The library reads over wrong lengths; what it would write differently was changed by someone (PAdES asks for DER). */
function isDer(bytes: Uint8Array): boolean {
  const { result, offset } = fromBER(toBuffer(bytes));
  // a longer outer length would take in the zeros behind it as further members
  const isWhole = result instanceof Sequence && result.valueBlock.value.length === 2;
  return isWhole && offset === bytes.byteLength && isSame(new Uint8Array(result.toBER()), bytes);
}

/** Versions and content type stand outside of what is signed: RFC 5652 leaves them no choice here. */
function isPlainSignedData({ version, encapContentInfo }: SignedData, signer: SignerInfo): boolean {
  return encapContentInfo.eContentType === CMS_OID.data && [1, 3].includes(version) && signer.version === 1;
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
    // to the byte: the library's own comparison takes capital and small letters for the same
    isSame(new Uint8Array(certificate.issuer.toSchema().toBER()), new Uint8Array(sid.issuer.toSchema().toBER())) &&
    certificate.serialNumber.isEqual(sid.serialNumber)
  );
}

/** The certificate as it stands in the signature: writing it again would mend what someone changed. */
function rawCertificate({ tbsView }: Certificate, contents: Uint8Array): Uint8Array {
  const signedPart = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength).indexOf(tbsView);
  // the outer sequence begins four bytes earlier, with a length of two bytes
  const raw = contents.subarray(Math.max(0, signedPart - 4));
  return raw.subarray(0, derLength(raw));
}

/** PAdES: without the signed certificate hash another certificate of the same key could take its place. */
function namesCertificate(signer: SignerInfo, certificate: Uint8Array): boolean {
  const attribute = signer.signedAttrs?.attributes.find(({ type }) => type === CMS_OID.signingCertificateV2);
  if (!attribute) return false;
  const value: unknown = attribute.values[0];
  if (!(value instanceof BaseBlock)) return false;
  const encoded = Buffer.from(value.toBER());
  return encoded.includes(sha256(certificate));
}

/** These identifiers stand outside of what is signed: they must agree, and hash functions have no parameters. */
function namesOneDigest({ digestAlgorithms }: SignedData, { digestAlgorithm }: SignerInfo): boolean {
  return [...digestAlgorithms, digestAlgorithm].every(({ algorithmId, algorithmParams }) => {
    const params: unknown = algorithmParams;
    return algorithmId === digestAlgorithm.algorithmId && (params === undefined || params instanceof Null);
  });
}

/**
 * The certificates that come along are not part of what was signed, so that they are checked on their own: each must bear
 * its issuer's signature where the issuer is known, and none may pose as a trusted root.
 */
function areGenuine(certificates: readonly Uint8Array[], roots: readonly Uint8Array[]): boolean {
  const trusted = roots.map((der) => new X509Certificate(der));
  const embedded = certificates.map((der) => new X509Certificate(der));
  return embedded.every((item) => {
    const posed = trusted.some((root) => item.publicKey.equals(root.publicKey) && !item.raw.equals(root.raw));
    // two authorities may bear the same name, so that one of them is enough
    const issuers = [...trusted, ...embedded].filter((other) => other.subject === item.issuer);
    return !posed && (issuers.length === 0 || issuers.some((issuer) => item.verify(issuer.publicKey)));
  });
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
