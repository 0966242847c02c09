import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { mmToPt } from '../../src/core/geometry.js';
import { GlyphOutlines } from '../../host/signer/glyph-outlines.js';
import {
  loadOrCreateIdentity,
  personIdentity,
  type HostIdentity,
  type SigningIdentity,
} from '../../host/signer/identity.js';
import { sealArtwork } from '../../host/signer/seal-artwork.js';
import type { MarkPicture, SignatureMark, SignPdfRequest } from '../../host/signer/sign-pdf.js';

/** A host that can sign, with two people; `remove` deletes its keys. */
export interface TestSigners {
  readonly host: HostIdentity;
  readonly first: SigningIdentity;
  readonly second: SigningIdentity;
  remove(): Promise<void>;
}

export async function someSigners(): Promise<TestSigners> {
  const directory = await mkdtemp(path.join(tmpdir(), 'esign-keys-'));
  const host = await loadOrCreateIdentity(directory, { organization: '上海远景信息技术有限公司', now: SIGNED_AT });
  const person = (userId: string, name: string, organization: string): Promise<SigningIdentity> =>
    personIdentity(host, { userId, name, organization, now: SIGNED_AT });
  return {
    host,
    first: await person('a', '王小明', '上海远景信息技术有限公司'),
    second: await person('b', '李建国', '北京联创云科科技有限公司'),
    remove: () => rm(directory, { recursive: true }),
  };
}

export const SIGNED_AT = new Date('2026-11-22T08:30:00Z');

const outlines = new GlyphOutlines();

export function aSealPicture(text = '上海远景信息技术有限公司'): MarkPicture {
  const template = { type: 'ROUND_STAR', colour: 'RED', text, hText: '合同专用章', widthMm: 42, heightMm: 42 } as const;
  return { kind: 'vector', artwork: sealArtwork(template, outlines) };
}

export function aMark(change: Partial<SignatureMark> = {}): SignatureMark {
  const side = mmToPt(42);
  return { pageIndex: 0, rect: { x: 300, y: 500, width: side, height: side }, picture: aSealPicture(), ...change };
}

export function aSignRequest(
  bytes: Uint8Array,
  identity: SigningIdentity,
  change: Partial<SignPdfRequest> = {},
): SignPdfRequest {
  return {
    bytes,
    identity,
    marks: [aMark()],
    signerName: identity.commonName,
    reason: '合同签署',
    signedAt: SIGNED_AT,
    fieldName: 'Signature',
    ...change,
  };
}
