import { Binding } from './binding.js';
import { ReceivedCallback } from './callback.js';
import { AuditEntry, AuditTrailEntry, EnvelopeSummary } from './envelope.js';
import { StuckEffect } from './operations.js';
import { page } from './primitives.js';
import { CatalogItem, ProviderDescriptor } from './provider.js';
import { Seal } from './seal.js';
import { SealUse } from './seal-use.js';
import { SealUseConfig } from './seal-use-config.js';
import { ConfigVersion, SigningConfig } from './signing-config.js';
import { WorkflowSummary } from './workflow.js';

// one page of each list; apart from the endpoints, so that a client takes in only those of the lists that it reads
export const ProviderList = page(ProviderDescriptor, 'ProviderList');
export const BindingPage = page(Binding, 'BindingPage');
export const CatalogPage = page(CatalogItem, 'CatalogPage');
export const WorkflowPage = page(WorkflowSummary, 'WorkflowPage');
export const SigningConfigPage = page(SigningConfig, 'SigningConfigPage');
export const SealUseConfigPage = page(SealUseConfig, 'SealUseConfigPage');
export const ConfigVersionPage = page(ConfigVersion, 'ConfigVersionPage');
export const EnvelopePage = page(EnvelopeSummary, 'EnvelopePage');
export const SealPage = page(Seal, 'SealPage');
export const SealUsePage = page(SealUse, 'SealUsePage');
export const CallbackPage = page(ReceivedCallback, 'CallbackPage');
export const AuditPage = page(AuditEntry, 'AuditPage');
export const StuckEffectPage = page(StuckEffect, 'StuckEffectPage');
export const AuditTrailPage = page(AuditTrailEntry, 'AuditTrailPage');
