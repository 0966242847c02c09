import type { HostConfig } from './config.js';
import type { HostOptions } from './create-host.js';
import { remoteProviders } from './providers/remote-providers.js';
import type { S3Options } from './store/files.js';

/** The options of `createHost` that the environment decides; the demo and the production entry share them. */
export function hostOptions(config: HostConfig): Omit<HostOptions, 'oa' | 'resolveSession'> {
  return {
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    schema: config.schema,
    databaseRole: config.databaseRole,
    migrate: config.migrate,
    trustProxy: config.trustProxy,
    allowedOrigins: config.allowedOrigins,
    maxUploadBytes: config.maxUploadMb * 1024 * 1024,
    rateLimits: config.rateLimits && {
      person: config.ratePerson,
      costly: config.rateCostly,
      address: config.rateAddress,
      callbacks: config.rateCallbacks,
    },
    secretKeys: config.secretKeys,
    outgoingAllow: config.outgoingAllow,
    publicUrl: config.publicUrl,
    s3: s3Options(config),
    auditAnchors: config.auditAnchors,
    pdfWithinMs: config.pdfTimeout * 1000,
    callbackRetentionDays: config.callbackRetentionDays,
    providers: remoteProviders({ tencentTestUrl: config.tencentTestUrl, esignTestUrl: config.esignTestUrl }),
  };
}

/** The bucket of the files, or undefined when they are kept in a folder. */
export function s3Options(config: HostConfig): S3Options | undefined {
  if (config.files !== 's3' || config.s3Bucket === undefined) return undefined;
  const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = config;
  return {
    endpoint: config.s3Endpoint,
    region: config.s3Region,
    bucket: config.s3Bucket,
    prefix: config.s3Prefix,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    forcePathStyle: config.s3ForcePathStyle,
  };
}
