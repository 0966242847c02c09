import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import type { CaseList } from '../../../src/ui/case-list.js';
import type { RecordCase } from '../../../src/schema/case-file.js';
import type { FormRecord } from '../../../src/schema/form.js';
import type { PartyConfig } from '../../../src/schema/signing-config.js';
import { aPartyConfig, aRecord } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const SUBJECT = '/required/subject';

const real: FormRecord = {
  ...aRecord(),
  title: '服务器采购',
  values: { ...aRecord().values, 'f-title': '服务器采购合同', 'f-supplier': '云海科技' },
};

before(() => setViewport({ width: 1440, height: 900 }));

async function open(locale = 'zh-CN', readonly = false): Promise<MappingEditorHarness> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(), locale, readonly });
  editor.element.records = [real];
  await editor.settle();
  await editor.openStep('required');
  await editor.openPart('cases');
  await editor.until('esign-case-list');
  return editor;
}

const list = (editor: MappingEditorHarness): ShadowRoot => editor.get('esign-case-list').shadowRoot!;

const act = async (editor: MappingEditorHarness, name: string): Promise<void> => {
  const button = list(editor).querySelector<HTMLElement>(`[data-act="${name}"]`);
  if (!button) throw new Error(`no ${name}`);
  button.click();
  await editor.settle();
};

async function pin(editor: MappingEditorHarness, name: string): Promise<void> {
  await act(editor, 'pin');
  await waitUntil(() => list(editor).activeElement?.matches('.rename') === true, 'the name can be typed');
  await sendKeys({ type: name });
  await editor.press('Enter');
  await badge(editor, /用例|Cases/);
}

/** Waits until the cases have run. */
async function badge(editor: MappingEditorHarness, text: RegExp | string): Promise<void> {
  const shown = (): string => editor.root.querySelector('.toolbar .cases')?.textContent?.trim() ?? '';
  await waitUntil(
    () => (typeof text === 'string' ? shown() === text : text.test(shown()) && !shown().includes('…')),
    `waits for ${String(text)}`,
  );
}

async function bindSupplier(editor: MappingEditorHarness): Promise<void> {
  await editor.arm('供应商名称');
  await editor.place(SUBJECT);
}

