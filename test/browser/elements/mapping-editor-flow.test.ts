import { expect } from '@open-wc/testing';
import { sendMouse, sendKeys } from '@web/test-runner-commands';

import { aMapping, aWorkflow } from '../../support/builders.js';
import { aConfiguredHost, MappingEditorHarness } from '../harness/mapping-editor.harness.js';

async function open(
  mapping = aMapping(),
  host = aConfiguredHost(mapping),
): Promise<{ editor: MappingEditorHarness; diagram: ShadowRoot }> {
  const editor = await MappingEditorHarness.open({ host });
  await editor.openStep('flow');
  if (!editor.find('esign-flow-diagram')) {
    editor.root.querySelector<HTMLElement>('.drawer nav button')!.click();
    await editor.settle();
  }
  return { editor, diagram: editor.get('esign-flow-diagram').shadowRoot! };
}

const badge = (diagram: ShadowRoot, layer: string): Element | null => diagram.querySelector(`[data-layer="${layer}"]`);

describe('the flow diagram', () => {
  it('shows what happens where, layer by layer, and leads to the slot (C-14, C-32)', async () => {
    const { editor, diagram } = await open();
    expect(badge(diagram, 'create')).to.not.equal(null);

    const toggle = [...diagram.querySelectorAll<HTMLElement>('.legend .chip')].find((chip) =>
      chip.textContent?.includes('创建'),
    )!;
    toggle.click();
    await editor.settle();
    expect(toggle.getAttribute('aria-pressed')).to.equal('false');
    expect(badge(diagram, 'create')).to.equal(null);

    badge(diagram, 'sign')!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await editor.settle();
    expect(editor.focusedSlot()).to.equal('/required/signingNodes');
    await editor.expectAccessible();
  });

  it('keeps the slot in sight that the nodes are picked for, though it takes room from the cards (C-14)', async () => {
    const editor = await MappingEditorHarness.open({ host: aConfiguredHost() });
    editor.element.style.height = '600px';
    await editor.openStep('required');
    editor.inCard('/required/signingNodes', 'button[aria-pressed]').click();
    await editor.until('esign-flow-diagram');
    await editor.settle();

    const [cards, card] = [editor.get('.main'), editor.card('/required/signingNodes')].map((one) =>
      one.getBoundingClientRect(),
    );
    expect(card!.top).to.be.at.least(cards!.top - 1);
    expect(card!.bottom).to.be.at.most(cards!.bottom + 1);
  });

  it('refuses places that make no sense, says why, and keeps the mapping as it was (C-34)', async () => {
    const mapping = aMapping({ flow: { saveAsDraft: true, launchAt: [] } });
    const { editor, diagram } = await open(mapping);
    editor.inCard('/flow/launchAt', '[aria-label^="在流程图中选择"]').click();
    await editor.settle();

    const early = diagram.querySelector<HTMLElement>('.check.refused')!;
    expect(early.textContent).to.contain('走不到创建文件之后');
    early.click();
    await editor.settle();
    expect(early.getAttribute('aria-checked')).to.equal('false');
    expect(diagram.querySelector('#live')!.textContent).to.contain('走不到创建文件之后');
    expect(editor.mapping.flow.launchAt).to.deep.equal([]);

    [...diagram.querySelectorAll<HTMLElement>('.narrow .chip')]
      .find((chip) => chip.textContent?.trim() === '可选')!
      .click();
    await editor.settle();
    expect(diagram.querySelector('.check.refused')).to.equal(null);
    diagram.querySelector<HTMLElement>('.check')!.click();
    await editor.settle();
    expect(editor.mapping.flow.launchAt).to.have.length(1);
  });

  it('is a tree beside the drawing: folding, arrows, choosing, with one stop of the Tab key (C-32)', async () => {
    const { editor, diagram } = await open(aMapping({ flow: { createAt: [] } }));
    await editor.click('在流程图中选择: 创建文件节点/出口');
    const rows = (): HTMLElement[] => [...diagram.querySelectorAll<HTMLElement>('[role="treeitem"]')];
    const at = (): string => diagram.activeElement?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    expect(rows().filter((row) => row.tabIndex === 0)).to.have.length(1);
    expect(rows()[0]!.getAttribute('aria-expanded')).to.equal('true');

    rows()[0]!.focus();
    await editor.press('ArrowLeft');
    expect(rows()[0]!.getAttribute('aria-expanded')).to.equal('false');
    expect(at()).to.equal('发起');
    await editor.press('ArrowRight', 'ArrowRight', 'ArrowDown', ' ');
    expect(at()).to.contain('“发起”提交后');
    expect(editor.mapping.flow.createAt).to.deep.equal([{ kind: 'node', id: 'n-start', timing: 'after' }]);
    await editor.press('ArrowLeft');
    expect(at()).to.contain('发起').and.to.contain('1');
    await editor.press('End');
    expect(rows().at(-1)! === diagram.activeElement).to.equal(true);
    await editor.expectAccessible();
  });

  it('shows only what comes after a node, and finds by typing (design 3.8)', async () => {
    const { editor, diagram } = await open(aMapping({ flow: { createAt: [] } }));
    await editor.click('在流程图中选择: 创建文件节点/出口');
    const after = diagram.querySelector<HTMLSelectElement>('[aria-label="只看某节点之后"]')!;
    after.value = 'n-sign-a';
    after.dispatchEvent(new Event('change'));
    await editor.settle();
    const titles = [...diagram.querySelectorAll('.row.title')].map((row) => row.textContent?.trim());
    expect(titles).to.deep.equal(['乙方确认签署', '归档']);

    diagram.querySelector<HTMLElement>('.list input')!.focus();
    await sendKeys({ type: '乙方' });
    await editor.press('ArrowDown', ' ');
    expect(editor.mapping.flow.createAt).to.deep.equal([{ kind: 'node', id: 'n-sign-b', timing: 'before' }]);
  });

  it('names the slot at each pick point, and flags an exit that leads nowhere', async () => {
    const host = aConfiguredHost();
    host.workflows[0] = aWorkflow({
      exits: [...aWorkflow().exits, { id: 'e-lost', name: '转交', from: 'n-dept', to: 'n-gone' }],
    });
    const { editor, diagram } = await open(aMapping(), host);
    await editor.click('在流程图中选择: 创建文件节点/出口');
    const port = diagram.querySelector('[data-point="node n-dept after"]')!;
    expect(port.getAttribute('aria-label')).to.equal('创建文件节点/出口 – “部门审批”提交后');
    expect(port.getAttribute('aria-pressed')).to.equal('false');
    const lost = diagram.querySelector('.exit.dead')!;
    expect(lost.getAttribute('aria-label')).to.contain('没有目标节点');
    expect(diagram.querySelectorAll('path.edge.dead')).to.have.length(1);
    lost.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await editor.settle();
    expect(diagram.querySelector('#live')!.textContent).to.contain('出口没有目标节点');
    await editor.expectAccessible();
  });

  it('pans by dragging, zooms with Ctrl and the wheel at the pointer, and keeps clicks', async () => {
    const { editor, diagram } = await open(aMapping({ flow: { createAt: [] } }));
    await editor.click('在流程图中选择: 创建文件节点/出口');
    const canvas = diagram.querySelector<HTMLElement>('.canvas')!;
    const svg = diagram.querySelector('svg')!;
    const width = (): number => svg.getBoundingClientRect().width;
    const box = canvas.getBoundingClientRect();
    const before = width();
    canvas.dispatchEvent(
      new WheelEvent('wheel', {
        deltaY: -120,
        ctrlKey: true,
        cancelable: true,
        clientX: box.x + 5,
        clientY: box.y + 5,
      }),
    );
    await editor.settle();
    expect(width()).to.be.greaterThan(before * 1.3);

    const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    const from = canvas.scrollLeft;
    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [x - 60, y] });
    await sendMouse({ type: 'up' });
    await editor.settle();
    expect(canvas.scrollLeft).to.be.closeTo(from + 60, 2);
    expect(editor.mapping.flow.createAt).to.deep.equal([]);

    const port = diagram.querySelector('[data-point="node n-start after"] .target')!;
    port.scrollIntoView({ block: 'center', inline: 'center' });
    const target = port.getBoundingClientRect();
    await sendMouse({
      type: 'click',
      position: [Math.round(target.x + target.width / 2), Math.round(target.y + target.height / 2)],
    });
    await editor.settle();
    expect(editor.mapping.flow.createAt).to.have.length(1);
  });

  it('draws of 200 nodes only what is in sight, and what the cursor goes to', async () => {
    const more = Array.from({ length: 200 }, (_, nth) => ({
      id: `n-${nth}`,
      name: `审批${nth}`,
      kind: 'approve' as const,
    }));
    const before = (nth: number): string => (nth === 0 ? 'n-sign-b' : `n-${nth - 1}`);
    const exits = more.map(({ id }, nth) => ({ id: `e-${nth}`, name: '同意', from: before(nth), to: id }));
    const host = aConfiguredHost(aMapping({ flow: { createAt: [] } }));
    const usual = aWorkflow();
    host.workflows[0] = aWorkflow({ nodes: [...usual.nodes, ...more], exits: [...usual.exits, ...exits] });
    const { editor, diagram } = await open(undefined, host);
    await editor.click('在流程图中选择: 创建文件节点/出口');
    expect(diagram.querySelectorAll('g.node').length).to.be.lessThan(40);
    expect(diagram.querySelector('[data-point="node n-199 after"]') === null).to.equal(true);
    // folded: a node is one row
    expect(diagram.querySelectorAll('[role="treeitem"]')).to.have.length(206);

    diagram.querySelector<HTMLElement>('.canvas')!.focus();
    await editor.press('End', 'a');
    await editor.settle();
    expect(editor.mapping.flow.createAt).to.deep.equal([{ kind: 'node', id: 'n-199', timing: 'after' }]);
    expect(diagram.querySelector('[data-point="node n-199 after"]')!.getAttribute('aria-pressed')).to.equal('true');
    expect(diagram.querySelector('[data-point="node n-start after"]') === null).to.equal(true);
  });
});
