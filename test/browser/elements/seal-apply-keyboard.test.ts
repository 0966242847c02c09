import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { SealUse, SealUseTab } from '../../../src/schema/seal-use.js';
import { applicable, aSealUseTab, hostOf, running, SealApplyHarness } from '../harness/seal-apply.harness.js';
import { waitUntil } from '../harness/wait.js';

const PIXEL = new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'], { type: 'image/svg+xml' });

/** A host on which an application, more uses and the end happen, with the photos of a machine. */
class Office {
  readonly asked: unknown[] = [];
  readonly copied: string[] = [];
  #tab: SealUseTab = applicable();

  readonly host = hostOf({
    getRecordSealUse: () => Promise.resolve(this.#tab),
    getSealUsePhoto: () => Promise.resolve(PIXEL),
    applySealUse: (request) => this.#become(request, {}),
    appendSealUse: (_, request) => this.#become(request, { uses: { count: 3, appended: 4, used: 1 } }),
    endSealUse: (_, request) => this.#become(request, { status: 'ended' }),
  });

  #become(request: unknown, change: Partial<SealUse>): Promise<SealUse> {
    this.asked.push(request);
    const photos = ['p1', 'p2', 'p3'].map((id) => ({ id, at: null, sealId: 'physical-1' }));
    const sealUse = { ...running().sealUse!, ...this.#tab.sealUse, photos, ...change };
    const isOpen = sealUse.status === 'inUse';
    this.#tab = aSealUseTab({ sealUse, canAppend: isOpen, canEnd: isOpen });
    return Promise.resolve(sealUse);
  }
}

/** Hands that have a keyboard and nothing else. */
class Keyboard {
  readonly #seal: SealApplyHarness;

  constructor(seal: SealApplyHarness) {
    this.#seal = seal;
  }

  press(key: string): Promise<void> {
    return sendKeys({ press: key });
  }

  /** Presses Tab until what has the focus says so. */
  async tabTo(words: string): Promise<void> {
    const seen: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      const name = nameOf(this.#seal.focused);
      if (name.includes(words)) return;
      seen.push(name);
      await this.press('Tab');
    }
    throw new Error(`Tab never reaches ${words}, but ${seen.join(' | ')}`);
  }

  async activate(words: string): Promise<void> {
    await this.tabTo(words);
    await this.press('Enter');
  }

  async write(words: string, text: string): Promise<void> {
    await this.tabTo(words);
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'a' });
    await sendKeys({ up: 'Control' });
    await sendKeys({ type: text });
  }
}

function nameOf(element: Element | null): string {
  if (!element) return '';
  const label =
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0] : null;
  return `${element.getAttribute('aria-label') ?? ''} ${(label ?? element).textContent ?? ''}`.trim();
}

describe('the whole of <esign-seal-apply> by keyboard', () => {
  const writeText = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
  const office = new Office();

  before(() => {
    const clipboard = {
      writeText: (text: string) => {
        office.copied.push(text);
        return Promise.resolve();
      },
    };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
  });

  after(() => {
    if (writeText) Object.defineProperty(navigator, 'clipboard', writeText);
    else Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('applies, shows and copies the code, asks for more, ends, and looks through the photos, accessible at every step', async () => {
    const seal = await SealApplyHarness.open(office.host);
    const keyboard = new Keyboard(seal);
    await expect(seal.element).to.be.accessible();

    await keyboard.tabTo('用印次数');
    await keyboard.press('ArrowUp');
    await keyboard.activate('提交用印申请');
    await waitUntil(() => seal.text.includes('用印记录'), 'the application did not arrive');
    await seal.settled();
    await expect(seal.element).to.be.accessible();

    await keyboard.activate('显示');
    await waitUntil(() => seal.text.includes('771204'), 'the code is not shown');
    await keyboard.activate('复制');
    await waitUntil(() => seal.text.includes('已复制'), 'the code is not copied');
    await keyboard.activate('二维码');
    await waitUntil(() => seal.codeDrawing, 'the code is not drawn');
    await expect(seal.element).to.be.accessible();

    await keyboard.activate('追加次数');
    await waitUntil(() => seal.dialog?.open, 'no dialog opens');
    await keyboard.write('追加用印次数', '2');
    await keyboard.write('追加骑缝章次数', '1');
    await keyboard.write('追加原因', 'two more copies');
    await expect(seal.element).to.be.accessible();
    await keyboard.activate('提交追加');
    await waitUntil(() => seal.dialog === null && seal.text.includes('含追加 4 次'), 'nothing was added');
    await seal.settled();
    expect(nameOf(seal.focused)).to.equal('追加次数');

    await keyboard.activate('结束用印');
    await waitUntil(() => seal.dialog?.open, 'no dialog opens');
    await keyboard.write('结束原因', 'done');
    await expect(seal.element).to.be.accessible();
    await keyboard.activate('确认结束');
    await waitUntil(() => seal.dialog === null && seal.text.includes('已结束'), 'it has not ended');
    await seal.settled();

    await keyboard.activate('照片 3');
    await waitUntil(() => seal.viewer?.querySelector('img'), 'no photo is shown');
    await keyboard.press('ArrowLeft');
    await keyboard.press('Home');
    await waitUntil(() => seal.text.includes('照片 1 / 3'), 'the first photo is not reached');
    await expect(seal.element).to.be.accessible();
    await keyboard.press('Escape');
    await waitUntil(() => seal.viewer === null, 'the viewer stays');

    expect(nameOf(seal.focused)).to.include('照片 3');
    expect(office.copied).to.deep.equal(['771204']);
    expect(office.asked).to.deep.equal([
      { recordId: 'rec-2001', count: 4 },
      { count: 2, seamCount: 1, reason: 'two more copies' },
      { reason: 'done' },
    ]);
  });
});