describe('<esign-mapping-editor>: cases', () => {
  it('pins the record that is looked at, and notices the change that alters its result', async () => {
    const editor = await open();
    expect(editor.find('.toolbar .cases')).to.equal(null);
    const seen: RecordCase[][] = [];
    editor.element.addEventListener('esign-cases-change', ({ detail }) => seen.push(detail.cases));

    await pin(editor, '外部供应商');
    await badge(editor, '用例 1/1');
    expect(seen.at(-1)?.map(({ name }) => name)).to.deep.equal(['外部供应商']);
    expect(seen.at(-1)?.[0]?.expected[SUBJECT]).to.deep.equal({ kind: 'values', values: ['服务器采购合同'] });
    expect(list(editor).textContent).to.contain('所在页面不保存用例');

    await bindSupplier(editor);
    await badge(editor, '用例 0/1');
    const difference = list(editor).querySelector(`[data-difference="${SUBJECT}"]`);
    expect(difference?.textContent).to.contain('服务器采购合同').and.to.contain('云海科技');
    expect(editor.inCard(SUBJECT, '.differs').textContent).to.contain('外部供应商');
    await editor.expectAccessible();

    await editor.chord('Control', 'z');
    await badge(editor, '用例 1/1');
    expect(editor.card(SUBJECT).querySelector('.differs')).to.equal(null);
  });

  it('follows a party that is moved, and names the one that is gone (C-31)', async () => {
    const editor = await open();
    const put = async (...parties: PartyConfig[]): Promise<void> => {
      const { mapping } = editor;
      editor.element.importConfig({ ...mapping, flow: { ...mapping.flow, parties } });
      await editor.settle();
    };
    const [one, two] = ['甲公司', '乙公司'].map((name, at) =>
      aPartyConfig({
        id: `p-${at}`,
        kind: 'organization',
        scope: 'external',
        name: { kind: 'constant', value: name },
        contact: { kind: 'constant', value: `1380000000${at}` },
        signers: [],
      }),
    );
    await put(one!, two!);
    await pin(editor, '两方');
    await put(two!, one!);
    await badge(editor, '用例 1/1');

    await put(two!);
    await badge(editor, '用例 0/1');
    const names = [...list(editor).querySelectorAll('[data-difference] .slot')].map((slot) => slot.textContent);
    expect(names).to.deep.equal(['已移除的签署方 · 签署方名称', '已移除的签署方 · 联系方式']);
    expect(list(editor).querySelector('[data-difference]')!.textContent).to.contain('甲公司');
    await editor.expectAccessible();
  });

  it('takes new results for right, one or all, and keeps the cursor in the list', async () => {
    const editor = await open('en');
    await pin(editor, 'first');
    await bindSupplier(editor);
    await badge(editor, 'Cases 0/1');

    await act(editor, 'accept');
    await badge(editor, 'Cases 1/1');
    await waitUntil(() => list(editor).activeElement?.matches('.name') === true, 'the cursor stays');
    expect(editor.element.exportCases()?.cases[0]?.expected[SUBJECT]).to.deep.equal({
      kind: 'values',
      values: ['云海科技'],
    });
    expect(editor.said()).to.contain('1 new result');
  });

  it('is worked by keys: F2 renames, Delete removes, and what was removed comes back', async () => {
    const editor = await open();
    await pin(editor, '甲');
    await act(editor, 'pin');
    await editor.press('Escape');
    const names = (): string[] => [...list(editor).querySelectorAll('.name')].map((name) => name.textContent ?? '');
    expect(names()).to.deep.equal(['甲', '甲 (2)']);

    list(editor).querySelector<HTMLElement>('[data-case="1"] [data-act="show"]')!.focus();
    await editor.press('F2');
    await waitUntil(() => list(editor).activeElement?.matches('.rename') === true, 'the name can be typed');
    await sendKeys({ type: '乙' });
    await editor.press('Enter');
    await editor.settle();
    expect(names()).to.deep.equal(['甲', '乙']);

    list(editor).querySelector<HTMLElement>('[data-case="0"] [data-act="show"]')!.focus();
    await editor.press('Delete');
    await waitUntil(() => list(editor).activeElement?.matches('[data-act="restore"]') === true, 'it can come back');
    expect(names()).to.deep.equal(['乙']);
    await editor.press('Enter');
    await editor.settle();
    expect(names()).to.deep.equal(['甲', '乙']);
  });

  it('shows the record of a case on the cards, and leads from a card to its case', async () => {
    const editor = await open();
    await pin(editor, '固定');
    editor.element.records = [];
    await editor.settle();
    await act(editor, 'show');
    expect(editor.root.querySelector<HTMLSelectElement>('.record-name')?.selectedOptions[0]?.text).to.equal(
      '用例：固定',
    );
    expect(editor.card(SUBJECT).querySelector('.result')?.textContent).to.contain('服务器采购合同');

    await bindSupplier(editor);
    await badge(editor, '用例 0/1');
    await editor.openPart('flow');
    editor.inCard(SUBJECT, '.differs').click();
    await editor.until('esign-case-list');
    await waitUntil(() => list(editor).activeElement?.textContent === '固定', 'the case has the cursor');
  });

  it('takes the cases of the page, and hands them out as a file that it takes in again', async () => {
    const editor = await open();
    await pin(editor, '导出');
    const file = editor.element.exportCases()!;
    expect(file.workflowId).to.equal('wf-purchase-contract');

    const other = await open();
    other.element.cases = [];
    await other.settle();
    const panel = other.get('esign-case-list') as CaseList;
    await panel.readFile(new File([JSON.stringify(file)], 'cases.json'));
    await badge(other, '用例 1/1');
    expect(other.element.cases?.map(({ name }) => name)).to.deep.equal(['导出']);
    expect(list(other).textContent).not.to.contain('所在页面不保存用例');
  });

  it('refuses files that are none, belong elsewhere or are too many, and says what to do', async () => {
    const editor = await open();
    await pin(editor, '一');
    const file = editor.element.exportCases()!;
    const panel = editor.get('esign-case-list') as CaseList;
    const alert = async (text: string): Promise<string> => {
      await panel.readFile(new File([text], 'cases.json'));
      await editor.settle();
      return list(editor).querySelector('[role="alert"]')?.textContent ?? '';
    };
    expect(await alert('{"__proto__": 1')).to.contain('不是用例文件');
    expect(await alert(JSON.stringify({ ...file, cases: [{ ...file.cases[0], name: '' }] }))).to.contain(
      '不是用例文件',
    );
    expect(await alert(JSON.stringify({ ...file, workflowId: 'another' }))).to.contain('另一个流程');
    expect(await alert(JSON.stringify({ ...file, cases: Array.from({ length: 20 }, () => file.cases[0]) }))).to.contain(
      '20 个用例',
    );
    expect(editor.element.exportCases()?.cases).to.have.length(1);
  });

  it('stays usable when the cases of the page are broken, and shows a name as text (hostile)', async () => {
    const editor = await open();
    const name = '<img src=x onerror=alert(1)>\u202e';
    const broken = {
      name,
      record: real,
      operator: real.creator,
      now: 'never',
      expected: { [SUBJECT]: { kind: 'empty' } },
    };
    editor.element.cases = [broken as RecordCase];
    await badge(editor, '用例 0/1');
    expect(list(editor).querySelector('.name')?.textContent).to.equal(name);
    expect(list(editor).querySelector('img')).to.equal(null);
  });

  it('only shows and exports them while the editor is read only', async () => {
    const editor = await open('zh-CN', true);
    editor.element.cases = [
      { name: '甲', record: real, operator: real.creator, now: '2026-11-28T08:00:00Z', expected: {} },
    ];
    await badge(editor, '用例 1/1');
    const acts = [...list(editor).querySelectorAll<HTMLElement>('[data-act]')].map((button) => button.dataset['act']);
    expect(acts).to.deep.equal(['export', 'show']);
  });
});

