import { expect, oneEvent } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { EsignError } from '../../../src/core/errors.js';
import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';
const SIGNERS = '/required/signers';
const DOCUMENTS = '/required/documents';

const labelOf = (source: unknown): string | undefined =>
  (source as { field?: { label: string } } | null | undefined)?.field?.label;

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: binding', () => {
  it('binds a field by picking it and then its slot (C-10)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');

    await editor.arm('合同名称');
    await editor.place(SUBJECT);

    expect(labelOf(editor.mapping.required.subject)).to.equal('合同名称');
    expect(editor.focusedSlot()).to.equal(SUBJECT);
  });

  it('binds the other way round: the slot first, then one of the fields that fit (C-15)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');

    editor.inCard(SIGNERS, '.find').click();
    await editor.settle();
    expect(editor.rows()).not.to.include('合同金额');
    await editor.arm('甲方签署人');

    expect(editor.mapping.required.signers.map(labelOf)).to.deep.equal(['甲方签署人']);
  });

  it('binds by typing and Enter (C-10)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');

    await editor.typeInto(SUBJECT, '合同名');
    await editor.press('Enter');

    expect(labelOf(editor.mapping.required.subject)).to.equal('合同名称');
  });

  it('does not take the Enter of an input method', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    const input = await editor.typeInto(SUBJECT, '合同名');

    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
    await editor.settle();

    expect(editor.mapping.required.subject).to.equal(null);
  });

  it('shows fields of a wrong type last, with the reason, and refuses them (C-13)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');

    await editor.typeInto(DOCUMENTS, '合同');
    const options = [...editor.inCard(DOCUMENTS, '[role="listbox"]').querySelectorAll('[role="option"]')];
    await editor.press('ArrowDown', 'Enter');

    expect(options[0]?.textContent).to.contain('合同文件');
    expect(options[1]?.getAttribute('aria-disabled')).to.equal('true');
    expect(options[1]?.textContent).to.contain('不能放入');
    expect(editor.mapping.required.documents).to.deep.equal([]);
  });

  it('binds by drag (C-13)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');

    await editor.drag('合同文件', DOCUMENTS);

    expect(editor.mapping.required.documents.map(labelOf)).to.deep.equal(['合同文件']);
  });

  it('leaves everything as it is when a field is dropped where it does not fit', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');

    await editor.drag('合同金额', DOCUMENTS);

    expect(editor.mapping.required.documents).to.deep.equal([]);
    expect(editor.find('.place')).to.equal(null);
  });

  it('binds with the keyboard alone: Enter arms, Tab walks what fits across steps, Enter places', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.typeSearch('技术附件');

    await editor.press('Enter', 'Tab');
    expect(editor.focusedSlot()).to.equal(SUBJECT);
    await editor.press('Tab');
    expect(editor.focusedSlot()).to.equal(DOCUMENTS);
    await editor.press('Enter');

    expect(editor.mapping.required.documents.map(labelOf)).to.deep.equal(['技术附件']);
  });

  it('lets go of an armed field with Escape', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.arm('合同名称');

    editor.get('[role="tree"]').focus();
    await editor.press('Escape');

    expect(editor.find('.place')).to.equal(null);
  });

  it('unbinds with the button of the chip and keeps the cursor in the slot', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('required');

    await editor.click('移除 合同名称');

    expect(editor.mapping.required.subject).to.equal(null);
    expect(editor.focusedSlot()).to.equal(SUBJECT);
  });

  it('writes a text of fields and words (C-10)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    const kind = editor.inCard(SUBJECT, 'select') as HTMLSelectElement;
    kind.value = 'template';
    kind.dispatchEvent(new Event('change'));
    await editor.settle();

    const input = editor.inCard(SUBJECT, 'esign-template-field').shadowRoot!.querySelector('input')!;
    input.value = '{合同名称} – {流程编号}';
    input.dispatchEvent(new InputEvent('input'));
    await editor.settle();

    const { subject } = editor.mapping.required;
    expect(subject?.kind === 'template' ? subject.template.map(({ kind: part }) => part) : []).to.deep.equal([
      'field',
      'text',
      'system',
    ]);
  });
});

