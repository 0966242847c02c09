import { expect, fixtureCleanup } from '@open-wc/testing';

import { draftKey, type DraftStore } from '../../../src/core/draft.js';
import { EsignError } from '../../../src/core/errors.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { aMapping } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness, memoryDrafts } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const NOTICES = 'esign-safety-notices';

function named(name: string): SigningMapping {
  return aMapping({ basic: { name } });
}

async function edit(editor: MappingEditorHarness, name: string): Promise<void> {
  await editor.element.importConfig({ ...editor.mapping, basic: { ...editor.mapping.basic, name } });
  await editor.settle();
}

/** Opens the editor, and waits until it keeps work. */
async function open(host: FakeEditorHost, drafts = memoryDrafts()): Promise<MappingEditorHarness> {
  const before = drafts.reads;
  const editor = await MappingEditorHarness.open({ host, drafts });
  await waitUntil(() => drafts.reads > before, 'waits for the drafts to be read');
  return editor;
}

/** The page goes away; what is not written by then is lost. */
function crash(): void {
  globalThis.dispatchEvent(new PageTransitionEvent('pagehide'));
  fixtureCleanup();
}

function textOf(editor: MappingEditorHarness, tag = NOTICES): string {
  return (editor.find(tag)?.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');
}

async function told(editor: MappingEditorHarness, words: string): Promise<void> {
  await waitUntil(() => textOf(editor).includes(words), `waits for ${words}`);
  await editor.settle();
}

/** Whether the notices are gone; nothing was offered. */
async function silent(editor: MappingEditorHarness): Promise<boolean> {
  await editor.settle();
  await editor.settle();
  return textOf(editor).trim() === '';
}

describe('mapping editor: unsaved work survives a crash', () => {
  it('offers it with its time and size, and takes it back in one step of undo', async () => {
    const [host, drafts] = [aConfiguredHost(), memoryDrafts()];
    const before = await open(host, drafts);
    await edit(before, '崩溃前的名称');
    crash();

    const editor = await open(host, drafts);
    await told(editor, '有未保存的更改');
    expect(textOf(editor)).to.contain('1 处');
    expect(editor.mapping.basic.name).to.equal(aMapping().basic.name);
    await editor.expectAccessible();
    await editor.click('恢复');

    expect(editor.mapping.basic.name).to.equal('崩溃前的名称');
    expect(await silent(editor)).to.equal(true);
    editor.element.undo();
    expect(editor.mapping).to.deep.equal(aMapping());
  });

  it('writes by itself after a pause, without anybody leaving', async () => {
    const drafts = memoryDrafts();
    const editor = await open(aConfiguredHost(), drafts);
    await edit(editor, '停顿之后');

    await waitUntil(() => [...drafts.texts.values()].some((text) => text.includes('停顿之后')));
  });

  it('keeps it in the storage of the page, and nothing is left after saving', async () => {
    const host = aConfiguredHost();
    const key = draftKey(`tenant-1/${host.userId}`, aMapping());
    const before = await MappingEditorHarness.open({ host, drafts: 'page' });
    await edit(before, '留在页面里');
    await waitUntil(() => localStorage.getItem(key) !== null);
    await edit(before, '留在页面里的名称');
    crash();
    expect(localStorage.getItem(key)).to.contain('留在页面里的名称');

    const editor = await MappingEditorHarness.open({ host, drafts: 'page' });
    await told(editor, '有未保存的更改');
    await editor.click('恢复');
    editor.element.save();
    await waitUntil(() => host.saves.length === 1);
    await waitUntil(() => localStorage.getItem(key) === null);

    expect(host.saves[0]!.basic.name).to.equal('留在页面里的名称');
  });

  it('leaves nothing behind when the page wants no drafts', async () => {
    const drafts = memoryDrafts();
    const editor = await open(aConfiguredHost(), drafts);
    editor.element.withoutDrafts = true;
    await edit(editor, '不保留');
    crash();

    expect(drafts.texts.size).to.equal(0);
  });

  it('forgets what was undone or discarded', async () => {
    const [host, drafts] = [aConfiguredHost(), memoryDrafts()];
    const first = await open(host, drafts);
    await edit(first, '撤销掉');
    first.element.undo();
    crash();
    expect(drafts.texts.size).to.equal(0);

    const second = await open(host, drafts);
    await edit(second, '要丢弃的');
    crash();
    const third = await open(host, drafts);
    await told(third, '有未保存的更改');
    await third.click('丢弃');

    expect(drafts.texts.size).to.equal(0);
    expect(await silent(third)).to.equal(true);
  });

  it('merges it where somebody saved another version meanwhile', async () => {
    const [host, drafts] = [aConfiguredHost(), memoryDrafts()];
    const before = await open(host, drafts);
    await edit(before, '崩溃前的名称');
    crash();
    host.storeAs('王敏', { ...aMapping(), basic: { ...aMapping().basic, name: '王敏的名称' } });

    const editor = await open(host, drafts);
    await told(editor, '又有了新版本');
    await editor.click('恢复');
    const panel = await editor.until('esign-merge-panel');
    await waitUntil(() => panel.shadowRoot?.querySelector('button') != null);
    expect(textOf(editor, 'esign-merge-panel')).to.contain('崩溃前的名称').and.contain('王敏的名称');
    await editor.expectAccessible();
    await editor.click('合并并恢复');

    expect(editor.mapping.basic.name).to.equal('崩溃前的名称');
    expect(host.saves.length).to.equal(0);
    editor.element.undo();
    expect(editor.mapping.basic.name).to.equal('王敏的名称');
  });

  it('shows what it would change before it is taken', async () => {
    const [host, drafts] = [aConfiguredHost(), memoryDrafts()];
    const before = await open(host, drafts);
    await edit(before, '崩溃前的名称');
    crash();
    const editor = await open(host, drafts);
    await told(editor, '有未保存的更改');

    await editor.click('查看差异');
    await waitUntil(() => textOf(editor, 'esign-compare-panel').includes('崩溃前的名称'));

    expect(textOf(editor, 'esign-compare-panel')).to.contain('配置名称');
    expect(editor.mapping.basic.name).to.equal(aMapping().basic.name);
  });

  it('does not overwrite what is still on offer', async () => {
    const [host, drafts] = [aConfiguredHost(), memoryDrafts()];
    const first = await open(host, drafts);
    await edit(first, '第一次');
    crash();
    const second = await open(host, drafts);
    await told(second, '有未保存的更改');
    await edit(second, '第二次');
    crash();

    const third = await open(host, drafts);
    await told(third, '另外还有 1 份');
    await third.click('丢弃');
    await third.click('恢复');
    if (third.find('esign-merge-panel')) await third.click('合并并恢复');

    expect(third.mapping.basic.name).to.equal('第一次');
  });

  it('hands out what cannot be read as a file, and shows hostile content nowhere', async () => {
    const host = aConfiguredHost();
    const key = draftKey(`tenant-1/${host.userId}`, aMapping());
    const hostile = '{"format":1,"drafts":[{"id":"x","mapping":"<img src=x onerror=alert(1)>","__proto__":{"a":1}}]}';
    const editor = await open(host, memoryDrafts(new Map([[key, hostile]])));
    await told(editor, '已无法读取');

    expect(textOf(editor)).not.to.contain('onerror');
    expect(editor.find('img')).to.equal(null);
    expect(editor.button('下载文件').textContent?.trim()).to.equal('下载文件');
    await edit(editor, '照样编辑');
    expect(editor.mapping.basic.name).to.equal('照样编辑');
  });

  it('says once that nothing can be kept, and never stands in the way', async () => {
    const full: DraftStore = {
      read: () => null,
      write: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
      remove: () => undefined,
    };
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost(), drafts: full });
    await edit(editor, '一');
    await told(editor, '存储空间已满');
    await editor.click('知道了');
    await edit(editor, '二');
    globalThis.dispatchEvent(new PageTransitionEvent('pagehide'));

    expect(await silent(editor)).to.equal(true);
    expect(editor.mapping.basic.name).to.equal('二');
  });

  it('works with a store that answers later', async () => {
    const texts = new Map<string, string>();
    const later: DraftStore = {
      read: async (key) => texts.get(key) ?? null,
      write: async (key, text) => void texts.set(key, text),
      remove: async (key) => void texts.delete(key),
    };
    const host = aConfiguredHost();
    const before = await MappingEditorHarness.open({ host, drafts: later });
    await edit(before, '异步保存');
    await waitUntil(() => texts.size === 1);
    crash();

    const editor = await MappingEditorHarness.open({ host, drafts: later });
    await told(editor, '有未保存的更改');
    await editor.click('恢复');

    expect(editor.mapping.basic.name).to.equal('异步保存');
  });
});

