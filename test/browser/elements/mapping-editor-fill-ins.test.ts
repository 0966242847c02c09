import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import type { PlacementRule } from '../../../src/schema/placement.js';
import { deepActiveElement } from '../../../src/ui/deep-query.js';
import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness, type EditorOptions } from '../harness/mapping-editor.harness.js';

const ROW = '/flow/placements/0';

const aRule = (over: Partial<PlacementRule> = {}): PlacementRule => ({
  id: 'r-1',
  party: 'initiator',
  source: null,
  mark: 'checkbox',
  position: { kind: 'coordinate', x: 100, y: 200, pages: '1' },
  policy: 'locked',
  signingDate: null,
  ...over,
});

async function open(
  rule: Partial<PlacementRule> = {},
  { fillIns = true, autoSign = false, ...options }: EditorOptions & { fillIns?: boolean; autoSign?: boolean } = {},
): Promise<MappingEditorHarness> {
  const seal = { kind: 'constant' as const, value: 'seal-company' };
  const host = aConfiguredHost(
    aMapping({ flow: { placements: [aRule(rule)], initiator: { order: 1, seal, autoSign } } }),
  );
  host.capabilities = { fillIns };
  const editor = await MappingEditorHarness.open({ host, ...options });
  await editor.openStep('flow');
  editor.element.goTo(ROW);
  await editor.settle();
  return editor;
}

const ruleOf = (editor: MappingEditorHarness): PlacementRule => editor.mapping.flow.placements[0]!;

/** The control of the rule with this name. */
function control<T extends HTMLElement = HTMLInputElement>(editor: MappingEditorHarness, name: string): T {
  const labels = [...editor.get(`[data-item="${ROW}"]`).querySelectorAll('label')];
  const found = labels.find((label) => label.querySelector('span')?.textContent?.trim() === name);
  if (!found) throw new Error(`the rule has no ${name}`);
  return found.querySelector<T>('input, select')!;
}

const has = (editor: MappingEditorHarness, name: string): boolean =>
  [...editor.get(`[data-item="${ROW}"]`).querySelectorAll('label span')].some(
    ({ textContent }) => textContent === name,
  );

describe('<esign-mapping-editor>: what signers fill in (C-37)', () => {
  before(() => setViewport({ width: 1440, height: 900 }));

  it('asks what the signer is told and whether it is needed, of check boxes and remarks alone', async () => {
    const editor = await open({ mark: 'seal' });
    expect(has(editor, '给签署人的提示') || has(editor, '必填')).to.equal(false);

    for (const [mark, name] of [
      ['checkbox', '勾选框'],
      ['remark', '备注'],
    ] as const) {
      const select = control<HTMLSelectElement>(editor, '内容');
      select.value = mark;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await editor.settle();
      expect(select.selectedOptions[0]?.text.trim()).to.equal(name);
      expect(has(editor, '给签署人的提示')).to.equal(true);
      // what says nothing must be filled in
      expect(control(editor, '必填').checked).to.equal(true);
      expect(ruleOf(editor)).to.include({ mark }).and.not.have.property('required');
    }
    expect(editor.element.validate()).to.deep.equal([]);
  });

  it('is filled in by the keyboard alone, each change a step that can be taken back', async () => {
    const editor = await open();
    const label = control(editor, '给签署人的提示');

    label.focus();
    label.select();
    await sendKeys({ type: '已阅读' });
    await editor.press('Tab');
    expect(deepActiveElement()).to.equal(control(editor, '必填'));
    await editor.press(' ');
    expect(ruleOf(editor)).to.include({ label: '已阅读', required: false });

    control(editor, '给签署人的提示').focus();
    await editor.keys('Control+a');
    await editor.press('Delete', 'Tab');
    expect(ruleOf(editor).label).to.equal(undefined);

    editor.element.undo();
    await editor.settle();
    expect(control(editor, '给签署人的提示').value).to.equal('已阅读');
    editor.element.undo();
    await editor.settle();
    expect(control(editor, '必填').checked).to.equal(true);
  });

  it('shows what a provider has not, with the reason, and offers it not', async () => {
    const editor = await open({ mark: 'seal' }, { fillIns: false });

    const options = [...control<HTMLSelectElement>(editor, '内容').options];

    expect(options.filter(({ disabled }) => disabled).map(({ text }) => text.trim())).to.deep.equal([
      '勾选框（服务商不支持）',
      '备注（服务商不支持）',
    ]);
    await editor.expectAccessible();
  });

  it('keeps what another provider had, says that it cannot be had here, and removes it there', async () => {
    const editor = await open({}, { fillIns: false });
    const select = control<HTMLSelectElement>(editor, '内容');

    expect(select.value).to.equal('checkbox');
    expect(select.selectedOptions[0]?.disabled).to.equal(false);
    expect(editor.get(`[data-item="${ROW}"] .problem.error`).textContent).to.include('不支持勾选框和备注');
    await editor.keys('Control+.');
    await editor.press('Enter');
    expect(editor.mapping.flow.placements).to.deep.equal([]);
  });

  it('says at the rule that a party that signs by itself fills in nothing, and F8 leads to the box that mends it', async () => {
    const editor = await open({}, { autoSign: true });
    expect(editor.get(`[data-item="${ROW}"] .problem.error`).textContent).to.include('静默签');

    editor.get('.toolbar button').focus();
    await editor.press('F8');
    expect(deepActiveElement()).to.equal(control(editor, '必填'));
    await editor.press(' ');

    expect(editor.element.validate()).to.deep.equal([]);
  });

  it('can be read by whoever may not edit, and is accessible in English, on a phone too', async () => {
    const editor = await open({ mark: 'remark', label: 'Why?', required: false }, { readonly: true, locale: 'en' });

    expect(control(editor, 'What the signer is asked').readOnly).to.equal(true);
    expect(control(editor, 'Must be filled in').disabled).to.equal(true);
    await editor.expectAccessible();
    await setViewport({ width: 360, height: 740 });
    await editor.expectAccessible();
    await setViewport({ width: 1440, height: 900 });
  });
});
