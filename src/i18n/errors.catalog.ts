import type { ErrorCode } from '../schema/problem.js';
import { errors as zhCn } from './errors.zh-cn.js';
import type { Catalog } from './localize.js';

/** What the host refused or could not do, in words. */
export const errorsCatalog: Catalog<Record<ErrorCode, string>> = {
  'zh-CN': zhCn,
  en: async () => (await import('./errors.en.js')).errors,
  'zh-TW': async () => (await import('./errors.zh-tw.js')).errors,
};
