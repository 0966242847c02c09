import { createHash } from 'node:crypto';

import { ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';

import { toBuffer } from './certificates.js';
import type { SigningIdentity } from './identity.js';

export const CMS_OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/**
 * A detached CMS signature of the kind PAdES asks for (ETSI EN 319 142-1): content type, message digest and the signing
 * certificate are signed with the data. The time is not: it stands in the PDF's own `/M`.
 */
export async function signCms(data: Uint8Array, identity: SigningIdentity): Promise<Uint8Array> {
  const certificate = Certificate.fromBER(toBuffer(identity.certificate));
  const chain = identity.chain.map((der) => Certificate.fromBER(toBuffer(der)));
  const digest = createHash('sha256').update(data).digest();
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: CMS_OID.data }),
    certificates: [certificate, ...chain],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          // in the order of their encodings, because DER sorts a set
          attributes: [
            attribute(CMS_OID.contentType, new ObjectIdentifier({ value: CMS_OID.data })),
            attribute(CMS_OID.messageDigest, new OctetString({ valueHex: toBuffer(digest) })),
            attribute(CMS_OID.signingCertificateV2, signingCertificate(identity.certificate)),
          ],
        }),
      }),
    ],
  });
  await signed.sign(identity.privateKey, 0, 'SHA-256', toBuffer(data));
  const content = new ContentInfo({ contentType: CMS_OID.signedData, content: signed.toSchema(true) });
  return new Uint8Array(content.toSchema().toBER(false));
}

function attribute(type: string, value: ObjectIdentifier | OctetString | Sequence): Attribute {
  return new Attribute({ type, values: [value] });
}

/** `SigningCertificateV2` of RFC 5035; SHA-256 is its default and therefore not written. */
function signingCertificate(der: Uint8Array): Sequence {
  const hash = new OctetString({ valueHex: toBuffer(createHash('sha256').update(der).digest()) });
  return new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [hash] })] })] });
}
