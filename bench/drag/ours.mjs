// The sign panel among libraries that drag boxes, with N seals placed: `--add drag:ours=bench/drag/ours.mjs,dist/index.js`.
import { A4, SEAL, mountPanel, until } from '../pdf/signing-case.mjs';

/** Points of a pixel of the page that the boxes are given on. */
const POINTS = A4.width / 800;
const SIDE = (SEAL.mm / 25.4) * 72;

/** The boxes come back as a draft: what a signer finds who had placed them before. The dragged one lies on top, as it does elsewhere. */
const draftOf = (boxes) =>
  JSON.stringify({
    format: 1,
    savedAt: new Date().toISOString(),
    documents: { contract: 'a'.repeat(64) },
    marks: [...boxes.slice(1), boxes[0]].map(({ id, x, y }) => ({
      id,
      documentId: 'contract',
      kind: 'seal',
      sealId: SEAL.id,
      placementId: null,
      pageIndex: 0,
      rect: { x: x * POINTS, y: y * POINTS, width: SIDE, height: SIDE },
    })),
  });

export async function mount(root, boxes, ctx) {
  let draft = draftOf(boxes);
  const drafts = {
    read: () => draft,
    write: (_, text) => void (draft = text),
    remove: () => void (draft = null),
  };
  const url = '/pdf/text-10.pdf';
  const { panel, view } = await mountPanel(root, ctx, { url, pages: 10, drafts });
  const marks = () => view.shadowRoot.querySelectorAll('[data-mark] img');
  await until(() => marks().length === boxes.length, `${boxes.length} seals`);
  (await until(() => panel.shadowRoot.querySelector('[data-act="keep-draft"]'), 'the draft')).click();
  await panel.updateComplete;
  return {
    at: () => {
      const { x, y } = view.shadowRoot.querySelector(`[data-mark="${boxes[0].id}"]`).getBoundingClientRect();
      return { x: x + 40, y: y + 40 };
    },
  };
}