describe('<esign-mapping-editor>: cases from a trial run', () => {
  const trial = (editor: MappingEditorHarness): ShadowRoot => editor.get('esign-case-pin').shadowRoot!;

  async function openRun(readonly = false): Promise<MappingEditorHarness> {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(), readonly });
    editor.element.records = [real];
    editor.element.cases = [];
    await editor.settle();
    await editor.openPart('run');
    await editor.until('esign-case-pin');
    return editor;
  }

  const press = async (editor: MappingEditorHarness, name: string): Promise<void> => {
    trial(editor).querySelector<HTMLElement>(`[data-act="${name}"]`)!.click();
    await editor.settle();
  };

  const hasFocus = (editor: MappingEditorHarness, selector: string): Promise<void> =>
    waitUntil(() => trial(editor).activeElement?.matches(selector) === true, `${selector} has the cursor`);

  it('pins what is tried under a name that is typed, and the cases have it', async () => {
    const editor = await openRun();
    await press(editor, 'pin');
    await hasFocus(editor, '.rename');
    await sendKeys({ type: '试运行得到' });
    await editor.press('Enter');
    await hasFocus(editor, '[data-act="rename"]');
    await editor.expectAccessible();

    expect(editor.element.cases?.map(({ name }) => name)).to.deep.equal(['试运行得到']);
    expect(editor.element.cases?.[0]?.expected[SUBJECT]).to.deep.equal({ kind: 'values', values: ['服务器采购合同'] });
    await badge(editor, '用例 1/1');
  });

  it('removes it again and brings it back, like any case', async () => {
    const editor = await openRun();
    await press(editor, 'pin');
    await hasFocus(editor, '.rename');
    await editor.press('Escape');
    const [pinned] = editor.element.cases!;
    await press(editor, 'remove');
    await hasFocus(editor, '[data-act="restore"]');
    expect(editor.element.cases).to.deep.equal([]);
    await editor.press('Enter');
    await hasFocus(editor, '[data-act="remove"]');
    expect(editor.element.cases).to.deep.equal([pinned]);
  });

  it('pins a record of the page, and refuses what was tried with another configuration', async () => {
    const editor = await openRun();
    editor.element.simulate(aRecord({ title: '指定的数据' }));
    await editor.settle();
    await press(editor, 'pin');
    await hasFocus(editor, '.rename');
    await editor.press('Escape');
    expect(editor.element.cases?.map(({ name, record }) => [name, record.title])).to.deep.equal([
      ['指定的数据', '指定的数据'],
    ]);

    editor.element.importConfig({ ...editor.mapping, basic: { ...editor.mapping.basic, name: '别名' } });
    await editor.settle();
    await press(editor, 'pin');
    expect(editor.element.cases).to.have.length(1);
    expect(editor.said()).to.contain('请先重新开始');
  });

  it('is not offered to who may only look', async () => {
    const editor = await openRun(true);
    expect(trial(editor).querySelector('button') === null).to.equal(true);
  });
});
