import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { SigningMapping } from '../../../src/schema/signing-config.js';
import {
  aFieldRef,
  aFieldSource,
  aMapping,
  aPartyConfig,
  aSealUseMapping,
  type Patch,
} from '../../support/builders.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

const SIGNERS = '/required/signers';
const DOCUMENTS = '/required/documents';
const NODES = '/required/signingNodes';

async function open(step: 'required' | 'flow', patch: Patch<SigningMapping>): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aMapping(patch)) });
  await editor.openStep(step);
  return editor;
}

const chip = (editor: MappingEditorHarness, slot: string, index: number): HTMLElement =>
  editor.inCard(slot, `[data-item="${slot}/${index}"]`);
const close = (editor: MappingEditorHarness, slot: string, index: number): HTMLElement =>
  chip(editor, slot, index).querySelector<HTMLElement>('.chip-button:last-of-type')!;
const focusedItem = (editor: MappingEditorHarness): string | undefined =>
  editor.focused()?.closest<HTMLElement>('[data-item]')?.dataset['item'];
const labels = (editor: MappingEditorHarness): string[] =>
  editor.mapping.required.signers.map((source) => (source.kind === 'field' ? source.field.field : source.kind));

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: chips by keyboard', () => {
  const signers = ['f-signer-a', 'f-owner', 'f-signer-b'].map((id) => aFieldSource(id));

  it('takes a chip out by Delete or Backspace, one step each; the cursor goes on to the next', async () => {
    const editor = await open('required', { required: { signers } });
    close(editor, SIGNERS, 1).focus();

    await editor.press('Delete');
    expect(labels(editor)).to.deep.equal(['f-signer-a', 'f-signer-b']);
    expect(focusedItem(editor)).to.equal(`${SIGNERS}/1`);

    await editor.press('Backspace');
    expect(labels(editor)).to.deep.equal(['f-signer-a']);
    expect(focusedItem(editor)).to.equal(`${SIGNERS}/0`);

    await editor.press('Delete');
    expect(labels(editor)).to.deep.equal([]);
    expect(editor.focused()?.getAttribute('role')).to.equal('combobox');

    editor.element.undo();
    await editor.settle();
    expect(labels(editor)).to.deep.equal(['f-signer-a']);
  });

  it('takes the only value of a slot out', async () => {
    const editor = await open('required', {});
    editor.inCard('/required/subject', '.chip .chip-button').focus();

    await editor.press('Delete');

    expect(editor.mapping.required.subject).to.equal(null);
    expect(editor.focusedSlot()).to.equal('/required/subject');
  });

  it('moves a chip by Alt and arrows, and the cursor with it', async () => {
    const documents = ['f-contract', 'f-tech'].map((id, at) => ({
      kind: 'field' as const,
      id: `doc-${at}`,
      field: aFieldRef(id),
    }));
    const editor = await open('required', { required: { documents } });
    close(editor, DOCUMENTS, 1).focus();

    await editor.chord('Alt', 'ArrowUp');

    expect(editor.mapping.required.documents.map(({ id }) => id)).to.deep.equal(['doc-1', 'doc-0']);
    expect(focusedItem(editor)).to.equal(`${DOCUMENTS}/0`);
    await editor.chord('Alt', 'ArrowUp');
    expect(editor.mapping.required.documents.map(({ id }) => id)).to.deep.equal(['doc-1', 'doc-0']);
  });

  it('takes a node out by Delete', async () => {
    const editor = await open('required', { required: { signingNodes: ['n-sign-a', 'n-sign-b'] } });
    close(editor, NODES, 0).focus();

    await editor.press('Delete');

    expect(editor.mapping.required.signingNodes).to.deep.equal(['n-sign-b']);
    expect(focusedItem(editor)).to.equal(`${NODES}/0`);
  });

  it('exchanges the slots of a text by Alt and arrows, as a step of its own', async () => {
    const subject = {
      kind: 'template' as const,
      template: [
        { kind: 'field' as const, field: aFieldRef('f-title') },
        { kind: 'text' as const, text: ' – ' },
        { kind: 'field' as const, field: aFieldRef('f-no') },
      ],
    };
    const editor = await open('required', { required: { subject } });
    const input = editor.inCard('/required/subject', 'input.text') as HTMLInputElement;
    const before = input.value;
    input.focus();
    input.setSelectionRange(3, 3);

    await editor.chord('Alt', 'ArrowRight');

    const [first, dash, last] = subject.template;
    expect(JSON.stringify(editor.mapping.required.subject)).to.equal(
      JSON.stringify({ kind: 'template', template: [last, dash, first] }),
    );
    expect(input.selectionStart).to.equal(input.value.length);
    expect(editor.focused() === input).to.equal(true);
    editor.element.undo();
    await editor.settle();
    expect(input.value).to.equal(before);
  });

  it('leaves keys in the text of a list to the text', async () => {
    const editor = await open('required', { required: { signers } });
    const input = await editor.typeInto(SIGNERS, '签署');

    await editor.press('Backspace', 'Delete');

    expect(labels(editor).length).to.equal(3);
    expect(input.value).to.equal('签');
  });
});

