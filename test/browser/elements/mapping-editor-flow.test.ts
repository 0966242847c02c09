import { expect } from '@open-wc/testing';

import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

async function open(mapping = aMapping()): Promise<{ editor: MappingEditorHarness; diagram: ShadowRoot }> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });
  await editor.openStep('flow');
  if (!editor.find('esign-flow-diagram')) {
    editor.root.querySelector<HTMLElement>('.drawer nav button')!.click();
    await editor.settle();
  }
  return { editor, diagram: editor.get('esign-flow-diagram').shadowRoot! };
}

const badge = (diagram: ShadowRoot, layer: string): Element | null => diagram.querySelector(`[data-layer="${layer}"]`);

describe('the flow diagram', () => {
  it('shows what happens where, layer by layer, and leads to the slot (C-14, C-32)', async () => {
    const { editor, diagram } = await open();
    expect(badge(diagram, 'create')).to.not.equal(null);

    const toggle = [...diagram.querySelectorAll<HTMLElement>('.legend .chip')].find((chip) =>
      chip.textContent?.includes('创建'),
    )!;
    toggle.click();
    await editor.settle();
    expect(toggle.getAttribute('aria-pressed')).to.equal('false');
    expect(badge(diagram, 'create')).to.equal(null);

    badge(diagram, 'sign')!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await editor.settle();
    expect(editor.focusedSlot()).to.equal('/required/signingNodes');
    await editor.expectAccessible();
  });

  it('refuses places that make no sense, says why, and keeps the mapping as it was (C-34)', async () => {
    const mapping = aMapping({ flow: { saveAsDraft: true, launchAt: [] } });
    const { editor, diagram } = await open(mapping);
    editor.inCard('/flow/launchAt', '[aria-label^="在流程图中选择"]').click();
    await editor.settle();

    const early = diagram.querySelector<HTMLInputElement>('.check.refused input')!;
    expect(early.parentElement!.textContent).to.contain('走不到创建文件之后');
    early.click();
    await editor.settle();
    expect(early.checked).to.equal(false);
    expect(diagram.querySelector('#live')!.textContent).to.contain('走不到创建文件之后');
    expect(editor.mapping.flow.launchAt).to.deep.equal([]);

    [...diagram.querySelectorAll<HTMLElement>('.chips .chip')]
      .find((chip) => chip.textContent?.trim() === '可选')!
      .click();
    await editor.settle();
    expect(diagram.querySelector('.check.refused')).to.equal(null);
    diagram.querySelector<HTMLInputElement>('.check input')!.click();
    await editor.settle();
    expect(editor.mapping.flow.launchAt).to.have.length(1);
  });
});
