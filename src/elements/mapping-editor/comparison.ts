import type { HostClient } from '../../api/host-client.js';
import { isObject } from '../../core/document-parts.js';
import { isSealUse, kindOf, withBasic, type EditorMapping, type MappingKind } from '../../core/editor-mapping.js';
import { EsignError } from '../../core/errors.js';
import { transferMapping, type Transfer } from '../../core/transfer.js';
import type { ErrorCode, InputError } from '../../schema/problem.js';
import type { ConfigVersion } from '../../schema/signing-config.js';
import type { WorkflowSummary } from '../../schema/workflow.js';
import type { MappingView } from '../../ui/mapping-view.js';
import { findConfig } from './copy-run.js';
import { parseMapping, sourceOf } from './editor-import.js';

/** A configuration of the largest size that is allowed stays far below this. */
const MAX_BYTES = 2_000_000;

/** What was found in this workflow of a mapping of another one, and whether that one could be read. */
export type Found = Transfer & { readonly isKnown: boolean };

/** What the mapping that is edited is compared with. */
export type Other =
  | { readonly kind: 'version'; readonly version: number; readonly mapping: EditorMapping }
  | { readonly kind: 'file'; readonly name: string; readonly mapping: EditorMapping; readonly found?: Found }
  | { readonly kind: 'workflow'; readonly name: string; readonly mapping: EditorMapping; readonly found: Found };

/** Why a mapping could not be read: a file that is none, with its faults where there are any, or the host's answer. */
export type ComparisonFault =
  | { readonly kind: 'tooBig' | 'notJson' | 'foreign' | 'wrongKind' }
  | { readonly kind: 'faults'; readonly errors: readonly InputError[] }
  | { readonly kind: 'workflow'; readonly name: string; readonly code: ErrorCode };

/** Where a mapping is read for. */
export interface ComparisonPort {
  client(): HostClient | undefined;
  view(): MappingView | undefined;
  changed(): void;
}

/** Reads what a mapping is compared with: a stored version, a file, or the configuration of another workflow. */
export class Comparison {
  versions: readonly ConfigVersion[] | 'loading' | 'failed' = 'loading';
  /** Undefined until it was read, and while another one is. */
  other: Other | undefined;
  /** The version that was chosen last, read or not. */
  version: number | undefined;
  /** Whether something is on its way. */
  isReading = false;
  fault: ComparisonFault | undefined;

  readonly #port: ComparisonPort;
  /** What was asked for last: answers to earlier questions are dropped. */
  #asked: symbol | undefined;

  constructor(port: ComparisonPort) {
    this.#port = port;
  }

  /** Reads the list of versions, and the newest of them unless something else is compared with. */
  async readVersions(configId: string): Promise<void> {
    const { client, view } = this.#world();
    this.versions = 'loading';
    this.#port.changed();
    try {
      const list = isSealUse(view.mapping)
        ? client.listSealUseConfigVersions(configId)
        : client.listSigningConfigVersions(configId);
      this.versions = (await list).toSorted((a, b) => b.version - a.version);
      const [newest] = this.versions;
      const isFree = !this.isReading && (this.other === undefined || this.other.kind === 'version');
      if (newest && isFree) await this.readVersion(configId, newest.version);
    } catch {
      this.versions = 'failed';
    }
    this.#port.changed();
  }

  async readVersion(configId: string, version: number): Promise<void> {
    const { client, view } = this.#world();
    await this.#read(version, async () => {
      const { mapping } = await (
        isSealUse(view.mapping)
          ? client.getSealUseConfigVersion(configId, version)
          : client.getSigningConfigVersion(configId, version)
      ).catch((error: unknown) => {
        this.versions = 'failed';
        throw error;
      });
      return { kind: 'version', version, mapping };
    });
  }

  async readFile(file: File): Promise<void> {
    await this.#read(undefined, async () => {
      if (file.size > MAX_BYTES) throw new Refusal({ kind: 'tooBig' });
      const text = await file.text();
      const { client, view } = this.#world();
      const mapping = parseFile(kindOf(view.mapping), text);
      const { name } = file;
      if (mapping.basic.workflowId === view.workflow.id) return { kind: 'file', name, mapping };
      // a file may come from another system, or from a workflow that this person may not read
      const from = await sourceOf(client, mapping);
      const found = { ...transferMapping(mapping, from, view.workflow), isKnown: from !== undefined };
      return { kind: 'file', name, mapping: found.mapping, found };
    });
  }

  /** The configuration of another workflow, with the fields and nodes of this one; name and switch are this one's own. */
  async readWorkflow({ id, name }: WorkflowSummary): Promise<void> {
    await this.#read(undefined, async () => {
      const { client, view } = this.#world();
      try {
        const [from, config] = await Promise.all([
          client.getWorkflow(id),
          findConfig(client, kindOf(view.mapping), id),
        ]);
        if (!config) throw new EsignError('not-found', 'the configuration is gone');
        const found = { ...transferMapping(config.value.mapping, from, view.workflow), isKnown: true };
        const own = view.mapping.basic;
        return {
          kind: 'workflow',
          name,
          found,
          mapping: withBasic(found.mapping, { name: own.name, enabled: own.enabled }),
        };
      } catch (error) {
        throw new Refusal({ kind: 'workflow', name, code: EsignError.from(error).code });
      }
    });
  }

  /** What cannot be read leaves what was compared before. */
  async #read(version: number | undefined, read: () => Promise<Other>): Promise<void> {
    const asked = (this.#asked = Symbol());
    const before = this.isReading ? undefined : this.other;
    this.version = version;
    this.other = undefined;
    this.fault = undefined;
    this.isReading = true;
    this.#port.changed();
    const answer = await read().catch((error: unknown) => {
      return { fault: error instanceof Refusal ? error.fault : undefined };
    });
    // another one was asked for meanwhile
    if (this.#asked !== asked) return;
    const isRead = 'kind' in answer;
    this.other = isRead ? answer : before;
    this.fault = isRead ? undefined : answer.fault;
    this.version = this.other?.kind === 'version' ? this.other.version : undefined;
    this.isReading = false;
    this.#port.changed();
  }

  #world(): { client: HostClient; view: MappingView } {
    const [client, view] = [this.#port.client(), this.#port.view()];
    if (!client || !view) throw new EsignError('unavailable', 'there is nothing to compare yet');
    return { client, view };
  }
}

/** Carries a fault to where the answer is awaited. */
class Refusal extends Error {
  readonly fault: ComparisonFault;

  constructor(fault: ComparisonFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** @throws Refusal with what is wrong with the file. */
function parseFile(kind: MappingKind, text: string): EditorMapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal({ kind: 'notJson' });
  }
  // what is stored may be given too: its mapping counts
  const value = isObject(json) && isObject(json['mapping']) ? json['mapping'] : json;
  if (!isObject(value) || !('basic' in value)) throw new Refusal({ kind: 'foreign' });
  if ('apply' in value !== (kind === 'seal-use')) throw new Refusal({ kind: 'wrongKind' });
  try {
    return parseMapping(kind, value);
  } catch (error) {
    const { errors } = EsignError.from(error);
    throw new Refusal(errors.length > 0 ? { kind: 'faults', errors } : { kind: 'wrongKind' });
  }
}
