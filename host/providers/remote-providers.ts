import { createEsignProvider } from './esign/esign.js';
import type { SignatureProvider } from './provider.js';
import { createTencentProvider } from './tencent/tencent.js';
import { createQiyuesuoProvider } from './qiyuesuo/qiyuesuo.js';

/**
 * The adapters of the services at which people sign, as the demo and the production entry have them.
 *
 * @param options.tencentTestUrl Where calls to the test environment of 腾讯电子签 go instead.
 */
export function remoteProviders({ tencentTestUrl }: { tencentTestUrl?: string | undefined } = {}): SignatureProvider[] {
  return [createEsignProvider(), createQiyuesuoProvider(), createTencentProvider({ testUrl: tencentTestUrl })];
}
