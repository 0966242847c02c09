import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openFileStore, sha256Of, type FileStore, type S3Options } from '../../host/store/files.js';
import { startS3Server, type S3Server } from '../simulators/s3/s3-server.js';
import { configure, ok, reachSigning, signBody } from '../support/journey.js';
import { s3OptionsOf } from '../support/s3-options.js';
import { openTestHost } from '../support/test-host.js';

const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);

let server: S3Server;

beforeEach(async () => {
  server = await startS3Server({ pageSize: 7 });
});

afterEach(() => server.close());

const open = (change: Partial<S3Options> = {}): Promise<FileStore> =>
  openFileStore('', { ...s3OptionsOf(server), ...change });

const wrongSecret = { accessKeyId: 'TESTACCESSKEY', secretAccessKey: 'wrong' };
const unknownKey = { accessKeyId: 'SOMEBODY', secretAccessKey: 'test/secret+key' };

describe('files in an S3 bucket', () => {
  it('never hands out bytes that do not match their hash', async () => {
    const store = await open();
    const sha256 = await store.put(text('合同'));
    const object = server.objects.get(`esign/${sha256}`);
    if (object) object.bytes = text('合x');

    await expect(store.get(sha256)).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it('keeps the files of two prefixes apart', async () => {
    const one = await open({ prefix: 'one/' });
    const two = await open({ prefix: 'two/' });
    const sha256 = await one.put(text('one'));

    await expect(two.get(sha256)).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each<[string, () => Partial<S3Options>]>([
    ['a wrong secret', () => ({ credentials: wrongSecret })],
    ['an unknown key', () => ({ credentials: unknownKey })],
    ['another region', () => ({ region: 'other-region-1' })],
    ['a bucket that is not there', () => ({ bucket: 'nowhere' })],
    ['a service that is not there', () => ({ endpoint: 'http://127.0.0.1:9' })],
  ])('says unavailable for %s, never that a file is missing', async (_, change) => {
    const store = await open(change());

    await expect(store.put(text('x'))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.get(sha256Of('x'))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.check()).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.objects.size).toBe(0);
  });

  it('tries again while the service is overloaded, and says unavailable when it stays so', async () => {
    const store = await open();
    server.overloaded = 2;

    const sha256 = await store.put(text('x'));
    server.overloaded = 100;

    await expect(store.get(sha256)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('answers storage-full when the bucket takes no more, and still reads (F14)', async () => {
    const store = await open();
    const sha256 = await store.put(text('earlier'));
    server.quota = 10;

    await expect(store.put(text('more than that'))).rejects.toMatchObject({ code: 'storage-full' });

    expect(await store.get(sha256)).toEqual(text('earlier'));
  });

  it('sends bytes once, and again only when they grow old enough to be taken away', async () => {
    const store = await open();
    const sha256 = await store.put(text('x'));
    await store.put(text('x'));
    const object = server.objects.get(`esign/${sha256}`);
    if (object) object.lastModified = new Date(Date.now() - 13 * 3_600_000);

    await store.put(text('x'));

    expect(server.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(2);
    expect(await store.removeUnused(sha256, new Date(Date.now() - 24 * 3_600_000))).toBe(false);
  });

  it('lists more files than one answer of the service holds, and only files of its own', async () => {
    const store = await open();
    const hashes = await Promise.all(Array.from({ length: 30 }, (_, index) => store.put(text(`file ${index}`))));
    server.objects.set('esign/readme.txt', { bytes: text('x'), lastModified: new Date(0) });
    server.objects.set(`other/${sha256Of('x')}`, { bytes: text('x'), lastModified: new Date(0) });

    const found = new Set<string>();
    for await (const { sha256 } of store.list()) found.add(sha256);

    expect(found).toEqual(new Set(hashes));
  });
});

describe('a host with its files in an S3 bucket', () => {
  it('signs a document from the form to the filed copy', async () => {
    const test = await openTestHost('pglite', { s3: s3OptionsOf(server) });
    await configure(test);
    const envelope = await reachSigning(test);

    const receipt = ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope))).body;

    const [document] = receipt.documents as { documentId: string; sha256: string }[];
    const address = `/v1/envelopes/${envelope.id}/documents/${document?.documentId}/content`;
    const { response, bytes } = await test.as('signer-a').bytes(address);
    const part = await test.as('signer-a').bytes(address, { range: 'bytes=0-7' });
    expect([response.status, sha256Of(bytes)]).toEqual([200, document?.sha256]);
    expect([part.response.status, new TextDecoder().decode(part.bytes).slice(0, 5)]).toEqual([206, '%PDF-']);
    expect(server.objects.has(`esign/${document?.sha256}`)).toBe(true);
    expect(test.failures).toEqual([]);
    await test.close();
  });

  it('refuses uploads and signatures with 507 while there is no room, changes nothing, and still reads (F14)', async () => {
    const test = await openTestHost('pglite', { s3: s3OptionsOf(server) });
    await configure(test);
    const envelope = await reachSigning(test);
    const document = `/v1/envelopes/${envelope.id}/documents/${envelope.documents[0]?.id}/content`;
    server.quota = 0;

    const upload = await test.as('applicant').post('/v1/uploads', text('%PDF-1.7 something'));
    const sign = await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope));
    const after = ok(await test.as('signer-a').get(`/v1/envelopes/${envelope.id}`));
    const read = await test.as('signer-a').bytes(document);

    expect([upload.status, upload.body.code]).toEqual([507, 'storage-full']);
    expect([sign.status, sign.body.code]).toEqual([507, 'storage-full']);
    expect(after.body).toEqual(envelope);
    expect(read.response.status).toBe(200);
    server.quota = Number.POSITIVE_INFINITY;
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope)));
    await test.close();
  });
});
