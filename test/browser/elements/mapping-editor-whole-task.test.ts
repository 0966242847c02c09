import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

import { ConfigsHost } from '../../support/browser-configs-host.js';
import { aMapping, aWorkflow } from '../../support/builders.js';
import { renamedWorkflow } from '../../support/renamed-workflow.js';
import { MappingEditorHarness, type EditorOptions } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

/** Two hands that count: a click is one act, and so is every key. */
class Hands {
  acts = 0;
  readonly editor: MappingEditorHarness;

  constructor(editor: MappingEditorHarness) {
    this.editor = editor;
  }

  async click(target: Element): Promise<void> {
    target.scrollIntoView({ block: 'center' });
    await this.editor.settle();
    const { left, top, width, height } = target.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
    this.acts += 1;
    await this.editor.settle();
  }

  async keys(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await sendKeys({ press: key });
      this.acts += 1;
      await this.editor.settle();
    }
  }

  async chord(modifier: string, key: string): Promise<void> {
    await this.editor.chord(modifier, key);
    this.acts += 1;
  }

  async type(text: string): Promise<void> {
    await sendKeys({ type: text });
    this.acts += text.length;
    await this.editor.settle();
  }

  /** Clicks into the slot, types the first letters, and takes what is at the top. */
  async bind(pointer: string, letters: string): Promise<void> {
    await this.click(this.editor.inCard(pointer, 'input[role="combobox"]'));
    await this.type(letters);
    await this.keys('Enter');
  }

  async openStep(step: string): Promise<void> {
    await this.click(this.editor.get(`[data-step="${step}"]`));
  }

  /** Picks a node in the flow by its name, in the list beside the diagram. */
  async pick(pointer: string, name: string): Promise<void> {
    await this.click(this.editor.inCard(pointer, 'button[aria-pressed]'));
    await waitUntil(() => nodeNamed(this.editor, name), `the flow shows ${name}`);
    await this.click(nodeNamed(this.editor, name)!);
  }

  /** Switches the configuration on and saves it. */
  async finish(): Promise<void> {
    await this.openStep('basic');
    await this.click(this.editor.inCard('/basic/enabled', 'input'));
    const saved = oneEvent(this.editor.element, 'esign-saved');
    await this.click(this.editor.get('.save'));
    await saved;
  }
}

function nodeNamed(editor: MappingEditorHarness, name: string): Element | undefined {
  const items = editor.find('esign-flow-diagram')?.shadowRoot?.querySelectorAll('[role="treeitem"]') ?? [];
  return [...items].find((item) => item.textContent?.includes(name));
}

async function begin(options: EditorOptions = {}): Promise<Hands> {
  await setViewport({ width: 1440, height: 900 });
  const editor = await MappingEditorHarness.open(options);
  await editor.openStep('required');
  // names are found by pinyin, and suggestions are there, once the page has rested
  await editor.until('.bulb');
  await editor.openStep('basic');
  return new Hands(editor);
}

const errors = (editor: MappingEditorHarness): string[] =>
  editor.element
    .validate()
    .filter(({ severity }) => severity === 'error')
    .map(({ code, pointer }) => `${code} ${pointer}`);

async function byHand(): Promise<Hands> {
  const hands = await begin();
  await hands.openStep('required');
  await hands.bind('/required/subject', 'htmc');
  await hands.bind('/required/organization', 'wfgs');
  await hands.bind('/required/documents', 'htwj');
  // its list stays open, for another file
  await hands.keys('Escape');
  await hands.bind('/required/signers', 'jfqsr');
  await hands.keys('Escape');
  await hands.pick('/required/signingNodes', '甲方签署');
  await hands.finish();
  return hands;
}

/** The fewest acts without any help: a field, then its place. */
async function byClicks(): Promise<Hands> {
  const hands = await begin();
  const { editor } = hands;
  const bind = async (pointer: string, label: string): Promise<void> => {
    await hands.click(editor.row(label));
    await hands.click(editor.inCard(pointer, '.place'));
  };
  await hands.openStep('required');
  await bind('/required/subject', '合同名称');
  await bind('/required/organization', '我方公司');
  await bind('/required/documents', '合同文件');
  await bind('/required/signers', '甲方签署人');
  await hands.pick('/required/signingNodes', '甲方签署');
  await hands.finish();
  return hands;
}

async function bySuggestions(): Promise<Hands> {
  const hands = await begin();
  await hands.click(hands.editor.get('[data-part="suggestions"]'));
  await hands.click(await hands.editor.until('esign-suggestion-tray .all, .all'));
  // what is only likely is accepted one by one
  await hands.click(hands.editor.get('esign-suggestion-tray').shadowRoot!.querySelector('.accept')!);
  await hands.openStep('required');
  await hands.pick('/required/signingNodes', '甲方签署');
  await hands.finish();
  return hands;
}

