import { expect, fixture, html } from '@open-wc/testing';

import { define } from '../../../src/define/define.js';
import { OaApp } from '../../../stories/oa/oa-app.js';
import { WorkList } from '../../../stories/oa/work-list.js';
import { SignTodo } from '../../../stories/oa/sign-todo.js';
import { oaTexts } from '../../../stories/oa/texts.js';
import { waitUntil } from '../harness/wait.js';

define('oa-sign-todo', SignTodo);
define('oa-work-list', WorkList);
define('oa-app', OaApp);

const people = ['applicant', 'signer-a', 'signer-b'].map((userId) => ({ userId, name: userId, title: userId }));
const native = window.fetch;

/** Answers like the demo's backend; what is gated waits for `open`. */
function serve(gated: string): { readonly asked: string[]; open(): void } {
  const asked: string[] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  window.fetch = async (input, init) => {
    const path = input instanceof Request ? new URL(input.url).pathname : String(input);
    asked.push(path);
    if (path.includes(gated)) await gate;
    const { userId = '' } = init?.body ? (JSON.parse(String(init.body)) as { userId?: string }) : {};
    const session = { userId, name: userId, tenantId: 't', tenantName: '远景', locale: 'zh-CN', permissions: [] };
    const body = path.includes('/demo/session') ? session : { items: path.includes('/demo/users') ? people : [] };
    return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  };
  return { asked, open: () => open() };
}

describe('the demo OA', () => {
  beforeEach(() => localStorage.removeItem('oa-user'));
  afterEach(() => {
    window.fetch = native;
    localStorage.removeItem('oa-user');
  });

  it('shows in its list who is signed in, also when one was chosen before anybody was', async () => {
    const { open, asked } = serve('/demo/session');
    const app = await fixture<OaApp>(html`<oa-app></oa-app>`);
    const list = app.shadowRoot!.querySelector<HTMLSelectElement>('#user')!;
    await waitUntil(() => list.options.length === 3 && asked.includes('/demo/session'), 'nobody to choose');
    list.value = 'signer-b';
    list.dispatchEvent(new Event('change'));

    open();

    const signedIn = (): string | undefined => app.shadowRoot!.querySelector('main')?.dataset['user'];
    await waitUntil(() => signedIn() === 'signer-b', 'the choice was lost');
    expect(list.value).to.equal('signer-b');
    list.value = 'signer-a';
    app.requestUpdate();
    await app.updateComplete;
    expect(list.value).to.equal('signer-b');
  });

  it('lists the records although it is not known what is to be signed', async () => {
    serve('/v1/envelopes');

    const list = await fixture<WorkList>(html`<oa-work-list></oa-work-list>`);

    const { empty } = oaTexts('zh-CN').list;
    await waitUntil(() => list.shadowRoot?.textContent?.includes(empty), 'the records do not come');
  });
});
