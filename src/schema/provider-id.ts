import * as z from 'zod/mini';

import { wire } from './registry.js';

/** Chapter 2: the signature services. */
export const ProviderId = z
  .enum(['builtin', 'esign', 'qiyuesuo', 'tencent', 'zhangguanjia'])
  .register(wire, { id: 'ProviderId', description: 'A signature service (服务商).' });
export type ProviderId = z.infer<typeof ProviderId>;
