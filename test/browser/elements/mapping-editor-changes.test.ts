import { expect } from '@open-wc/testing';

import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { aFieldSource, aMapping, aRecord } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

type Change = (mapping: SigningMapping) => void;

function changed(change: Change, mapping = aMapping()): SigningMapping {
  const copy = structuredClone(mapping);
  change(copy);
  return copy;
}

/** All that a part shows, from its own root. */
function textOf(editor: MappingEditorHarness, tag: string): string {
  return (editor.get(tag).shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');
}

async function openPart(editor: MappingEditorHarness, name: string, tag: string): Promise<HTMLElement> {
  editor.get(`[data-part="${name}"]`).click();
  const part = await editor.until(tag);
  await waitUntil(() => part.shadowRoot !== null && part.shadowRoot.textContent !== '');
  await editor.settle();
  return part;
}

async function put(editor: MappingEditorHarness, change: Change): Promise<void> {
  await editor.element.importConfig(changed(change, editor.mapping));
  return editor.settle();
}

describe('mapping editor: history (C-01)', () => {
  it('lists every step with its time, and goes to any of them in one act', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    for (const name of ['一', '二', '三']) await put(editor, (mapping) => void (mapping.basic.name = name));
    const list = await openPart(editor, 'history', 'esign-history-list');
    const steps = (): HTMLElement[] => [...list.shadowRoot!.querySelectorAll<HTMLElement>('.step')];
    expect(steps()).to.have.length(4);
    steps()[2]!.click();
    await editor.settle();
    expect(editor.mapping.basic.name).to.equal('一');
    expect(steps()[2]!.getAttribute('aria-current')).to.equal('step');
    steps()[0]!.click();
    await editor.settle();
    expect(editor.mapping.basic.name).to.equal('三');
    steps()[3]!.click();
    await editor.settle();
    expect(editor.mapping).to.deep.equal(aMapping());
    await editor.expectAccessible();
  });
});

describe('mapping editor: comparison, versions and files (C-01, C-04)', () => {
  it('shows in words what differs from a version, and goes back to it in one step of undo', async () => {
    const host = aConfiguredHost(changed((mapping) => void (mapping.basic.name = '第一版名称')));
    host.storeAs(
      '王敏',
      changed((mapping) => void (mapping.basic.name = '第二版名称')),
    );
    const editor = await MappingEditorHarness.open({ host });
    const panel = await openPart(editor, 'compare', 'esign-compare-panel');
    await waitUntil(() => panel.shadowRoot!.querySelector('select') !== null);
    const select = panel.shadowRoot!.querySelector('select')!;
    expect(select.textContent).to.contain('王敏');
    select.value = '1';
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => textOf(editor, 'esign-compare-panel').includes('第一版名称'));
    const text = textOf(editor, 'esign-compare-panel');
    expect(text).to.contain('配置名称').and.contain('第二版名称').and.contain('1 处差异');
    expect(text).not.to.contain('{');
    await editor.expectAccessible();
    await editor.click('恢复为第 1 版');
    expect(editor.mapping.basic.name).to.equal('第一版名称');
    editor.element.undo();
    expect(editor.mapping.basic.name).to.equal('第二版名称');
  });

  it('shows beside each difference what either side would send for the record that is looked at (C-10, C-14)', async () => {
    const host = aConfiguredHost(
      changed((mapping) => {
        mapping.required.subject = { kind: 'constant', value: '旧主题' };
        mapping.required.signingNodes = [];
      }),
    );
    host.storeAs(
      '王敏',
      changed((mapping) => void (mapping.required.subject = aFieldSource('f-title'))),
    );
    const editor = await MappingEditorHarness.open({ host });
    const title = (text: string) => ({ ...aRecord(), title: text, values: { ...aRecord().values, 'f-title': text } });
    editor.element.records = [title('服务器采购合同'), title('旧主题')];
    const panel = await openPart(editor, 'compare', 'esign-compare-panel');
    await waitUntil(() => panel.shadowRoot!.querySelector('select') !== null);
    const select = panel.shadowRoot!.querySelector('select')!;
    select.value = '1';
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => textOf(editor, 'esign-compare-panel').includes('2 处差异'));
    const results = (): string[] =>
      [...panel.shadowRoot!.querySelectorAll('[data-result]')].map((line) =>
        line.textContent.replace(/\s+/g, ' ').trim(),
      );
    expect(results()).to.deep.equal(['此数据的结果： = 旧主题', '此数据的结果： = 服务器采购合同']);
    await editor.expectAccessible();

    panel.shadowRoot!.querySelector<HTMLElement>('[data-act="next"]')!.click();
    await editor.settle();
    expect(results()).to.deep.equal(['此数据的结果： = 旧主题', '此数据的结果： = 旧主题 结果相同']);
    expect(editor.get('.drawer .record-name').textContent).to.contain('旧主题');
  });

  it('shows what a file would change before it is taken in, and refuses faults in words', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    const panel = await openPart(editor, 'compare', 'esign-compare-panel');
    const choose = async (content: string): Promise<void> => {
      const files = new DataTransfer();
      files.items.add(new File([content], '导出.json', { type: 'application/json' }));
      const input = panel.shadowRoot!.querySelector<HTMLInputElement>('.file')!;
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
    };
    await choose('{');
    await waitUntil(() => textOf(editor, 'esign-compare-panel').includes('文件不是 JSON'));
    await choose(JSON.stringify({ hello: 'world' }));
    await waitUntil(() => textOf(editor, 'esign-compare-panel').includes('文件里没有配置'));
    await choose(JSON.stringify({ basic: {}, apply: {} }));
    await waitUntil(() => textOf(editor, 'esign-compare-panel').includes('不是此类配置'));
    await choose(JSON.stringify({ ...aMapping(), required: { ...aMapping().required, signingNodes: 'x' } }));
    await waitUntil(() => textOf(editor, 'esign-compare-panel').includes('/required/signingNodes'));
    expect(textOf(editor, 'esign-compare-panel')).to.contain('签署流程节点');
    const before = editor.mapping;
    await choose(JSON.stringify(changed((mapping) => void (mapping.basic.name = '来自文件'))));
    await waitUntil(() => textOf(editor, 'esign-compare-panel').includes('来自文件'));
    expect(editor.mapping).to.equal(before);
    await editor.click('导入此文件');
    expect(editor.mapping).to.deep.equal(changed((mapping) => void (mapping.basic.name = '来自文件')));
  });
});

