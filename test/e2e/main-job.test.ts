import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readMarks, verifyPdf } from '../../host/signer/verify-pdf.js';
import type { Mark } from '../../src/schema/placement.js';
import { startDemoHost, type DemoHost } from './support/demo-host.js';
import { DemoPage, type Target } from './support/demo-page.js';

const RECORD = 'rec-1001';
const WORKFLOW = 'wf-purchase-contract';
const TOLERANCE_PT = 0.5;

const slot = (pointer: string): Target => ({ selector: `.card[data-slot="${pointer}"]` });
const inSlot = (pointer: string, selector: string): Target => ({ selector, inside: `[data-slot="${pointer}"]` });
const button = (text: string): Target => ({ selector: 'button, a.button', text });
const step = (name: string): Target => ({ selector: `[data-step="${name}"]` });

/** What a person does in the journey, by mouse or by keyboard. */
interface Hands {
  signInAs(userId: string): Promise<void>;
  openAdmin(): Promise<void>;
  openRecord(): Promise<void>;
  map(): Promise<void>;
  submit(exitId: string): Promise<void>;
  sign(): Promise<Mark[]>;
}

const users = ['admin', 'applicant', 'signer-a', 'signer-b', 'other-tenant'];

function byMouse(page: DemoPage): Hands {
  const bind = async (label: string, pointer: string): Promise<void> => {
    await page.drag({ selector: '[data-row].field', text: label }, slot(pointer));
    await page.find({ ...slot(pointer), text: label });
  };
  const pickNode = async (pointer: string, node: string): Promise<void> => {
    await page.click(inSlot(pointer, 'button[aria-pressed]'));
    await page.click({ selector: 'g.face', text: node });
    await page.find({ ...slot(pointer), text: node });
    await page.click(button('完成选择'));
  };
  const pickPoint = async (pointer: string, point: string, words: string): Promise<void> => {
    await page.click(inSlot(pointer, 'button[aria-pressed]'));
    await page.click({ selector: `g.port[data-point="${point}"]` });
    await page.find({ ...slot(pointer), text: words });
    await page.click(button('完成选择'));
  };
  return {
    signInAs: (userId) => page.choose({ selector: '#user' }, userId),
    openAdmin: async () => {
      await page.click({ selector: 'nav a', text: '签章集成' });
      await page.click({ selector: `a[href="#/admin/${WORKFLOW}"]` });
    },
    openRecord: async () => {
      await page.click({ selector: 'nav a', text: '流程待办' });
      await page.click({ selector: `a[href="#/record/${RECORD}"]` });
    },
    map: async () => {
      await page.click(step('basic'));
      await page.choose(inSlot('/basic/provider', 'select'), 'builtin');
      await page.click(inSlot('/basic/enabled', 'input'));
      await page.click(step('required'));
      await bind('合同名称', '/required/subject');
      await bind('我方签约主体', '/required/organization');
      await bind('合同正文', '/required/documents');
      await pickNode('/required/signingNodes', '甲方签署');
      await bind('甲方签署人', '/required/signers');
      await page.click(step('flow'));
      await page.click(button('添加个人'));
      await bind('乙方确认签署人', '/flow/parties/0/signers');
      await pickNode('/flow/parties/0/signingNodes', '乙方确认签署');
      await pickPoint('/flow/createAt', 'node n-legal after', '法务审核');
      await page.click(inSlot('/flow/order', 'label:nth-of-type(2)'));
      await page.find(inSlot('/flow/order', 'label:nth-of-type(2) > input:checked'));
      await page.click(inSlot('/flow/submitWorkflow', 'input'));
      await page.find(inSlot('/flow/submitWorkflow', 'input:checked'));
      await page.click(step('advanced'));
      await bind('已签署文件', '/advanced/downloadInto');
      await page.click({ selector: 'button[data-act="save"], button.primary', text: '保存' });
    },
    submit: (exitId) => page.click({ selector: `[data-exit="${exitId}"]` }),
    sign: async () => {
      await page.drag({ selector: 'button.seal[aria-disabled="false"]' }, { selector: '.marks' }, { x: 0.62, y: 0.4 });
      await page.find({ selector: '[data-mark]' });
      const marks = await page.placedMarks();
      await page.click(button('提交签署'));
      await page.click(button('确认签署'));
      return marks;
    },
  };
}

