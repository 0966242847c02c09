import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

import { MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

const KEY = 'esign-mapping-editor:layout';

const widthOf = (editor: MappingEditorHarness): number =>
  Math.round(editor.get('.fields').getBoundingClientRect().width);

async function openWide(): Promise<MappingEditorHarness> {
  await setViewport({ width: 1440, height: 900 });
  return MappingEditorHarness.open();
}

describe('mapping editor: sizes of its regions', () => {
  beforeEach(() => localStorage.removeItem(KEY));
  after(() => localStorage.removeItem(KEY));

  it('changes the width of the fields by arrow keys, and gives it back by Enter', async () => {
    const editor = await openWide();
    const before = widthOf(editor);
    editor.get('.edge-fields').focus();
    await editor.press('ArrowLeft');
    expect(widthOf(editor)).to.equal(before + 16);
    expect(editor.get('.edge-fields').ariaValueNow).to.equal(String(before + 16));
    await editor.press('Enter');
    expect(widthOf(editor)).to.equal(before);
  });

  it('changes the width of the fields by the pointer, within bounds', async () => {
    const editor = await openWide();
    const box = editor.get('.fields').getBoundingClientRect();
    const y = Math.round(box.top + box.height / 2);
    await sendMouse({ type: 'move', position: [Math.round(box.left), y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [Math.round(box.left) - 60, y] });
    await editor.settle();
    expect(widthOf(editor)).to.be.closeTo(Math.round(box.width) + 60, 2);
    await sendMouse({ type: 'move', position: [Math.min(Math.round(box.right) + 200, innerWidth - 1), y] });
    await sendMouse({ type: 'up' });
    await editor.settle();
    expect(widthOf(editor)).to.equal(220);
  });

  it('brings what opens in the drawer into sight where the cards are one column', async () => {
    await setViewport({ width: 360, height: 780 });
    const editor = await MappingEditorHarness.open();
    // a page that lets the editor be as long as its cards
    editor.element.style.height = 'auto';
    await editor.openStep('required');
    expect(editor.element.getBoundingClientRect().bottom).to.be.greaterThan(780);
    await editor.openPart('suggestions');

    await waitUntil(() => Math.round(editor.get('.drawer').getBoundingClientRect().bottom) <= 780);
    expect(editor.get('esign-suggestion-tray').getBoundingClientRect().height).to.be.greaterThan(100);
  });

  it('says that suggestions are on their way until they are there, and then brings them into sight', async () => {
    const native = window.requestIdleCallback;
    const waiting: IdleRequestCallback[] = [];
    window.requestIdleCallback = (work) => waiting.push(work);
    await setViewport({ width: 360, height: 780 });
    const editor = await MappingEditorHarness.open();
    window.requestIdleCallback = native;
    editor.element.style.height = 'auto';
    editor.get('[data-part="suggestions"]').click();
    await waitUntil(() => customElements.get('esign-suggestion-tray'), 'the tray did not come');
    await editor.element.updateComplete;
    expect(editor.get('.drawer .content').textContent).to.include('正在加载');

    // with a limit as in the editor: a page that turns a sign of waiting may never rest
    for (const work of waiting) native(work, { timeout: 1 });
    await editor.settle();

    expect(editor.get('esign-suggestion-tray').getBoundingClientRect().height).to.be.greaterThan(100);
    await waitUntil(() => Math.round(editor.get('.drawer').getBoundingClientRect().bottom) <= 780);
  });

  it('remembers the height of the drawer', async () => {
    const first = await openWide();
    await first.openPart('flow');
    first.get('.edge-drawer').focus();
    await sendKeys({ down: 'Shift' });
    await first.press('ArrowUp');
    await sendKeys({ up: 'Shift' });
    const height = first.get('.drawer .content').getBoundingClientRect().height;
    expect(height).to.be.greaterThan(330);

    const second = await openWide();
    await second.openPart('flow');
    expect(second.get('.drawer .content').getBoundingClientRect().height).to.equal(height);
  });

  for (const held of ['not json', '[]', '{"fields":"wide","drawer":1e9}', '{"__proto__":{"fields":300}}']) {
    it(`opens in its own sizes when the storage holds ${held}`, async () => {
      localStorage.setItem(KEY, held);
      const editor = await openWide();
      expect(widthOf(editor)).to.equal(312);
    });
  }
});