describe('<esign-mapping-editor>: undo', () => {
  it('takes a binding back and does it again, with keys and with the toolbar', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.arm('合同名称');
    await editor.place(SUBJECT);

    await editor.chord('Control', 'z');
    expect(editor.mapping.required.subject).to.equal(null);
    expect(editor.said()).to.contain('已撤销');
    editor.get('[aria-label^="重做："]').click();
    await editor.settle();

    expect(labelOf(editor.mapping.required.subject)).to.equal('合同名称');
  });

  it('leads to the place that changed, in whatever step', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.arm('合同名称');
    await editor.place(SUBJECT);
    await editor.openStep('flow');

    editor.element.undo();
    await editor.settle();

    expect(editor.find(`[data-slot="${SUBJECT}"]`)).not.to.equal(null);
  });
});

describe('<esign-mapping-editor>: nodes and parties', () => {
  it('picks a moment on the diagram and drops it again (C-32)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('flow');
    await editor.click('在流程图中选择: 创建文件节点/出口');

    const port = editor.get('[data-point="node n-legal after"]');
    port.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await editor.settle();
    expect(editor.mapping.flow.createAt).to.deep.equal([{ kind: 'node', id: 'n-legal', timing: 'after' }]);
    editor.get('[data-point="node n-legal after"]').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await editor.settle();

    expect(editor.mapping.flow.createAt).to.deep.equal([]);
  });

  it('picks an exit on the diagram; its timing is changed on the chip (C-32)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('flow');
    await editor.click('在流程图中选择: 创建文件节点/出口');
    editor.get('[data-point="exit e-legal-ok after"]').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await editor.settle();

    editor.inCard('/flow/createAt', '.chip .button').click();
    await editor.settle();

    expect(editor.mapping.flow.createAt).to.deep.equal([{ kind: 'exit', id: 'e-legal-ok', timing: 'before' }]);
  });

  it('picks nodes in the list beside the diagram (C-14)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.click('在流程图中选择: 签署流程节点');

    const boxes = editor.get('esign-flow-diagram').shadowRoot!.querySelectorAll<HTMLElement>('.check');
    boxes[3]!.click();
    await editor.settle();

    expect(editor.mapping.required.signingNodes).to.deep.equal(['n-sign-a']);
  });

  it('picks a node with the keyboard on the diagram (C-14)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    await editor.click('在流程图中选择: 签署流程节点');
    editor.get('esign-flow-diagram').shadowRoot!.querySelector<HTMLElement>('.canvas')!.focus();

    await editor.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter', 'Escape');

    expect(editor.mapping.required.signingNodes).to.deep.equal(['n-sign-a']);
    expect(editor.button('在流程图中选择: 签署流程节点').getAttribute('aria-pressed')).to.equal('false');
  });

  it('adds a party with its slots, and removes it with its placement rules in one step (C-31, C-37)', async () => {
    const editor = await MappingEditorHarness.open({
      host: aConfiguredHost(
        aMapping({
          flow: {
            placements: [
              {
                id: 'p-1',
                party: 'party-b',
                source: null,
                mark: 'seal',
                position: { kind: 'free' },
                policy: 'free',
                signingDate: null,
              },
            ],
          },
        }),
      ),
    });
    await editor.openStep('flow');
    await editor.click('添加单位');
    expect(editor.mapping.flow.parties).to.have.length(2);

    await editor.click('移除签署方 乙方确认人');
    expect(editor.mapping.flow.parties).to.have.length(1);
    expect(editor.mapping.flow.placements).to.have.length(0);
    editor.element.undo();

    expect(editor.mapping.flow.placements).to.have.length(1);
  });

  it('adds a placement rule and stores points for millimetres (C-37)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('flow');
    await editor.click('添加签署位置');
    const rules = editor.get('esign-placement-rules').shadowRoot!;
    const position = rules.querySelectorAll('select')[3]!;
    position.value = 'coordinate';
    position.dispatchEvent(new Event('change'));
    await editor.settle();

    const x = rules.querySelector<HTMLInputElement>('input[type="number"]')!;
    x.value = '25.4';
    x.dispatchEvent(new Event('change'));
    await editor.settle();

    const rule = editor.mapping.flow.placements[0]?.position;
    expect(rule?.kind === 'coordinate' ? Math.round(rule.x * 100) / 100 : 0).to.equal(72);
  });
});

