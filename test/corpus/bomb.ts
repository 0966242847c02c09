/** One literal space in the fixed code of deflate, then copies of 258 bytes at distance 1, as bits in the order of the file. */
const HEAD = '110' + '01010000';
const COPY = '11000101' + '00000';
const PERIOD = COPY.length;

/** Deflated spaces, 159 to 1, written by hand; the check sum at the end is missing, which readers forgive. */
function deflatedSpaces(bytes: number): Uint8Array<ArrayBuffer> {
  const end = HEAD.length + Math.ceil(bytes / 258) * PERIOD;
  const packed = new Uint8Array(Math.ceil((end + 7) / 8));
  const bit = (at: number): string | undefined =>
    at < HEAD.length ? HEAD[at] : at < end ? COPY[(at - HEAD.length) % PERIOD] : '0';
  for (let index = 0; index < packed.length; index += 1) {
    const isRepeated = index > PERIOD + 1 && index < packed.length - 2;
    for (let shift = 0; shift < 8 && !isRepeated; shift += 1) {
      packed[index]! |= Number(bit(index * 8 + shift)) << shift;
    }
    if (isRepeated) packed[index] = packed[index - PERIOD]!;
  }
  return withHeader(packed);
}

function withHeader(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(packed.length + 2);
  whole.set([0x78, 0x9c]);
  whole.set(packed, 2);
  return whole;
}

/** A few kilobytes that two filters blow up to `bytes`. */
export async function bomb(bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const inner = new Blob([deflatedSpaces(bytes)]).stream();
  const outer = inner.pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(outer).arrayBuffer());
}
