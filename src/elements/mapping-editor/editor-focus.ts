import type { LitElement } from 'lit';

import { slotAt } from '../../core/slots.js';
import type { EditorStep } from '../../schema/dom-events.js';
import { deepQuery } from '../../ui/deep-query.js';
import { PartyList } from '../../ui/party-list.js';
import { SlotCard } from '../../ui/slot-card.js';

import type { FlowDiagram } from '../../ui/flow-diagram.js';

type Root = HTMLElement | DocumentFragment;

const REGIONS = ['.toolbar', 'esign-step-list', '.main', '.fields', '.drawer nav', '.drawer .content'] as const;

const CONTROL = 'select:not(:disabled), input:not(:disabled), button:not(:disabled)';

/** A place to be shown: the slot, and the part of its value that is meant, which may be one of its rows. */
interface Place {
  readonly pointer: string;
  readonly inner: string;
  readonly focus: boolean;
  /** Places that the eye is drawn to: they changed without a hand on them. */
  readonly flash: readonly string[];
}

/** Scrolls to a slot or to a row of it, and puts the cursor into it when asked. */
function showSlot(root: Root, place: Place, unfold = true): void {
  const { pointer, focus } = place;
  const card = deepQuery(root, `[data-slot="${CSS.escape(pointer)}"]`);
  if (!card) {
    const party = /^\/flow\/parties\/(\d+)\//.exec(pointer);
    const list = party && deepQuery(root, 'esign-party-list');
    if (!unfold || !(list instanceof PartyList)) return;
    list.openParty(Number(party![1]));
    void list.updateComplete.then((drawn) => {
      if (drawn) requestAnimationFrame(() => showSlot(root, place, false));
    });
    return;
  }
  flash(root, place.flash);
  if (showRow(root, place)) return;
  card.scrollIntoView({ block: 'nearest' });
  const owner = card.getRootNode();
  if (focus && owner instanceof ShadowRoot && owner.host instanceof SlotCard) owner.host.focusControl();
}

/** Lights the cards of places up for a moment, where motion is welcome. */
function flash(root: Root, places: readonly string[]): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const pointer of new Set(places.map((place) => slotAt(place)?.pointer ?? place))) {
    deepQuery(root, `[data-slot="${CSS.escape(pointer)}"]`)?.animate(
      [{ backgroundColor: 'var(--_accent-soft)', offset: 0.2 }],
      { id: 'flash', duration: 1200, easing: 'ease-out' },
    );
  }
}

/** Answers whether the place is a row that is drawn; the cursor goes to the member that is meant, else to its start. */
function showRow(root: Root, { pointer, inner, focus }: Place): boolean {
  for (let at = inner; at.length > pointer.length; at = at.slice(0, at.lastIndexOf('/'))) {
    const row = deepQuery(root, `[data-item="${CSS.escape(at)}"]`);
    if (!row) continue;
    row.scrollIntoView({ block: 'nearest' });
    const member = inner.slice(at.length + 1).split('/')[0];
    const same = member ? deepQuery(row, `[data-part="${CSS.escape(member)}"]:not(:disabled)`) : null;
    // a member may be an element with controls of its own
    const control = (same?.shadowRoot ? deepQuery(same.shadowRoot, CONTROL) : same) ?? deepQuery(row, CONTROL);
    if (!control) return false;
    if (focus) control.focus();
    return true;
  }
  return false;
}

/** A slot that is to be shown once it is drawn. */
export class PendingSlot {
  #place: Place | undefined;

  ask(pointer: string, inner: string, focus: boolean, flash: readonly string[] = []): void {
    this.#place = { pointer, inner, focus, flash };
  }

  /** After a render. The cards of a step that was just opened render after the editor itself. */
  settle(root: Root): void {
    const place = this.#place;
    this.#place = undefined;
    if (place) requestAnimationFrame(() => showSlot(root, place));
  }
}

/** Where to look after an undo or a redo: in the step that is open, else where the act began. */
export function changedPlace(places: readonly string[], step: EditorStep | undefined): string | null {
  const known = places.filter((place) => slotAt(place) !== undefined);
  // what is taken back is told last things first
  return known.find((place) => slotAt(place)?.step === step) ?? known.at(-1) ?? null;
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
  if (region === '.fields') {
    openFields();
    return focusSearch(root);
  }
  const diagram = region === '.drawer .content' ? element.querySelector<FlowDiagram>('esign-flow-diagram') : null;
  if (diagram) {
    diagram.focusDrawing();
    return true;
  }
  const inner = deepQuery(element.shadowRoot ?? element, '[tabindex="0"], button, input');
  const target = region === '.main' ? element : inner;
  target?.focus();
  return target !== null;
}

/** Puts the cursor of the flow diagram on a node, once the diagram has come. */
export async function showNode(host: LitElement, id: string): Promise<void> {
  await customElements.whenDefined('esign-flow-diagram');
  await host.updateComplete;
  const diagram = host.renderRoot.querySelector<FlowDiagram>('esign-flow-diagram');
  await diagram?.updateComplete;
  diagram?.showNode(id);
}
