import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { loadOrCreateIdentity, personIdentity, type HostIdentity } from '../../../host/signer/identity.js';
import { GlyphOutlines } from '../../../host/signer/glyph-outlines.js';
import { sealArtwork } from '../../../host/signer/seal-artwork.js';
import { signPdf } from '../../../host/signer/sign-pdf.js';
import type { Rect } from '../../../src/schema/index.js';

export interface OfficeMark {
  readonly pageIndex: number;
  /** Displayed points. */
  readonly rect: Rect;
}

export interface OfficeSignature {
  readonly name: string;
  readonly organization: string;
  readonly at: Date;
  readonly fieldName: string;
  /** Where the seal goes; at the top left of the first page where nobody said. */
  readonly marks: readonly OfficeMark[];
}

/** Makes the real signatures of a simulated service, with certificates of its own. */
export class SigningOffice {
  readonly #identity: HostIdentity;
  readonly #outlines = new GlyphOutlines();

  private constructor(identity: HostIdentity) {
    this.#identity = identity;
  }

  static async open(service: string, now: Date): Promise<SigningOffice> {
    const folder = await mkdtemp(path.join(tmpdir(), 'esign-office-'));
    return new SigningOffice(await loadOrCreateIdentity(folder, { organization: service, now }));
  }

  async sign(bytes: Uint8Array, { name, organization, at, fieldName, marks }: OfficeSignature): Promise<Uint8Array> {
    const artwork = sealArtwork(
      { type: 'ROUND_STAR', colour: 'RED', text: (organization || name).slice(0, 40), widthMm: 42, heightMm: 42 },
      this.#outlines,
    );
    const places = marks.length > 0 ? marks : [{ pageIndex: 0, rect: { x: 36, y: 36, width: 100, height: 100 } }];
    return signPdf({
      bytes,
      identity: await personIdentity(this.#identity, { userId: name, name, organization, now: at }),
      marks: places.map((place) => ({ ...place, picture: { kind: 'vector', artwork } })),
      signerName: name,
      reason: organization,
      signedAt: at,
      fieldName,
    });
  }
}