describe('mapping editor: two windows', () => {
  it('tells the other one what was saved, which reads it without losing its own changes', async () => {
    const [host, drafts] = [aConfiguredHost(), memoryDrafts()];
    const here = await open(host, drafts);
    const there = await open(host, drafts);
    await here.element.importConfig({
      ...here.mapping,
      flow: { ...here.mapping.flow, submitWorkflow: !aMapping().flow.submitWorkflow },
    });
    await edit(there, '另一个窗口');
    there.element.save();

    await told(here, '另一个窗口保存为第 2 版');
    await here.expectAccessible();
    await here.click('现在合并');
    await here.until('esign-merge-panel');
    await waitUntil(() => here.find('esign-merge-panel')?.shadowRoot?.querySelector('button') != null);
    await here.click('合并并保存');
    await waitUntil(() => host.saves.length === 2);

    expect(host.saves[1]!.basic.name).to.equal('另一个窗口');
    expect(host.saves[1]!.flow.submitWorkflow).to.equal(!aMapping().flow.submitWorkflow);
  });

  it('reads the latest at once where nothing was changed', async () => {
    const host = aConfiguredHost();
    const here = await open(host);
    const there = await open(host);
    await edit(there, '最新');
    there.element.save();
    await told(here, '另一个窗口保存为第 2 版');

    await here.click('读取最新');
    await waitUntil(() => here.mapping.basic.name === '最新');

    expect(await silent(here)).to.equal(true);
  });
});

describe('mapping editor: what could not be read', () => {
  it('opens without the rights, allows nothing that needs one, and reads them again', async () => {
    const host = aConfiguredHost();
    host.failures.set('getSession', new EsignError('network', 'offline'));
    const editor = await MappingEditorHarness.open({ host });
    await told(editor, '您的权限');
    await editor.expectAccessible();
    await editor.openStep('operations');
    await editor.settle();
    expect(editor.find('[data-part="add"]')).to.equal(null);

    await editor.click('重新读取');

    await waitUntil(() => textOf(editor).trim() === '');
    await waitUntil(() => editor.find('[data-part="add"]') !== null);
  });

  it('names the service whose seals are missing, and the list of workflows', async () => {
    const host = new FakeEditorHost();
    host.storeAs('管理员', named('照样打开'));
    host.failures.set('listCatalog', new EsignError('unavailable', 'down'));
    host.failures.set('listWorkflows', new EsignError('network', 'offline'));
    const editor = await MappingEditorHarness.open({ host });
    await told(editor, '“内置签署服务”的印章和模板');

    expect(textOf(editor)).to.contain('流程列表');
    expect(editor.mapping.basic.name).to.equal('照样打开');
  });
});
