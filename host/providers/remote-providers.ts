import { createEsignProvider } from './esign/esign.js';
import type { SignatureProvider } from './provider.js';
import { createTencentProvider } from './tencent/tencent.js';
import { createQiyuesuoProvider } from './qiyuesuo/qiyuesuo.js';

/** The adapters of the services at which people sign, as the demo and the production entry have them. */
export function remoteProviders(): SignatureProvider[] {
  return [createEsignProvider(), createQiyuesuoProvider(), createTencentProvider()];
}
