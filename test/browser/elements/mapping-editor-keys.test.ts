import { expect, oneEvent } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import type { FieldTree } from '../../../src/ui/field-tree.js';
import { keyActs, type KeyAct } from '../../../src/ui/key-table.js';
import { aFieldSource, aMapping, aPartyConfig } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';

before(() => setViewport({ width: 1440, height: 900 }));

async function open(step: 'required' | 'flow' = 'required'): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
  await editor.openStep(step);
  return editor;
}

const subjectText = (editor: MappingEditorHarness): string => JSON.stringify(editor.mapping.required.subject);

/** The step of undo that the other scenarios stand on: another field as the subject. */
async function rebind(editor: MappingEditorHarness): Promise<string> {
  const before = subjectText(editor);
  await editor.arm('合同编号');
  await editor.place(SUBJECT);
  expect(subjectText(editor)).not.to.equal(before);
  return before;
}

async function focusTree(editor: MappingEditorHarness, label: string): Promise<void> {
  await editor.typeSearch(label);
  await editor.press('ArrowDown');
}

/** A field that waits to be placed, by keys. */
async function arm(editor: MappingEditorHarness): Promise<void> {
  await focusTree(editor, '合同编号');
  await editor.press('Enter');
}

async function focusCard(editor: MappingEditorHarness, pointer: string): Promise<void> {
  editor.card(pointer).focus();
  await editor.settle();
  expect(editor.focused() === editor.card(pointer)).to.equal(true);
}

async function pickOnDiagram(editor: MappingEditorHarness): Promise<void> {
  editor.inCard('/flow/createAt', 'button[aria-pressed]').click();
  await editor.until('.canvas');
  await editor.settle();
  editor.get('.canvas').focus();
}

const points = (editor: MappingEditorHarness): string => JSON.stringify(editor.mapping.flow.createAt);

const shownRecord = (editor: MappingEditorHarness): string => (editor.get('.record-name') as HTMLSelectElement).value;

