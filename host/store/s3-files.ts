import { Readable } from 'node:stream';

import type { _Object, HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';

import { EsignError } from '../../src/core/errors.js';
import { stopPoint } from '../jobs/stop-point.js';
import { HASH, OWNERS, requireHash, requireMatch, requireOwner, sha256Of, type FileStore } from './file-store.js';

export interface S3Options {
  /** Address of an S3-compatible service; without it AWS of the region is meant. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly bucket: string;
  /** What stands before every name, for example `esign/`; several hosts may share one bucket. */
  readonly prefix?: string | undefined;
  /** Without keys the client looks where AWS tells it to: environment, shared files, the role of the machine. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** The bucket in the path instead of the host name, as MinIO wants it. */
  readonly forcePathStyle?: boolean | undefined;
}

/** So long an object may be old before it is stored anew; well below the age at which unused files are removed. */
const RENEW_AFTER_MS = 12 * 3_600_000;

/**
 * A bucket of an S3-compatible service. An object appears whole or not at all, so none of the folder's care for half
 * written files is needed; the service checks the SHA-256 that is sent along.
 */
export async function openS3Files(options: S3Options): Promise<FileStore> {
  // an optional peer: whoever keeps files in a folder need not install it
  const s3 = await import('@aws-sdk/client-s3');
  const client = createClient(s3.S3Client, options);
  const bucket = options.bucket;
  const prefix = options.prefix ?? '';
  const marks = `${prefix}${OWNERS}/`;
  const at = (sha256: string) => ({ Bucket: bucket, Key: prefix + requireHash(sha256) });

  const head = async (sha256: string): Promise<HeadObjectCommandOutput | null> => {
    const place = at(sha256);
    try {
      return await client.send(new s3.HeadObjectCommand(place));
    } catch (error) {
      if (isMissing(error)) return null;
      throw failureOf(error);
    }
  };
  const write = async (sha256: string, bytes: Uint8Array): Promise<void> => {
    const checksum = Buffer.from(sha256, 'hex').toString('base64');
    try {
      await client.send(
        new s3.PutObjectCommand({
          ...at(sha256),
          Body: bytes,
          ContentLength: bytes.byteLength,
          ContentType: 'application/octet-stream',
          ChecksumSHA256: checksum,
        }),
      );
    } catch (error) {
      throw failureOf(error);
    }
  };

  const objects = async function* (under: string): AsyncGenerator<_Object> {
    let token: string | undefined;
    do {
      const page = await client
        .send(new s3.ListObjectsV2Command({ Bucket: bucket, Prefix: under, ContinuationToken: token }))
        .catch(refuse);
      yield* page.Contents ?? [];
      token = page.NextContinuationToken;
    } while (token !== undefined);
  };

  return {
    async put(bytes) {
      const sha256 = sha256Of(bytes);
      stopPoint('after-hash');
      const kept = await head(sha256);
      const isKept = kept?.ContentLength === bytes.byteLength && ageOf(kept.LastModified) < RENEW_AFTER_MS;
      if (!isKept) await write(sha256, bytes);
      return sha256;
    },

    async get(sha256) {
      const place = at(sha256);
      try {
        const { Body } = await client.send(new s3.GetObjectCommand(place));
        const bytes = new Uint8Array((await Body?.transformToByteArray()) ?? []);
        requireMatch(bytes, sha256);
        return bytes;
      } catch (error) {
        throw failureOf(error);
      }
    },

    async size(sha256) {
      const found = await head(sha256);
      if (!found) throw new EsignError('not-found', 'a stored file is missing');
      return found.ContentLength ?? 0;
    },

    stream(sha256, start, end) {
      const place = at(sha256);
      const chunks = async function* (): AsyncGenerator<Uint8Array> {
        try {
          const answer = await client.send(new s3.GetObjectCommand({ ...place, Range: `bytes=${start}-${end}` }));
          yield* answer.Body as Readable;
        } catch (error) {
          throw failureOf(error);
        }
      };
      return Readable.toWeb(Readable.from(chunks(), { objectMode: false })) as ReadableStream<Uint8Array>;
    },

    async *list() {
      for await (const { Key = '', Size = 0, LastModified } of objects(prefix)) {
        const sha256 = Key.slice(prefix.length);
        if (HASH.test(sha256) && LastModified) yield { sha256, size: Size, storedAt: LastModified };
      }
    },

    // between the look and the removal lies one round trip in which the same bytes may be stored anew; the removal of
    // an object has no condition on its time. A bucket with versions keeps even those bytes
    async removeUnused(sha256, storedBefore) {
      const found = await head(sha256);
      if (!found?.LastModified || found.LastModified >= storedBefore) return false;
      try {
        await client.send(new s3.DeleteObjectCommand(at(sha256)));
      } catch (error) {
        throw failureOf(error);
      }
      return true;
    },

    async addOwner(id) {
      const Body = `${new Date().toISOString()}\n`;
      const place = { Bucket: bucket, Key: marks + requireOwner(id) };
      await client.send(new s3.PutObjectCommand({ ...place, Body, ContentType: 'text/plain' })).catch(refuse);
    },

    async owners() {
      const ids: string[] = [];
      for await (const { Key = '' } of objects(marks)) ids.push(Key.slice(marks.length));
      return ids;
    },

    async check() {
      const probe = sha256Of('check');
      await write(probe, new TextEncoder().encode('check'));
    },
  };
}

function createClient(Client: typeof S3Client, options: S3Options): S3Client {
  const { endpoint, region, credentials, forcePathStyle = false } = options;
  return new Client({
    region,
    forcePathStyle,
    maxAttempts: 3,
    // the newer default sends trailing checksums, which many compatible services refuse; ours is sent as a plain header
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
}

function ageOf(time: Date | undefined): number {
  return time ? Date.now() - time.getTime() : Number.POSITIVE_INFINITY;
}

interface Failure {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function isMissing(error: unknown): boolean {
  const { name, $metadata } = error as Failure;
  // a missing bucket is a mistake of the settings, and must not look like a missing file
  return name !== 'NoSuchBucket' && (name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404);
}

const FULL = new Set(['QuotaExceeded', 'XMinioStorageFull', 'XMinioAdminBucketQuotaExceeded']);

function refuse(error: unknown): never {
  throw failureOf(error);
}

/** Every failure of the service as one of ours. */
function failureOf(error: unknown): unknown {
  if (error instanceof EsignError) return error;
  const { name = '', $metadata } = error as Failure;
  if (isMissing(error)) return new EsignError('not-found', 'a stored file is missing', { cause: error });
  if (FULL.has(name) || $metadata?.httpStatusCode === 507) {
    return new EsignError('storage-full', `the bucket takes no file: ${name}`, { cause: error });
  }
  return new EsignError('unavailable', `the file service failed: ${name}`, { cause: error });
}
