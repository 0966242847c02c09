import { EsignError } from '../core/errors.js';
import type { EnvelopeChange } from '../schema/envelope.js';
import type { Route } from '../schema/routes.js';
import type { HttpTransport, RequestParts } from './http.js';

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;

/** Splits a server-sent event stream into the `data` of its events (WHATWG HTML, 9.2). */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let buffer = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      buffer = (buffer + value).replaceAll('\r\n', '\n');
      let end = buffer.indexOf('\n\n');
      while (end >= 0) {
        const data = buffer
          .slice(0, end)
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5).trimStart())
          .join('\n');
        buffer = buffer.slice(end + 2);
        if (data) yield data;
        end = buffer.indexOf('\n\n');
      }
    }
  } finally {
    await reader.cancel();
  }
}

async function parseChange(data: string): Promise<EnvelopeChange | undefined> {
  const { EnvelopeChange: schema } = await import('./answers-signing.js');
  try {
    const change = schema.safeParse(JSON.parse(data));
    return change.success ? change.data : undefined;
  } catch (error) {
    // a newer host may send other events; only what is understood is passed on
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Follows an event stream until the signal fires, with growing pauses between attempts. Uses `fetch`, because an
 * `EventSource` cannot send the OA's headers. A refusal (401, 403, 404) ends it: asking again would not help.
 */
export async function followChanges(
  transport: HttpTransport,
  route: Route,
  parts: RequestParts,
  onChange: (change: EnvelopeChange) => void,
  signal: AbortSignal,
): Promise<void> {
  let delay = FIRST_DELAY_MS;
  while (!signal.aborted) {
    try {
      const response = await transport.send(route, { ...parts, headers: { accept: 'text/event-stream' }, signal });
      if (!response.body) return;
      for await (const data of readEvents(response.body)) {
        delay = FIRST_DELAY_MS;
        const change = await parseChange(data);
        if (change && !signal.aborted) onChange(change);
      }
    } catch (error) {
      const failure = EsignError.from(error);
      if (['not-signed-in', 'forbidden', 'not-found', 'aborted'].includes(failure.code)) return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    delay = Math.min(delay * 2, LONGEST_DELAY_MS);
  }
}
