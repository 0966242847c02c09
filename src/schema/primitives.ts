import * as z from 'zod/mini';

import { wire } from './registry.js';
import { SCHEMA_VERSION } from './version.js';

/**
 * Ids are opaque strings: most of them (workflows, fields, users) are made by the OA, so nothing may be read out of
 * their form. Only what would break an address or a log line is refused.
 */
export const Id = z
  .string()
  .check(z.minLength(1), z.maxLength(120), z.regex(/^[^\s/?#%\\\p{Cc}]+$/u))
  .register(wire, { id: 'Id', description: 'Opaque identifier.' });
export type Id = z.infer<typeof Id>;

/** RFC 3339 in UTC, ending in `Z`. */
export const Timestamp = z.iso.datetime().register(wire, { id: 'Timestamp', description: 'RFC 3339 time in UTC.' });
export type Timestamp = z.infer<typeof Timestamp>;

/** A calendar date without a time zone, `YYYY-MM-DD`. */
export const CalendarDate = z.iso.date().register(wire, { id: 'CalendarDate', description: 'Calendar date.' });
export type CalendarDate = z.infer<typeof CalendarDate>;

export const Sha256 = z
  .string()
  .check(z.regex(/^[0-9a-f]{64}$/))
  .register(wire, { id: 'Sha256', description: 'SHA-256 in lower-case hexadecimal.' });
export type Sha256 = z.infer<typeof Sha256>;

/** A line of text that a person reads or writes. */
export const Label = z
  .string()
  .check(z.minLength(1), z.maxLength(200))
  .register(wire, { id: 'Label', description: 'A short text for people.' });
export type Label = z.infer<typeof Label>;

export const Locale = z
  .enum(['zh-CN', 'zh-TW', 'en', 'ja'])
  .register(wire, { id: 'Locale', description: 'A language that the elements know.' });
export type Locale = z.infer<typeof Locale>;

/** A text in several languages; a missing language falls back to the default text of that language (C-51, C-60). */
export const LocalizedText = z
  .strictObject({
    'zh-CN': z.optional(z.string().check(z.maxLength(500))),
    'zh-TW': z.optional(z.string().check(z.maxLength(500))),
    en: z.optional(z.string().check(z.maxLength(500))),
    ja: z.optional(z.string().check(z.maxLength(500))),
  })
  .register(wire, { id: 'LocalizedText', description: 'A text in several languages.' });
export type LocalizedText = z.infer<typeof LocalizedText>;

export { SCHEMA_VERSION };
export const SchemaVersion = z.literal(SCHEMA_VERSION);

/** One page of a list; `nextCursor` is null on the last one. */
export function page<T extends z.ZodMiniType>(item: T, id: string) {
  return z
    .object({ items: z.array(item), nextCursor: z.nullable(z.string()) })
    .register(wire, { id, description: 'One page of a list.' });
}
