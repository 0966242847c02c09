import { expect } from '@open-wc/testing';

import { EsignError } from '../../../src/core/errors.js';
import { Patience } from '../../../src/pdf/patience.js';

const codeOf = (error: unknown): unknown => (error instanceof EsignError ? error.code : error);

describe('patience with a document', () => {
  it('ends work that takes longer than it may', async () => {
    const never = new Promise<never>(() => undefined);

    expect(await new Patience().within(1, never).catch(codeOf)).to.equal('timeout');
  });

  it('gives back what comes in time, also its failure', async () => {
    const patience = new Patience();

    expect(await patience.within(10_000, Promise.resolve('drawn'))).to.equal('drawn');
    expect(await patience.within(10_000, Promise.reject(new EsignError('file-damaged', ''))).catch(codeOf)).to.equal(
      'file-damaged',
    );
  });

  it('does not count the time in which bytes or a person are waited for', async () => {
    const patience = new Patience();
    let answer: (password: string) => void = () => undefined;
    const asked = patience.without(new Promise<string>((resolve) => (answer = resolve)));
    const work = patience.within(1, asked);
    // a clock without a hold ends first; so this one had its time, too
    await new Patience().within(1, new Promise<never>(() => undefined)).catch(codeOf);
    answer('geheim');

    expect(await work).to.equal('geheim');
  });
});
