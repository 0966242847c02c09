import { openEsignOpenWorld } from './esign-open-world.js';
import { openEsignPrivateWorld } from './esign-private-world.js';
import { openQiyuesuoWorld } from './qiyuesuo-world.js';
import type { OpenWorld } from './service-world.js';
import { openTencentWorld } from './tencent-world.js';

/** The services at which people sign, each with a strict simulator. */
export const serviceWorlds: Readonly<Record<string, OpenWorld>> = {
  'esign open': openEsignOpenWorld,
  'esign private': openEsignPrivateWorld,
  qiyuesuo: openQiyuesuoWorld,
  tencent: openTencentWorld,
};
