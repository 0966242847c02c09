import type * as z from 'zod/mini';

import { EsignError } from '../../src/core/errors.js';
import type { ErrorCode } from '../../src/schema/index.js';

/** A service's own text is kept up to here: enough to look it up. */
const TEXT_LENGTH = 200;

/** A refusal by a service: our code, and what the service itself calls it. */
export class ServiceRefusal extends EsignError {
  /** The service's own code, for example `1101`. */
  readonly serviceCode: string;

  constructor(code: ErrorCode, service: string, serviceCode: string, text: string) {
    super(code, `${service} ${serviceCode}: ${text.slice(0, TEXT_LENGTH)}`);
    this.serviceCode = serviceCode;
  }
}

/**
 * Reads the JSON of an answer. A page of HTML is a gateway or a maintenance notice, whatever its status.
 *
 * @throws EsignError `rate-limited`, `provider-failed`, `bad-response`.
 */
export async function readAnswer(service: string, response: Response): Promise<unknown> {
  if (response.status === 429) throw new EsignError('rate-limited', `${service} asks for patience`);
  if (response.status >= 500) throw new EsignError('provider-failed', `${service} answers ${response.status}`);
  const text = await response.text();
  if (/^\s*</.test(text)) throw new EsignError('provider-failed', `${service} answers with a page instead of data`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EsignError('bad-response', `${service} answers ${response.status} without JSON`, { cause });
  }
}

/** Holds an answer against what is expected of it. @throws EsignError `bad-response` with the place. */
export function expectAnswer<T>(service: string, schema: z.ZodMiniType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const at = read.error.issues[0]?.path.join('.') ?? '';
  throw new EsignError('bad-response', `${service} answers something else than expected at "${at}"`);
}

/** A form as a body with the header that says where its parts end. */
export async function packForm(
  form: FormData,
): Promise<{ headers: { 'content-type': string }; body: Uint8Array<ArrayBuffer> }> {
  const packed = new Response(form);
  const headers = { 'content-type': packed.headers.get('content-type') ?? 'multipart/form-data' };
  return { headers, body: new Uint8Array(await packed.arrayBuffer()) };
}
