import type { Binding, Envelope, EnvelopeDocument, EnvelopeStatus, PartyStatus } from '../../src/schema/index.js';
import type { Identity, IdentitySubject } from '../identity-port.js';
import type { Reader } from '../net/network-login.js';
import type { OutgoingFetch } from '../net/outgoing.js';

/** What a call to a service is made with. The secrets are read for the call and kept nowhere. */
export interface ServiceAccess {
  readonly binding: Binding;
  readonly secrets: Readonly<Record<string, string>>;
  /** The only way out, and only to where the operator lets this tenant go. */
  readonly http: OutgoingFetch;
  /** The host's clock, for services that want to know when a call was made. */
  readonly clock: () => Date;
}

/** A template of a service, with what the form puts into its controls (C-13). */
export interface FilledTemplate {
  readonly id: string;
  readonly name: string;
  readonly controls: readonly { readonly control: string; readonly value: string }[];
}

/**
 * Places that a service would find by itself, all of them where they are (C-37). A keyword stands for every hit in the whole
 * file or on one page, or for the n-th of these from 1 (negative: from the end), with the centre of the mark on it, moved by
 * `dx` to the right and `dy` down in points.
 */
export interface NativePlaces {
  readonly placementIds: readonly string[];
  readonly by:
    | {
        readonly kind: 'keyword';
        readonly keyword: string;
        readonly dx: number;
        readonly dy: number;
        /** From 0. */
        readonly page?: number;
        readonly occurrence?: number;
      }
    | { readonly kind: 'formField'; readonly name: string };
}

/** An envelope as it is handed over to a service. */
export interface RemoteOrder {
  readonly envelope: Envelope;
  /** For services with `findsPlaces`: which of the places they may look for themselves. */
  readonly native?: readonly NativePlaces[];
  readonly files: readonly { readonly document: EnvelopeDocument; readonly bytes: Uint8Array }[];
  /** The mobile number or e-mail address of each signer by the signer's id; null where nobody knows one. */
  readonly contacts: Readonly<Record<string, string | null>>;
  /** Asks the OA for somebody's papers, for services that make no account without; null where it does not know them. */
  identityOf(subject: IdentitySubject): Promise<Identity | null>;
  /** C-49: who gets a copy and is outside of the OA, by mobile number or e-mail address; people inside hear of it by the OA. */
  readonly copies: readonly string[];
  /** Where the service reports what happens; empty when the host does not know its own public address. */
  readonly callbackAddresses: readonly string[];
  /** The same key means the same envelope: a repeated order is answered with the first one. */
  readonly idempotencyKey: string;
}

/** How a service names the parts of one envelope. */
export interface RemoteNames {
  readonly externalId: string;
  readonly signers: Readonly<Record<string, { readonly partyId: string; readonly signerId: string }>>;
  /** Our document for each of the service's. */
  readonly documents: Readonly<Record<string, string>>;
}

/** News of a service: our statuses, the service's names. `at` is RFC 3339 in UTC by the clock of the service. */
export type RemoteObservation =
  | { readonly kind: 'envelope'; readonly status: EnvelopeStatus; readonly at: string; readonly reason?: string }
  | { readonly kind: 'voided'; readonly at: string }
  | {
      readonly kind: 'signer';
      readonly signer: string;
      readonly status: PartyStatus;
      readonly at: string;
      readonly reason?: string;
    };

/** An envelope that a service has, as it is known here by now. */
export interface RemoteState {
  readonly envelope: Envelope;
  readonly names: RemoteNames;
}

/** A signer as the service knows them. */
export interface RemoteSigner {
  /** The service's own name of the signer. */
  readonly signer: string;
  readonly partyId: string;
  readonly signerId: string;
  /** Mobile number or e-mail address; null where nobody knows one. */
  readonly contact: string | null;
}

export interface RemotePageOptions {
  readonly device: 'desktop' | 'phone';
  /** Whether it is to stand in a frame; a service may have another page for that. */
  readonly isFramed: boolean;
  /** Where the page leads when it is done; null for nowhere. */
  readonly returnUrl: string | null;
  /** From where the person reaches the OA (B-13). */
  readonly reader: Reader;
}

/** The page at which one signer signs; who has the address may sign. */
export interface RemotePage {
  readonly url: string;
  /** RFC 3339 in UTC; null where it never ends. */
  readonly expiresAt: string | null;
  /** Whether it may stand in a frame of the OA. */
  readonly isEmbeddable: boolean;
}

/** A signed file as the service gives it out. */
export interface RemoteFile {
  readonly document: string;
  readonly bytes: Uint8Array;
  /** The hash that the service states, or null where it states none. */
  readonly sha256: string | null;
}

/**
 * A service at which people sign. Every call may be repeated: after a crash nobody knows whether the one before arrived.
 *
 * @throws EsignError `provider-failed`, `rate-limited`, `timeout`, `unavailable` for what may go better later;
 * `bad-response` for an answer that makes no sense; other codes for what stays wrong.
 */
export interface RemoteService {
  /** Whether it looks for keywords and form fields itself, where orders say that this means the same. */
  readonly findsPlaces?: boolean;
  /**
   * The PDF that is made of a template, which is shown here. Most services get it back as the file to sign; where a flow is
   * made of the template itself, the document of the order names it. Without this method there are no templates.
   */
  fillTemplate?(access: ServiceAccess, template: FilledTemplate): Promise<Uint8Array>;
  create(access: ServiceAccess, order: RemoteOrder): Promise<RemoteNames>;
  launch(access: ServiceAccess, externalId: string, deadline: string | null, state: RemoteState): Promise<void>;
  /** @throws EsignError `envelope-closed` when the envelope has ended at the service. */
  revoke(access: ServiceAccess, externalId: string, reason: string): Promise<void>;
  /** Reminds those whose turn it is, once for the key. */
  remind(access: ServiceAccess, externalId: string, key: string): Promise<void>;
  /** Whether `query` tells of a voiding; where it does not, a callback that is proven is the only source. */
  readonly tellsVoiding: boolean;
  /** The whole present state: the only source of a final status. */
  query(access: ServiceAccess, externalId: string): Promise<readonly RemoteObservation[]>;
  /**
   * Does what the service leaves to its callers: asks the next party in turn, ends an envelope that everybody has signed.
   * Called after each answer of `query` while the envelope is open.
   *
   * @returns Whether there was something to do, so that the service is asked again soon.
   */
  proceed?(access: ServiceAccess, state: RemoteState): Promise<boolean>;
  /**
   * The page at which a signer signs whose turn it is, made anew. Without this method people sign here, or by a link that the
   * service sends them itself.
   */
  signPage?(
    access: ServiceAccess,
    state: RemoteState,
    signer: RemoteSigner,
    options: RemotePageOptions,
  ): Promise<RemotePage>;
  /** Origins of such pages beside the addresses of the binding, such as `https://sign.example.com`. */
  readonly signPageOrigins?: readonly string[];
  /** The signed files; the envelope must be completed at the service. */
  download(access: ServiceAccess, externalId: string): Promise<readonly RemoteFile[]>;
  /** Whether a file is the given one, signed soundly, as far as this service lets us know. */
  inspect(file: { original: Uint8Array; signed: Uint8Array }): Promise<boolean>;
}
