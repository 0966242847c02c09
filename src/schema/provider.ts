import * as z from 'zod/mini';

import { Id, Label, Locale } from './primitives.js';
import { ProviderId } from './provider-id.js';
import { wire } from './registry.js';
import { SealUseEvent } from './seal-use-event.js';

export const ServiceType = z
  .enum(['public', 'private'])
  .register(wire, { id: 'ServiceType', description: 'Public or private cloud of a provider (B-02).' });
export type ServiceType = z.infer<typeof ServiceType>;

/** Capability flags; names follow the comparison of the providers. */
export const ProviderCapabilities = z
  .object({
    eSign: z.boolean(),
    physicalSeal: z.boolean(),
    physicalAppend: z.boolean(),
    physicalEnd: z.boolean(),
    /** The events of a seal use that the service reports (P-15); absent means each of them. */
    physicalEvents: z.optional(z.array(SealUseEvent)),
    multiDocument: z.boolean(),
    ordered: z.enum(['native', 'emulated', 'none']),
    cc: z.boolean(),
    draft: z.enum(['native', 'emulated', 'none']),
    formFieldPlacement: z.boolean(),
    seamPlacement: z.boolean(),
    keywordPlacement: z.boolean(),
    templates: z.boolean(),
    remind: z.boolean(),
    emailSigner: z.boolean(),
    silentSign: z.boolean(),
    /** Whether a party may have several people of whom one signs (或签); absent means that it may. */
    alternateSigners: z.optional(z.boolean()),
    /** Whether a signing date is written in the format and the size of its place; absent means that it is. */
    dateStyle: z.optional(z.boolean()),
    /** Whether signers tick check boxes and fill in remarks in the panel; absent means that they cannot. */
    fillIns: z.optional(z.boolean()),
    /** Whether template seals of the organisation are made here; absent means that its service makes them, if it has any. */
    sealDesign: z.optional(z.boolean()),
    maxFileBytes: z.int(),
    fileExtensions: z.array(z.string()),
  })
  .register(wire, { id: 'ProviderCapabilities', description: 'What a provider can do.' });
export type ProviderCapabilities = z.infer<typeof ProviderCapabilities>;

export const BindingField = z
  .object({
    name: z.string(),
    secret: z.boolean(),
    required: z.boolean(),
    maxLength: z.optional(z.int()),
    format: z.optional(z.enum(['text', 'url', 'domain', 'cidrList', 'enum'])),
    options: z.optional(z.array(z.string())),
  })
  .register(wire, { id: 'BindingField', description: 'One field of a binding of this provider.' });
export type BindingField = z.infer<typeof BindingField>;

export const ProviderDescriptor = z
  .object({
    id: ProviderId,
    name: Label,
    serviceTypes: z.array(ServiceType),
    fields: z.array(BindingField),
    capabilities: ProviderCapabilities,
    /** What the service of one type can do, where that is not what `capabilities` say. */
    serviceCapabilities: z.optional(
      z.object({ public: z.optional(ProviderCapabilities), private: z.optional(ProviderCapabilities) }),
    ),
    unverified: z.array(z.string()),
  })
  .register(wire, { id: 'ProviderDescriptor', description: 'A provider: fields of a binding, limits, capabilities.' });
export type ProviderDescriptor = z.infer<typeof ProviderDescriptor>;

export const CatalogKind = z
  .enum(['seal', 'template', 'sealProcess', 'physicalSeal', 'fileType', 'department', 'person'])
  .register(wire, {
    id: 'CatalogKind',
    description: 'What can be synced from a provider (B-16), and whom it was told of (B-15).',
  });
export type CatalogKind = z.infer<typeof CatalogKind>;

export const CatalogItem = z
  .object({
    id: Id,
    kind: CatalogKind,
    name: Label,
    enabled: z.boolean(),
    controls: z.optional(z.array(z.object({ id: Id, name: Label }))),
  })
  .register(wire, { id: 'CatalogItem', description: 'A synced object of a provider.' });
export type CatalogItem = z.infer<typeof CatalogItem>;

export const Permission = z
  .enum(['configAdmin', 'sealAdmin', 'auditor', 'automation', 'sealStaff'])
  .register(wire, { id: 'Permission', description: 'A right that the OA grants (automation: ESB权限, C-70).' });
export type Permission = z.infer<typeof Permission>;

export const Session = z
  .object({
    userId: Id,
    name: Label,
    tenantId: Id,
    tenantName: Label,
    locale: Locale,
    permissions: z.array(Permission),
    /** B-14: the default binding whose list makes the person seal staff there; absent for everybody else. */
    sealStaffOf: z.optional(z.object({ id: Id, name: Label })),
  })
  .register(wire, { id: 'Session', description: 'Who is asking, as the OA says.' });
export type Session = z.infer<typeof Session>;
