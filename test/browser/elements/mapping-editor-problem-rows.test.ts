import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { newParty } from '../../../src/core/bind.js';
import type { PlacementRule } from '../../../src/schema/placement.js';
import type { CallbackRule, FileOperation, SigningMapping } from '../../../src/schema/signing-config.js';
import { deepActiveElement, deepClosest } from '../../../src/ui/deep-query.js';
import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

before(() => setViewport({ width: 1440, height: 900 }));

/** The same rule more than once is a problem of each row that says it again. */
const aRule = (event: CallbackRule['event']): CallbackRule => ({ event, actionFlowId: 'af-notify', enabled: true });

const focusedRow = (): string | undefined => deepClosest(deepActiveElement(), '[data-item]')?.dataset['item'];

const openWith = (callbacks: CallbackRule[]): Promise<MappingEditorHarness> =>
  MappingEditorHarness.open({ host: aConfiguredHost(aMapping({ advanced: { callbacks } })) });

const anOperation = (id: string, over: Partial<FileOperation> = {}): FileOperation => ({
  id,
  kind: 'node',
  target: 'n-dept',
  timing: 'after',
  operation: 'remind',
  message: {},
  ...over,
});

const aPlacement = (id: string, over: Partial<PlacementRule> = {}): PlacementRule => ({
  id,
  party: 'initiator',
  source: null,
  mark: 'seal',
  position: { kind: 'free' },
  policy: 'free',
  signingDate: null,
  ...over,
});

const focusedPart = (): string | undefined => (deepActiveElement() as HTMLElement | null)?.dataset['part'];

/** Presses a key until the cursor is in the row, at most once a problem. */
async function walkTo(editor: MappingEditorHarness, key: string, row: string): Promise<void> {
  for (let left = editor.element.validate().length; left > 0 && focusedRow() !== row; left -= 1) {
    await editor.keys(key);
  }
}

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

  it('F8 leads from another step into the faulty rows of file operations, one by one (C-70)', async () => {
    const operations = [
      anOperation('op-1'),
      anOperation('op-2', { operation: 'autoSign' }),
      anOperation('op-3'),
      anOperation('op-4', { operation: 'autoSign' }),
    ];
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aMapping({ operations })) });
    editor.get('.toolbar button').focus();

    await walkTo(editor, 'F8', '/operations/1');
    expect(focusedRow()).to.equal('/operations/1');
    expect(focusedPart()).to.equal('place');

    await editor.press('F8');
    expect(focusedRow()).to.equal('/operations/3');
    await editor.keys('Shift+F8');
    expect(focusedRow()).to.equal('/operations/1');
  });

  it('leads to the sentence of a check among the file operations (C-70)', async () => {
    const operations = [
      anOperation('op-1'),
      anOperation('op-2', { kind: 'exit', target: 'e-sign-a', timing: 'before', operation: 'verifySigned' }),
    ];
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aMapping({ operations })) });

    editor.element.goTo('/operations/1/message');
    await editor.until('esign-operation-list');
    await editor.settle();

    expect(focusedRow()).to.equal('/operations/1');
    expect((deepActiveElement() as HTMLInputElement).lang).to.equal('zh-CN');
  });

  it('F8 leads into the faulty rule among the placements, to the member that is wrong (C-37)', async () => {
    const mapping: SigningMapping = aMapping({
      flow: {
        placements: [
          aPlacement('r-1'),
          aPlacement('r-2', { source: 'doc-gone' }),
          aPlacement('r-3', { party: 'nobody' }),
        ],
      },
    });
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });
    editor.get('.toolbar button').focus();

    await walkTo(editor, 'F8', '/flow/placements/1');
    expect(focusedRow()).to.equal('/flow/placements/1');
    expect(focusedPart()).to.equal('source');

    await editor.press('F8');
    expect(focusedRow()).to.equal('/flow/placements/2');
    expect(focusedPart()).to.equal('party');
  });

  it('says in the rule what is wrong with it, and mends it there (C-37)', async () => {
    const mapping = aMapping({ flow: { placements: [aPlacement('r-1'), aPlacement('r-2', { source: 'doc-gone' })] } });
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });

    editor.element.goTo('/flow/placements/1');
    await editor.settle();
    const row = editor.get('[data-item="/flow/placements/1"]');
    expect(row.querySelectorAll('.problem')).to.have.length(1);
    expect(editor.get('[data-item="/flow/placements/0"]').querySelector('.problem')).to.equal(null);
    expect(editor.card('/flow/placements').querySelector('.problem')).to.equal(null);

    await editor.keys('Control+.');
    expect((deepActiveElement() as HTMLElement).matches('.fix')).to.equal(true);
    await editor.press('Enter');

    expect(editor.mapping.flow.placements[1]?.source).to.equal(null);
    expect(editor.element.validate().filter(({ pointer }) => pointer.startsWith('/flow/placements'))).to.deep.equal([]);
    expect(focusedRow()).to.equal('/flow/placements/1');
  });

  it('leads to the position that the service cannot do (C-37)', async () => {
    const position = { kind: 'seam', edge: 'right', y: 300, pages: 'all', doubleSided: false } as const;
    const host = aConfiguredHost(aMapping({ flow: { placements: [aPlacement('r-1', { position })] } }));
    host.capabilities = { seamPlacement: false };
    const editor = await MappingEditorHarness.open({ host });
    editor.get('.toolbar button').focus();

    await walkTo(editor, 'F8', '/flow/placements/0');

    expect(focusedRow()).to.equal('/flow/placements/0');
    expect(focusedPart()).to.equal('position');
  });
});