describe('<esign-mapping-editor>: parties and rules by keyboard', () => {
  const two = [aPartyConfig(), aPartyConfig({ id: 'party-c', kind: 'organization', order: 3 })];
  const parties = (editor: MappingEditorHarness): string[] =>
    editor.mapping.flow.parties.map(({ id, order }) => `${id} ${order}`);
  const party = (editor: MappingEditorHarness, index: number): HTMLElement =>
    editor.get(`.party[data-item="/flow/parties/${index}"] .fold`);

  it('moves a party by Alt and arrows; it takes the number of its new place', async () => {
    const editor = await open('flow', { flow: { parties: two } });
    party(editor, 0).focus();

    await editor.chord('Alt', 'ArrowDown');

    expect(parties(editor)).to.deep.equal(['party-c 2', 'party-b 3']);
    expect(focusedItem(editor)).to.equal('/flow/parties/1');
    expect(editor.focused()?.classList.contains('fold')).to.equal(true);
  });

  it('doubles a party by Ctrl+D with an id of its own, as one step', async () => {
    const editor = await open('flow', { flow: { parties: two } });
    party(editor, 0).focus();

    await editor.chord('Control', 'd');

    expect(parties(editor)).to.deep.equal(['party-b 2', 'party-c 3', 'party-1 4']);
    expect(JSON.stringify(editor.mapping.flow.parties[2])).to.equal(
      JSON.stringify(aPartyConfig({ id: 'party-1', order: 4 })),
    );
    expect(focusedItem(editor)).to.equal('/flow/parties/2');
    editor.element.undo();
    await editor.settle();
    expect(parties(editor).length).to.equal(2);
  });

  it('goes to the name by F2 where a party has one', async () => {
    const editor = await open('flow', { flow: { parties: two } });
    party(editor, 1).focus();
    await editor.press('F2');
    expect(editor.focusedSlot()).to.equal('/flow/parties/1/name');

    party(editor, 0).focus();
    await editor.press('F2');
    expect(focusedItem(editor)).to.equal('/flow/parties/0');
  });

  it('doubles a placement rule by Ctrl+D', async () => {
    const rule = {
      id: 'rule-a',
      party: 'party-b',
      source: null,
      mark: 'seal',
      position: { kind: 'free' },
      policy: 'free',
      signingDate: null,
    } as const;
    const editor = await open('flow', { flow: { placements: [rule] } });
    editor.get('esign-placement-rules').shadowRoot!.querySelector<HTMLElement>('.rule select')!.focus();

    await editor.chord('Control', 'd');

    expect(JSON.stringify(editor.mapping.flow.placements)).to.equal(
      JSON.stringify([rule, { ...rule, id: 'placement-1' }]),
    );
    expect(focusedItem(editor)).to.equal('/flow/placements/1');
  });

  it('moves and doubles actions of a seal event (P-15)', async () => {
    const host = new FakeEditorHost();
    const actions = [{ kind: 'submitWorkflow' as const }, { kind: 'sendBack' as const, nodeId: 'n-dept' }];
    host.storeSealUseAs(
      '管理员',
      aSealUseMapping({ callbacks: [{ id: 'c', event: 'rejected', enabled: true, actions }] }),
    );
    const editor = await MappingEditorHarness.open({ host, kind: 'seal-use' });
    await editor.openStep('callbacks');
    const list = editor.get('esign-seal-callbacks').shadowRoot!;
    list.querySelectorAll<HTMLElement>('[data-action] select')[0]!.focus();

    await editor.chord('Alt', 'ArrowDown');
    const kinds = (): string[] => editor.sealUse.callbacks[0]!.actions.map(({ kind }) => kind);
    expect(kinds()).to.deep.equal(['sendBack', 'submitWorkflow']);
    expect(editor.focused()?.closest<HTMLElement>('[data-action]')?.dataset['action']).to.equal('1');

    await editor.chord('Control', 'd');
    expect(kinds()).to.deep.equal(['sendBack', 'submitWorkflow', 'submitWorkflow']);
    expect(editor.focused()?.closest<HTMLElement>('[data-action]')?.dataset['action']).to.equal('2');
  });
});
