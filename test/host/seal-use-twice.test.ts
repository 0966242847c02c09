import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Problem, SealUse } from '../../src/schema/index.js';
import { ok } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const RECORD = { recordId: 'rec-2001' };
const MORE = { count: 2, seamCount: 0, reason: '加盖附件' };

describe.each(databases)('a seal use that is asked for twice on %s (R-13)', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    test = await openTestHost(kind);
  });

  afterEach(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const post = (address: string, body: object, key: string): Promise<Answer> =>
    test.as('applicant').post(`/v1/seal-uses${address}`, body, { key });
  const apply = (key: string): Promise<Answer> => post('', RECORD, key);
  const uses = async (): Promise<SealUse[]> => ok(await test.as('applicant').get('/v1/seal-uses')).body.items;
  const refusalOf = ({ status, body }: Answer): unknown[] => [
    status,
    (body as Problem).code,
    ...((body as Problem).errors ?? []).map(({ code }) => code),
  ];

  it('is one application for a double click, and for a retry long after', async () => {
    const [first, second] = await Promise.all([apply('click'), apply('click')]);
    const [made] = await uses();
    ok(await post(`/${made?.id ?? ''}/end`, { reason: '不盖了' }, 'end'));

    const late = await apply('click');

    expect(await uses()).toHaveLength(1);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect([second.text, late.text]).toEqual([first.text, first.text]);
  });

  it('is one application for two tabs, at once and one after the other', async () => {
    const answers = await Promise.all(['tab-1', 'tab-2', 'tab-3', 'tab-4'].map(apply));
    const later = await apply('tab-5');

    const [made, ...others] = await uses();
    expect(others).toEqual([]);
    for (const answer of answers) {
      if (answer.status === 201) expect((answer.body as SealUse).id).toBe(made?.id);
      else expect(refusalOf(answer)).toEqual([422, 'invalid-input', 'already-applied']);
    }
    expect(refusalOf(later)).toEqual([422, 'invalid-input', 'already-applied']);
  });

  it('is given more uses once for a double click, and for a retry after the next wish', async () => {
    const { id } = ok(await apply('apply')).body as SealUse;
    const append = (key: string): Promise<Answer> => post(`/${id}/append`, MORE, key);

    const [first, second] = await Promise.all([append('click'), append('click')]);
    ok(await append('next'));
    const late = await append('click');

    expect((await uses())[0]?.uses.appended).toBe(4);
    expect(first.status).toBe(200);
    expect([second.text, late.text]).toEqual([first.text, first.text]);
  });

  it('ends once for a double click; another tab is told that it has ended', async () => {
    const { id } = ok(await apply('apply')).body as SealUse;
    const end = (key: string): Promise<Answer> => post(`/${id}/end`, { reason: '已盖完' }, key);

    const [first, second] = await Promise.all([end('click'), end('click')]);
    const tab = await end('tab-2');
    const late = await end('click');

    expect(first.status).toBe(200);
    expect([second.text, late.text]).toEqual([first.text, first.text]);
    expect(refusalOf(tab)).toEqual([409, 'seal-use-closed']);
    const [made] = await uses();
    expect(made?.entries.filter(({ kind: entry }) => entry === 'ended')).toHaveLength(1);
  });

  it('ends once for two tabs at once', async () => {
    const { id } = ok(await apply('apply')).body as SealUse;

    const answers = await Promise.all(
      ['tab-1', 'tab-2', 'tab-3'].map((key) => post(`/${id}/end`, { reason: '已盖完' }, key)),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 200).map(refusalOf)).toEqual([
      [409, 'seal-use-closed'],
      [409, 'seal-use-closed'],
    ]);
  });
});