/** What each key of the table does, by real presses. An act without a scenario does not compile. */
const scenarios: Record<KeyAct, () => Promise<void>> = {
  save: async () => {
    const editor = await open();
    await rebind(editor);
    const saved = oneEvent(editor.element, 'esign-saved');

    await editor.keys('Control+s');

    await saved;
  },
  run: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);

    await editor.keys('Control+Shift+Enter');

    await editor.until('esign-simulation-panel');
  },
  palette: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);

    await editor.keys('Control+k');

    await editor.until('esign-command-palette');
  },
  shortcuts: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);

    await editor.keys('Control+/');

    await editor.until('esign-shortcut-list');
  },
  cancel: async () => {
    const editor = await open();
    await arm(editor);

    await editor.press('Escape');
    expect(editor.find('.place') === null).to.equal(true);

    // from a control to its card, and from there the key is the page's
    editor.inCard(SUBJECT, 'input').focus();
    await editor.press('Escape');
    expect(editor.focused() === editor.card(SUBJECT)).to.equal(true);
    let reached = 0;
    const count = (): void => {
      reached += 1;
    };
    document.addEventListener('keydown', count);
    await editor.press('Escape');
    document.removeEventListener('keydown', count);
    expect(reached).to.equal(1);
  },
  nextRegion: async () => {
    const editor = await open();
    editor.get('.toolbar button').focus();

    await editor.press('F6');

    expect(editor.focused()?.closest('[data-step]') !== null).to.equal(true);
  },
  previousRegion: async () => {
    const editor = await open();
    editor.get('[data-step="required"]').focus();

    await editor.keys('Shift+F6');

    expect(editor.focused()?.closest('.toolbar') !== null).to.equal(true);
  },
  search: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);

    await editor.keys('Control+f');
    expect((editor.focused() as HTMLInputElement).type).to.equal('search');

    // the second press is the browser's
    let prevented: boolean | undefined;
    const look = (event: KeyboardEvent): void => {
      prevented = event.defaultPrevented;
      event.preventDefault();
    };
    document.addEventListener('keydown', look, { once: true });
    (editor.focused() as HTMLElement).dispatchEvent(
      new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true, composed: true, cancelable: true }),
    );
    expect(prevented).to.equal(false);
  },
  nextProblem: async () => {
    const editor = await MappingEditorHarness.open();
    editor.get('.toolbar button').focus();

    await editor.press('F8');

    expect(editor.focusedSlot()).to.be.a('string');
    expect(editor.said()).not.to.equal('');
  },
  previousProblem: async () => {
    const editor = await MappingEditorHarness.open();
    editor.get('.toolbar button').focus();
    await editor.press('F8');
    const first = editor.focusedSlot();
    expect(first).to.be.a('string');
    await editor.press('F8');

    await editor.keys('Shift+F8');

    expect(editor.focusedSlot()).to.equal(first);
  },
  nextCard: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);

    await editor.press('ArrowDown');

    expect(editor.focusedSlot()).not.to.equal(SUBJECT);
    expect(editor.focused()?.matches('[data-slot]')).to.equal(true);
  },
  previousCard: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);
    await editor.press('ArrowDown', 'ArrowUp');

    expect(editor.focused() === editor.card(SUBJECT)).to.equal(true);
  },
  editCard: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);

    await editor.press('Enter');

    expect(editor.focusedSlot()).to.equal(SUBJECT);
    expect(editor.focused()?.matches('input, select, button')).to.equal(true);
  },
  undo: async () => {
    const editor = await open();
    const before = await rebind(editor);

    await editor.keys('Control+z');

    expect(subjectText(editor)).to.equal(before);
  },
  redo: async () => {
    const editor = await open();
    const before = await rebind(editor);
    const after = subjectText(editor);
    await editor.keys('Control+z');

    await editor.keys('Control+Shift+z');
    expect(subjectText(editor)).to.equal(after);

    await editor.keys('Control+z');
    expect(subjectText(editor)).to.equal(before);
    await editor.keys('Control+y');
    expect(subjectText(editor)).to.equal(after);
  },
  fixes: async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.until('.bulb');
    await focusCard(editor, SUBJECT);

    await editor.keys('Control+.');
    expect(editor.focused()?.matches('.fix, .bulb')).to.equal(true);
    expect(editor.focusedSlot()).to.equal(SUBJECT);

    // away from a card that can be mended: everything that is suggested
    editor.get('.toolbar button').focus();
    await editor.keys('Control+.');
    await editor.until('[data-suggestion]');
  },
  sourceKind: async () => {
    const editor = await open();
    editor.inCard(SUBJECT, 'input').focus();

    await editor.keys('Alt+ArrowDown');

    expect(editor.focused()?.matches('select.kind')).to.equal(true);
    expect(editor.focusedSlot()).to.equal(SUBJECT);
    await editor.press('Escape');
  },
  copy: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);

    await editor.keys('Control+c');

    await waitUntil(() => editor.said().startsWith('已复制'), 'waits for the copy');
  },
  cut: async () => {
    const editor = await open();
    const before = subjectText(editor);
    await focusCard(editor, SUBJECT);

    await editor.keys('Control+x');

    await waitUntil(() => subjectText(editor) !== before, 'waits for the cut');
  },
  paste: async () => {
    const editor = await open();
    const before = subjectText(editor);
    await focusCard(editor, SUBJECT);
    await editor.keys('Control+x');
    await waitUntil(() => subjectText(editor) !== before, 'waits for the cut');
    await focusCard(editor, SUBJECT);

    await editor.keys('Control+v');

    await waitUntil(() => subjectText(editor) === before, 'waits for the paste');
  },
  selectCard: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);

    await editor.press(' ');
    await editor.settle();

    expect(editor.text(SUBJECT)).to.contain('已选中');
  },
  cardMenu: async () => {
    const editor = await open();
    await focusCard(editor, SUBJECT);

    await editor.keys('Shift+F10');

    await waitUntil(() => (editor.focused() as HTMLElement).dataset['act'] === 'copy', 'waits for the menu');
  },
  rename: async () => {
    const parties = [aPartyConfig(), aPartyConfig({ id: 'party-c', kind: 'organization', order: 3 })];
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aMapping({ flow: { parties } })) });
    await editor.openStep('flow');
    editor.get('.party[data-item="/flow/parties/1"] .fold').focus();

    await editor.press('F2');

    expect(editor.focusedSlot()).to.equal('/flow/parties/1/name');
  },
  removeItem: async () => {
    const signers = [aFieldSource('f-signer-a'), aFieldSource('f-owner')];
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aMapping({ required: { signers } })) });
    await editor.openStep('required');
    editor.inCard('/required/signers', '[data-item="/required/signers/1"] .chip-button:last-of-type').focus();

    await editor.press('Delete');

    expect(editor.mapping.required.signers.length).to.equal(1);
  },
  removeLast: async () => {
    const editor = await open();
    editor.inCard('/required/documents', 'input').focus();
    const count = editor.mapping.required.documents.length;

    await editor.press('Backspace');

    expect(editor.mapping.required.documents.length).to.equal(count - 1);
  },
  moveItem: async () => {
    const editor = await open();
    await editor.typeInto('/required/documents', '规格书');
    await editor.press('Enter');
    const before = JSON.stringify(editor.mapping.required.documents);
    editor.inCard('/required/documents', '[data-index="1"] .chip-button:last-of-type').focus();

    await editor.keys('Alt+ArrowUp');
    expect(JSON.stringify(editor.mapping.required.documents)).not.to.equal(before);

    await editor.keys('Alt+ArrowDown');
    expect(JSON.stringify(editor.mapping.required.documents)).to.equal(before);
  },
  duplicate: async () => {
    const mapping = aMapping();
    const rule = { event: 'completed' as const, actionFlowId: 'af-notify', enabled: true };
    const host = aConfiguredHost({ ...mapping, advanced: { ...mapping.advanced, callbacks: [rule] } });
    const editor = await MappingEditorHarness.open({ host });
    await editor.openStep('callbacks');
    await editor.until('[data-row] [data-part="event"]');
    editor.get('[data-row] [data-part="event"]').focus();

    await editor.keys('Control+d');

    expect(editor.mapping.advanced.callbacks.length).to.equal(2);
  },
  arm: async () => {
    const editor = await open();
    await focusTree(editor, '合同编号');

    await editor.press('Enter');

    expect(editor.find('.place') === null).to.equal(false);
  },
  bindLast: async () => {
    const editor = await open();
    const before = subjectText(editor);
    await focusTree(editor, '合同编号');
    await editor.keys('Control+Enter');
    expect(editor.said()).not.to.equal('');

    await focusCard(editor, SUBJECT);
    await focusTree(editor, '合同编号');
    await editor.keys('Control+Enter');

    expect(subjectText(editor)).not.to.equal(before);
    expect(subjectText(editor)).to.contain('合同编号');

    // what does not fit is told, and nothing happens
    const now = subjectText(editor);
    await focusCard(editor, '/required/documents');
    await focusTree(editor, '合同编号');
    await editor.keys('Control+Enter');
    expect(subjectText(editor)).to.equal(now);
    expect(editor.said()).to.contain('不能放入');
  },
  nextPlace: async () => {
    const editor = await open();
    await arm(editor);

    await editor.press('Tab');

    expect(editor.focused()?.matches('.place')).to.equal(true);
  },
  previousPlace: async () => {
    const editor = await open();
    await arm(editor);
    await editor.press('Tab', 'Tab');
    const second = editor.focusedSlot();

    await editor.keys('Shift+Tab');

    expect(editor.focused()?.matches('.place')).to.equal(true);
    expect(editor.focusedSlot()).not.to.equal(second);
  },
  placeHere: async () => {
    const editor = await open();
    await arm(editor);
    await editor.press('Tab');
    while (editor.focusedSlot() !== SUBJECT) await editor.press('Tab');

    await editor.press('Enter');

    expect(editor.mapping.required.subject?.kind).to.equal('field');
  },
  addHere: async () => {
    const editor = await open();
    await arm(editor);
    await editor.press('Tab');
    while (editor.focusedSlot() !== SUBJECT) await editor.press('Tab');

    await editor.keys('Shift+Enter');

    expect(editor.mapping.required.subject?.kind).to.equal('template');
    expect(subjectText(editor)).to.contain('合同编号');
    expect(editor.find('.place') === null).to.equal(true);
  },
  walkFields: async () => {
    const editor = await open();
    await focusTree(editor, '');
    const tree = editor.focused()!;
    const at = tree.getAttribute('aria-activedescendant');

    await editor.press('ArrowDown');

    expect(tree.getAttribute('aria-activedescendant')).not.to.equal(at);
  },
  foldFields: async () => {
    const editor = await open();
    editor.get('esign-field-tree').shadowRoot!.querySelector<HTMLElement>('[role="tree"]')!.focus();
    const count = editor.rows().length;
    await editor.press('Home');

    await editor.press('ArrowLeft');

    expect(editor.rows().length).to.be.lessThan(count);
  },
  selectField: async () => {
    const editor = await open();
    await focusTree(editor, '合同编号');

    await editor.press(' ');

    expect((editor.get('esign-field-tree') as FieldTree).selected.length).to.equal(1);
  },
  extendFields: async () => {
    const editor = await open();
    await focusTree(editor, '合同');

    await editor.keys('Shift+ArrowDown');

    expect((editor.get('esign-field-tree') as FieldTree).selected.length).to.equal(2);
  },
  previousRecord: async () => {
    const editor = await open();
    editor.get('.record button').focus();
    await editor.press(']');
    const before = shownRecord(editor);

    await editor.press('[');

    expect(shownRecord(editor)).not.to.equal(before);
  },
  nextRecord: async () => {
    const editor = await open();
    const before = shownRecord(editor);
    await focusCard(editor, SUBJECT);
    await editor.press(']');
    expect(shownRecord(editor)).to.equal(before);

    editor.get('.record button').focus();
    await editor.press(']');

    expect(shownRecord(editor)).not.to.equal(before);
  },
  walkFlow: async () => {
    const editor = await open('flow');
    await pickOnDiagram(editor);
    const live = editor.get('#live').textContent;

    await editor.press('ArrowRight');

    expect(editor.get('#live').textContent).not.to.equal(live);
  },
  pickBefore: async () => {
    const editor = await open('flow');
    await pickOnDiagram(editor);
    const before = points(editor);
    await editor.press('ArrowRight', 'ArrowRight', 'b');

    expect(points(editor)).not.to.equal(before);
  },
  pickAfter: async () => {
    const editor = await open('flow');
    await pickOnDiagram(editor);
    const before = points(editor);
    await editor.press('ArrowRight', 'ArrowRight', 'a');

    expect(points(editor)).not.to.equal(before);
  },
  pickUsual: async () => {
    const editor = await open('flow');
    await pickOnDiagram(editor);
    const before = points(editor);
    await editor.press('ArrowRight', 'ArrowRight', 'Enter');

    expect(points(editor)).not.to.equal(before);
  },
};

