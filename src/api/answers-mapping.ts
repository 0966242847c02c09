import {
  BindingPage,
  CatalogPage,
  ConfigVersionPage,
  ProviderList,
  SealUseConfigPage,
  SigningConfigPage,
  WorkflowPage,
} from '../schema/pages.js';
import { Session } from '../schema/provider.js';
import { SealUseConfig } from '../schema/seal-use-config.js';
import { SigningConfig } from '../schema/signing-config.js';
import { Workflow } from '../schema/workflow.js';
import type { AnswersOf } from './answers.js';

/** How the answers to the mapping editor are parsed. */
export const mappingAnswers = {
  getSession: Session,
  listProviders: ProviderList,
  listBindings: BindingPage,
  listCatalog: CatalogPage,
  listWorkflows: WorkflowPage,
  getWorkflow: Workflow,
  listSigningConfigs: SigningConfigPage,
  getSigningConfig: SigningConfig,
  createSigningConfig: SigningConfig,
  saveSigningConfig: SigningConfig,
  listSigningConfigVersions: ConfigVersionPage,
  getSigningConfigVersion: SigningConfig,
  listSealUseConfigs: SealUseConfigPage,
  getSealUseConfig: SealUseConfig,
  createSealUseConfig: SealUseConfig,
  saveSealUseConfig: SealUseConfig,
  listSealUseConfigVersions: ConfigVersionPage,
  getSealUseConfigVersion: SealUseConfig,
} satisfies AnswersOf;
