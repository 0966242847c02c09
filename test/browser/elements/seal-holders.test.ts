import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../../src/define/seal-holders.js';
import type { Colleague } from '../../../src/schema/seal-library.js';
import type { ColleaguesFound, SealHolders } from '../../../src/ui/seal-holders.js';
import { waitUntil } from '../harness/wait.js';

const LI: Colleague = { userId: 'signer-a', name: '李明', department: '采购部' };
const ZHAO: Colleague = { userId: 'signer-b', name: '赵倩', department: null };

/** A directory whose answers come when the test gives them. */
class Directory {
  readonly asked: string[] = [];
  readonly #waiting = new Map<string, (found: ColleaguesFound) => void>();

  find = (search: string): Promise<ColleaguesFound> => {
    this.asked.push(search);
    return new Promise((resolve) => this.#waiting.set(search, resolve));
  };

  /** Gives the answer, and waits until whoever asked has had it. */
  async answer(search: string, items: readonly Colleague[], nextCursor: string | null = null): Promise<void> {
    await waitUntil(() => this.#waiting.has(search));
    this.#waiting.get(search)!({ items, nextCursor });
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

async function open({ find }: Pick<Directory, 'find'>): Promise<SealHolders> {
  const element = await fixture<SealHolders>(
    html`<esign-seal-holders
      locale="zh-CN"
      .kinds=${['me', 'people']}
      .value=${{ kind: 'people', people: [] }}
      .find=${find}
    ></esign-seal-holders>`,
  );
  await waitUntil(() => boxOf(element));
  return element;
}

const boxOf = (element: SealHolders): HTMLInputElement => element.shadowRoot!.querySelector('[role=combobox]')!;
const listOf = (element: SealHolders): HTMLElement => element.shadowRoot!.querySelector('[role=listbox]')!;
const namesOf = (element: SealHolders): (string | undefined)[] =>
  [...listOf(element).querySelectorAll('[role=option] .name')].map(({ textContent }) => textContent);

function type(element: SealHolders, text: string): void {
  boxOf(element).value = text;
  boxOf(element).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

describe('the choice of who may use a seal', () => {
  it('asks for what was typed in the end, not for every letter', async () => {
    const directory = new Directory();
    const element = await open(directory);

    for (const text of ['l', 'li', 'lim']) type(element, text);
    await directory.answer('lim', [LI]);

    expect(directory.asked).to.deep.equal(['lim']);
    expect(namesOf(element)).to.deep.equal(['李明']);
  });

  it('never shows an older answer for the newer text', async () => {
    const directory = new Directory();
    const element = await open(directory);
    type(element, '李');
    await waitUntil(() => directory.asked.includes('李'));
    type(element, '赵');

    await directory.answer('赵', [ZHAO]);
    await directory.answer('李', [LI]);

    expect(namesOf(element)).to.deep.equal(['赵倩']);
  });

  it('shows nobody of an older text while the newer one is asked for', async () => {
    const directory = new Directory();
    const element = await open(directory);
    type(element, '李');
    await directory.answer('李', [LI]);

    type(element, '赵');
    await element.updateComplete;

    expect(namesOf(element)).to.deep.equal([]);
    expect(listOf(element).textContent).to.include('正在查找');
  });

  it('says that there are more than it shows, also to who does not see the list', async () => {
    const directory = new Directory();
    const element = await open(directory);
    boxOf(element).focus();
    type(element, '李');

    await directory.answer('李', [LI], 'next');

    const words = '还有更多人员';
    expect(listOf(element).textContent).to.include(words);
    expect(element.shadowRoot!.querySelector('[role=status]')!.textContent).to.include(words);
    type(element, '李明');
    await directory.answer('李明', [LI]);
    expect(element.shadowRoot!.textContent).not.to.include(words);
  });

  it('says that the search failed, not that nobody fits, and asks again for the next letter', async () => {
    const directory = new Directory();
    const element = await open({ find: () => Promise.reject(new Error('offline')) });
    boxOf(element).focus();
    type(element, '李');
    await waitUntil(() => listOf(element).textContent.includes('没有读取'));
    expect(listOf(element).textContent).not.to.include('没有符合');

    element.find = directory.find;
    await sendKeys({ type: '明' });
    await directory.answer('李明', [LI]);

    expect(namesOf(element)).to.deep.equal(['李明']);
  });
});