describe('mapping editor: somebody else saved meanwhile (C-01)', () => {
  async function conflicted(mine: Change, theirs: Change): Promise<MappingEditorHarness> {
    const host = aConfiguredHost();
    const editor = await MappingEditorHarness.open({ host });
    await put(editor, mine);
    host.storeAs('王敏', changed(theirs));
    editor.element.save();
    const panel = await editor.until('esign-merge-panel');
    await waitUntil(() => panel.shadowRoot !== null && panel.shadowRoot.querySelector('button') !== null);
    await editor.settle();
    return editor;
  }

  it('keeps what does not conflict of both, and saves it', async () => {
    const editor = await conflicted(
      (mapping) => void (mapping.basic.name = '我的名称'),
      (mapping) => void (mapping.flow.submitWorkflow = !mapping.flow.submitWorkflow),
    );
    await editor.click('合并并保存');
    await waitUntil(() => editor.host.saves.length === 1);
    const expected = changed((mapping) => {
      mapping.basic.name = '我的名称';
      mapping.flow.submitWorkflow = !mapping.flow.submitWorkflow;
    });
    expect(editor.host.saves[0]).to.deep.equal(expected);
    expect(editor.host.stored?.version).to.equal(3);
  });

  it('asks the page before the merged mapping is saved', async () => {
    const editor = await conflicted(
      (mapping) => void (mapping.basic.name = '我的名称'),
      (mapping) => void (mapping.flow.submitWorkflow = !mapping.flow.submitWorkflow),
    );
    let asked = '';
    editor.element.addEventListener('esign-before-save', (event) => {
      asked = event.detail.mapping.basic.name;
      event.preventDefault();
    });
    await editor.click('合并并保存');

    expect(asked).to.equal('我的名称');
    expect(editor.host.saves.length).to.equal(0);
    expect(editor.mapping.basic.name).to.equal('我的名称');
  });

  it('lets a person choose per slot, with both values in words', async () => {
    const editor = await conflicted(
      (mapping) => void (mapping.basic.name = '我的名称'),
      (mapping) => void (mapping.basic.name = '对方名称'),
    );
    const text = textOf(editor, 'esign-merge-panel');
    expect(text).to.contain('配置名称').and.contain('我的名称').and.contain('对方名称');
    await editor.expectAccessible();
    editor.get('esign-merge-panel').shadowRoot!.querySelectorAll<HTMLInputElement>('input')[1]!.click();
    await editor.settle();
    await editor.click('合并并保存');
    // what came out is what is stored already
    expect(editor.mapping.basic.name).to.equal('对方名称');
    expect(editor.host.saves.length).to.equal(0);
    editor.element.undo();
    expect(editor.mapping.basic.name).to.equal('我的名称');
  });
});
