import { createEsignProvider } from './esign/esign.js';
import type { SignatureProvider } from './provider.js';
import { createTencentProvider } from './tencent/tencent.js';
import { createQiyuesuoProvider } from './qiyuesuo/qiyuesuo.js';
import { createZhangguanjiaProvider } from './zhangguanjia/zhangguanjia.js';

/**
 * The adapters of the services at which people sign or use physical seals, as the demo and the production entry have them.
 *
 * @param options.tencentTestUrl Where calls to the test environment of 腾讯电子签 go instead.
 * @param options.esignTestUrl Where calls to the test environment of e签宝's open service go instead.
 */
export function remoteProviders({
  tencentTestUrl,
  esignTestUrl,
}: { tencentTestUrl?: string | undefined; esignTestUrl?: string | undefined } = {}): SignatureProvider[] {
  return [
    createEsignProvider({ testUrl: esignTestUrl }),
    createQiyuesuoProvider(),
    createTencentProvider({ testUrl: tencentTestUrl }),
    createZhangguanjiaProvider(),
  ];
}
