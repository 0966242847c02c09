import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { aMapping, aPartyConfig } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

before(() => setViewport({ width: 1440, height: 900 }));

describe('mapping editor: settings that do not apply now', () => {
  it('says why and leads to what decides it (C-14, C-36)', async () => {
    const mapping = aMapping({ flow: { initiatorAction: 'launch' } });
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });
    await editor.openStep('required');
    const details = editor.get('.hidden-slots') as HTMLDetailsElement;
    expect(details.open).to.equal(false);
    details.querySelector('summary')!.click();
    const item = details.querySelector<HTMLElement>('[data-hidden="/required/signingNodes"]')!;
    expect(item.textContent).to.contain('需“发起组织动作”为“发起并签署”');
    await editor.expectAccessible();
    item.querySelector('button')!.click();
    await editor.settle();
    expect(editor.focusedSlot()).to.equal('/flow/initiatorAction');
  });

  it('says inside a party what does not apply to it, and leads to what decides it there (C-31)', async () => {
    const parties = [aPartyConfig(), aPartyConfig({ id: 'party-c', kind: 'person', scope: 'internal', order: 3 })];
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(aMapping({ flow: { parties } })) });
    await editor.openStep('flow');
    const item = editor.get('[data-hidden="/flow/parties/1/contact"]');
    item.closest('details')!.querySelector('summary')!.click();
    await editor.settle();
    expect(item.checkVisibility()).to.equal(true);
    expect(item.textContent).to.contain('外部');
    expect(editor.get('[data-hidden="/flow/parties/1/name"]').textContent).to.contain('或');
    await editor.expectAccessible();

    item.querySelector('button')!.click();
    await editor.settle();
    expect(editor.focusedSlot()).to.equal('/flow/parties/1/scope');
    (editor.inCard('/flow/parties/1/scope', 'label:last-of-type input') as HTMLInputElement).click();
    await editor.settle();
    expect(editor.find('[data-hidden="/flow/parties/1/contact"]') === null).to.equal(true);
    expect(editor.card('/flow/parties/1/contact').checkVisibility()).to.equal(true);
  });

  it('names the keys of the toolbar as the page set them (3.13)', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    expect(editor.get('.save').getAttribute('aria-keyshortcuts')).to.contain('S');
    editor.element.keymap = { save: 'Alt+Shift+S' };
    await editor.settle();
    expect(editor.get('.save').getAttribute('aria-keyshortcuts')).to.equal('Alt+Shift+S');
    expect(editor.get('.save').title).to.contain('Alt+Shift+S');
  });

  it('picks before and after by the keys of the page (C-32)', async () => {
    const mapping = aMapping({ flow: { createAt: [] } });
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });
    editor.element.keymap = { pickBefore: 'V' };
    await editor.openStep('flow');
    editor.inCard('/flow/createAt', 'button[aria-pressed]').click();
    await editor.until('.canvas');
    await editor.settle();
    editor.get('.canvas').focus();
    await editor.press('b');
    expect(editor.mapping.flow.createAt).to.have.length(0);
    await editor.press('v');
    expect(editor.mapping.flow.createAt.map(({ timing }) => timing)).to.deep.equal(['before']);
  });
});
