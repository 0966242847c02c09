export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The size that a PNG or JPEG says it has, in pixels, without decoding it: a few bytes can ask for gigabytes of memory.
 *
 * @returns Undefined where the file says none that can be read.
 */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length >= 24 && file.readUInt32BE(0) === 0x89504e47) {
    if (file.toString('latin1', 12, 16) !== 'IHDR') return undefined;
    return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
  }
  return file.length >= 4 && file.readUInt16BE(0) === 0xffd8 ? jpegSize(file) : undefined;
}

/** Walks from marker to marker to the start of a frame, which holds the size. */
function jpegSize(file: Buffer): PictureSize | undefined {
  let position = 2;
  while (position + 9 < file.length) {
    if (file[position] !== 0xff) return undefined;
    const marker = file[position + 1] ?? 0;
    if (marker === 0xff) {
      // fill bytes may stand in front of a marker
      position += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: file.readUInt16BE(position + 5), width: file.readUInt16BE(position + 7) };
    position += 2 + file.readUInt16BE(position + 2);
  }
  return undefined;
}
