import type { S3Options } from '../../host/store/files.js';
import type { S3Server } from '../simulators/s3/s3-server.js';

/** The settings by which a host reaches the simulated service. */
export function s3OptionsOf(server: S3Server, prefix = 'esign/'): S3Options {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = server;
  return { endpoint, region, bucket, prefix, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true };
}
