import { deepQuery } from '../../ui/deep-query.js';
import { SlotCard } from '../../ui/slot-card.js';

/** When what had the cursor vanishes, the cursor goes to the card it was in, else to the step; never to nowhere. */
export class EditorRefocus {
  #last: { readonly target: Element; readonly pointer: string | undefined } | undefined;

  readonly enter = (event: FocusEvent): void => {
    const path = event.composedPath().filter((node) => node instanceof Element);
    const card = path.find((element) => element instanceof HTMLElement && element.dataset['slot'] !== undefined);
    this.#last = path[0] && { target: path[0], pointer: (card as HTMLElement | undefined)?.dataset['slot'] };
  };

  /** What a person leaves is still there a moment later; what was taken away is not. */
  readonly leave = (): void => {
    const last = this.#last;
    queueMicrotask(() => {
      if (this.#last === last && last?.target.isConnected) this.#last = undefined;
    });
  };

  /** After a render; the cards render after the editor itself. */
  settle(root: HTMLElement | DocumentFragment): void {
    if (!this.#last) return;
    requestAnimationFrame(() => {
      const last = this.#last;
      if (!last || last.target.isConnected || document.activeElement !== document.body) return;
      this.#last = undefined;
      const card = last.pointer === undefined ? null : deepQuery(root, `[data-slot="${CSS.escape(last.pointer)}"]`);
      const owner = card?.getRootNode();
      if (owner instanceof ShadowRoot && owner.host instanceof SlotCard) owner.host.focusControl();
      if (document.activeElement === document.body) root.querySelector<HTMLElement>('.main')?.focus();
    });
  }
}
