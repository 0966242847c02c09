const INCHES_PER_METRE = 100 / 2.54;
/** Signature of a PNG and the header chunk that always follows it. */
const HEADER_END = 8 + 25;

/**
 * Says in a PNG how many pixels an inch has (`pHYs`), so that a seal is printed in its real size. A density that was there
 * before is replaced.
 *
 * @param png Bytes of a PNG as a browser writes it.
 * @param dpi Dots per inch, such as 300 or 600.
 */
export function withDensity(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const perMetre = Math.round(dpi * INCHES_PER_METRE);
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set(
    [...'pHYs'].map((letter) => letter.charCodeAt(0)),
    4,
  );
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  view.setUint8(16, 1);
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const rest = withoutDensity(png);
  const result = new Uint8Array(rest.length + chunk.length);
  result.set(rest.subarray(0, HEADER_END));
  result.set(chunk, HEADER_END);
  result.set(rest.subarray(HEADER_END), HEADER_END + chunk.length);
  return result;
}

function withoutDensity(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 12 <= png.length; at += 12 + view.getUint32(at)) {
    const end = at + 12 + view.getUint32(at);
    const isDensity = view.getUint32(at + 4) === 0x70485973;
    if (isDensity) return Uint8Array.from([...png.subarray(0, at), ...png.subarray(end)]);
  }
  return png;
}

/** Checksum of PNG chunks (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
