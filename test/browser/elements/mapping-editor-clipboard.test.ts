import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { aFieldRef, aFieldSource, aMapping, type Patch } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';
const SIGNERS = '/required/signers';
const DOCUMENTS = '/required/documents';
const REMARK = '/optional/remark';

async function open(patch: Patch<SigningMapping> = {}, locale = 'zh-CN'): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aMapping(patch)), locale });
  await editor.openStep('required');
  return editor;
}

const json = (value: unknown): string => JSON.stringify(value);
const focusCard = (editor: MappingEditorHarness, pointer: string): void => editor.card(pointer).focus();

/** The keys of a person, and what the editor says after them. */
async function keys(editor: MappingEditorHarness, key: string): Promise<string> {
  const before = editor.said();
  await editor.chord('Control', key);
  await waitUntil(() => editor.said() !== before, `waits for what Ctrl+${key} says`);
  await editor.settle();
  return editor.said();
}

/** A paste as the browser hands it over, with a text of our choice. */
async function pasteText(editor: MappingEditorHarness, pointer: string, text: string): Promise<string> {
  focusCard(editor, pointer);
  const before = editor.said();
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  // Firefox gives an event data of its own, made of these two
  const init = { clipboardData, data: text, dataType: 'text/plain', bubbles: true, cancelable: true };
  document.body.dispatchEvent(new ClipboardEvent('paste', init));
  await waitUntil(() => editor.said() !== before, 'waits for what pasting says');
  await editor.settle();
  return editor.said();
}

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: copy, cut and paste', () => {
  it('copies a card and pastes it onto another one by keys, as one step', async () => {
    const editor = await open();
    focusCard(editor, SUBJECT);
    expect(await keys(editor, 'c')).to.equal('已复制：文件主题: 合同名称');

    await editor.openStep('optional');
    focusCard(editor, REMARK);
    expect(await keys(editor, 'v')).to.equal('已粘贴到：流程备注');

    expect(json(editor.mapping.optional.remark)).to.equal(json(aFieldSource('f-title')));
    editor.element.undo();
    await editor.settle();
    expect(editor.mapping.optional.remark).to.equal(null);
  });

  it('cuts in one step; undo brings it back, and the focus stays in the slot', async () => {
    const editor = await open();
    const before = json(editor.mapping);
    focusCard(editor, SIGNERS);

    await keys(editor, 'x');

    expect(editor.mapping.required.signers.length).to.equal(0);
    expect(editor.focusedSlot()).to.equal(SIGNERS);
    editor.element.undo();
    await editor.settle();
    expect(json(editor.mapping)).to.equal(before);
  });

  it('copies one chip of a list', async () => {
    const signers = [aFieldSource('f-signer-a'), aFieldSource('f-owner')];
    const editor = await open({ required: { signers } });
    editor.inCard(SIGNERS, '[data-item="/required/signers/1"] button:last-of-type').focus();

    await keys(editor, 'c');
    focusCard(editor, '/required/initiator');
    await keys(editor, 'v');

    expect(json(editor.mapping.required.initiator)).to.equal(json(aFieldSource('f-owner')));
  });

  it('copies the cards that Space selected, and pastes all of them in one step', async () => {
    const editor = await open();
    for (const pointer of [SUBJECT, SIGNERS]) {
      focusCard(editor, pointer);
      await editor.press(' ');
    }
    expect(editor.text(SUBJECT)).to.contain('已选中');
    await keys(editor, 'c');
    await waitUntil(() => !editor.text(SUBJECT).includes('已选中'), 'the copied cards are no longer selected');

    const other = await open({ required: { subject: null, signers: [], signingNodes: [] } });
    focusCard(other, DOCUMENTS);
    expect(await keys(other, 'v')).to.equal('已粘贴到：文件主题、签署人');

    expect(json(other.mapping.required.subject)).to.equal(json(aFieldSource('f-title')));
    expect(json(other.mapping.required.signers)).to.equal(json([aFieldSource('f-signer-a')]));
    other.element.undo();
    await other.settle();
    expect([other.mapping.required.subject, other.mapping.required.signers.length]).to.deep.equal([null, 0]);
  });

  it('says why a value does not go into a slot, in sight and aloud', async () => {
    const editor = await open();
    focusCard(editor, DOCUMENTS);
    await keys(editor, 'c');
    focusCard(editor, '/required/initiator');

    const said = await keys(editor, 'v');

    expect(said).to.contain('“文件发起人”');
    expect(editor.get('.clip-note').matches(':popover-open')).to.equal(true);
    expect(editor.get('.clip-note').textContent?.trim()).to.equal(said);
  });

  it('leaves text that is selected, and text that is pasted into a text, to the browser', async () => {
    const editor = await open({ optional: { sceneNumber: { kind: 'constant', value: 'A-1' } } });
    await editor.openStep('optional');
    const input = editor.inCard('/optional/sceneNumber', 'input.value') as HTMLInputElement;
    input.focus();
    input.select();
    await editor.chord('Control', 'c');
    input.setSelectionRange(3, 3);
    await editor.chord('Control', 'v');

    expect(input.value).to.equal('A-1A-1');
    expect(json(editor.mapping.optional.sceneNumber)).to.equal(json({ kind: 'constant', value: 'A-1A-1' }));
  });

  it('takes bindings that are pasted into a text as bindings', async () => {
    const editor = await open();
    focusCard(editor, SUBJECT);
    await keys(editor, 'c');
    await editor.openStep('optional');
    const input = editor.inCard(REMARK, 'input[role="combobox"]') as HTMLInputElement;
    input.focus();

    await keys(editor, 'v');

    expect(json(editor.mapping.optional.remark)).to.equal(json(aFieldSource('f-title')));
    expect(input.value).to.equal('');
  });

  it('pastes nothing while it is read only', async () => {
    const host = aConfiguredHost();
    const editor = await MappingEditorHarness.open({ host, readonly: true });
    await editor.openStep('required');
    const before = json(editor.mapping);
    focusCard(editor, SUBJECT);
    await keys(editor, 'c');

    await editor.chord('Control', 'x');
    await editor.chord('Control', 'v');
    await editor.settle();

    expect(json(editor.mapping)).to.equal(before);
  });

  it('asks the page before a paste, as before every bind', async () => {
    const editor = await open();
    focusCard(editor, SUBJECT);
    await keys(editor, 'c');
    const asked: string[] = [];
    editor.element.addEventListener('esign-before-bind', (event) => {
      asked.push(`${event.detail.command} ${event.detail.pointer}`);
      event.preventDefault();
    });
    await editor.openStep('optional');
    focusCard(editor, REMARK);

    await keys(editor, 'v');

    expect(asked).to.deep.equal([`paste ${REMARK}`]);
    expect(editor.mapping.optional.remark).to.equal(null);
  });

  const clip = (value: unknown, more: object = {}): string =>
    json({ 'esign-elements': 'bindings', version: 1, items: [{ pointer: SUBJECT, value }], ...more });
  const hostile: [string, string, string][] = [
    ['words', '合同名称', '没有绑定'],
    ['foreign JSON', '{"a":1}', '没有绑定'],
    ['a newer version', clip(aFieldSource('f-title'), { version: 2 }), '更新的版本'],
    ['prototype members', clip(null).replace('null', '{"kind":"operator","__proto__":{"polluted":1}}'), '不完整'],
    ['something huge', clip(aFieldSource('f-title'), { pad: 'x'.repeat(600_000) }), '过大'],
  ];
  for (const [what, text, words] of hostile) {
    it(`refuses ${what} on the clipboard, and changes nothing`, async () => {
      const editor = await open();
      const before = json(editor.mapping);

      const said = await pasteText(editor, SUBJECT, text);

      expect(said).to.contain(words);
      expect(json(editor.mapping)).to.equal(before);
      expect('polluted' in {}).to.equal(false);
    });
  }

  it('shows script as text, and names a field that this form does not have', async () => {
    const editor = await open();
    const gone = { ...aFieldRef('f-title'), field: 'gone', label: '<img src=x onerror="globalThis.__hostile=1">' };

    const said = await pasteText(editor, SUBJECT, clip({ kind: 'field', field: gone }));

    expect(said).to.contain('<img src=x');
    expect(said).to.contain('找不到');
    expect(editor.find('.clip-note img') === null).to.equal(true);
    expect('__hostile' in globalThis).to.equal(false);
  });

  it('does not listen while the focus is elsewhere on the page', async () => {
    const editor = await open();
    const before = json(editor.mapping);
    focusCard(editor, SUBJECT);
    (editor.focused() as HTMLElement).blur();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', clip({ kind: 'operator' }));
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });

    document.body.dispatchEvent(event);
    await editor.settle();

    expect(event.defaultPrevented).to.equal(false);
    expect(json(editor.mapping)).to.equal(before);
  });
});

