import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { mmToPt } from '../../../src/core/geometry.js';
import type { Mark, Placement } from '../../../src/schema/placement.js';
import { deepElementFromPoint } from '../../../src/ui/deep-query.js';
import { aPlacement, aReceipt, aSignHost, aSignTab, envelopeOf } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const SIDE = mmToPt(5);
const ASKED = '我已阅读并同意全部条款';
const ROOM = { x: 120, y: 300, width: 200, height: 34 };

async function open(changes: Partial<Placement> = {}, attributes: Record<string, string> = {}) {
  const tab = aSignTab();
  const placements = [
    aPlacement({
      id: 'box',
      mark: 'checkbox',
      policy: 'locked',
      rect: { x: 120, y: 260, width: SIDE, height: SIDE },
      label: ASKED,
      ...changes,
    }),
    aPlacement({ id: 'words', mark: 'remark', policy: 'locked', rect: ROOM, required: false }),
  ];
  const sent: Mark[] = [];
  const host = aSignHost({
    tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements } }],
    signEnvelope: (_, request) => {
      sent.push(...request.marks);
      return Promise.resolve(aReceipt());
    },
  });
  const panel = await SignPanelHarness.openDocument(host, attributes);
  return { panel, sent };
}

async function write(panel: SignPanelHarness, text: string): Promise<void> {
  await waitUntil(() => panel.field('remark') !== null, 'no field for the remark');
  const field = panel.field('remark')!;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await panel.frames();
}

