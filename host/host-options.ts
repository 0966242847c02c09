import type { HostConfig } from './config.js';
import type { HostOptions } from './create-host.js';

/** The options of `createHost` that the environment decides; the demo and the production entry share them. */
export function hostOptions(config: HostConfig): Omit<HostOptions, 'oa' | 'resolveSession'> {
  return {
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    schema: config.schema,
    migrate: config.migrate,
  };
}
