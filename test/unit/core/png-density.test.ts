import { crc32, deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { withDensity } from '../../../src/core/png-density.js';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function aPng(): Uint8Array {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.from([0, 1, 2, 3, 4]))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function chunksOf(png: Uint8Array): { type: string; data: Buffer; isWhole: boolean }[] {
  const file = Buffer.from(png);
  const chunks = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    chunks.push({
      type: body.toString('latin1', 0, 4),
      data: body.subarray(4),
      isWhole: crc32(body) === file.readUInt32BE(at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

describe('density of an exported seal', () => {
  it.each([
    [300, 11811],
    [600, 23622],
  ])('says %i dots an inch as %i a metre, in a file that stays whole', (dpi, perMetre) => {
    const chunks = chunksOf(withDensity(aPng(), dpi));

    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'pHYs', 'IDAT', 'IEND']);
    expect(chunks.every(({ isWhole }) => isWhole)).toBe(true);
    expect(chunks[1]?.data.readUInt32BE(0)).toBe(perMetre);
    expect(chunks[1]?.data.readUInt32BE(4)).toBe(perMetre);
    expect(chunks[1]?.data[8]).toBe(1);
  });

  it('replaces a density that was there', () => {
    expect(chunksOf(withDensity(withDensity(aPng(), 72), 600)).filter(({ type }) => type === 'pHYs')).toHaveLength(1);
    expect(withDensity(withDensity(aPng(), 72), 600)).toEqual(withDensity(aPng(), 600));
  });
});
