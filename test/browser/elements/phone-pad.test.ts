import { expect } from '@open-wc/testing';
import { sendMouse, setViewport } from '@web/test-runner-commands';

import '../../../src/define/phone-pad.js';

import type { PhonePadPage } from '../../../src/ui/phone-pad.js';
import { waitUntil } from '../harness/wait.js';

/** What is found once it is there. */
async function found<T>(find: () => T | null | undefined, missing: string): Promise<T> {
  await waitUntil(find, missing, 10_000);
  const value = find();
  if (value == null) throw new Error(missing);
  return value;
}

describe('the page on which a phone writes', () => {
  const native = window.fetch;
  const sent: { path: string; secret: string | null; body: unknown }[] = [];
  let answers: (Response | Error)[] = [];
  let page: PhonePadPage;

  before(() => setViewport({ width: 360, height: 640 }));
  beforeEach(() => {
    sent.length = 0;
    sessionStorage.clear();
    location.hash = 'the-secret';
    window.fetch = (path, init) => {
      sent.push({
        path: path as string,
        secret: new Headers(init?.headers).get('authorization'),
        body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : null,
      });
      const answer = answers.shift() ?? new Error('nothing is answered');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
  });
  afterEach(() => {
    page.remove();
    window.fetch = native;
    location.hash = '';
  });

  const taken = (): Response => Response.json({ pass: 'the-pass', expiresAt: '2026-11-22T02:05:00.000Z' });
  const open = async (...next: (Response | Error)[]): Promise<void> => {
    answers = next;
    page = document.createElement('esign-phone-pad');
    document.body.append(page);
    await waitUntil(() => page.shadowRoot?.querySelector('esign-ink-pad, h1 + p + button, [role=status]'), 'no page');
  };
  const says = (text: RegExp): Promise<unknown> =>
    waitUntil(() => text.test(page.shadowRoot?.textContent ?? ''), `the page does not say ${String(text)}`, 10_000);
  const write = async (to: [number, number]): Promise<void> => {
    const pad = await found(() => page.shadowRoot?.querySelector('esign-ink-pad'), 'no pad');
    const box = pad.getBoundingClientRect();
    const at = (x: number, y: number): [number, number] => [Math.round(box.left + x), Math.round(box.top + y)];
    await sendMouse({ type: 'move', position: at(40, 40) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(...to) });
    await sendMouse({ type: 'up' });
    await page.updateComplete;
  };
  const press = (act: string): void => page.shadowRoot?.querySelector<HTMLButtonElement>(`[data-act=${act}]`)?.click();

  it('takes its link once, sends what was written with what it got for it, and fits a small phone', async () => {
    await open(taken(), new Response(null, { status: 204 }));
    await write([200, 120]);
    await expect(page).to.be.accessible();
    expect(document.documentElement.scrollWidth).to.be.at.most(360);

    press('send');
    await says(/签名已发送|Signature sent/);

    expect(sent.map(({ path, secret }) => [path, secret])).to.deep.equal([
      ['pad/open', 'Bearer the-secret'],
      ['pad/ink', 'Bearer the-pass'],
    ]);
    expect(sent[1]?.body).to.deep.include({ kind: 'handwriting', filled: true });
  });

  it('refuses an empty pad and a dot', async () => {
    await open(taken());
    await waitUntil(() => page.shadowRoot?.querySelector('esign-ink-pad'), 'no pad');

    press('send');
    await says(/请先书写您的姓名|Write your name first/);
    await write([42, 42]);
    press('send');

    await says(/笔迹太短或太小|too short or too small/);
    expect(sent).to.have.length(1);
  });

  it('keeps what was written when the line fails, and sends it again', async () => {
    await open(taken(), new Error('no line'), new Response(null, { status: 204 }));
    await write([200, 120]);

    press('send');
    await says(/笔迹还在|still here/);
    press('send');

    await says(/签名已发送|Signature sent/);
  });

  it('goes on after a reload without the link', async () => {
    await open(taken());
    await waitUntil(() => page.shadowRoot?.querySelector('esign-ink-pad'), 'no pad');
    page.remove();

    await open();
    await waitUntil(() => page.shadowRoot?.querySelector('esign-ink-pad'), 'no pad after a reload');

    expect(sent).to.have.length(1);
  });

  it('says after a reload that the signature was sent, and asks for no other', async () => {
    await open(taken(), new Response(null, { status: 204 }));
    await write([200, 120]);
    press('send');
    await says(/签名已发送|Signature sent/);
    page.remove();

    await open();

    await says(/签名已发送|Signature sent/);
    expect(page.shadowRoot?.querySelector('esign-ink-pad') === null).to.equal(true);
    expect(sent).to.have.length(2);
  });

  it('says that a link has ended', async () => {
    await open(new Response(null, { status: 404 }));

    await says(/链接已失效|This link has ended/);
    await expect(page).to.be.accessible();
  });

  it('tries again where the host was not reached', async () => {
    await open(new Error('no line'), taken());
    await says(/无法连接服务器|cannot be reached/);

    page.shadowRoot?.querySelector('button')?.click();

    await waitUntil(() => page.shadowRoot?.querySelector('esign-ink-pad'), 'no pad');
  });
});
