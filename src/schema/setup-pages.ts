import { Binding } from './binding.js';
import { page } from './primitives.js';
import { CatalogItem, ProviderDescriptor } from './provider.js';
import { SealUseConfig } from './seal-use-config.js';
import { ConfigVersion, SigningConfig } from './signing-config.js';
import { WorkflowSummary } from './workflow.js';

// the lists that a mapping is made from; apart from the others, so that the editor takes in no schemas of envelopes
export const ProviderList = page(ProviderDescriptor, 'ProviderList');
export const BindingPage = page(Binding, 'BindingPage');
export const CatalogPage = page(CatalogItem, 'CatalogPage');
export const WorkflowPage = page(WorkflowSummary, 'WorkflowPage');
export const SigningConfigPage = page(SigningConfig, 'SigningConfigPage');
export const SealUseConfigPage = page(SealUseConfig, 'SealUseConfigPage');
export const ConfigVersionPage = page(ConfigVersion, 'ConfigVersionPage');
