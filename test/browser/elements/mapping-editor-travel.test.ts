import { expect, oneEvent } from '@open-wc/testing';
import { emulateMedia, sendMouse, setViewport } from '@web/test-runner-commands';

import type { FormRecord } from '../../../src/schema/form.js';
import type { Toast } from '../../../src/ui/toast.js';
import { has, itNeeds } from '../../support/browser-needs.js';
import { aMapping, aRecord } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';

before(async () => {
  await setViewport({ width: 1440, height: 900 });
  if (has('motion')) await emulateMedia({ reducedMotion: 'no-preference' });
});

const open = async (): Promise<MappingEditorHarness> => {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
  await editor.openStep('required');
  return editor;
};

const subject = (editor: MappingEditorHarness): string => JSON.stringify(editor.mapping.required.subject);

async function rebind(editor: MappingEditorHarness, label: string): Promise<void> {
  await editor.arm(label);
  await editor.place(SUBJECT);
}

/** What lights up while something is done, by its slot; the light itself is gone soon. */
async function flashed(act: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const { animate } = Element.prototype;
  Element.prototype.animate = function (this: Element, ...parts) {
    const options = parts[1];
    if (typeof options === 'object' && options.id === 'flash') seen.push(this.getAttribute('data-slot') ?? '');
    return animate.apply(this, parts);
  };
  try {
    await act();
  } finally {
    Element.prototype.animate = animate;
  }
  return seen;
}

describe('mapping editor: undo shows its place (3.12)', () => {
  itNeeds('motion')('opens the step of what changed, and lights the card up', async () => {
    const editor = await open();
    await rebind(editor, '合同编号');
    await editor.openStep('basic');
    const seen = await flashed(async () => {
      editor.element.undo();
      await editor.settle();
    });
    expect(seen).to.deep.equal([SUBJECT]);
    expect(editor.card(SUBJECT).getClientRects().length).to.equal(1);
  });

  itNeeds('motion')(
    'stays in the step that is open where the act changed something there, and lights all of it up',
    async () => {
      const editor = await MappingEditorHarness.open();
      await editor.openPart('suggestions');
      (await editor.until('.all')).click();
      await editor.settle();
      await editor.openStep('required');
      const seen = await flashed(async () => {
        editor.element.undo();
        await editor.settle();
      });
      expect(seen).to.have.members([SUBJECT, '/required/documents', '/required/signers']);
      expect(editor.find('[data-step="required"]')?.ariaSelected).to.equal('true');

      await editor.openStep('buttons');
      editor.element.redo();
      await editor.settle();

      expect(editor.find('[data-step="required"]')?.ariaSelected).to.equal('true');
    },
  );

  itNeeds('motion')('goes to the place without a flash where motion is not welcome', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const editor = await open();
      await rebind(editor, '合同编号');
      await editor.openStep('basic');
      const seen = await flashed(async () => {
        editor.element.undo();
        await editor.settle();
      });
      expect(seen).to.deep.equal([]);
      expect(editor.card(SUBJECT).getClientRects().length).to.equal(1);
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  itNeeds('motion')('keeps the line of work that was left, in the history', async () => {
    const editor = await open();
    await rebind(editor, '合同编号');
    const left = subject(editor);
    editor.element.undo();
    await editor.settle();
    await rebind(editor, '合同金额');
    const present = subject(editor);
    await editor.openPart('history');
    const list = await editor.until('esign-history-list');
    await editor.settle();
    const branch = (): HTMLElement => list.shadowRoot!.querySelector<HTMLElement>('.branch')!;
    await waitUntil(() => branch() !== null);
    await editor.expectAccessible();
    branch().click();
    await editor.settle();
    expect(subject(editor)).to.equal(left);
    branch().click();
    await editor.settle();
    expect(subject(editor)).to.equal(present);
  });
});

describe('mapping editor: what a drop would do (3.4)', () => {
  async function hover(editor: MappingEditorHarness, label: string, pointer: string): Promise<string> {
    const centre = (element: Element): [number, number] => {
      const box = element.getBoundingClientRect();
      return [Math.round(box.x + box.width / 2), Math.round(box.y + Math.min(box.height / 2, 28))];
    };
    const from = centre(editor.row(label));
    await sendMouse({ type: 'move', position: from });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [from[0] - 20, from[1]] });
    await editor.settle();
    await sendMouse({ type: 'move', position: centre(editor.card(pointer)) });
    await editor.settle();
    const text = editor.get('.pill').textContent ?? '';
    await editor.press('Escape');
    await sendMouse({ type: 'up' });
    await editor.settle();
    return text.replace(/\s+/g, ' ').trim();
  }

  itNeeds('motion')('names the act and the slot beside the pointer, or why it cannot be', async () => {
    const editor = await open();
    await waitUntil(() => customElements.get('esign-field-tree') !== undefined);
    const before = subject(editor);
    expect(await hover(editor, '供应商名称', SUBJECT)).to.equal('供应商名称文件主题 – 替换“合同名称”');
    expect(await hover(editor, '合同金额', SUBJECT)).to.match(/ – 放入并/);
    expect(await hover(editor, '合同编号', '/required/documents')).to.contain('不能放入');
    expect(subject(editor)).to.equal(before);
  });

  itNeeds('motion')('says the same on the button that the keyboard comes to', async () => {
    const editor = await open();
    await editor.arm('供应商名称');
    expect(editor.inCard(SUBJECT, '.place').textContent).to.contain('替换“');
  });

  itNeeds('motion')('closes the list of a slot that takes many, once one is chosen', async () => {
    const editor = await MappingEditorHarness.open({
      host: aConfiguredHost(aMapping({ flow: { initiatorAction: 'launchAndSign' } })),
    });
    await editor.openStep('required');
    const input = await editor.typeInto('/required/signers', '乙方确认人');
    await editor.press('Enter');
    expect(editor.mapping.required.signers.map((source) => source.kind === 'field' && source.field.label)).to.include(
      '乙方确认人',
    );
    expect(input.getAttribute('aria-expanded')).to.equal('false');
  });
});

