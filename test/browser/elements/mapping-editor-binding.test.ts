import { expect, waitUntil } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { MappingEditorHarness } from '../harness/mapping-editor.harness.js';

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
