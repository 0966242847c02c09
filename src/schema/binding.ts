import * as z from 'zod/mini';

import { Id, Label, SchemaVersion, Timestamp } from './primitives.js';
import { ErrorCode } from './problem.js';
import { CatalogKind } from './provider.js';
import { secrets, wire } from './registry.js';

/** Secrets are write-only (B-07): a read shows only when one was set and its last four characters. */
export const SecretState = z
  .strictObject({ setAt: z.nullable(Timestamp), last4: z.nullable(z.string().check(z.maxLength(4))) })
  .register(wire, { id: 'SecretState', description: 'What may be shown of a stored secret.' });
export type SecretState = z.infer<typeof SecretState>;

const Secret = z.string().check(z.minLength(1), z.maxLength(500)).register(secrets, { secret: true });
/** Tencent's is an AES-256 key, 32 characters; that of an external seal register (P-15) is no shorter. */
const CallbackKey = z.string().check(z.length(32)).register(secrets, { secret: true });
const Url = z.url({ protocol: /^https?$/ }).check(z.maxLength(500));
const Text = z.string().check(z.minLength(1), z.maxLength(200));

/** B-13: from where the signer's browser reaches the private cloud. */
export const NetworkLogin = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('off') }),
    z.strictObject({
      mode: z.literal('subnet'),
      cidrs: z.array(z.string()).check(z.minLength(1)),
      internalAddress: Url,
    }),
    z.strictObject({
      mode: z.literal('domain'),
      domains: z.array(z.string()).check(z.minLength(1)),
      internalAddress: Url,
    }),
  ])
  .register(wire, { id: 'NetworkLogin', description: 'Automatic intranet/extranet login (B-13).' });
export type NetworkLogin = z.infer<typeof NetworkLogin>;

/** B-15: which part of the organisation is synced. */
export const OrganizationScope = z
  .strictObject({ organizations: z.array(Id), departments: z.array(Id), people: z.array(Id) })
  .register(wire, { id: 'OrganizationScope', description: 'Scope of the organisation sync (B-15).' });
export type OrganizationScope = z.infer<typeof OrganizationScope>;

const common = { name: Label, isDefault: z.boolean() };

const EsignPrivate = {
  provider: z.literal('esign'),
  serviceType: z.literal('private'),
  ...common,
  platformAddress: Url,
  projectKey: Text,
};
const EsignPublic = {
  provider: z.literal('esign'),
  serviceType: z.literal('public'),
  ...common,
  environment: z.enum(['test', 'production']),
  appId: Text,
};
const Qiyuesuo = {
  provider: z.literal('qiyuesuo'),
  serviceType: z.literal('private'),
  ...common,
  platformAddress: Url,
  appToken: Text,
  externalAddress: Url,
  networkLogin: NetworkLogin,
  sealStaff: z.array(Id),
  organizationScope: OrganizationScope,
};
const Zhangguanjia = {
  provider: z.literal('zhangguanjia'),
  serviceType: z.literal('private'),
  ...common,
  openUrl: Url,
  clientId: Text,
  externalAddress: Url,
  networkLogin: NetworkLogin,
};
const Tencent = {
  provider: z.literal('tencent'),
  serviceType: z.literal('public'),
  ...common,
  environment: z.enum(['test', 'production']),
  secretId: Text,
  operatorUserId: Text,
  subOrganizationId: z.nullable(Text),
};
const Builtin = { provider: z.literal('builtin'), serviceType: z.literal('private'), ...common };

/**
 * A binding as an admin writes it: one shape per provider and service type (B-10…B-19). A secret that is left out
 * keeps its stored value. Shapes are extended here and not spread, so that a page that writes no binding loads none of this.
 */
