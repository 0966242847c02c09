import type { SealUseEvent } from '../../src/schema/index.js';
import type { RemoteObservation } from './remote-service.js';

/** The numbers in the address of a callback, `/papi/signcenter/{provider}/{n}/{m}/{tenantKey}/globalCallback`. */
export interface CallbackLayout {
  readonly n: string;
  readonly m: string;
}

/** A callback as it came in, to the byte. */
export interface RawCallback {
  readonly layout: CallbackLayout;
  readonly bytes: Uint8Array;
  readonly headers: Headers;
  readonly query: URLSearchParams;
}

/** What is kept beside the bytes of a callback that could not be read, so that a newer adapter can read it. */
export interface UnreadCallback {
  readonly layout: CallbackLayout;
  readonly contentType: string | null;
  readonly query: string;
}

/**
 * `verified`: the bytes are the provider's. `hint`: nothing proves it, so only a query may be made because of it.
 * `refused`: somebody else's.
 */
export type CallbackVerdict = 'verified' | 'hint' | 'refused';

/** What a callback says, in our terms. */
export interface CallbackNews {
  /** Equal for each delivery of the same news. */
  readonly deliveryKey: string;
  /** The provider's own word for what happened; for the list of callbacks only. */
  readonly action: string;
  /** Null for an action that the adapter does not know: it is kept, and nothing is done. */
  readonly about:
    | {
        readonly kind: 'envelope';
        readonly externalId: string;
        readonly observations: readonly RemoteObservation[];
        /** The key of the order that the envelope was made of, where a service that finds no orders again repeats it. */
        readonly orderKey?: string;
      }
    | {
        readonly kind: 'sealUse';
        readonly sealUseId: string;
        readonly event: SealUseEvent;
        readonly at: string;
        readonly by: string;
      }
    | {
        /** A seal use at a register that has its own state: what happened there is asked for; null for no event of ours. */
        readonly kind: 'registeredUse';
        readonly externalId: string;
        readonly event: SealUseEvent | null;
      }
    | null;
}

/** How a provider reports by itself. Nothing here knows the time: an honest delivery may be hours late. */
export interface CallbackReceiver {
  /** The addresses to which it reports. */
  readonly layouts: readonly CallbackLayout[];
  /** Judges the raw bytes, in constant time. */
  verify(callback: RawCallback, secrets: Readonly<Record<string, string>>): CallbackVerdict;
  /**
   * Reads what `verify` let through.
   *
   * @throws EsignError `bad-response` for a body that is not of the provider's form.
   */
  parse(callback: RawCallback, secrets: Readonly<Record<string, string>>): CallbackNews;
  /** What the provider takes as a receipt. */
  readonly receipt: { readonly contentType: string; readonly body: string };
}
