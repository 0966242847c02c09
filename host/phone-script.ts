import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** From the compiled host, and from its sources. */
const PLACES = ['../../assets/phone-pad.js', '../dist/assets/phone-pad.js'];

/** The script of the page for phones that the build made; null where it did not. */
export function builtPhoneScript(): string | null {
  const files = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return files.find((file) => existsSync(file)) ?? null;
}
