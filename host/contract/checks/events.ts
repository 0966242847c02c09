import { EnvelopeChange, type Endpoint } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { isObject } from '../expectations.js';
import { Mismatch } from '../verdict.js';
import type { World } from '../world.js';

const RULE = "GET /v1/envelopes/{id}/events is a stream of server-sent events of the envelope's status.";
const FIRST_EVENT_MS = 10_000;

const isStream = ({ response }: Endpoint): boolean => response === 'events';

export const eventChecks: readonly Check[] = [
  {
    id: 'events.state',
    title: 'a stream begins with the state as it is',
    rule: RULE,
    each: isStream,
    run: async (world, name) => {
      const address = await world.at(name);
      const request = `GET ${address}`;
      const text = await listen(world, address, { until: (seen) => changeIn(seen) !== undefined, ms: FIRST_EVENT_MS });
      const change = EnvelopeChange.safeParse(changeIn(text));
      if (!change.success) throw new Mismatch(request, 'an EnvelopeChange as the first event', 'none within 10 s');
      const { body } = await world.admin.send('getEnvelope', address.replace(/\/events$/, ''));
      const now = isObject(body) ? body['version'] : undefined;
      if (change.data.version !== now) {
        throw new Mismatch(request, `the version ${String(now)}`, `${change.data.version}`);
      }
    },
  },
  {
    id: 'events.heartbeat',
    title: 'a quiet stream shows that it is alive',
    rule: RULE,
    each: isStream,
    run: async (world, name) => {
      const address = await world.at(name);
      const seconds = world.heartbeatSeconds;
      let first = 0;
      const text = await listen(world, address, {
        // what comes after the state
        until: (seen) => {
          if (first === 0 && changeIn(seen) !== undefined) first = seen.length;
          return first > 0 && seen.length > first;
        },
        ms: seconds * 1000,
      });
      if (first === 0 || text.length <= first) {
        throw new Mismatch(`GET ${address}`, `a sign of life within ${seconds} s`, 'silence');
      }
    },
  },
];

/** The data of the first complete event. */
function changeIn(text: string): unknown {
  const event = text
    .split('\n\n')
    .slice(0, -1)
    .find((block) => /^data:/m.test(block));
  const data = /^data:\s?(.*)$/m.exec(event ?? '')?.[1];
  if (data === undefined) return undefined;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    // the caller finds that it is no EnvelopeChange
    return data;
  }
}

async function listen(
  world: World,
  address: string,
  { until, ms }: { until: (text: string) => boolean; ms: number },
): Promise<string> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ms);
  let text = '';
  try {
    const response = await world.admin.open(address, stop.signal);
    const type = response.headers.get('content-type') ?? 'no type';
    if (response.status !== 200 || !type.startsWith('text/event-stream') || !response.body) {
      throw new Mismatch(`GET ${address}`, '200 text/event-stream', `${response.status} ${type}`);
    }
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true }).replaceAll('\r\n', '\n');
      if (until(text)) break;
    }
  } catch (error) {
    // the time is over: what came until now is the answer
    if (!stop.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
  return text;
}
