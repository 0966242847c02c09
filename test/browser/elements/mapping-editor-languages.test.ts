import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { MappingEditor } from '../../../src/elements/mapping-editor/mapping-editor.js';
import type { MappingEditorMessages } from '../../../src/i18n/mapping-editor.zh-cn.js';
import { mappingEditorZhCn } from '../../../src/i18n/mapping-editor.zh-cn.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const grid = (editor: MappingEditorHarness, slot: string): ShadowRoot =>
  editor.inCard(slot, 'esign-text-grid').shadowRoot!;

async function type(editor: MappingEditorHarness, root: ShadowRoot, label: string, text: string): Promise<void> {
  const input = root.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)!;
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await editor.settle();
}

before(() => setViewport({ width: 1440, height: 900 }));

describe('<esign-mapping-editor>: texts in several languages', () => {
  it('labels a button in each language, one step of undo for a run of typing (C-60)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('buttons');
    const texts = grid(editor, '/buttons');

    await type(editor, texts, '签署文件：English', 'Si');
    await type(editor, texts, '签署文件：English', 'Sign now');
    await type(editor, texts, '签署文件：简体中文', '立即签署');

    expect(editor.mapping.buttons.sign).to.deep.equal({ 'zh-CN': '立即签署', en: 'Sign now' });
    expect(texts.querySelector('.preview .bar')!.textContent).to.contain('立即签署').and.to.contain('查看文件');
    editor.element.undo();
    editor.element.undo();
    await editor.settle();
    expect(editor.mapping.buttons).to.deep.equal({});
  });

  it('names the tab (C-51), and asks for the text of a prompt only when the prompt is on (C-52)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('advanced');

    await type(editor, grid(editor, '/advanced/tabName'), '页签名称：简体中文', '合同用印');
    expect(editor.find('[data-slot="/advanced/prompts/notSignedText"]')).to.equal(null);
    editor.inCard('/advanced/prompts/whenNotSigned', 'input').click();
    await editor.settle();
    await type(editor, grid(editor, '/advanced/prompts/notSignedText'), '未签署提示：English', 'Please sign');

    expect(editor.mapping.advanced.tabName).to.deep.equal({ 'zh-CN': '合同用印' });
    expect(editor.mapping.advanced.prompts).to.deep.include({
      whenNotSigned: true,
      notSignedText: { en: 'Please sign' },
    });
  });

  it('shows what is missing, and only that when asked (C-60)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('buttons');
    const texts = grid(editor, '/buttons');
    await type(editor, texts, '签署文件：English', 'Sign now');
    await type(editor, texts, '查看文件：简体中文', '看文件');

    texts.querySelectorAll<HTMLInputElement>('.tools input[type="checkbox"]')[4]!.click();
    await editor.settle();

    expect([...texts.querySelectorAll('.name')].map((name) => name.textContent)).to.deep.equal([
      '签署文件',
      '查看文件',
    ]);
    expect(texts.querySelectorAll('.missing')).to.have.length(2);
  });

  it('takes a table of translations in as one step, and names the lines that it could not take', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('buttons');
    const texts = grid(editor, '/buttons');
    const input = texts.querySelector<HTMLInputElement>('.file')!;
    const files = new DataTransfer();
    files.items.add(
      new File(['key,zh-TW,en\r\n/buttons/sign,簽了,Go\r\n/advanced/tabName,,Seal\r\n/x,,y\r\n'], 't.csv'),
    );
    input.files = files.files;

    input.dispatchEvent(new Event('change'));
    await waitUntil(() => texts.querySelector('.outcome li') !== null);

    expect(editor.mapping.buttons.sign).to.deep.equal({ 'zh-TW': '簽了', en: 'Go' });
    expect(editor.mapping.advanced.tabName).to.deep.equal({ en: 'Seal' });
    expect(texts.querySelector('.outcome')!.textContent).to.contain('2 条').and.to.contain('第 4 行');
    editor.element.undo();
    await editor.settle();
    expect(editor.mapping.buttons).to.deep.equal({});
    expect(editor.mapping.advanced.tabName).to.deep.equal({});
  });

  it('warns of two buttons that read the same, at the slot (C-60)', async () => {
    const editor = await MappingEditorHarness.open();
    await editor.openStep('buttons');
    const texts = grid(editor, '/buttons');

    await type(editor, texts, '签署文件：English', 'OK');
    await type(editor, texts, '查看文件：English', 'OK');

    expect(editor.inCard('/buttons', '.problem').textContent).to.contain('OK');
  });

  for (const width of [360, 1440]) {
    it(`has no axe violation and no cut-off row at ${width} px`, async () => {
      await setViewport({ width, height: 900 });
      const editor = await MappingEditorHarness.open();
      await editor.openStep('buttons');

      const texts = grid(editor, '/buttons');
      const box = texts.querySelector('.grid')!;
      expect(box.scrollWidth).to.be.at.most(box.clientWidth + 1);
      await expect(editor.element).to.be.accessible();
      await setViewport({ width: 1440, height: 900 });
    });
  }

  it('speaks Traditional Chinese, which comes when it is needed', async () => {
    const editor = await MappingEditorHarness.open({ locale: 'zh-TW' });

    await waitUntil(
      () =>
        editor.element.shadowRoot!.textContent.includes('簽署流程') ||
        editor.find('esign-step-list')?.shadowRoot?.textContent?.includes('簽署流程') === true,
    );

    expect(editor.get('.toolbar').getAttribute('aria-label')).to.equal('編輯工具欄');
  });
});

