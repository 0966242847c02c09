import { createHash, randomBytes } from 'node:crypto';

import { BitString, Integer, OctetString, PrintableString, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  RelativeDistinguishedNames,
  Time,
} from 'pkijs';

/** The keys that the host makes: small, fast, and known to every PDF reader. */
export const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

const OID = {
  country: '2.5.4.6',
  organization: '2.5.4.10',
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  subjectKeyIdentifier: '2.5.29.14',
  authorityKeyIdentifier: '2.5.29.35',
} as const;

/** Whom a certificate names. */
export interface CertificateName {
  readonly commonName: string;
  readonly organization: string;
}

export interface CertificateRequest {
  readonly subject: CertificateName;
  readonly publicKey: CryptoKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The certificate that vouches; without one the new certificate is a root and vouches for itself. */
  readonly issuer?: Certificate;
  readonly issuerKey: CryptoKey;
}

/** Issues an X.509 v3 certificate: a root that signs certificates, or a signer's that signs documents. */
export async function issueCertificate(request: CertificateRequest): Promise<Certificate> {
  const { subject, publicKey, issuer, issuerKey } = request;
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: toBuffer(positive(randomBytes(16))) }),
    subject: distinguishedName(subject),
    issuer: issuer ? issuer.subject : distinguishedName(subject),
    notBefore: new Time({ type: 0, value: request.notBefore }),
    notAfter: new Time({ type: 0, value: request.notAfter }),
  });
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  const own = keyIdentifier(certificate);
  const above = issuer ? keyIdentifier(issuer) : own;
  certificate.extensions = [
    extension(OID.basicConstraints, true, new BasicConstraints(issuer ? {} : { cA: true, pathLenConstraint: 0 })),
    // digitalSignature and nonRepudiation, or keyCertSign and cRLSign
    extension(OID.keyUsage, true, issuer ? bits(0xc0, 6) : bits(0x06, 1)),
    extension(OID.subjectKeyIdentifier, false, new OctetString({ valueHex: toBuffer(own) })),
    extension(
      OID.authorityKeyIdentifier,
      false,
      new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: toBuffer(above) }) }),
    ),
  ];
  await certificate.sign(issuerKey, 'SHA-256');
  return certificate;
}

export function certificateDer(certificate: Certificate): Uint8Array {
  return new Uint8Array(certificate.toSchema(true).toBER(false));
}

/** The name that a certificate gives its holder; parts that are missing are empty. */
export function certificateName({ subject }: Certificate): CertificateName {
  const find = (oid: string): string => {
    const value: unknown = subject.typesAndValues.find(({ type }) => type === oid)?.value.valueBlock.value;
    return typeof value === 'string' ? value : '';
  };
  return { commonName: find(OID.commonName), organization: find(OID.organization) };
}

/** A copy with a buffer of its own, as the ASN.1 library wants it. */
export function toBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function distinguishedName({ commonName, organization }: CertificateName): RelativeDistinguishedNames {
  return new RelativeDistinguishedNames({
    typesAndValues: [
      new AttributeTypeAndValue({ type: OID.country, value: new PrintableString({ value: 'CN' }) }),
      new AttributeTypeAndValue({ type: OID.organization, value: new Utf8String({ value: organization }) }),
      new AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: commonName }) }),
    ],
  });
}

function extension(
  extnID: string,
  critical: boolean,
  value: OctetString | BitString | BasicConstraints | AuthorityKeyIdentifier,
): Extension {
  const schema = 'toSchema' in value ? value.toSchema() : value;
  return new Extension({ extnID, critical, extnValue: schema.toBER(false) });
}

function bits(value: number, unusedBits: number): BitString {
  return new BitString({ valueHex: toBuffer(Uint8Array.of(value)), unusedBits });
}

/** RFC 5280 4.2.1.2, method 1. SHA-1 only names the key here. */
function keyIdentifier({ subjectPublicKeyInfo }: Certificate): Uint8Array {
  return createHash('sha1').update(subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).digest();
}

function positive(serial: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(serial);
  // neither negative nor with a leading zero, which DER would drop
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}
