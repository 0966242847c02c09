import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { newParty } from '../../../src/core/bind.js';
import type { CallbackRule } from '../../../src/schema/signing-config.js';
import { deepActiveElement, deepClosest } from '../../../src/ui/deep-query.js';
import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

before(() => setViewport({ width: 1440, height: 900 }));

/** The same rule more than once is a problem of each row that says it again. */
const aRule = (event: CallbackRule['event']): CallbackRule => ({ event, actionFlowId: 'af-notify', enabled: true });

const focusedRow = (): string | undefined => deepClosest(deepActiveElement(), '[data-item]')?.dataset['item'];

const openWith = (callbacks: CallbackRule[]): Promise<MappingEditorHarness> =>
  MappingEditorHarness.open({ host: aConfiguredHost(aMapping({ advanced: { callbacks } })) });

describe('<esign-mapping-editor>: the way to a row', () => {
  it('puts the cursor into the row, and into the member of it that is meant', async () => {
    const editor = await openWith([aRule('completed'), aRule('created'), aRule('completed')]);

    editor.element.goTo('/advanced/callbacks/2');
    await editor.until('esign-callback-list');
    await editor.settle();
    expect(focusedRow()).to.equal('/advanced/callbacks/2');

    editor.element.goTo('/advanced/callbacks/1/event');
    await editor.settle();
    expect(focusedRow()).to.equal('/advanced/callbacks/1');
    expect((deepActiveElement() as HTMLElement).dataset['part']).to.equal('event');
  });

  it('F8 and Shift+F8 walk the faulty rows of a list one by one and leave none out', async () => {
    const editor = await openWith([aRule('completed'), aRule('completed'), aRule('created'), aRule('completed')]);
    const problems = editor.element.validate();
    const rows = problems.filter(({ pointer }) => pointer.startsWith('/advanced/callbacks/'));
    expect(rows.map(({ pointer }) => pointer)).to.deep.equal(['/advanced/callbacks/1', '/advanced/callbacks/3']);
    editor.get('.toolbar button').focus();

    const seen: (string | undefined)[] = [];
    for (let press = 0; press < problems.length; press += 1) {
      await editor.press('F8');
      await editor.settle();
      seen.push(focusedRow());
    }
    const first = seen.indexOf('/advanced/callbacks/1');
    expect(first).to.be.at.least(0);
    expect(seen.slice(first, first + 2)).to.deep.equal(['/advanced/callbacks/1', '/advanced/callbacks/3']);

    for (let press = 0; press < problems.length && focusedRow() !== '/advanced/callbacks/3'; press += 1) {
      await editor.press('F8');
      await editor.settle();
    }
    await editor.keys('Shift+F8');
    await editor.settle();
    expect(focusedRow()).to.equal('/advanced/callbacks/1');
  });

  it('leads to a party of the list, and to the signer of a folded party', async () => {
    let mapping = aMapping();
    mapping = { ...mapping, flow: { ...mapping.flow, parties: [], addParties: { fixed: true, dynamic: false } } };
    for (const id of ['p-1', 'p-2', 'p-3', 'p-4', 'p-5', 'p-6', 'p-7', 'p-8']) {
      const party = { ...newParty(mapping, 'person', 'internal'), id };
      mapping = { ...mapping, flow: { ...mapping.flow, parties: [...mapping.flow.parties, party] } };
    }
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });

    editor.element.goTo('/flow/parties/6/signers/0');
    await editor.settle();
    await editor.settle();
    expect(editor.focusedSlot()).to.equal('/flow/parties/6/signers');

    editor.element.goTo('/flow/parties/3');
    await editor.settle();
    expect(focusedRow()).to.equal('/flow/parties/3');
  });
});