describe('what a signer fills in where the document asks for it', () => {
  afterEach(() => setViewport({ width: 1280, height: 800 }));

  it('ticks a box by a click and unticks it by the next, each as a step that can be taken back', async () => {
    const { panel } = await open();
    expect(panel.place('box').getAttribute('role')).to.equal('checkbox');
    expect(panel.place('box').title).to.equal(ASKED);

    panel.place('box').click();
    await panel.frames();

    expect(panel.marks).to.have.length(1);
    expect(panel.marks[0]).to.deep.include({ kind: 'checkbox', sealId: null, placementId: 'box' });
    expect(panel.mark().getAttribute('aria-checked')).to.equal('true');
    expect(panel.mark().getAttribute('aria-label')).to.include(ASKED);
    await waitUntil(() => panel.mark().querySelector('path') !== null, 'no tick was drawn');
    panel.mark().click();
    await panel.frames();
    expect(panel.marks).to.have.length(0);
    expect(panel.place('box').getAttribute('aria-checked')).to.equal('false');
    await panel.click('撤销');
    expect(panel.marks).to.have.length(1);
  });

  it('ticks, unticks and writes by the keyboard alone, with the focus where the person is', async () => {
    const { panel } = await open();
    panel.place('box').focus();

    await sendKeys({ press: ' ' });
    await panel.frames();
    expect(panel.focused).to.equal(panel.mark());
    await sendKeys({ press: ' ' });
    await panel.frames();
    expect(panel.marks).to.have.length(0);
    expect(panel.focused).to.equal(panel.place('box'));

    panel.place('words').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(
      () => panel.field('remark') !== null && panel.focused === panel.field('remark'),
      'no field to write',
    );
    await sendKeys({ type: 'agreed' });
    await panel.frames();
    expect(panel.marks[0]).to.deep.include({ kind: 'remark', text: 'agreed', placementId: 'words' });
    expect(panel.markLabels[0]).to.match(/^备注 agreed 第 1 页/);
  });

  it('lets a remark be written before it leads to the next place that is needed', async () => {
    const { panel } = await open({ required: true, rect: { x: 120, y: 500, width: SIDE, height: SIDE } });

    panel.place('words').click();
    await write(panel, '同意');

    expect(panel.focused).to.equal(panel.field('remark'));
  });

  it('shows the words on the page as they are stamped, and takes a sitting of writing back in one step', async () => {
    const { panel } = await open();
    panel.place('words').click();

    await write(panel, '同');
    await write(panel, '同意');

    const line = panel.mark().querySelector('text')!;
    expect(line.textContent).to.equal('同意');
    expect(line.getAttribute('x')).to.equal('8 20');
    await panel.click('撤销');
    expect(panel.marks[0]?.text).to.equal('');
    expect(panel.field('remark')?.value).to.equal('');
    await panel.click('重做');
    expect(panel.marks[0]?.text).to.equal('同意');
  });

  it('keeps no more words than have room, and nothing that steers a reader, and says so', async () => {
    const { panel } = await open();
    panel.place('words').click();
    await setViewport({ width: 1280, height: 560 });
    await write(panel, `好\t的${'长'.repeat(190)}`);

    const note = panel.root.querySelector('esign-remark-inspector')!.shadowRoot!.querySelector('#note')!;
    const isSeen = (): boolean => {
      const { x, y, width, height } = note.getBoundingClientRect();
      return deepElementFromPoint(x + width / 2, y + height / 2) === note;
    };
    await waitUntil(isSeen, 'the reason is out of sight');
    panel.root.querySelector('.panel header')?.scrollIntoView();
    panel.seal('seal-contract').scrollIntoView();
    expect(isSeen()).to.equal(false);
    await write(panel, `${panel.marks[0]?.text}长`);
    await waitUntil(isSeen, 'the reason is out of sight the second time');
    const { text = '' } = panel.marks[0] ?? {};
    expect(text).to.match(/^好 的长+$/);
    expect(text.length).to.be.lessThan(190);
    expect(panel.field('remark')?.value).to.equal(text);
    expect(panel.text).to.include('此处已写满');
    await write(panel, '好的');
    expect(panel.text).to.not.include('此处已写满');
  });

  it('refuses what is typed in the middle of a full remark, keeps its end, and goes on there', async () => {
    const { panel } = await open();
    panel.place('words').click();
    await write(panel, `${'长'.repeat(190)}`);
    const full = panel.marks[0]?.text ?? '';
    const field = panel.field('remark') as unknown as HTMLTextAreaElement;
    field.focus();
    field.setSelectionRange(5, 5);

    await sendKeys({ type: '新' });
    await panel.frames();

    expect(panel.marks[0]?.text).to.equal(full);
    expect(field.value).to.equal(full);
    expect(field.selectionStart).to.equal(5);
    expect(panel.text).to.include('此处已写满');
    field.setSelectionRange(5, 7);
    await sendKeys({ type: '新的' });
    await panel.frames();
    expect(panel.marks[0]?.text).to.equal(`${full.slice(0, 5)}新的${full.slice(7)}`);
  });

  it('does not submit an empty remark, and leads to it', async () => {
    const { panel, sent } = await open({ required: false });
    panel.place('words').click();
    await waitUntil(() => panel.field('remark') !== null, 'no field for the remark');
    panel.seal('seal-contract').focus();
    await sendKeys({ press: 'Enter' });
    await panel.frames();

    await panel.press('submit');

    expect(panel.text).to.include('请先处理以下问题');
    await panel.click('查看位置');
    await write(panel, '同意');
    await panel.press('submit');
    await panel.press('confirm');
    await panel.settled();
    expect(sent.find(({ kind }) => kind === 'remark')).to.deep.include({ text: '同意' });
  });

  it('asks for what must be ticked before it submits', async () => {
    const { panel } = await open({ required: true });
    panel.seal('seal-contract').focus();
    await sendKeys({ press: 'Enter' });
    await panel.frames();

    await panel.press('submit');

    expect(panel.text).to.include('请先处理以下问题');
    expect(panel.act('confirm')).to.equal(null);
  });

  /** What a list beside the pages asks, with its box where it has one. */
  const asked = async (panel: SignPanelHarness, id: string): Promise<HTMLElement> => {
    const find = () =>
      panel.root.querySelector('esign-fill-in-list')?.shadowRoot?.querySelector<HTMLElement>(`[data-asked="${id}"]`);
    await waitUntil(() => find() != null, 'the list does not come');
    return find()!;
  };

  it('says beside the pages what each box and remark asks, where it is ticked and unticked as well', async () => {
    const { panel } = await open({ required: true });
    const row = await asked(panel, 'box');
    expect(row.textContent).to.include(ASKED);
    expect(row.textContent).to.include('必填');
    expect((await asked(panel, 'words')).textContent).to.include('选填');
    const box = row.querySelector('input')!;

    box.focus();
    await sendKeys({ press: ' ' });
    await panel.frames();

    expect(panel.marks).to.have.length(1);
    expect(panel.mark().getAttribute('aria-checked')).to.equal('true');
    // who goes through the list stays there
    expect(panel.focused).to.equal(box);
    await sendKeys({ press: ' ' });
    await panel.frames();
    expect(panel.marks).to.have.length(0);
    expect(panel.focused).to.equal(box);
    expect(box.checked).to.equal(false);
  });

  it('leads from the list to the words of a remark', async () => {
    const { panel } = await open();
    (await asked(panel, 'words')).querySelector('button')!.click();
    await write(panel, '同意');

    expect((await asked(panel, 'words')).textContent).to.include('同意');
    await expect(panel.element).to.be.accessible();
  });

  it('warns at a place where the form field would hide what is filled in', async () => {
    const { panel } = await open({ obscured: true });

    expect((await asked(panel, 'box')).textContent).to.include('盖住所填内容');
    expect((await asked(panel, 'words')).textContent).to.not.include('盖住所填内容');
  });

  it('is accessible, in English too', async () => {
    const { panel } = await open({}, { locale: 'en' });
    panel.place('box').click();
    panel.place('words').click();
    await write(panel, 'agreed');

    await expect(panel.element).to.be.accessible();
    expect(panel.text).to.include('Remark');
  });
});
