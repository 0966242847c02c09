import type { Envelope } from '../../src/schema/index.js';

/** What the driver tells its host at the start. */
export interface Settings {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly schema: string;
  /** On PostgreSQL, so that a superuser's login does not hide what row-level security does. */
  readonly databaseRole: string;
  readonly oaUrl: string;
  /** A signature service in the driver, and the key of its signatures. */
  readonly service: { readonly url: string; readonly publicKey: string };
  /** Addresses of registers of physical seals in the driver. */
  readonly registers: readonly string[];
  /** How far the host's clock runs ahead: leases of the dead run out without anybody waiting for them. */
  readonly aheadMs: number;
  /** How long a dead process keeps its streams, by the clock of the database. */
  readonly leaseMs: number;
}

export type Command =
  | { readonly do: 'arm'; readonly at: string | null }
  | { readonly do: 'ahead'; readonly ms: number }
  | { readonly do: 'sweep' }
  | { readonly do: 'inspect' };

/** The host's own tables, for what no route shows. */
export interface Inspection {
  readonly outbox: readonly {
    readonly key: string;
    readonly kind: string;
    readonly state: string;
    readonly errorCode: string | null;
    readonly dueAt: string;
  }[];
  readonly envelopes: readonly Envelope[];
  readonly signatures: readonly { readonly envelopeId: string; readonly partyId: string; readonly signerId: string }[];
  readonly revisions: readonly { readonly envelopeId: string; readonly sha256: string }[];
  readonly files: readonly { readonly id: string; readonly name: string; readonly sha256: string }[];
  readonly audit: readonly { readonly subject: string; readonly action: string }[];
  readonly callbacks: readonly {
    readonly deliveryKey: string;
    readonly state: string;
    readonly errorCode: string | null;
    /** When it is tried next; null when nothing is left to do. */
    readonly dueAt: string | null;
  }[];
  readonly auditBreak: number | null;
  readonly brokenFiles: readonly string[];
  readonly runningKeys: readonly string[];
}
