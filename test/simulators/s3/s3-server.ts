import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One object as the bucket keeps it; tests may damage or age it. */
export interface StoredObject {
  bytes: Uint8Array;
  lastModified: Date;
}

export interface S3Server {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly objects: Map<string, StoredObject>;
  /** How many of the next requests are refused as an overloaded service does it. */
  overloaded: number;
  /** Bytes that the bucket takes; what is over is refused. */
  quota: number;
  /** Requests that were let in, as `PUT key`. */
  readonly requests: string[];
  close(): Promise<void>;
}

class S3Error extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();
const hmac = (key: Uint8Array | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** RFC 3986: everything but the unreserved characters is escaped. */
const escape = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * A small and strict S3 service with one bucket, path-style: it checks signature version 4, the hash of the body and
 * `x-amz-checksum-sha256`, answers ranges and lists in short pages.
 */
export async function startS3Server({ pageSize = 1000 } = {}): Promise<S3Server> {
  const state = {
    region: 'test-region-1',
    bucket: 'files',
    accessKeyId: 'TESTACCESSKEY',
    secretAccessKey: 'test/secret+key',
    objects: new Map<string, StoredObject>(),
    overloaded: 0,
    quota: Number.POSITIVE_INFINITY,
    requests: [] as string[],
  };

  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => answer(request, body, response))
      .catch((error: unknown) => {
        const { status, code } = error instanceof S3Error ? error : new S3Error(500, 'InternalError');
        const text = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
        response.writeHead(status, { 'content-type': 'application/xml' });
        response.end(request.method === 'HEAD' ? undefined : text);
      });
  });

  function answer(request: IncomingMessage, body: Uint8Array, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://host');
    checkSignature(request, url, body);
    const [, bucket, ...rest] = url.pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    state.requests.push(`${request.method} ${key}`);
    if (state.overloaded > 0) {
      state.overloaded -= 1;
      throw new S3Error(503, 'SlowDown');
    }
    if (bucket !== state.bucket) throw new S3Error(404, 'NoSuchBucket');
    if (key === '' && request.method === 'GET') list(url, response);
    else if (request.method === 'PUT') put(request, key, body, response);
    else if (request.method === 'GET' || request.method === 'HEAD') get(request, key, response);
    else if (request.method === 'DELETE') {
      state.objects.delete(key);
      response.writeHead(204).end();
    } else throw new S3Error(405, 'MethodNotAllowed');
  }

  function checkSignature(request: IncomingMessage, url: URL, body: Uint8Array): void {
    const parts =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8}\/[^/]+\/s3\/aws4_request), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
    const [, accessKeyId, scope = '', signedHeaders = '', signature = ''] =
      parts.exec(request.headers.authorization ?? '') ?? [];
    if (accessKeyId === undefined) throw new S3Error(403, 'AccessDenied');
    if (accessKeyId !== state.accessKeyId) throw new S3Error(403, 'InvalidAccessKeyId');
    const payload = String(request.headers['x-amz-content-sha256']);
    if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body).toString('hex')) {
      throw new S3Error(400, 'XAmzContentSHA256Mismatch');
    }
    const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
    const query = [...url.searchParams].map(([name, value]) => `${escape(name)}=${escape(value)}`).sort();
    const canonical = [
      request.method,
      url.pathname
        .split('/')
        .map((part) => escape(decodeURIComponent(part)))
        .join('/'),
      query.join('&'),
      headers.join(''),
      signedHeaders,
      payload,
    ].join('\n');
    const time = String(request.headers['x-amz-date']);
    const [day = '', region = ''] = scope.split('/');
    const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical).toString('hex')].join('\n');
    const key = ['s3', 'aws4_request'].reduce<Buffer>(
      (signed, part) => hmac(signed, part),
      hmac(hmac(`AWS4${state.secretAccessKey}`, day), region),
    );
    const isSigned = timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex'));
    if (!isSigned || region !== state.region) throw new S3Error(403, 'SignatureDoesNotMatch');
  }

  function put(request: IncomingMessage, key: string, body: Uint8Array, response: ServerResponse): void {
    const checksum = request.headers['x-amz-checksum-sha256'];
    if (checksum !== undefined && checksum !== sha256(body).toString('base64')) throw new S3Error(400, 'BadDigest');
    const used = [...state.objects.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    if (used + body.byteLength > state.quota) throw new S3Error(507, 'XMinioStorageFull');
    state.objects.set(key, { bytes: body, lastModified: new Date() });
    response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end();
  }

  function get(request: IncomingMessage, key: string, response: ServerResponse): void {
    const object = state.objects.get(key);
    if (!object) throw new S3Error(404, 'NoSuchKey');
    const { bytes, lastModified } = object;
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const start = range ? Number(range[1]) : 0;
    const end = range ? Math.min(Number(range[2]), bytes.byteLength - 1) : bytes.byteLength - 1;
    if (range && start >= bytes.byteLength) throw new S3Error(416, 'InvalidRange');
    response.writeHead(range ? 206 : 200, {
      'content-length': end - start + 1,
      'last-modified': lastModified.toUTCString(),
      ...(range ? { 'content-range': `bytes ${start}-${end}/${bytes.byteLength}` } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes.subarray(start, end + 1));
  }

  function list(url: URL, response: ServerResponse): void {
    if (url.searchParams.get('list-type') !== '2') throw new S3Error(501, 'NotImplemented');
    const prefix = url.searchParams.get('prefix') ?? '';
    const token = url.searchParams.get('continuation-token');
    const after = token === null ? '' : Buffer.from(token, 'base64').toString();
    const keys = [...state.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, pageSize);
    const next = keys.length > page.length ? Buffer.from(page.at(-1) ?? '').toString('base64') : null;
    const contents = page.map((key) => {
      const { bytes, lastModified } = state.objects.get(key) ?? { bytes: new Uint8Array(), lastModified: new Date() };
      const time = lastModified.toISOString();
      return `<Contents><Key>${key}</Key><LastModified>${time}</LastModified><Size>${bytes.byteLength}</Size></Contents>`;
    });
    const nextToken = next === null ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${next !== null}</IsTruncated>` +
        `${contents.join('')}${nextToken}</ListBucketResult>`,
    );
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}
