import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { dateArtwork } from '../../../host/providers/builtin/date-artwork.js';
import { loadOrCreateIdentity, personIdentity, type HostIdentity } from '../../../host/signer/identity.js';
import { GlyphOutlines } from '../../../host/signer/glyph-outlines.js';
import { sealArtwork, type VectorArtwork } from '../../../host/signer/seal-artwork.js';
import { signPdf } from '../../../host/signer/sign-pdf.js';
import { signingDay } from '../../../src/core/calendar.js';
import { ptToMm } from '../../../src/core/geometry.js';
import { dateLine, USUAL_STYLE } from '../../../src/core/signing-date.js';
import type { Rect } from '../../../src/schema/index.js';

export interface OfficeMark {
  readonly pageIndex: number;
  /** Displayed points. */
  readonly rect: Rect;
  /** What stands there; a seal of whom is signed for where nobody said. */
  readonly kind?: 'seal' | 'signature' | 'date';
}

export interface OfficeSignature {
  readonly name: string;
  /** Whom the person signs for; empty for themselves. */
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

  async sign(bytes: Uint8Array, signature: OfficeSignature): Promise<Uint8Array> {
    const { name, organization, at, fieldName, marks } = signature;
    const places = marks.length > 0 ? marks : [{ pageIndex: 0, rect: { x: 36, y: 36, width: 100, height: 100 } }];
    return signPdf({
      bytes,
      identity: await personIdentity(this.#identity, { userId: name, name, organization, now: at }),
      marks: places.map(({ pageIndex, rect, ...place }) => {
        const artwork = this.#artworkOf({ pageIndex, rect, ...place }, signature);
        return { pageIndex, rect, picture: { kind: 'vector', artwork } };
      }),
      signerName: name,
      reason: organization,
      signedAt: at,
      fieldName,
    });
  }

  /** The round seal of an organization; of a person the name, in ink where the place is wide, as a square seal elsewhere. */
  #artworkOf({ rect, kind = 'seal' }: OfficeMark, { name, organization, at }: OfficeSignature): VectorArtwork {
    const { width, height } = rect;
    if (kind === 'date') {
      const day = signingDay(at.toISOString(), USUAL_STYLE.format);
      return dateArtwork(dateLine(day, rect, null), rect, this.#outlines);
    }
    if (organization !== '' && kind === 'seal') {
      const seal = { type: 'ROUND_STAR', colour: 'RED', widthMm: 42, heightMm: 42 } as const;
      return sealArtwork({ ...seal, text: organization.slice(0, 40) }, this.#outlines);
    }
    const text = name.slice(0, 40) || organization.slice(0, 40);
    const size = { widthMm: Math.max(3, ptToMm(width)), heightMm: Math.max(3, ptToMm(height)) };
    const isWide = width > height * 1.4;
    const seal = isWide
      ? ({ type: 'BORDERLESS', colour: 'BLACK' } as const)
      : ({ type: 'SQUARE', colour: 'RED' } as const);
    return sealArtwork({ ...seal, text, ...size }, this.#outlines);
  }
}
