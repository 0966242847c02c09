import type { SignatureProvider } from '../../../host/providers/provider.js';
import type { Binding, BindingInput, Envelope, SigningMapping } from '../../../src/schema/index.js';
import type { OutgoingCallback } from '../../simulators/kit/callback-sender.js';
import type { TestHost } from '../test-host.js';

/** How reports of a service go out: so often each, and in the other order. */
export interface Delivery {
  readonly reverse?: boolean;
  readonly times?: number;
}

/** A person of the demo who signs. */
export interface WorldSigner {
  readonly userId: string;
  readonly mobile: string;
}

/** Where people sign, as far as the suite for every provider needs to know it. */
export interface ServiceWorld {
  /** Adapters that the host gets beside the built-in one. */
  readonly providers: readonly SignatureProvider[];
  /** Where the host may call. */
  readonly addresses: readonly string[];
  /** The binding that an admin writes; null for the one that the demo has. */
  readonly binding: BindingInput | null;
  /** Tells the service where to report, as its administrator would. */
  connect(binding: Binding): void;
  /** Changes the mapping of the demo's contract to what this provider can do. */
  adapt?(mapping: SigningMapping): SigningMapping;
  sign(test: TestHost, envelope: Envelope, signer: WorldSigner): Promise<void>;
  reject(test: TestHost, envelope: Envelope, signer: WorldSigner, reason: string): Promise<void>;
  /** Sends what the service has to report. */
  deliver(delivery?: Delivery): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly clock: () => Date;
  /** Brings a report to the host under test. */
  readonly send: (callback: OutgoingCallback) => Promise<Response>;
  /** Puts something between the host and the service, such as a proxy. @returns Where the host calls instead. */
  readonly between?: (url: string) => Promise<string>;
}

export type OpenWorld = (options: WorldOptions) => Promise<ServiceWorld>;