describe('<esign-mapping-editor>: problems', () => {
  it('stays quiet about an empty slot until it was visited (C-10)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('required');
    expect(editor.text(SUBJECT)).not.to.contain('此项必填');

    editor.inCard(SUBJECT, 'input').focus();
    editor.inCard('/required/organization', 'input').focus();
    await editor.settle();

    expect(editor.text(SUBJECT)).to.contain('此项必填');
  });

  it('walks the problems with F8, through the steps', async () => {
    const editor = await MappingEditorHarness.open();
    editor.inCard('/basic/name', 'input').focus();

    await editor.press('F8');
    expect(editor.focusedSlot()).to.equal(SUBJECT);
    await editor.press('F8');

    expect(editor.focusedSlot()).to.equal('/required/organization');
  });

  it('jumps from the list to the slot', async () => {
    const editor = await MappingEditorHarness.open();
    editor.element.validate();
    editor.root.querySelectorAll<HTMLElement>('.drawer nav button')[1]!.click();
    await editor.settle();

    editor.get('esign-problem-list').shadowRoot!.querySelector('button')!.click();
    await editor.settle();

    expect(editor.focusedSlot()).to.equal(SUBJECT);
  });

  it('says when launch cannot come after creation (C-34)', async () => {
    const mapping = aMapping({
      flow: {
        createAt: [{ kind: 'node', id: 'n-sign-b', timing: 'after' }],
        saveAsDraft: true,
        launchAt: [{ kind: 'node', id: 'n-sign-a', timing: 'before' }],
      },
    });
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(mapping) });

    await editor.openStep('flow');

    expect(editor.text('/flow/launchAt')).to.contain('走不到创建之后');
  });
});

describe('<esign-mapping-editor>: saving', () => {
  it('saves a new configuration, with the default service chosen (C-03)', async () => {
    const editor = await MappingEditorHarness.open();
    const saved = oneEvent(editor.element, 'esign-saved');

    await editor.click('保存');

    expect((await saved).detail.config.version).to.equal(1);
    expect(editor.host.saves[0]?.basic.bindingId).to.equal('bind-builtin');
    await waitUntil(() => editor.get('.saved').textContent?.includes('已保存'));
  });

  it('lets the page stop a save', async () => {
    const editor = await MappingEditorHarness.open();
    editor.element.addEventListener('esign-before-save', (event) => event.preventDefault());

    await editor.click('保存');

    expect(editor.host.saves).to.deep.equal([]);
  });

  it('offers to save an incomplete configuration switched off (C-04)', async () => {
    const editor = await MappingEditorHarness.open({
      host: aConfiguredHost(aMapping({ required: { subject: null }, basic: { name: '旧' } })),
    });
    await editor.openStep('required');
    await editor.click('移除 我方公司');
    await editor.click('保存');
    expect(editor.get('dialog').textContent).to.contain('2 项');
    await editor.expectAccessible();

    await editor.click('停用并保存');

    await waitUntil(() => editor.host.saves.length === 1);
    expect(editor.host.saves[0]?.basic.enabled).to.equal(false);
  });

  it('shows who was faster, and saves mine over it when told to', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('required');
    await editor.arm('合同编号');
    await editor.place(SUBJECT);
    editor.host.storeAs('张敏', aMapping({ basic: { name: '对方' } }));

    await editor.click('保存');
    const dialog = await editor.until('dialog');
    expect(dialog.textContent).to.contain('张敏');
    await editor.expectAccessible();
    dialog.querySelectorAll<HTMLElement>('.option')[1]!.click();

    await waitUntil(() => editor.host.saves.length === 1);
    expect(labelOf(editor.host.saves[0]?.required.subject)).to.equal('合同编号');
  });

  it('keeps the changes when the host fails, and says what to do', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    await editor.openStep('required');
    await editor.arm('合同编号');
    await editor.place(SUBJECT);
    editor.host.failures.set('saveSigningConfig', new EsignError('network', 'offline'));
    const failed = oneEvent(editor.element, 'esign-error');

    await editor.click('保存');

    expect((await failed).detail.code).to.equal('network');
    await editor.until('.notice.danger');
    expect(labelOf(editor.mapping.required.subject)).to.equal('合同编号');
    await editor.expectAccessible();
  });
});
