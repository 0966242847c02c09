import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { newParty } from '../../../src/core/bind.js';
import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

before(() => setViewport({ width: 1440, height: 900 }));

/** A mapping with so many parties, each an external person without a name. */
function withParties(count: number): ReturnType<typeof aMapping> {
  let mapping = aMapping();
  for (let index = 0; index < count; index += 1) {
    const party = { ...newParty(mapping, 'person', 'external'), id: `p-${index}` };
    mapping = { ...mapping, flow: { ...mapping.flow, parties: [...mapping.flow.parties, party] } };
  }
  return mapping;
}

const cardsOf = (editor: MappingEditorHarness): number =>
  editor.get('esign-party-list').shadowRoot!.querySelectorAll('esign-slot-card').length;

describe('<esign-mapping-editor>: many parties', () => {
  it('starts with one line a party when there are many, and opens one at a click (C-31)', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(withParties(60)) });
    await editor.openStep('flow');
    expect(cardsOf(editor)).to.equal(0);

    editor.get('esign-party-list').shadowRoot!.querySelector<HTMLElement>('.fold')!.click();
    await editor.settle();

    expect(cardsOf(editor)).to.be.greaterThan(3);
  });

  it('unfolds the party that a problem leads to, and puts the cursor into its slot (C-31)', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(withParties(60)) });
    await editor.openStep('flow');
    editor.element.validate();
    await editor.settle();
    const problem = editor.element.validate().find(({ pointer }) => pointer.startsWith('/flow/parties/4'))!;

    editor.element.goTo(problem.pointer);
    await editor.until(`[data-slot="${problem.pointer}"]`);
    await editor.settle();

    expect(editor.focusedSlot()).to.equal(problem.pointer);
    expect(cardsOf(editor)).to.be.lessThan(10);
  });
});

describe('<esign-mapping-editor>: after a drag', () => {
  it('takes the next click on a field, also when the drag ended somewhere else', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.drag('合同文件', '/required/documents');
    expect(editor.mapping.required.documents).to.have.length(1);

    await editor.arm('合同名称');

    expect(editor.row('合同名称').getAttribute('aria-selected')).to.equal('true');
  });
});
