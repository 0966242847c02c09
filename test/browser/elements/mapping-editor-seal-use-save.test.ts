import { expect, oneEvent } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { sealUseSlots } from '../../../src/core/slots.js';
import type { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aFullSealUseMapping } from '../../support/full-seal-use.js';
import { MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

type Change = (mapping: SealUseMapping) => void;

function changed(change: Change): SealUseMapping {
  const mapping = aFullSealUseMapping();
  change(mapping);
  return mapping;
}

function open(): Promise<MappingEditorHarness> {
  const host = new FakeEditorHost();
  host.storeSealUseAs('管理员', aFullSealUseMapping());
  return MappingEditorHarness.open({ host, kind: 'seal-use' });
}

async function rename(editor: MappingEditorHarness, name: string): Promise<void> {
  await editor.openStep('basic');
  const input = editor.inCard('/basic/name', 'input') as HTMLInputElement;
  input.value = name;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await editor.settle();
}

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor kind="seal-use">: nothing is out of reach', () => {
  it('has a card with something to set for every slot, in its step (P-01 to P-15)', async () => {
    const editor = await MappingEditorHarness.open({ kind: 'seal-use' });

    for (const { code, pointer, step, control } of sealUseSlots) {
      await editor.openStep(step);
      // rows of events stand in their list, under the card
      const found =
        control === 'sealCallbacks'
          ? editor.button('添加事件')
          : editor.inCard(pointer, 'input, select, .value, button[aria-pressed]');
      expect(found.checkVisibility(), code).to.equal(true);
    }
  });

  it('leads to every slot by its pointer (P-01 to P-15)', async () => {
    const editor = await MappingEditorHarness.open({ kind: 'seal-use' });

    for (const { code, pointer, step } of sealUseSlots) {
      editor.element.goTo(pointer);
      await waitUntil(() => editor.get('[data-step][aria-selected="true"]').dataset['step'] === step, code);
      await waitUntil(() => editor.focusedSlot() === pointer, `${code}: the cursor is elsewhere`);
    }
  });

  it('saves a complete mapping as it was, but for what a person changed (P-01 to P-15)', async () => {
    const editor = await open();
    const saved = oneEvent(editor.element, 'esign-saved');

    await rename(editor, '公章使用');
    editor.element.save();
    await saved;

    const expected = changed((mapping) => void (mapping.basic.name = '公章使用'));
    expect(editor.host.sealUseSaves).to.deep.equal([expected]);
    expect(editor.host.storedSealUse).to.deep.include({ version: 2, mapping: expected });
  });
});

describe('<esign-mapping-editor kind="seal-use">: somebody else saved meanwhile', () => {
  async function conflicted(theirs: Change): Promise<MappingEditorHarness> {
    const editor = await open();
    await rename(editor, '我的名称');
    editor.host.storeSealUseAs('王敏', changed(theirs));
    editor.element.save();
    const panel = await editor.until('esign-merge-panel');
    await waitUntil(() => panel.shadowRoot?.querySelector('button') != null, 'waits for the merge');
    await editor.settle();
    return editor;
  }

  it('keeps the changes of both, and saves them over the newest version', async () => {
    const theirs: Change = ({ append, callbacks }) => {
      append.count = { kind: 'constant', value: 5 };
      callbacks[0]!.enabled = true;
    };
    const editor = await conflicted(theirs);
    await editor.expectAccessible();

    await editor.click('合并并保存');
    await waitUntil(() => editor.host.sealUseSaves.length === 1, 'waits for the save');

    const expected = changed((mapping) => {
      theirs(mapping);
      mapping.basic.name = '我的名称';
    });
    expect(editor.host.sealUseSaves[0]).to.deep.equal(expected);
    expect(editor.host.storedSealUse?.version).to.equal(3);
  });

  it('asks which value of one slot stays, in words', async () => {
    const editor = await conflicted((mapping) => void (mapping.basic.name = '对方名称'));
    const panel = editor.get('esign-merge-panel').shadowRoot!;
    expect(panel.textContent).to.contain('我的名称').and.contain('对方名称');

    panel.querySelectorAll<HTMLInputElement>('input')[1]!.click();
    await editor.settle();
    await editor.click('合并并保存');

    expect(editor.sealUse.basic.name).to.equal('对方名称');
  });
});
