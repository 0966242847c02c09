// A signer's turn on one long contract, from a host that answers within the page. Shared by the adapters of `pdf` and `drag`.
const AT = '2026-11-22T02:00:00Z';
const SHA = 'a'.repeat(64);
/** Displayed points of a page, and CSS pixels around and between pages, as `core/page-layout` lays them out. */
export const A4 = { width: 595.28, height: 841.89 };
const GAP = 16;

export const SEAL = { id: 'seal-contract', mm: 25.2 };
const me = { partyId: 'initiator', signerId: 'signer-1' };
const WHY = { rule: 'R-04', slot: null, field: null, reason: '' };

const documentOf = (pages) => ({
  id: 'contract',
  name: '采购合同.pdf',
  mediaType: 'application/pdf',
  size: 120_000,
  sha256: SHA,
  sourceSha256: SHA,
  sourceId: 'doc-1',
  signedSha256: null,
  pages: Array.from({ length: pages }, () => ({ cropBox: [0, 0, A4.width, A4.height], rotation: 0, userUnit: 1 })),
});

const partyOf = (id, order, status, signer) => ({
  id,
  kind: 'organization',
  scope: 'internal',
  name: '上海远景信息技术有限公司',
  order,
  status,
  sealId: null,
  signingNodes: [],
  autoSign: false,
  signers: [{ contact: null, status, signedAt: null, reason: null, ...signer }],
});

const person = { userId: 'signer-a', name: '王芳', mobile: null, email: null };

export const envelopeOf = (pages) => ({
  schemaVersion: 1,
  id: 'envelope-1',
  version: 1,
  recordId: 'rec-1',
  workflowId: 'wf-1',
  configId: 'config-1',
  configVersion: 1,
  provider: 'builtin',
  bindingId: 'b1',
  subject: '服务器采购合同',
  remark: null,
  sceneNumber: null,
  organization: '上海远景信息技术有限公司',
  initiator: person,
  status: 'launched',
  order: 'ordered',
  deadline: null,
  parties: [
    partyOf('initiator', 1, 'pending', { id: 'signer-1', userId: 'signer-a', name: '王芳' }),
    partyOf('party-b', 2, 'waiting', { id: 'signer-2', userId: 'signer-b', name: '陈刚' }),
  ],
  documents: [documentOf(pages)],
  placements: [],
  cc: [],
  createdAt: AT,
  launchedAt: AT,
  finishedAt: null,
  finishReason: null,
  voidedAt: null,
  filedAt: null,
});

const seal = {
  schemaVersion: 1,
  id: SEAL.id,
  name: '合同专用章',
  kind: 'contract',
  owner: '上海远景信息技术有限公司',
  artwork: {
    kind: 'template',
    template: { type: 'ROUND_STAR', colour: 'RED', text: '上海远景', widthMm: SEAL.mm, heightMm: SEAL.mm },
  },
  imageUrl: '/seal',
  widthMm: SEAL.mm,
  heightMm: SEAL.mm,
  usable: true,
  unusableReason: null,
  createdAt: AT,
};

/** The seal of the peers' boxes. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96"><circle cx="48" cy="48" r="43" fill="none" stroke="#d22" stroke-width="4"/><path d="M48 30l5 13h14l-11 8 4 14-12-9-12 9 4-14-11-8h14z" fill="#d22"/><text x="48" y="82" font-size="11" text-anchor="middle" fill="#d22">合同专用章</text></svg>`;

const hostOf = (envelope, url) => ({
  getRecordTab: async () => ({
    recordId: envelope.recordId,
    state: 'sign',
    tab: { visible: true, openFirst: false, name: {}, buttonField: null },
    buttons: [{ kind: 'sign', enabled: true, label: {}, why: WHY }],
    messages: [],
    problems: [],
    envelope,
    me,
    submitsWorkflow: false,
  }),
  listSeals: async () => [seal],
  getSealImage: async () => new Blob([PICTURE], { type: 'image/svg+xml' }),
  documentLocation: () => ({ url, headers: {}, credentials: 'same-origin' }),
  watchEnvelope: () => undefined,
});

/** The first true answer, asked for once a frame. */
export async function until(read, what) {
  for (let tries = 0; tries < 3600; tries += 1) {
    const value = read();
    if (value) return value;
    await new Promise((done) => requestAnimationFrame(done));
  }
  throw new Error(`never saw ${what}`);
}

/** Resolves with the change below `root` after which `isDone` holds. */
export function change(root, isDone) {
  return new Promise((done) => {
    if (isDone()) return done();
    const watch = new MutationObserver(() => {
      if (!isDone()) return;
      watch.disconnect();
      done();
    });
    watch.observe(root, { childList: true, characterData: true, subtree: true });
  });
}

/**
 * Opens the panel as a page would, and resolves when the first page is drawn. `ctx.moduleUrl` names a file at the top of
 * `dist`, so that everything below it is served: the files of pdf.js do not lie beside the element.
 */
export async function mountPanel(root, ctx, { url, pages, drafts }) {
  const dist = new URL('.', new URL(ctx.moduleUrl, location.href));
  await import(/* @vite-ignore */ new URL('standalone/sign-panel.js', dist).href);
  const panel = document.createElement('esign-sign-panel');
  panel.locale = 'zh-CN';
  panel.style.setProperty('--esign-panel-height', '100%');
  Object.assign(panel.style, { position: 'absolute', inset: '0' });
  if (drafts) panel.drafts = drafts;
  else panel.withoutDrafts = true;
  panel.recordId = 'rec-1';
  panel.host = hostOf(envelopeOf(pages), url);
  root.append(panel);
  const view = await until(() => panel.shadowRoot.querySelector('esign-page-view'), 'the page view');
  const canvasOf = (index) => view.shadowRoot?.querySelector(`.page[data-page="${index}"] canvas`) ?? null;
  const whenPainted = (index) => change(view.shadowRoot, () => canvasOf(index));
  await until(() => view.shadowRoot, 'the pages');
  await whenPainted(0);
  const pageTop = (index) => GAP + index * (A4.height * view.scale + GAP);
  return { panel, view, whenPainted, pageTop, isPainted: (index) => canvasOf(index) !== null };
}
