import { deepQuery } from '../../ui/deep-query.js';
import { PartyList } from '../../ui/party-list.js';
import { SlotCard } from '../../ui/slot-card.js';

type Root = HTMLElement | DocumentFragment;

const REGIONS = ['.toolbar', 'esign-step-list', '.main', '.fields', '.drawer nav'] as const;

/** Scrolls to a slot, and puts the cursor into it when asked. */
function showSlot(root: Root, pointer: string, focus: boolean, unfold = true): void {
  const card = deepQuery(root, `[data-slot="${CSS.escape(pointer)}"]`);
  if (!card) {
    const party = /^\/flow\/parties\/(\d+)\//.exec(pointer);
    const list = party && deepQuery(root, 'esign-party-list');
    if (!unfold || !(list instanceof PartyList)) return;
    list.openParty(Number(party![1]));
    void list.updateComplete.then((drawn) => {
      if (drawn) requestAnimationFrame(() => showSlot(root, pointer, focus, false));
    });
    return;
  }
  card.scrollIntoView({ block: 'nearest' });
  const owner = card.getRootNode();
  if (focus && owner instanceof ShadowRoot && owner.host instanceof SlotCard) owner.host.focusControl();
}

/** A slot that is to be shown once it is drawn. */
export class PendingSlot {
  #slot: { readonly pointer: string; readonly focus: boolean } | undefined;

  ask(pointer: string, focus: boolean): void {
    this.#slot = { pointer, focus };
  }

  /** After a render. The cards of a step that was just opened render after the editor itself. */
  settle(root: Root): void {
    const slot = this.#slot;
    this.#slot = undefined;
    if (slot) requestAnimationFrame(() => showSlot(root, slot.pointer, slot.focus));
  }
}

export function focusTree(root: Root): void {
  root.querySelector('esign-field-tree')?.shadowRoot?.querySelector<HTMLElement>('[role="tree"]')?.focus();
}

/** Answers whether there is a search box to go to. */
export function focusSearch(root: Root): boolean {
  const input = root.querySelector('esign-field-tree')?.shadowRoot?.querySelector('input');
  input?.focus();
  return input !== null && input !== undefined;
}

/** F6 walks the regions; after the last one the key is the browser's. */
export function walkRegions(root: Root, by: number, openFields: () => void): boolean {
  const active = root instanceof ShadowRoot ? root.activeElement : null;
  const at = REGIONS.findIndex((selector) => active?.closest(selector));
  const region = REGIONS[at + by];
  const element = region ? root.querySelector<HTMLElement>(region) : null;
  if (!element) return false;
  if (region === '.fields') openFields();
  const inner = deepQuery(element.shadowRoot ?? element, '[tabindex="0"], button, input');
  const target = region === '.main' ? element : inner;
  target?.focus();
  return target !== null;
}
