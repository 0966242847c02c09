import { setImmediate as immediate } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createPdfWorkers } from '../../host/signer/pdf-threads.js';
import type { PlacementRule } from '../../src/schema/index.js';
import { bomb } from '../corpus/bomb.js';
import { boxed } from '../corpus/corpus.js';
import { onePage, stream } from '../corpus/raw-pdf.js';
import { configure, ok } from '../support/journey.js';
import { aPage, aPdf } from '../support/pdf-builders.js';
import { mainField, purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

/** Forms that each draw the next one ten times: some kilobytes with 10^12 words. */
function endlessText(): Uint8Array<ArrayBuffer> {
  const levels = 12;
  const drawing = (level: number): string =>
    stream(
      '/X Do '.repeat(10),
      `/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources << /XObject << /X ${level} 0 R >> >>`,
    );
  const word = stream(
    'BT /F 9 Tf 1 1 Td (word) Tj ET',
    '/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>',
  );
  return onePage({
    page: '/Resources << /XObject << /X 5 0 R >> >>',
    content: stream('/X Do'),
    more: [...Array.from({ length: levels }, (_, level) => drawing(level + 6)), word],
  });
}

/** A file whose objects lie in a stream of two gigabytes. */
async function endlessObjects(): Promise<Uint8Array<ArrayBuffer>> {
  const packed = deflateSync(await bomb(2 ** 31));
  return onePage({
    more: [stream(packed, '/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode /FlateDecode]')],
  });
}

const choice = { keyword: 'word', occurrence: 'all', pages: 'all', acrossLines: false } as const;

describe('files of strangers, read beside the thread that answers (C-13, C-37)', () => {
  it('a file that is read without an end is given up, and the next one is read', async () => {
    const workers = createPdfWorkers({ withinMs: 1500 });

    const reading = workers.run('findKeywords', { bytes: endlessText(), pages: [boxed()], choices: [choice] });
    await expect(reading).rejects.toMatchObject({ code: 'file-too-large' });

    expect(await createPdfWorkers().run('prepare', { bytes: await aPdf([aPage()]) })).toMatchObject({
      pages: [aPage()],
    });
  });

  it('a file whose objects fill the memory is given up', async () => {
    const preparing = createPdfWorkers().run('prepare', { bytes: await endlessObjects() });

    await expect(preparing).rejects.toMatchObject({ code: 'file-too-large' });
  });

  it('work waits for its turn, and each gets its own answer', async () => {
    const workers = createPdfWorkers();
    const files = await Promise.all([1, 2, 3, 4, 5].map((count) => aPdf(Array.from({ length: count }, () => aPage()))));

    const prepared = await Promise.all(files.map((bytes) => workers.run('prepare', { bytes })));

    expect(prepared.map(({ pages }) => pages.length)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe.each(databases)('a file that is read without an end, on %s', (kind) => {
  let test: TestHost;

  beforeAll(async () => {
    test = await openTestHost(kind, { pdfWithinMs: 2000 });
    const rule: PlacementRule = {
      ...({ id: 'r1', party: 'initiator', source: null, mark: 'seal', policy: 'locked', signingDate: null } as const),
      position: { kind: 'keyword', ...choice, dx: 0, dy: 0 },
    };
    await configure(
      test,
      purchaseMapping((mapping) => ({
        ...mapping,
        required: {
          ...mapping.required,
          signingNodes: ['n-start'],
          signers: [{ kind: 'field', field: mainField('f-owner', '经办人', 'person') }],
        },
        flow: { ...mapping.flow, createAt: [], placements: [rule] },
      })),
    );
    const { body } = ok(await test.as('applicant').post('/v1/uploads', endlessText()));
    ok(await test.as('applicant').send('PATCH', '/demo/records/rec-1001', { values: { 'f-contract': [body] } }));
  });

  afterAll(() => test.close());

  it('keeps nobody else waiting, and is refused as too large', async () => {
    let answer: Answer | undefined;
    const creating = test
      .as('applicant')
      .post('/v1/records/rec-1001/envelope')
      .then((given) => (answer = given));
    let answeredMeanwhile = 0;
    while (!answer) {
      ok(await test.as('signer-a').get('/v1/session'));
      if (!answer) answeredMeanwhile += 1;
      await immediate();
    }
    await creating;

    expect(answeredMeanwhile).toBeGreaterThan(20);
    expect(answer.body.errors).toContainEqual({
      pointer: '',
      code: 'file-too-large',
      message: 'C-13: file-too-large',
    });
  });
});
