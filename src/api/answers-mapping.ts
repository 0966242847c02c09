import {
  BindingPage,
  CatalogPage,
  ConfigVersionPage,
  ProviderList,
  SealUseConfigPage,
  SigningConfigPage,
  WorkflowPage,
} from '../schema/setup-pages.js';
import { Session } from '../schema/provider.js';
import { SealUseConfig } from '../schema/seal-use-config.js';
import { SigningConfig } from '../schema/signing-config.js';
import { Workflow } from '../schema/workflow.js';
import type { AnswersOf } from './answers.js';

const setupAnswers = {
  getSession: Session,
  listProviders: ProviderList,
  listBindings: BindingPage,
  listCatalog: CatalogPage,
  listWorkflows: WorkflowPage,
  getWorkflow: Workflow,
} satisfies AnswersOf;

const signingAnswers = {
  listSigningConfigs: SigningConfigPage,
  getSigningConfig: SigningConfig,
  createSigningConfig: SigningConfig,
  saveSigningConfig: SigningConfig,
  listSigningConfigVersions: ConfigVersionPage,
  getSigningConfigVersion: SigningConfig,
} satisfies AnswersOf;

const sealUseAnswers = {
  listSealUseConfigs: SealUseConfigPage,
  getSealUseConfig: SealUseConfig,
  createSealUseConfig: SealUseConfig,
  saveSealUseConfig: SealUseConfig,
  listSealUseConfigVersions: ConfigVersionPage,
  getSealUseConfigVersion: SealUseConfig,
} satisfies AnswersOf;

/**
 * How the answers to the mapping editor are parsed; in several tables, because the compiler cannot write the type of one
 * so long into a declaration.
 */
export const mappingAnswers: typeof setupAnswers & typeof signingAnswers & typeof sealUseAnswers = {
  ...setupAnswers,
  ...signingAnswers,
  ...sealUseAnswers,
};
