import { expect, oneEvent } from '@open-wc/testing';

import { EsignError } from '../../../src/core/errors.js';
import type { SealUse } from '../../../src/schema/seal-use.js';
import { aSealUse } from '../../support/builders.js';
import { applicable, hostWith, running, SealApplyHarness } from '../harness/seal-apply.harness.js';
import { waitUntil } from '../harness/wait.js';

/** A host that does each request once for its key, and whose first answer does not get back. */
class FarHost {
  readonly done: string[] = [];
  readonly keys: string[] = [];

  carryOut(what: string, { idempotencyKey }: { idempotencyKey: string }): Promise<SealUse> {
    if (!this.keys.includes(idempotencyKey)) this.done.push(what);
    this.keys.push(idempotencyKey);
    return this.keys.length === 1
      ? Promise.reject(new EsignError('network', 'the line broke'))
      : Promise.resolve(aSealUse());
  }

  readonly methods = {
    applySealUse: (_: unknown, options: { idempotencyKey: string }) => this.carryOut('apply', options),
    appendSealUse: (_: string, __: unknown, options: { idempotencyKey: string }) => this.carryOut('append', options),
    endSealUse: (_: string, __: unknown, options: { idempotencyKey: string }) => this.carryOut('end', options),
  };
}

const ACTS = [
  { act: 'apply', tab: applicable, opener: null, button: '提交用印申请', event: 'esign-applied' },
  { act: 'append', tab: running, opener: '追加次数', button: '提交追加', event: 'esign-appended' },
  { act: 'end', tab: running, opener: '结束用印', button: '确认结束', event: 'esign-ended' },
] as const;

describe('<esign-seal-apply>: a line that breaks behind the request', () => {
  for (const { act, tab, opener, button, event } of ACTS) {
    it(`carries out one ${act}, however often it is sent again`, async () => {
      const far = new FarHost();
      const seal = await SealApplyHarness.open(hostWith(tab(), far.methods));
      if (opener) {
        await seal.ask(opener);
        seal.fill('reason', '合同用印');
      }
      seal.button(button).click();
      await waitUntil(() => seal.text.includes('网络'));

      const heard = oneEvent(seal.element, event);
      seal.button(button).click();
      await heard;

      expect(far.done).to.deep.equal([act]);
      expect(new Set(far.keys).size).to.equal(1);
      expect(far.keys).to.have.length(2);
    });

    it(`takes what was changed since for another ${act}`, async () => {
      const far = new FarHost();
      const seal = await SealApplyHarness.open(hostWith(tab(), far.methods));
      if (opener) {
        await seal.ask(opener);
        seal.fill('reason', '合同用印');
      }
      seal.button(button).click();
      await waitUntil(() => seal.text.includes('网络'));
      if (opener) seal.fill('reason', '另一份合同');
      else await seal.typeCount('5');

      const heard = oneEvent(seal.element, event);
      seal.button(button).click();
      await heard;

      expect(new Set(far.keys).size).to.equal(2);
    });
  }
});
