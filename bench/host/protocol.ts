import type { RemoteNames } from '../../host/providers/remote-service.js';
import type { Envelope } from '../../src/schema/index.js';

/** What the driver tells the host that it drives at the start. */
export interface Settings {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly databaseRole: string;
  readonly logFile: string;
  /** A signature service in the driver, and the key of its signatures. */
  readonly service: { readonly url: string; readonly publicKey: string };
  /** How large the files of the OA are. */
  readonly fileBytes: number;
}

/** A copy of an envelope, with the names that its service has, if people sign at one. */
export interface Copy {
  readonly tenantId: string;
  readonly envelope: Envelope;
  readonly names: RemoteNames | null;
}

export interface Fill {
  readonly tenantId: string;
  readonly envelopes: number;
  /** An envelope that two people have signed, and one that is open. */
  readonly completed: Envelope;
  readonly open: Envelope;
}

export type Command =
  | { readonly do: 'backlog' }
  | { readonly do: 'usage' }
  | { readonly do: 'sweep' }
  | { readonly do: 'store'; readonly copies: readonly Copy[] }
  | { readonly do: 'fill'; readonly fill: Fill };

/** What is stored and not worked on yet, and what was carried out since the beginning. */
export interface Backlog {
  readonly effects: number;
  readonly callbacks: number;
  readonly done: number;
  readonly failed: number;
}

export interface Usage {
  readonly cpuMs: number;
  readonly maxRssMiB: number;
  readonly rssMiB: number;
}
