import { verify, type KeyObject } from 'node:crypto';

import type { SignatureReport } from '../../../src/schema/index.js';

const MARK = Buffer.from('\n%plain-signature ');
const LINE = /^\n%plain-signature ([A-Za-z0-9+/=]+) ([A-Za-z0-9+/=]+)\n$/;

/** The signatures of the plain service at the end of a file, newest first, and what is left without them. */
export function readSignatures(bytes: Uint8Array, key: KeyObject): { rest: Uint8Array; signatures: SignatureReport[] } {
  const signatures: SignatureReport[] = [];
  let rest = Buffer.from(bytes);
  for (;;) {
    const start = rest.lastIndexOf(MARK);
    const [, info, signature] = (start < 0 ? null : LINE.exec(rest.subarray(start).toString('latin1'))) ?? [];
    if (info === undefined || signature === undefined) return { rest, signatures };
    const covered = rest.subarray(0, rest.length - signature.length - 1);
    const { signer, at } = JSON.parse(Buffer.from(info, 'base64').toString('utf8')) as { signer: string; at: string };
    const isValid = verify(null, covered, key, Buffer.from(signature, 'base64'));
    signatures.push({
      field: `plain-${signatures.length + 1}`,
      signer,
      organization: null,
      signedAt: at,
      valid: isValid,
      trusted: isValid,
      coversWholeFile: signatures.length === 0,
      coversRevision: true,
      addedAfterwards: [],
    });
    rest = rest.subarray(0, start);
  }
}