function byKeyboard(page: DemoPage): Hands {
  const bind = async (pointer: string, label: string): Promise<void> => {
    await page.tabTo(inSlot(pointer, 'input[role="combobox"]'));
    await page.type(label);
    await page.find({ selector: '[role="option"]', text: label });
    await page.press('Enter');
    await page.find({ ...slot(pointer), text: label });
    await page.press('Escape');
  };
  const pick = async (pointer: string, search: string, choice: string): Promise<void> => {
    await page.tabToAndPress(inSlot(pointer, 'button[aria-pressed]'), 'Enter');
    await page.tabTo({ selector: 'input[aria-label="搜索节点或出口"]' });
    await page.type(search);
    await page.arrowDownTo({ selector: '[role="treeitem"].check', text: choice });
    await page.press('Space');
    await page.find({ ...slot(pointer), text: search });
    await page.tabToAndPress(button('完成选择'), 'Enter');
  };
  const toStep = async (name: string): Promise<void> => {
    await page.tabTo({ selector: '[data-step][aria-selected="true"]' });
    const names = ['basic', 'required', 'optional', 'flow', 'advanced'];
    await page.press('Home');
    for (let index = 0; index < names.indexOf(name); index += 1) await page.press('ArrowDown');
    await page.find({ selector: `[data-step="${name}"][aria-selected="true"]` });
  };
  return {
    signInAs: async (userId) => {
      await page.tabTo({ selector: '#user' });
      await page.press('Home');
      for (let index = 0; index < users.indexOf(userId); index += 1) await page.press('ArrowDown');
    },
    openAdmin: async () => {
      await page.tabToAndPress({ selector: 'nav a', text: '签章集成' }, 'Enter');
      await page.tabToAndPress({ selector: `a[href="#/admin/${WORKFLOW}"]` }, 'Enter');
    },
    openRecord: async () => {
      await page.tabToAndPress({ selector: 'nav a', text: '流程待办' }, 'Enter');
      await page.tabToAndPress({ selector: `a[href="#/record/${RECORD}"]` }, 'Enter');
    },
    map: async () => {
      await toStep('basic');
      await page.tabToAndPress(inSlot('/basic/provider', 'select'), 'Home', 'ArrowDown');
      await page.tabToAndPress(inSlot('/basic/enabled', 'input'), 'Space');
      await toStep('required');
      await bind('/required/subject', '合同名称');
      await bind('/required/organization', '我方签约主体');
      await bind('/required/documents', '合同正文');
      await pick('/required/signingNodes', '甲方签署', '甲方签署');
      await bind('/required/signers', '甲方签署人');
      await toStep('flow');
      await page.tabToAndPress(button('添加个人'), 'Enter');
      await bind('/flow/parties/0/signers', '乙方确认签署人');
      await pick('/flow/parties/0/signingNodes', '乙方确认签署', '乙方确认签署');
      await pick('/flow/createAt', '法务审核', '“法务审核”提交后');
      await page.tabToAndPress(inSlot('/flow/order', 'input'), 'ArrowRight');
      await page.tabToAndPress(inSlot('/flow/submitWorkflow', 'input'), 'Space');
      await toStep('advanced');
      await bind('/advanced/downloadInto', '已签署文件');
      await page.pressTogether('Control', 's');
    },
    submit: (exitId) => page.tabToAndPress({ selector: `[data-exit="${exitId}"]` }, 'Enter'),
    sign: async () => {
      await page.tabToAndPress({ selector: 'button.seal[aria-disabled="false"]' }, 'Enter');
      await page.tabTo({ selector: '[data-mark]' });
      await page.press('ArrowRight', 'ArrowRight', 'ArrowDown');
      const marks = await page.placedMarks();
      await page.tabToAndPress(button('提交签署'), 'Enter');
      await page.tabToAndPress(button('确认签署'), 'Enter');
      return marks;
    },
  };
}

