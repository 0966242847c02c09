import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { assistParts } from '../../../src/elements/mapping-editor/editor-assist.js';
import { MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';

const labelOf = (source: unknown): string | undefined =>
  (source as { field?: { label: string } } | null | undefined)?.field?.label;

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: searching by pinyin', () => {
  it('finds fields in the tree and in a slot, and binds with Enter (C-10)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');

    await editor.typeSearch('htmc');
    // the tables come when the page rests
    await waitUntil(() => editor.rows().includes('合同名称'), 'waits for pinyin');
    await editor.typeInto(SUBJECT, 'hetongmingch');
    await editor.press('Enter');

    expect(labelOf(editor.mapping.required.subject)).to.equal('合同名称');
  });
});

describe('<esign-mapping-editor>: suggestions', () => {
  const open = async (): Promise<MappingEditorHarness> => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.until('.bulb');
    editor.get('.bulb').focus();
    await editor.chord('Control', '.');
    await editor.until('[data-suggestion]');
    return editor;
  };

  it('accepts all that is certain as one step of undo (C-10)', async () => {
    const editor = await open();
    const before = editor.mapping;

    editor.get('.all').click();
    await editor.settle();
    expect(labelOf(editor.mapping.required.subject)).to.equal('合同名称');
    expect(editor.said()).to.contain('采纳');

    editor.element.undo();
    await editor.settle();
    expect(editor.mapping).to.deep.equal(before);
  });

  it('accepts one, refuses another, and does not suggest that again (C-10)', async () => {
    const editor = await open();
    editor.get(`[data-suggestion="${SUBJECT}"] .refuse`).click();
    await editor.settle();

    expect(editor.find(`[data-suggestion="${SUBJECT}"]`)?.textContent ?? '').not.to.contain('合同名称');
    const row = editor.get('[data-suggestion]');
    const pointer = row.dataset['suggestion'] ?? '';
    row.querySelector<HTMLElement>('.accept')!.click();
    await editor.settle();
    expect(editor.find(`[data-suggestion="${pointer}"]`)).to.equal(null);
    await editor.expectAccessible();
  });

  it('says that the suggestions did not come, not that there are none, and loads them when asked to (C-10)', async () => {
    const { load } = assistParts;
    const editor = await (async () => {
      try {
        assistParts.load = () => Promise.reject(new TypeError('offline'));
        const opened = await MappingEditorHarness.open();
        await opened.openStep('required');
        opened.get('[data-part="suggestions"]').click();
        await opened.until('[data-act="retry"]');
        return opened;
      } finally {
        assistParts.load = load;
      }
    })();
    const tray = editor.get('esign-suggestion-tray').shadowRoot!;
    expect(tray.textContent).to.contain('建议没有加载').and.not.contain('目前没有建议');

    editor.get('[data-act="retry"]').click();

    await editor.until('[data-suggestion]');
    expect(editor.find('[data-act="retry"]')).to.equal(null);
  });

  it('suggests nothing in a read-only editor', async () => {
    const editor = await MappingEditorHarness.open({ readonly: true });
    await editor.openStep('required');
    await editor.settle();

    expect(editor.find('.bulb')).to.equal(null);
    expect(editor.find('[data-part="suggestions"]')).to.equal(null);
  });
});
