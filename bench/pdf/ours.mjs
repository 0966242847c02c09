// The sign panel among viewers of PDF: `--add pdf:ours=bench/pdf/ours.mjs,dist/index.js`.
import { change, mountPanel, until } from './signing-case.mjs';

export async function mount(root, ctx) {
  const { panel, view, ...pages } = await mountPanel(root, ctx, { url: ctx.url, pages: ctx.pages });
  const finder = () => panel.shadowRoot.querySelector('esign-text-finder');
  return {
    ...pages,
    scroller: view.scroller,
    count: ctx.pages,
    /** What a person does: opens the bar, types, and waits until the text is read to its end. */
    search: async (text, expected) => {
      if (!finder()) {
        const key = { key: 'f', ctrlKey: true, bubbles: true, composed: true };
        panel.shadowRoot.querySelector('.panel').dispatchEvent(new KeyboardEvent('keydown', key));
      }
      const bar = (await until(() => finder()?.shadowRoot, 'the bar')) && finder().shadowRoot;
      const input = await until(() => bar.querySelector('input[type=search]'), 'its field');
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await finder().updateComplete;
      const total = () => Number(/\/ (\d+)/.exec(bar.querySelector('.count').textContent)?.[1] ?? 0);
      const isWhole = () => !bar.querySelector('progress');
      // the peers tell by an event; asked once a frame, the page would draw frames in which nothing changed
      await change(bar, () => total() === expected || (isWhole() && total() > expected));
      return total();
    },
  };
}
