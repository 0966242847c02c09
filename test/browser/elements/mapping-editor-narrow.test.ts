import { expect } from '@open-wc/testing';
import { executeServerCommand, setViewport } from '@web/test-runner-commands';

import { aMapping } from '../../support/builders.js';
import { itNeeds } from '../../support/browser-needs.js';
import { aConfiguredHost, MappingEditorHarness, type EditorOptions } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const WIDTH = 360;
const HEIGHT = 740;

async function open(options: EditorOptions = {}): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(), ...options });
  editor.element.style.height = `${HEIGHT - 48}px`;
  await editor.settle();
  return editor;
}

/** The buttons that save and can be seen. */
function saves(editor: MappingEditorHarness): HTMLElement[] {
  return [...editor.root.querySelectorAll<HTMLElement>('.save')].filter((button) => button.checkVisibility());
}

async function change(editor: MappingEditorHarness): Promise<void> {
  await editor.element.importConfig(aMapping({ basic: { name: '新名称' } }));
  await editor.settle();
}

describe('mapping editor on a phone', () => {
  before(async () => {
    await setViewport({ width: WIDTH, height: HEIGHT });
    await executeServerCommand('touch-screen', true);
  });
  after(() => executeServerCommand('touch-screen', false));

  for (const locale of ['zh-CN', 'en'] as const) {
    itNeeds('touch')(`saves by one button at the end of one bar below the cards (${locale})`, async () => {
      const editor = await open({ locale });
      await change(editor);

      const [save, ...more] = saves(editor);
      const bar = editor.get('.drawer nav').getBoundingClientRect();
      const frame = editor.get('.editor').getBoundingClientRect();

      expect(more).to.deep.equal([]);
      expect(Math.round(frame.bottom - bar.bottom)).to.be.at.most(1);
      expect(Math.round(bar.height)).to.be.at.most(64);
      expect(save!.getBoundingClientRect().right).to.be.at.most(frame.right);
      expect(save!.getBoundingClientRect().top).to.be.at.least(bar.top);
      save!.click();
      await waitUntil(() => editor.host.saves.length === 1, 'nothing was saved');
    });
  }

  itNeeds('touch')('opens its parts above the bar, none of whose names lies over another', async () => {
    const editor = await open({ locale: 'en' });

    await editor.openPart('cases');

    const bar = editor.get('.drawer nav').getBoundingClientRect();
    expect(editor.get('.drawer .content').getBoundingClientRect().bottom).to.be.at.most(bar.top);
    const boxes = [...editor.root.querySelectorAll('.drawer nav [data-part]')].map((part) => {
      expect(part.scrollWidth).to.be.at.most(part.clientWidth);
      return part.getBoundingClientRect();
    });
    for (const [index, box] of boxes.slice(1).entries()) expect(box.left).to.be.at.least(boxes[index]!.right);
  });

  itNeeds('touch')('shows the fields over the cards, and takes them away again', async () => {
    const editor = await open();
    const fields = editor.get('.fields');
    expect(fields.checkVisibility({ visibilityProperty: true })).to.equal(false);

    editor.get('.only-narrow').click();
    await editor.settle();

    const [list, frame] = [fields, editor.get('.editor')].map((part) => part.getBoundingClientRect());
    expect(fields.checkVisibility({ visibilityProperty: true })).to.equal(true);
    expect(list!.height).to.be.greaterThan(frame!.height / 2);
    expect(fields.querySelector('esign-field-tree')!.getBoundingClientRect().height).to.be.greaterThan(200);
    fields.querySelector<HTMLElement>('header button')!.focus();
    await editor.press('Escape');
    await editor.settle();
    expect(fields.checkVisibility({ visibilityProperty: true })).to.equal(false);
  });

  itNeeds('touch')('offers to take something back beside the button that saves, not on it', async () => {
    const editor = await open();
    await change(editor);
    const toast = await editor.until('esign-toast');
    await waitUntil(() => toast.shadowRoot?.querySelector('button') != null, 'nothing is offered');

    expect(toast.getBoundingClientRect().bottom).to.be.at.most(saves(editor)[0]!.getBoundingClientRect().top);
  });

  itNeeds('touch')('keeps the bar in sight where the page lets the editor be as long as its cards', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    editor.element.style.height = 'auto';
    await editor.openStep('required');
    expect(editor.element.getBoundingClientRect().bottom).to.be.greaterThan(HEIGHT);

    const [save] = saves(editor);
    expect(save!.getBoundingClientRect().bottom).to.be.within(HEIGHT - 64, HEIGHT);
  });
});