/** A workflow like one that is configured already, under another name and with ids of its own. */
const copied = { ...renamedWorkflow(aWorkflow(), 's-'), name: '销售合同审批' };

async function byTemplate(host: ConfigsHost): Promise<Hands> {
  host.put(aMapping());
  const hands = await begin({ host, workflowId: copied.id });
  await hands.click(hands.editor.get('[data-offer]'));
  const { shadowRoot: list } = await hands.editor.until('esign-workflow-list');
  await waitUntil(() => list?.querySelector('button'), 'no workflow to choose');
  await hands.click(list!.querySelector('button')!);
  await hands.click(await hands.editor.until('.use'));
  await hands.finish();
  return hands;
}

describe('mapping editor: the whole task of a new admin', () => {
  it('ends in a saved mapping that is switched on, by clicks and letters alone', async () => {
    const { editor } = await byHand();
    expect(errors(editor)).to.deep.equal([]);
    expect(editor.host.saves[0]?.basic.enabled).to.equal(true);
  });

  it('takes fewer acts with suggestions than by hand', async () => {
    const hand = await byClicks();
    const suggested = await bySuggestions();
    expect(errors(suggested.editor)).to.deep.equal([]);
    expect(suggested.editor.host.saves[0]?.basic.enabled).to.equal(true);
    expect(suggested.acts).to.be.lessThan(hand.acts);
  });

  it('takes fewer acts from the configuration of another workflow than by hand (C-01)', async () => {
    const hand = await byClicks();
    const host = new ConfigsHost([aWorkflow(), copied]);
    const taken = await byTemplate(host);
    expect(errors(taken.editor)).to.deep.equal([]);
    const stored = host.configs.get(copied.id)?.mapping;
    expect(stored?.basic).to.deep.include({ workflowId: copied.id, enabled: true });
    // the nodes and fields are those of this workflow, not of the one that was copied
    expect(stored && 'required' in stored && stored.required.signingNodes).to.deep.equal(['s-n-sign-a']);
    expect(taken.acts).to.be.lessThan(hand.acts);
  });

  it('is done by clicks alone: no key, no drag', async () => {
    const keys: string[] = [];
    const listen = ({ key }: KeyboardEvent): unknown => keys.push(key);
    document.addEventListener('keydown', listen, true);
    const { editor } = await byClicks();
    document.removeEventListener('keydown', listen, true);

    expect(errors(editor)).to.deep.equal([]);
    expect(editor.host.saves[0]?.basic.enabled).to.equal(true);
    expect(keys).to.deep.equal([]);
  });

  it('is done by the keyboard alone', async () => {
    const hands = await begin();
    const { editor } = hands;
    const presses: string[] = [];
    editor.element.addEventListener('pointerdown', ({ type }) => presses.push(type));
    // as if a person came by Tab from the page
    editor.get('.main').focus();
    const goTo = async (letters: string): Promise<void> => {
      await hands.chord('Control', 'k');
      await waitUntil(() => editor.focused()?.getAttribute('role') === 'combobox', 'the palette has the cursor');
      await hands.type(letters);
      await hands.keys('Enter');
    };
    const fill = async (slot: string, letters: string): Promise<void> => {
      await goTo(slot);
      await waitUntil(() => editor.focusedSlot() !== undefined, 'the cursor is in a slot');
      await hands.type(letters);
      await hands.keys('Enter');
    };
    await fill('文件主题', 'htmc');
    await fill('文件发起组织', 'wfgs');
    await fill('签署文件', 'htwj');
    await fill('签署人', 'jfqsr');
    await goTo('签署流程节点');
    await waitUntil(() => editor.focusedSlot() === '/required/signingNodes', 'the cursor is in the slot');
    // from the cards over the fields and the tabs of the drawer into the drawing
    await hands.keys('Enter', 'F6', 'F6', 'F6');
    await hands.keys('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter', 'Escape');
    expect(editor.mapping.required.signingNodes).to.deep.equal(['n-sign-a']);
    await goTo('启用');
    await waitUntil(() => editor.focusedSlot() === '/basic/enabled', 'the cursor is in the slot');
    await hands.keys(' ');
    await hands.chord('Control', 's');
    await waitUntil(() => editor.host.saves.length === 1, 'it is saved');
    expect(errors(editor)).to.deep.equal([]);
    expect(editor.host.saves[0]?.basic.enabled).to.equal(true);
    expect(presses).to.deep.equal([]);
  });
});