/** Marks every text of the catalogue, and makes it longer, as translations are. */
function pseudo<T>(value: T): T {
  if (typeof value === 'string') return `⟦${value}～⟧` as T;
  if (typeof value === 'function') {
    const inner = value as unknown as (...args: unknown[]) => unknown;
    return ((...args: unknown[]) => pseudo(inner(...args))) as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, pseudo(member)])) as T;
}

class PseudoEditor extends MappingEditor {
  static override catalog = {
    'zh-CN': pseudo<MappingEditorMessages>(mappingEditorZhCn),
    en: pseudo<MappingEditorMessages>(mappingEditorZhCn),
  };
}
customElements.define('pseudo-mapping-editor', PseudoEditor);

/** Parts that bring words of their own; their catalogues are compared with each other in a test of their own. */
const OWN_WORDS: ReadonlySet<string> = new Set(['esign-text-grid']);

/** Texts on the screen that did not come from the catalogue, with the words of the page's own data taken out. */
function foreignTexts(root: Node, data: readonly string[]): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) {
      let text = node.textContent!.trim();
      for (const word of data) text = text.replaceAll(word, '');
      // a text of the catalogue may stand inside of another one: from the innermost outwards
      for (let before = ''; before !== text;) {
        before = text;
        text = text.replaceAll(/⟦[^⟦⟧]*⟧/gu, '');
      }
      if (/[\p{L}]/u.test(text)) found.push(node.textContent!.trim());
    } else if (node instanceof Element && OWN_WORDS.has(node.localName)) {
      return;
    } else if (!(node instanceof HTMLScriptElement) && !(node instanceof HTMLStyleElement)) {
      if (node instanceof Element && node.shadowRoot) visit(node.shadowRoot);
      node.childNodes.forEach(visit);
    }
  };
  visit(root);
  return found;
}

describe('<esign-mapping-editor>: pseudo language', () => {
  it('has no text of its own that is not in the catalogue, in every step', async () => {
    const host = aConfiguredHost();
    const element = await fixture<PseudoEditor>(
      html`<pseudo-mapping-editor
        workflow-id="wf-purchase-contract"
        locale="zh-CN"
        .host=${host.client}
      ></pseudo-mapping-editor>`,
    );
    const editor = new MappingEditorHarness(element, host);
    await editor.until('.editor');
    const workflow = host.workflows[0]!;
    const words = [
      ...[workflow.form.main, ...workflow.form.details].flatMap((table) => [
        table.label,
        ...table.fields.map(({ label }) => label),
      ]),
      ...workflow.nodes.map(({ name }) => name),
      ...workflow.exits.map(({ name }) => name),
      ...workflow.actionFlows.map(({ name }) => name),
      ...host.bindings.map(({ name }) => name),
      ...host.catalog.map(({ name }) => name),
      ...[workflow.name, workflow.version, '内置签署', editor.mapping.basic.name],
    ].sort((a, b) => b.length - a.length);

    for (const step of ['basic', 'required', 'optional', 'flow', 'advanced'] as const) {
      await editor.openStep(step);
      expect(foreignTexts(element.shadowRoot!, words), step).to.deep.equal([]);
    }
  });
});
