import { createHash } from 'node:crypto';

import type { Endpoint, EndpointName } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { described, expectRefusal, expectStatus, expectThat, isObject } from '../expectations.js';
import type { Reply } from '../probe.js';
import { pictureWith, uploadHeaders } from '../samples.js';
import { NotChecked } from '../verdict.js';
import type { World } from '../world.js';

const RANGE = 'Bytes are served with Range.';
const UPLOAD = 'The type of an upload is decided by its content, not by its name.';

const isBytes = ({ response }: Endpoint): boolean => response === 'bytes';

export const fileChecks: readonly Check[] = [
  {
    id: 'files.type',
    title: 'a picture that is called .pdf is a picture, with the right size and SHA-256',
    rule: UPLOAD,
    run: async (world) => {
      world.needs('upload');
      const bytes = pictureWith(world.variant());
      const reply = await world.make('upload', { body: bytes, headers: uploadHeaders(`${world.name}.pdf`) });
      expectStatus(reply, 201);
      const { mediaType, size, sha256 } = isObject(reply.body) ? reply.body : {};
      expectThat(mediaType === 'image/png', reply, 'the media type image/png', String(mediaType));
      expectThat(size === bytes.byteLength, reply, `the size ${bytes.byteLength}`, String(size));
      const hash = createHash('sha256').update(bytes).digest('hex');
      expectThat(sha256 === hash, reply, 'the SHA-256 of the bytes', 'another one');
    },
  },
  {
    id: 'files.unknown-type',
    title: 'a text that is called .pdf is 415',
    rule: UPLOAD,
    run: async (world) => {
      world.needs('upload');
      const body = new TextEncoder().encode('no document at all');
      const reply = await world.make('upload', { body, headers: uploadHeaders(`${world.name}.pdf`) });
      expectRefusal(reply, 'file-type-not-supported');
    },
  },
  {
    id: 'files.same-bytes',
    title: 'an upload is served as it came',
    rule: RANGE,
    run: async (world) => {
      world.needs('upload');
      world.needs('getFile');
      const bytes = pictureWith(world.variant());
      const { body } = await world.make('upload', { body: bytes, headers: uploadHeaders(`${world.name}.png`) });
      const id = isObject(body) ? String(body['fileId']) : '';
      const reply = await world.admin.send('getFile', `/v1/files/${id}`);
      expectStatus(reply, 200);
      expectThat(Buffer.from(reply.bytes).equals(bytes), reply, 'the bytes that came', 'other bytes');
    },
  },
  {
    id: 'files.whole',
    title: 'the answer says that ranges are accepted',
    rule: RANGE,
    each: isBytes,
    run: async (world, name) => {
      const { reply } = await whole(world, name);
      const accepts = reply.headers.get('accept-ranges');
      expectThat(accepts === 'bytes', reply, 'Accept-Ranges: bytes', String(accepts));
    },
  },
  {
    id: 'files.range',
    title: 'one range, an open one and the last bytes are 206 with these bytes',
    rule: RANGE,
    each: isBytes,
    run: async (world, name) => {
      const { reply: all, address } = await whole(world, name);
      const size = all.bytes.byteLength;
      if (size < 10) throw new NotChecked('needs a file of ten bytes');
      await expectRange(world, { name, address, all, range: 'bytes=1-4', start: 1, end: 4 });
      await expectRange(world, { name, address, all, range: `bytes=${size - 3}-`, start: size - 3, end: size - 1 });
      await expectRange(world, { name, address, all, range: 'bytes=-5', start: size - 5, end: size - 1 });
    },
  },
  {
    id: 'files.range-behind',
    title: 'a range behind the end is 416',
    rule: RANGE,
    each: isBytes,
    run: async (world, name) => {
      const { reply: all, address } = await whole(world, name);
      const reply = await world.admin.send(name, address, { headers: { range: `bytes=${all.bytes.byteLength}-` } });
      expectRefusal(reply, 'range-not-satisfiable');
    },
  },
  {
    id: 'files.if-range',
    title: 'a range of an older file is answered with the whole newer one',
    rule: RANGE,
    each: isBytes,
    run: async (world, name) => {
      const { reply: all, address } = await whole(world, name);
      const etag = all.headers.get('etag');
      if (etag === null) throw new NotChecked('needs an ETag, which is not offered here');
      const ask = (ifRange: string): Promise<Reply> =>
        world.admin.send(name, address, { headers: { range: 'bytes=0-1', 'if-range': ifRange } });
      expectStatus(await ask(etag), 206);
      expectStatus(await ask('"contract-test-other"'), 200);
    },
  },
  {
    id: 'files.head',
    title: 'HEAD has the type and length of the file, and no body',
    rule: RANGE,
    each: isBytes,
    run: async (world, name) => {
      const { reply: all, address } = await whole(world, name);
      const reply = await world.admin.raw('HEAD', address);
      expectStatus(reply, 200);
      for (const header of ['content-type', 'content-length']) {
        const [expected, came] = [all.headers.get(header), reply.headers.get(header)];
        expectThat(came === expected, reply, `${header} ${expected}`, String(came));
      }
    },
  },
];

interface ExpectedRange {
  readonly name: EndpointName;
  readonly address: string;
  readonly all: Reply;
  readonly range: string;
  readonly start: number;
  readonly end: number;
}

async function expectRange(world: World, { name, address, all, range, start, end }: ExpectedRange): Promise<void> {
  const reply = await world.admin.send(name, address, { headers: { range } });
  expectThat(reply.status === 206, reply, `206 for ${range}`);
  const header = `bytes ${start}-${end}/${all.bytes.byteLength}`;
  const came = reply.headers.get('content-range');
  expectThat(came === header, reply, `Content-Range: ${header}`, String(came));
  const isSame = Buffer.from(reply.bytes).equals(all.bytes.subarray(start, end + 1));
  expectThat(isSame, reply, `the bytes ${start} to ${end}`, 'other bytes');
}

async function whole(world: World, name: EndpointName): Promise<{ reply: Reply; address: string }> {
  const address = await world.at(name);
  const reply = await world.admin.send(name, address);
  // nobody may have signed it yet
  if (reply.status === 404) throw new NotChecked(`needs a file at ${address}, but it was ${described(reply)}`);
  expectStatus(reply, 200);
  return { reply, address };
}
