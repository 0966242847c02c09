import type { DomEventDetails } from '../schema/dom-events.js';

/** Detail of every public event, by name: bubbling, composed. */
export type EsignEventMap = { [K in keyof DomEventDetails]: CustomEvent<DomEventDetails[K]> };

/** What a page takes over by cancelling the event; otherwise the element helps the person by itself. */
const OFFERED: ReadonlySet<string> = new Set<keyof DomEventDetails>(['esign-new-action-flow']);

/** Fires a public event; answers whether the page allowed it (always, unless it can be cancelled). */
export function emit<K extends keyof DomEventDetails>(
  target: EventTarget,
  type: K,
  detail: DomEventDetails[K],
): boolean {
  const cancelable = type.startsWith('esign-before-') || OFFERED.has(type);
  return target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an interface is the only way to add to the map
  interface HTMLElementEventMap extends EsignEventMap {}
}
