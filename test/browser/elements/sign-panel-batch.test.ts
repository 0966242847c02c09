import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { EsignError } from '../../../src/core/errors.js';
import { noTerms } from '../../../src/core/reading.js';
import type { SigningTerms } from '../../../src/schema/signing-terms.js';
import { aBatchEnvelope, aBatchHost, signedByMe } from '../../support/browser-batch-host.js';
import { aPlacement, aReceipt, aSignTab, specification } from '../../support/browser-sign-host.js';
import { aParty, aSigner } from '../../support/builders.js';
import { BatchHarness } from '../harness/batch-sign.harness.js';
import { waitUntil } from '../harness/wait.js';

const password: SigningTerms = { ...noTerms, intent: { kind: 'password', channels: [] } };
const prepared = (id: string) => aBatchEnvelope(id, { placements: [aPlacement()] });

describe('several envelopes in <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1280, height: 900 }));

  it('tells of each where it stands, and signs what was prepared without another choice', async () => {
    const host = aBatchHost({
      envelopes: [
        prepared('a'),
        aBatchEnvelope('b'),
        signedByMe(prepared('c')),
        aBatchEnvelope('d', { status: 'revoked' }),
        aBatchEnvelope('e', {
          parties: [aParty({ signers: [aSigner({ userId: 'other' })] }), aParty({ id: 'x', order: 2 })],
        }),
      ],
    });
    const batch = await BatchHarness.open(host.client, ['a', 'b', 'c', 'd', 'e', 'gone']);

    expect(batch.states).to.deep.equal(['ready', 'blocked', 'signed', 'ended', 'notMyTurn', 'unreadable']);
    await expect(batch.element).to.be.accessible();
    await batch.submit();
    await batch.inState('reported');

    expect(batch.text).to.include('已签署 2 份（其中 1 份在本次提交前已签署），签署失败 0 份，未签署 4 份。');
    expect(host.signed.map(({ id }) => id)).to.deep.equal(['a']);
    expect(batch.receipts).to.deep.equal(['a']);
    expect(batch.results).to.deep.equal([
      [
        { envelopeId: 'a', outcome: 'signed', code: null },
        { envelopeId: 'b', outcome: 'notTried', code: 'no-place' },
        { envelopeId: 'c', outcome: 'signed', code: null },
        { envelopeId: 'd', outcome: 'notTried', code: 'ended' },
        { envelopeId: 'e', outcome: 'notTried', code: 'notMyTurn' },
        { envelopeId: 'gone', outcome: 'notTried', code: 'not-found' },
      ],
    ]);
    await expect(batch.element).to.be.accessible();
  });

  it('finds a keyword in each document, leaves out where it is missing, and shows each as it will be', async () => {
    const host = aBatchHost({
      envelopes: [aBatchEnvelope('a'), aBatchEnvelope('b', { documents: [specification] }), aBatchEnvelope('c')],
    });
    const batch = await BatchHarness.open(host.client, ['a', 'b', 'c']);
    await batch.choose('keyword');
    await batch.press('apply');
    expect(batch.focused?.getAttribute('name')).to.equal('keyword');
    expect(batch.states).to.deep.equal(['blocked', 'blocked', 'blocked']);

    await batch.keyword('甲方（盖章）');
    expect(batch.text).to.include('规则已修改，应用后才能提交');
    await batch.apply();

    expect(batch.states).to.deep.equal(['ready', 'blocked', 'ready']);
    expect(batch.row('b')).to.include('没有找到关键字');
    await batch.preview('a');
    await waitUntil(() => batch.markLabels.length === 1, 'no mark in the preview');
    expect(batch.markLabels[0]).to.include('合同专用章');
    await expect(batch.element).to.be.accessible();
    await batch.submit();
    await batch.inState('reported');
    expect(host.signed.map(({ id }) => id).sort()).to.deep.equal(['a', 'c']);
  });

  it('cuts a seam on all, or puts the seal at the same position', async () => {
    const host = aBatchHost({ envelopes: [aBatchEnvelope('a'), aBatchEnvelope('b', { documents: [specification] })] });
    const batch = await BatchHarness.open(host.client, ['a', 'b']);

    await batch.choose('seam');
    await batch.apply();
    expect(batch.states).to.deep.equal(['ready', 'ready']);
    await batch.preview('b');
    await waitUntil(() => batch.markLabels.length > 1, 'no slices in the preview');

    await batch.choose('position');
    await batch.apply();
    expect(batch.states).to.deep.equal(['ready', 'ready']);
    await batch.tick('b');
    expect(batch.states).to.deep.equal(['ready', 'excluded']);
    await batch.submit();
    await batch.inState('reported');
    expect(host.signed.map(({ id }) => id)).to.deep.equal(['a']);
  });

  it('proves once for all, and sends the token with each', async () => {
    const host = aBatchHost({
      envelopes: [prepared('a'), prepared('b'), prepared('c')],
      getSigningTerms: () => Promise.resolve(password),
    });
    const batch = await BatchHarness.open(host.client, ['a', 'b', 'c']);

    await batch.submit();
    await batch.prove('secret');
    await batch.inState('reported');

    expect(host.proved).to.deep.equal([{ id: 'a', also: ['b', 'c'] }]);
    expect(host.signed.map(({ token }) => token)).to.deep.equal(['token-1', 'token-1', 'token-1']);
  });

  it('reports part as failed, and tries only that again: with the same key while nobody knows what came of it', async () => {
    const host = aBatchHost({ envelopes: [prepared('a'), prepared('b'), prepared('c')] });
    host.fail('a', 'network');
    host.fail('b', 'seal-not-usable');
    const batch = await BatchHarness.open(host.client, ['a', 'b', 'c']);
    await batch.submit();
    await batch.inState('reported');
    expect(batch.states).to.deep.equal(['refused', 'refused', 'signed']);
    const keyOf = (id: string): string[] => host.signed.filter((one) => one.id === id).map(({ key }) => key);

    await batch.press('retry');
    await batch.inState('choosing');
    await batch.submit();
    await batch.inState('reported');

    expect(batch.states).to.deep.equal(['signed', 'signed', 'signed']);
    expect(new Set(keyOf('a')).size).to.equal(1);
    expect(new Set(keyOf('b')).size).to.equal(2);
    expect(keyOf('c')).to.have.length(1);
  });

  it('says of each envelope that its workflow was not submitted, and has that tried again (C-38)', async () => {
    const ofRecord = (id: string) => ({ ...prepared(id), recordId: `rec-${id}` });
    const signed = new Set<string>();
    const keys: string[] = [];
    const tabOf = (id: string, code: string | null) => ({
      ...aSignTab({ recordId: `rec-${id}`, submitsWorkflow: true }),
      state: signed.has(id) ? ('completed' as const) : ('sign' as const),
      envelope: signed.has(id) ? { ...signedByMe(ofRecord(id)), status: 'completed' as const } : ofRecord(id),
      problems: signed.has(id) && code ? [{ code, slot: 'C-38', field: null }] : [],
      mayRetrySubmit: signed.has(id) && code === 'submit-blocked',
    });
    const codes: Record<string, string | null> = { a: 'submit-blocked', b: 'forbidden', c: null };
    const host = aBatchHost({
      envelopes: ['a', 'b', 'c'].map(ofRecord),
      getRecordTab: (recordId) => Promise.resolve(tabOf(recordId.slice(4), codes[recordId.slice(4)] ?? null)),
      signEnvelope: (id) => {
        signed.add(id);
        return Promise.resolve(aReceipt({ envelopeId: id, status: 'completed', workflowSubmitted: true }));
      },
      retrySubmit: (recordId, { idempotencyKey }) => {
        keys.push(idempotencyKey);
        if (keys.length === 1) return Promise.reject(new EsignError('network', 'offline'));
        return Promise.resolve(tabOf(recordId.slice(4), null));
      },
    });
    const batch = await BatchHarness.open(host.client, ['a', 'b', 'c']);
    await batch.submit();
    await batch.inState('reported');
    expect(batch.states).to.deep.equal(['signed', 'signed', 'signed']);
    expect(batch.row('a')).to.include('流程没有自动提交');
    expect(batch.row('b')).to.include('请在表单中手动提交');
    expect(batch.row('c')).not.to.include('流程没有自动提交');
    expect(batch.text).to.include('其中 2 份签署后流程没有自动提交');
    await expect(batch.element).to.be.accessible();

    await batch.press('resubmit');
    expect(batch.row('a')).to.include('网络');
    await batch.press('resubmit');
    await waitUntil(() => batch.act('resubmit') === null, 'the line stayed');

    expect(new Set(keys).size).to.equal(2);
    expect(batch.text).to.include('其中 1 份签署后流程没有自动提交');
  });

  it('calls signed what the host has stored although its answer was lost', async () => {
    const host = aBatchHost({ envelopes: [prepared('a')] });
    host.fail('a', 'timeout', true);
    const batch = await BatchHarness.open(host.client, ['a']);

    await batch.submit();
    await batch.inState('reported');

    expect(batch.states).to.deep.equal(['signed']);
    expect(batch.results.at(-1)).to.deep.equal([{ envelopeId: 'a', outcome: 'signed', code: null }]);
  });

  it('stops after what is under way, and signs nothing when the page says no', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const envelopes = ['a', 'b', 'c', 'd'].map(prepared);
    const inner = aBatchHost({ envelopes });
    const host = aBatchHost({
      envelopes,
      signEnvelope: async (...request) => {
        await gate;
        return inner.client.signEnvelope(...request);
      },
    });
    const batch = await BatchHarness.open(host.client, ['a', 'b', 'c', 'd']);
    batch.element.addEventListener('esign-before-sign', (event) => event.preventDefault(), { once: true });
    await batch.submit();
    expect(batch.state).to.equal('choosing');

    await batch.submit();
    batch.act('stop')?.focus();
    await batch.press('stop');
    release();
    await batch.inState('reported');

    expect(inner.signed.map(({ id }) => id)).to.deep.equal(['a', 'b']);
    expect(batch.focused?.localName).to.equal('h2');
    expect(batch.states).to.deep.equal(['signed', 'signed', 'ready', 'ready']);
    expect(batch.results.at(-1)?.map(({ outcome }) => outcome)).to.deep.equal([
      'signed',
      'signed',
      'notTried',
      'notTried',
    ]);
  });

  it('wants an envelope read where the host does, and counts the preview', async () => {
    const terms = { ...noTerms, reading: { minSeconds: 1, toEnd: false } };
    const host = aBatchHost({
      envelopes: [prepared('a'), prepared('b')],
      getSigningTerms: () => Promise.resolve(terms),
    });
    const batch = await BatchHarness.open(host.client, ['a', 'b']);
    expect(batch.states).to.deep.equal(['unread', 'unread']);
    expect(batch.act('submit')?.disabled).to.equal(true);

    await batch.preview('a');
    await waitUntil(() => batch.states[0] === 'ready', 'reading is not counted');

    expect(batch.states).to.deep.equal(['ready', 'unread']);
  });

  it('opens one on its own where no rule fits, and comes back with what was done there', async () => {
    let envelope = aBatchEnvelope('a');
    const host = aBatchHost({
      envelopes: [envelope],
      getEnvelope: () => Promise.resolve({ value: envelope, etag: '"1"' }),
    });
    const batch = await BatchHarness.open(host.client, ['a']);
    await batch.preview('a');

    await batch.press('single');
    await waitUntil(() => batch.text.includes('拖动印章到页面'), 'the panel for one did not open');
    envelope = signedByMe(envelope);
    await batch.press('leave-single');
    await batch.inState('choosing');

    expect(batch.states).to.deep.equal(['signed']);
  });

  it('has room on a phone, and gives the focus back to the list', async () => {
    await setViewport({ width: 360, height: 780 });
    const host = aBatchHost({ envelopes: [prepared('a'), aBatchEnvelope('b')] });
    const batch = await BatchHarness.open(host.client, ['a', 'b'], { locale: 'en' });
    await expect(batch.element).to.be.accessible();
    expect(batch.element.scrollWidth).to.be.at.most(batch.element.clientWidth);

    await batch.preview('a');
    await expect(batch.element).to.be.accessible();
    await batch.press('close-preview');

    expect(batch.focused?.getAttribute('data-act')).to.equal('open');
    await sendKeys({ press: 'Enter' });
    await batch.frames();
    expect(batch.act('close-preview')).not.to.equal(null);
    await setViewport({ width: 1280, height: 900 });
  });
});
