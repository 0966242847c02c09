import { unzipSync } from 'fflate';

import { EsignError } from '../../../src/core/errors.js';
import { SERVICE } from './client.js';

/** What a zip holds has no more than this together, in bytes. */
const MAX_UNPACKED = 500 * 1024 * 1024;

/**
 * The files of a zip whose names match, by these names.
 *
 * @throws EsignError `bad-response` for no zip, and for one that unpacks to more than {@link MAX_UNPACKED} bytes.
 */
export function unzip(bytes: Uint8Array, names: RegExp): Map<string, Uint8Array> {
  let unpacked = 0;
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!names.test(name)) return false;
        unpacked += originalSize;
        if (unpacked > MAX_UNPACKED) throw new EsignError('bad-response', `more than ${MAX_UNPACKED} bytes unpacked`);
        return true;
      },
    });
    return new Map(Object.entries(entries));
  } catch (cause) {
    if (cause instanceof EsignError) throw cause;
    throw new EsignError('bad-response', `${SERVICE} answers with a zip that cannot be read`, { cause });
  }
}
