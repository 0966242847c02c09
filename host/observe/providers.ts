import { EsignError } from '../../src/core/errors.js';
import type { SignatureProvider } from '../providers/provider.js';
import type { HostMetrics } from './metrics.js';
import { scrubFailure, secretsIn } from './scrub.js';
import { traced } from './trace.js';

type Around = <T>(call: string, work: () => Promise<T>) => Promise<T>;

/** A provider whose calls are counted, timed and traced, those to its remote service and its register too. */
function observeProvider(provider: SignatureProvider, metrics: HostMetrics): SignatureProvider {
  const { id } = provider.descriptor;
  const around: Around = async (call, work) => {
    const started = performance.now();
    let outcome = 'ok';
    try {
      return await traced(`provider ${call}`, { 'esign.provider': id }, work);
    } catch (error) {
      outcome = EsignError.from(error).code;
      throw error;
    } finally {
      metrics.providerCalls.observe({ provider: id, call, outcome }, (performance.now() - started) / 1000);
    }
  };
  const remote = provider.remote && observeCalls(provider.remote, around);
  const register = provider.register && observeCalls(provider.register, around);
  return observeCalls(provider, around, { remote, register });
}

/** A proxy, because a copy by hand would lose in silence what the port gets later. */
function observeCalls<T extends object>(target: T, around: Around, instead: Record<string, unknown> = {}): T {
  return new Proxy(target, {
    get(inner, name) {
      if (typeof name === 'string' && name in instead) return instead[name];
      const member: unknown = Reflect.get(inner, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) =>
        around(String(name), async () => {
          try {
            return await (Reflect.apply(member, inner, given) as Promise<unknown>);
          } catch (error) {
            throw scrubFailure(error, secretsIn(given));
          }
        });
    },
  });
}

/** Every provider of a host, observed. */
export function observeProviders<K>(
  providers: ReadonlyMap<K, SignatureProvider>,
  metrics: HostMetrics,
): ReadonlyMap<K, SignatureProvider> {
  return new Map([...providers].map(([id, provider]) => [id, observeProvider(provider, metrics)]));
}