describe('<esign-mapping-editor>: every key of the table', () => {
  for (const act of keyActs) it(`does ${act}`, () => scenarios[act]());
});

describe('<esign-mapping-editor>: keys of the page', () => {
  it('takes other keys, and none', async () => {
    const editor = await open();
    editor.element.keymap = { undo: 'Mod+U', pickBefore: null };
    await editor.settle();
    const before = await rebind(editor);

    await editor.keys('Control+z');
    expect(subjectText(editor)).not.to.equal(before);
    await editor.keys('Control+u');
    expect(subjectText(editor)).to.equal(before);
  });

  it('tells a wrong entry and keeps the usual key', async () => {
    const editor = await open();
    const told = oneEvent<CustomEvent<{ code: string; message: string }>>(editor.element, 'esign-error');
    editor.element.keymap = { undo: 'Mod+' };

    const { detail } = await told;
    expect(detail.code).to.equal('invalid-input');
    expect(detail.message).to.contain('keymap.undo');
    const before = await rebind(editor);
    await editor.keys('Control+z');
    expect(subjectText(editor)).to.equal(before);
  });

  it('does nothing while an input method composes', async () => {
    const editor = await open();
    const before = await rebind(editor);
    const after = subjectText(editor);

    const composing = new KeyboardEvent('keydown', {
      key: 'z',
      ctrlKey: true,
      isComposing: true,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    editor.card(SUBJECT).dispatchEvent(composing);
    await editor.settle();

    expect(subjectText(editor)).to.equal(after);
    expect(before).not.to.equal(after);
    await waitUntil(() => !composing.defaultPrevented);
  });
});
