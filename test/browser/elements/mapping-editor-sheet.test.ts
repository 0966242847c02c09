import { expect } from '@open-wc/testing';

import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

async function openSheet(options: Parameters<typeof MappingEditorHarness.open>[0] = {}): Promise<{
  editor: MappingEditorHarness;
  root: ShadowRoot;
}> {
  const editor = await MappingEditorHarness.open({ host: aConfiguredHost(), ...options });
  await editor.openPart('document');
  const sheet = await editor.until('esign-mapping-sheet');
  await waitUntil(() => sheet.shadowRoot?.querySelector('.sheet-title'));
  return { editor, root: sheet.shadowRoot! };
}

const flat = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** The frame that was printed; printing itself is not done in a test. */
async function printed(root: ShadowRoot): Promise<Document> {
  const append = root.append.bind(root);
  root.append = (...nodes): void => {
    append(...nodes);
    const frame = nodes[0] as HTMLIFrameElement;
    frame.contentWindow!.print = () => undefined;
  };
  root.querySelector<HTMLElement>('.print')!.click();
  return root.querySelector<HTMLIFrameElement>('.print-frame')!.contentDocument!;
}

describe('mapping editor: the sheet of a configuration (配置说明书)', () => {
  it('says the whole configuration in words, with who saved it', async () => {
    const { editor, root } = await openSheet();
    const text = flat(root.querySelector('.paper')?.textContent);
    for (const words of [
      '采购合同审批',
      '第 1 版',
      '管理员',
      '内置签署服务',
      '文件主题',
      '合同名称',
      '签署方 1',
      '乙方确认人',
    ]) {
      expect(text, words).to.contain(words);
    }
    expect(text).to.contain('法务审核 — 出口“同意” → 甲方签署').and.contain('创建签署文件');
    expect(text).not.to.contain('[object').and.not.to.contain('undefined').and.not.to.contain('f-title');
    await editor.expectAccessible();
  });

  it('says who signs where, in words and millimetres (C-37)', async () => {
    const mapping = aMapping();
    const rule = { source: null, mark: 'seal', policy: 'locked', signingDate: null } as const;
    mapping.flow.placements = [
      { ...rule, id: 'r1', party: 'initiator', position: { kind: 'coordinate', x: 72, y: 144, pages: 'last' } },
      { ...rule, id: 'r2', party: 'party-b', source: 'doc-1', position: { kind: 'formField', name: 'sign_b' } },
    ];
    const { root } = await openSheet({ host: aConfiguredHost(mapping) });
    const rows = [...root.querySelectorAll('tr')].map((row) => flat(row.textContent));
    expect(rows.some((row) => /发起组织.*25\.4.*50\.8.*末页.*全部文件/.test(row))).to.equal(true);
    expect(rows.some((row) => /签署方 1.*sign_b.*合同文件/.test(row))).to.equal(true);
  });

  it('is written in the language that is chosen, not only in that of the editor', async () => {
    const { root } = await openSheet();
    const choose = async (language: string, word: string): Promise<void> => {
      const select = root.querySelector('select')!;
      select.value = language;
      select.dispatchEvent(new Event('change'));
      await waitUntil(() => flat(root.querySelector('.paper')?.textContent).includes(word), word);
      expect(root.querySelector('.paper')!.getAttribute('lang')).to.equal(language);
    };
    await choose('en', 'What happens where in the flow');
    expect(flat(root.querySelector('.paper')?.textContent)).to.contain('File subject (C-10, required) 合同名称');
    await choose('zh-TW', '簽署流程節點');
  });

  it('prints the sheet alone, from a frame without an address', async () => {
    const { root } = await openSheet();
    const page = await printed(root);
    expect(page.URL).to.equal('about:blank');
    expect(page.title).to.equal(aMapping().basic.name);
    expect(flat(page.body.textContent)).to.equal(flat(root.querySelector('.sheet-page')?.textContent));
    expect(page.adoptedStyleSheets.length).to.equal(1);
    root.querySelector<HTMLElement>('.print')!.click();
    expect(root.querySelectorAll('.print-frame').length).to.equal(1);
    expect(root.activeElement?.localName).not.to.equal('iframe');
  });

  it('is kept as a page and as Markdown', async () => {
    const { editor, root } = await openSheet();
    const saved: { name: string; text: Promise<string> }[] = [];
    const blobs = new Map<string, Blob>();
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob: Blob): string => {
      const url = createObjectURL(blob);
      blobs.set(url, blob);
      return url;
    };
    const keep = (event: Event): void => {
      const link = event.composedPath()[0] as HTMLAnchorElement;
      event.preventDefault();
      saved.push({ name: link.download, text: blobs.get(link.href)!.text() });
    };
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (): void {
      this.addEventListener('click', keep, { once: true });
      click.call(this);
    };
    try {
      await editor.click('导出网页');
      await editor.click('导出 Markdown');
    } finally {
      HTMLAnchorElement.prototype.click = click;
      URL.createObjectURL = createObjectURL;
    }
    expect(saved.map(({ name }) => name)).to.deep.equal(['采购合同用印-配置说明书.html', '采购合同用印-配置说明书.md']);
    const [page, text] = await Promise.all(saved.map((file) => file.text));
    expect(page).to.contain('<!doctype html>').and.contain('<title>采购合同用印</title>');
    expect(text).to.contain('# 采购合同用印').and.contain('| 文件主题 (C-10, 必填) | 合同名称 |');
    expect(root.querySelectorAll('table').length).to.be.greaterThan(5);
  });

  it('is there for who may only look', async () => {
    const { root } = await openSheet({ readonly: true });
    expect(flat(root.querySelector('.paper')?.textContent)).to.contain('没有问题，可以启用');
  });

  it('shows a physical-seal configuration, without sections that it does not have', async () => {
    const { root } = await openSheet({ kind: 'seal-use' });
    const titles = [...root.querySelectorAll('.sheet-section')].map((title) => title.textContent);
    expect(titles).to.deep.equal(['用印申请', '追加用印', '用印结束', '流程各位置发生的事', '回调', '检查结果']);
  });
});
