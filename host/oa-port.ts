import type {
  FieldRef,
  FieldValue,
  FormRecord,
  Locale,
  PersonValue,
  Workflow,
  WorkflowExit,
} from '../src/schema/index.js';

import type { Identity, IdentitySubject } from './identity-port.js';
import type { SigningPort } from './signing-port.js';

export interface OaFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface NewFile extends OaFile {
  readonly sha256: string;
}

export interface WorkflowOverview {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly fieldCount: number;
  readonly nodeCount: number;
}

/** A change of the OA's data. `key` is equal for a repeated order: the OA carries it out once, however often it arrives. */
export interface OaOrder {
  readonly tenantId: string;
  readonly key: string;
}

/** B-15: who works where, by the OA's own ids. */
export interface OaOrganization {
  /** Subcompanies (分部); `parentId` is the one that they belong to, null for the topmost. */
  readonly organizations: readonly { readonly id: string; readonly name: string; readonly parentId: string | null }[];
  readonly departments: readonly {
    readonly id: string;
    readonly name: string;
    readonly organizationId: string;
    readonly parentId: string | null;
  }[];
  readonly people: readonly (PersonValue & { readonly departmentId: string })[];
}

/**
 * What the host needs of the OA that it works for. Every call names the tenant, and the OA answers null for what this
 * tenant does not have.
 */
export interface OaPort {
  listWorkflows(tenantId: string, query: string): Promise<WorkflowOverview[]>;
  getWorkflow(tenantId: string, workflowId: string): Promise<Workflow | null>;

  getRecord(tenantId: string, recordId: string): Promise<FormRecord | null>;
  /** Whether the person takes part in the record: made it, handled it, handles it, or may read it by the OA's own rules. */
  mayReadRecord(tenantId: string, recordId: string, userId: string): Promise<boolean>;
  /** Whether the person may act at the record's current node: report events, apply for seals. */
  mayHandleRecord(tenantId: string, recordId: string, userId: string): Promise<boolean>;

  /**
   * The person whom a text of a form means: a name, a number or a user id, as people write them there. Null for nobody, and
   * for a name that several have. Without this method no mapping can read people from texts.
   */
  findPerson?(tenantId: string, text: string): Promise<PersonValue | null>;

  /** B-15: the whole organisation of a tenant, for services that are told of it. Without this method none is. */
  organizationOf?(tenantId: string): Promise<OaOrganization>;

  /**
   * The papers of a person or an organisation, for a service that makes no account without (the open service of e签宝). Asked
   * only when the service does not know them yet; null, or no such method, for unknown.
   */
  identityOf?(tenantId: string, subject: IdentitySubject): Promise<Identity | null>;

  /**
   * The language in which a person reads messages; null where the OA does not know. Without this method everybody gets them
   * in the language of the source (zh-CN).
   */
  localeOf?(tenantId: string, userId: string): Promise<Locale | null>;

  /** What signatures ask for beside the marks, and how a signer proves the intent; without it, nothing. */
  readonly signing?: SigningPort | undefined;

  readFile(tenantId: string, fileId: string): Promise<OaFile | null>;
  mayReadFile(tenantId: string, fileId: string, userId: string): Promise<boolean>;

  /**
   * Puts files into a field, in place of what an earlier order with the same key put there: into a folder of the OA's
   * knowledge base where one is named (C-45), in the name of a person where one is (C-46).
   */
  writeFiles(
    order: OaOrder & {
      recordId: string;
      field: FieldRef;
      files: NewFile[];
      directoryId: string | null;
      creator: PersonValue | null;
    },
  ): Promise<void>;
  writeField(order: OaOrder & { recordId: string; field: FieldRef; value: FieldValue }): Promise<void>;
  /** Moves the record out of its current node along its first forward exit; `exit` is null when there is nowhere to go. */
  submitWorkflow(order: OaOrder & { recordId: string; actor: PersonValue }): Promise<{ exit: WorkflowExit | null }>;
  sendBack(order: OaOrder & { recordId: string; nodeId: string; actor: PersonValue }): Promise<void>;
  notify(order: OaOrder & { to: string[]; text: string; recordId: string | null }): Promise<void>;
  runActionFlow(order: OaOrder & { recordId: string | null; actionFlowId: string }): Promise<void>;
}