describe('mapping editor: smaller things', () => {
  itNeeds('motion')('weighs the warnings of a record as the page wants (FILE-NONE)', async () => {
    const editor = await open();
    editor.element.severities = { 'FILE-NONE': 'hint' };
    const real: FormRecord = { ...aRecord(), title: '没有文件', values: { 'f-contract': [] } };
    editor.element.records = [real];
    await editor.openPart('problems');
    const list = editor.get('esign-problem-list').shadowRoot!;
    await waitUntil(() => list.querySelector('.with-record') !== null, 'it is in the list');
    expect(editor.card('/required/documents').querySelector('.with-record') === null).to.equal(true);
  });

  itNeeds('motion')(
    'lets the offer to undo go by itself, but not under the hand, and never the only way back',
    async () => {
      const editor = await open();
      const mapping = aMapping();
      await editor.element.importConfig({ ...mapping, basic: { ...mapping.basic, name: '导入的名称' } });
      const toast = (await editor.until('esign-toast')) as Toast;
      expect(toast.lifetime).to.be.at.least(8000);
      expect(toast.isTimed).to.equal(true);
      toast.shadowRoot!.querySelector<HTMLElement>('.undo')!.focus();
      expect(toast.isTimed).to.equal(false);
      toast.isDraft = true;
      editor.get('.main').focus();
      await toast.updateComplete;
      expect(toast.isTimed).to.equal(false);
      toast.isDraft = false;
      toast.lifetime = 1;
      await oneEvent(toast, 'toast-close');
      await editor.settle();
      expect(editor.find('esign-toast') === null).to.equal(true);
    },
  );

  itNeeds('motion')('offers to undo above an open sheet', async () => {
    const editor = await open();
    await editor.openPart('history');
    await editor.until('esign-history-list');
    const mapping = aMapping();
    await editor.element.importConfig({ ...mapping, basic: { ...mapping.basic, name: '导入的名称' } });
    const toast = await editor.until('esign-toast');
    expect(toast.closest('dialog') !== null).to.equal(true);
    const button = toast.shadowRoot!.querySelector('.undo')!.getBoundingClientRect();
    const hit = editor.root.elementFromPoint(button.x + button.width / 2, button.y + button.height / 2);
    expect(hit === toast).to.equal(true);
  });
});
