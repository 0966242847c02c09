import type * as z from 'zod/mini';

import { EsignError } from '../core/errors.js';
import { parseOrThrow } from '../core/parse.js';
import { hasSeveralDocuments } from '../core/sign-progress.js';
import type { SignEnvelope, SignReceipt } from '../schema/envelope.js';
import { routes } from '../schema/routes.js';
import { SigningProgress } from '../schema/sign-progress.js';
import { fromProblem, notLoaded, readJson, type HttpTransport, type RequestParts } from './http.js';
import { readJsonLines } from './json-lines.js';

const LINES = 'application/x-ndjson';

/**
 * Signs, and hears of each document meanwhile where the host tells. A host that answers in one piece is as good; an answer
 * that breaks off is asked for again under the same key, like one that did not come.
 */
export function signInLines(
  transport: HttpTransport,
  parts: RequestParts & { readonly body: SignEnvelope },
  schema: Promise<z.ZodMiniType<SignReceipt>>,
  onProgress: (progress: SigningProgress) => void,
): Promise<SignReceipt> {
  // of one document there is nothing to tell
  const accept = hasSeveralDocuments(parts.body) ? `${LINES}, application/json` : 'application/json';
  const asked = { ...parts, headers: { ...parts.headers, accept } };
  return transport.exchange(routes.signEnvelope, asked, async (response) => {
    const isLines = response.headers.get('content-type')?.startsWith(LINES) ?? false;
    const body = isLines && response.body;
    const result = body ? await lastLine(body, onProgress) : await readJson(response, parts.signal);
    return parseOrThrow(await schema.catch(notLoaded), result, 'bad-response');
  });
}

async function lastLine(
  body: ReadableStream<Uint8Array>,
  onProgress: (progress: SigningProgress) => void,
): Promise<unknown> {
  for await (const line of readJsonLines(body)) {
    if ('problem' in line) {
      const error = await fromProblem(line['problem']);
      throw error ?? new EsignError('bad-response', 'the last line is not a problem');
    }
    if ('result' in line) return line['result'];
    // a newer host may tell more than is understood here
    const { data } = SigningProgress.safeParse(line['progress']);
    if (data) onProgress(data);
  }
  throw new EsignError('network', 'the answer broke off before its last line');
}
