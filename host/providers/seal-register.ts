import type { RegisterTally } from '../../src/core/seal-use.js';
import type { SealUse, SealUsePhotoKind } from '../../src/schema/index.js';
import type { ServiceAccess } from './remote-service.js';

/** A seal use as it is handed over to a register of physical seals. Its id is the key: a repeated order is the same one. */
export interface RegisterOrder {
  readonly sealUse: SealUse;
  /** The mobile number of the applicant; null where nobody knows one. */
  readonly mobile: string | null;
}

/** More uses of each seal of a seal use. The same `requestId` is granted once. */
export interface RegisterAppend {
  readonly requestId: string;
  readonly sealIds: readonly string[];
  readonly count: number;
  readonly seamCount: number;
}

/** A photo that was taken when a seal was used. */
export interface RegisterPhoto {
  /** What the register calls it; the same photo for ever. */
  readonly id: string;
  /** RFC 3339 in UTC; null where the register does not say. */
  readonly at: string | null;
  readonly sealId: string | null;
  /** What it shows, where the register says so. */
  readonly kind?: SealUsePhotoKind;
  /** Fetches it, as it is: whether it is a picture is found out by its bytes. */
  read(): Promise<Uint8Array>;
}

/**
 * A register of physical seals, with the devices that count. Every call may be repeated. A method that is missing is
 * not part of the service's contract.
 *
 * @throws EsignError `provider-failed`, `rate-limited`, `timeout`, `unavailable` for what may go better later; other codes
 * for what stays wrong, among them `seal-use-closed` where the state at the register does not allow it.
 */
export interface SealRegister {
  apply(access: ServiceAccess, order: RegisterOrder): Promise<{ externalId: string; useCode: string | null }>;
  append?(access: ServiceAccess, externalId: string, more: RegisterAppend): Promise<void>;
  end?(access: ServiceAccess, externalId: string, reason: string): Promise<void>;
  /** The present state; with several seals, the counts of the one that was used most. */
  detail?(access: ServiceAccess, externalId: string): Promise<RegisterTally>;
  /** The photos of a seal use, in the order in which they were taken. */
  photos?(access: ServiceAccess, externalId: string): Promise<readonly RegisterPhoto[]>;
}