describe.each([
  ['by mouse', byMouse],
  ['by keyboard alone', byKeyboard],
] as const)('the main job %s', (_, useHands) => {
  let host: DemoHost;
  let page: DemoPage;

  beforeAll(async () => {
    host = await startDemoHost();
    page = await DemoPage.open(host.url);
  });

  afterAll(async () => {
    await page?.close();
    await host?.close();
  });

  it('maps, submits, signs twice and files the signed document', async () => {
    const hands = useHands(page);
    const signInAs = async (userId: string): Promise<void> => {
      await hands.signInAs(userId);
      await page.find({ selector: `main[data-user="${userId}"]` });
    };
    await signInAs('admin');
    await hands.openAdmin();
    await hands.map();
    await page.see('已保存');

    for (const [userId, exitId, reached] of [
      ['applicant', 'e-submit', '部门审批'],
      ['admin', 'e-dept-ok', '法务审核'],
      ['admin', 'e-legal-ok', '甲方签署'],
    ] as const) {
      await signInAs(userId);
      await hands.openRecord();
      await hands.submit(exitId);
      await page.see(`已提交，流程到达「${reached}」。`);
    }
    await signInAs('signer-a');
    await hands.openRecord();
    await openSignTab(page);
    const first = await hands.sign();
    await page.see('签署成功');
    await hands.submit('e-sign-a');
    await page.see('已提交，流程到达「乙方确认签署」。');
    await signInAs('signer-b');
    await hands.openRecord();
    await openSignTab(page);
    const second = await hands.sign();
    await page.see('签署完成后流程已自动流转到「归档」。');

    const file = await signedFile(host);
    const report = await verifyPdf(file);
    expect(report.signatures.map(({ valid, coversRevision }) => ({ valid, coversRevision }))).toEqual([
      { valid: true, coversRevision: true },
      { valid: true, coversRevision: true },
    ]);
    expect(report.allValid).toBe(true);
    expect(report.signatures[1]?.coversWholeFile).toBe(true);
    const stamped = await readMarks(file);
    for (const mark of [...first, ...second]) {
      expect(
        stamped.some((stamp) => isSamePlace(stamp, mark)),
        `${JSON.stringify(mark)} among ${JSON.stringify(stamped)}`,
      ).toBe(true);
    }
    expect(page.complaints).toEqual([]);
  });
});

/** The tab opens first only where the mapping says so (C-50); a person goes there otherwise. */
async function openSignTab(page: DemoPage): Promise<void> {
  await page.click({ selector: '#tab-sign' });
}

function isSamePlace(stamp: { pageIndex: number; rect: Mark['rect'] }, mark: Mark): boolean {
  const sides = ['x', 'y', 'width', 'height'] as const;
  return (
    stamp.pageIndex === mark.pageIndex &&
    sides.every((side) => Math.abs(stamp.rect[side] - mark.rect[side]) <= TOLERANCE_PT)
  );
}

async function signedFile(host: DemoHost): Promise<Uint8Array> {
  const headers = { 'x-demo-user': 'applicant' };
  const answer = await fetch(`${host.url}/demo/records/${RECORD}`, { headers });
  const { record } = (await answer.json()) as { record: { values: Record<string, { fileId: string }[]> } };
  const fileId = record.values['f-signed']?.[0]?.fileId;
  expect(fileId, 'the signed file is in the field that C-43 names').toBeTypeOf('string');
  const file = await fetch(`${host.url}/v1/files/${fileId}`, { headers });
  return new Uint8Array(await file.arrayBuffer());
}