describe('<esign-mapping-editor>: the menu of a card', () => {
  const menu = async (editor: MappingEditorHarness): Promise<HTMLElement> => {
    await waitUntil(
      () => editor.find('esign-card-menu')?.shadowRoot?.querySelector(':popover-open [role="menuitem"]'),
      'waits for the menu',
    );
    await editor.settle();
    return editor.get('esign-card-menu');
  };
  const items = (element: HTMLElement): string[] =>
    [...element.shadowRoot!.querySelectorAll<HTMLElement>('[role="menuitem"]')].map(
      (item) => item.dataset['act'] ?? '',
    );

  it('opens by Shift+F10, walks by arrows, and gives the focus back', async () => {
    const editor = await open();
    focusCard(editor, SUBJECT);
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'F10' });
    await sendKeys({ up: 'Shift' });

    const element = await menu(editor);
    expect(items(element)).to.deep.equal(['copy', 'cut', 'paste', 'mark', 'find', 'clear']);
    expect((editor.focused() as HTMLElement).dataset['act']).to.equal('copy');
    await editor.press('ArrowDown', 'ArrowDown');
    expect((editor.focused() as HTMLElement).dataset['act']).to.equal('paste');
    await editor.press('ArrowUp', 'End');
    expect((editor.focused() as HTMLElement).dataset['act']).to.equal('clear');
    await editor.expectAccessible();

    await editor.press('Escape');
    expect(editor.focused()?.classList.contains('menu-button')).to.equal(true);
    expect(editor.focusedSlot()).to.equal(SUBJECT);
  });

  it('clears, and resets to the default where that is something else', async () => {
    const editor = await open({ required: { initiator: aFieldSource('f-owner') } });
    editor.inCard('/required/initiator', '.menu-button').click();
    const element = await menu(editor);
    expect(items(element)).to.include('reset');

    element.shadowRoot!.querySelector<HTMLElement>('[data-act="reset"]')!.click();
    await editor.settle();
    expect(json(editor.mapping.required.initiator)).to.equal(json({ kind: 'operator' }));

    editor.inCard(SUBJECT, '.menu-button').click();
    (await menu(editor)).shadowRoot!.querySelector<HTMLElement>('[data-act="clear"]')!.click();
    await editor.settle();
    expect(editor.mapping.required.subject).to.equal(null);
  });

  it('offers only what can be done', async () => {
    const editor = await open({ required: { subject: null } });
    editor.inCard(SUBJECT, '.menu-button').click();

    expect(items(await menu(editor))).to.deep.equal(['paste', 'find']);
  });

  it('finds a field for the slot, and picks in the flow', async () => {
    const editor = await open();
    editor.inCard(SUBJECT, '.menu-button').click();
    (await menu(editor)).shadowRoot!.querySelector<HTMLElement>('[data-act="find"]')!.click();
    await editor.settle();
    expect(editor.focused()?.closest('.search') !== null).to.equal(true);
    await editor.press('Escape');

    editor.inCard('/required/signingNodes', '.menu-button').click();
    (await menu(editor)).shadowRoot!.querySelector<HTMLElement>('[data-act="pick"]')!.click();
    await editor.until('esign-flow-diagram');
  });

  it('says how to go on when the browser refuses the clipboard', async () => {
    const editor = await open();
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { readText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
    });
    try {
      editor.inCard(SUBJECT, '.menu-button').click();
      (await menu(editor)).shadowRoot!.querySelector<HTMLElement>('[data-act="paste"]')!.click();
      await waitUntil(() => editor.said().includes('Ctrl+V'), 'says which keys work');
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    }
  });
});
