import { EsignError } from '../core/errors.js';
import { parseOrThrow } from '../core/parse.js';
import { SignReceipt } from '../schema/envelope.js';
import { routes } from '../schema/routes.js';
import { SigningProgress } from '../schema/sign-progress.js';
import { fromProblem, readJson, type HttpTransport, type RequestParts } from './http.js';
import { readJsonLines } from './json-lines.js';

const LINES = 'application/x-ndjson';

/**
 * Signs, and hears of each document meanwhile where the host tells. A host that answers in one piece is as good; an answer
 * that breaks off is asked for again under the same key, like one that did not come.
 */
export function signInLines(
  transport: HttpTransport,
  parts: RequestParts,
  onProgress: (progress: SigningProgress) => void,
): Promise<SignReceipt> {
  const accept = `${LINES}, application/json`;
  const asked = { ...parts, headers: { ...parts.headers, accept } };
  return transport.exchange(routes.signEnvelope, asked, async (response) => {
    const isLines = response.headers.get('content-type')?.startsWith(LINES) ?? false;
    if (isLines && response.body) return lastLine(response.body, onProgress);
    return parseOrThrow(SignReceipt, await readJson(response, parts.signal), 'bad-response');
  });
}

async function lastLine(
  body: ReadableStream<Uint8Array>,
  onProgress: (progress: SigningProgress) => void,
): Promise<SignReceipt> {
  for await (const line of readJsonLines(body)) {
    if ('problem' in line) {
      const error = await fromProblem(line['problem']);
      throw error ?? new EsignError('bad-response', 'the last line is not a problem');
    }
    if ('result' in line) return parseOrThrow(SignReceipt, line['result'], 'bad-response');
    // a newer host may tell more than is understood here
    const { data } = SigningProgress.safeParse(line['progress']);
    if (data) onProgress(data);
  }
  throw new EsignError('network', 'the answer broke off before its last line');
}
