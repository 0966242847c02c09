import { parseCallbackJson } from './callback-json.js';

/** The fields of a callback that came as a form, held to the same rules as JSON. @throws EsignError `bad-response`. */
export function readForm(bytes: Uint8Array): Record<string, unknown> {
  const form = new URLSearchParams(Buffer.from(bytes).toString('utf8'));
  return parseCallbackJson(Buffer.from(JSON.stringify(Object.fromEntries(form))));
}