export const BindingInput = z
  .discriminatedUnion('provider', [
    z.extend(z.strictObject(Builtin), { callbackKey: z.optional(CallbackKey) }),
    z.discriminatedUnion('serviceType', [
      z.extend(z.strictObject(EsignPrivate), { projectSecret: z.optional(Secret) }),
      z.extend(z.strictObject(EsignPublic), { appSecret: z.optional(Secret) }),
    ]),
    z.extend(z.strictObject(Qiyuesuo), { appSecret: z.optional(Secret), encryptionKey: z.optional(Secret) }),
    z.extend(z.strictObject(Zhangguanjia), { clientSecret: z.optional(Secret) }),
    z.extend(z.strictObject(Tencent), {
      secretKey: z.optional(Secret),
      callbackKey: z.optional(CallbackKey),
      signatureToken: z.optional(Secret),
    }),
  ])
  .register(wire, { id: 'BindingInput', description: 'A binding as written; secrets go in only.' });
export type BindingInput = z.infer<typeof BindingInput>;

/** B-16: what a sync found that was not there before, by the names that people know. */
export const CatalogChange = z
  .object({
    kind: CatalogKind,
    total: z.int(),
    added: z.array(z.string()),
    changed: z.array(z.string()),
    removed: z.array(z.string()),
  })
  .register(wire, { id: 'CatalogChange', description: 'What a sync changed in one kind of the catalog (B-16).' });
export type CatalogChange = z.infer<typeof CatalogChange>;

const stored = {
  schemaVersion: SchemaVersion,
  id: Id,
  /** B-05: made by the host, read only; Tencent may need several. */
  callbackAddresses: z.array(z.string()),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  lastSyncedAt: z.nullable(Timestamp),
  /** B-16: what the last sync changed; absent before the first one. */
  lastSyncChanges: z.optional(z.array(CatalogChange)),
  /** B-15: why the last sync could not tell the service of the organisation; the rest of it went on. Absent when it could. */
  organizationFault: z.optional(ErrorCode),
};

/** A binding as it is read back: every secret is a {@link SecretState}. */
export const Binding = z
  .discriminatedUnion('provider', [
    z.object({ ...Builtin, ...stored, callbackKey: z.optional(SecretState) }),
    z.discriminatedUnion('serviceType', [
      z.object({ ...EsignPrivate, ...stored, projectSecret: SecretState }),
      z.object({ ...EsignPublic, ...stored, appSecret: SecretState }),
    ]),
    z.object({ ...Qiyuesuo, ...stored, appSecret: SecretState, encryptionKey: SecretState }),
    z.object({ ...Zhangguanjia, ...stored, clientSecret: SecretState }),
    z.object({ ...Tencent, ...stored, secretKey: SecretState, callbackKey: SecretState, signatureToken: SecretState }),
  ])
  .register(wire, { id: 'Binding', description: 'One configured connection to a provider (绑定服务).' });
export type Binding = z.infer<typeof Binding>;

/** B-06: what an admin or an operator has to do about a finding; elements have words for each. */
export const ConnectionFix = z
  .enum([
    'enter-address',
    'allow-address',
    'check-address',
    'check-certificate',
    'check-credentials',
    'set-clock',
    'use-https',
    'use-same-protocol',
    'allow-framing',
    'list-host-address',
  ])
  .register(wire, { id: 'ConnectionFix', description: 'What to do about a finding of a connection test.' });
export type ConnectionFix = z.infer<typeof ConnectionFix>;

/** B-06: one finding of *Test connection*; `check` names what was looked at, `fix` is a message key. */
export const ConnectionFinding = z
  .object({
    check: z.enum(['address', 'credentials', 'clock', 'protocol', 'frame']),
    outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
    fix: z.optional(ConnectionFix),
    detail: z.optional(z.string()),
  })
  .register(wire, { id: 'ConnectionFinding', description: 'One finding of a connection test.' });
export type ConnectionFinding = z.infer<typeof ConnectionFinding>;

export const ConnectionTest = z
  .object({ ok: z.boolean(), findings: z.array(ConnectionFinding) })
  .register(wire, { id: 'ConnectionTest', description: 'Result of a connection test (B-06).' });
export type ConnectionTest = z.infer<typeof ConnectionTest>;
