import { deepActiveElement, deepClosest } from '../../ui/deep-query.js';
import { SlotCard } from '../../ui/slot-card.js';

type Root = HTMLElement | DocumentFragment;

/** Every card of the open step in the order in which they are shown, those inside of lists with them. */
function cardsOf(root: ParentNode): SlotCard[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const own = element instanceof SlotCard ? [element] : [];
    return element.shadowRoot ? [...own, ...cardsOf(element.shadowRoot)] : own;
  });
}

function cardAround(element: Element | null): SlotCard | null {
  const root = deepClosest(element, '[data-slot]')?.getRootNode();
  return root instanceof ShadowRoot && root.host instanceof SlotCard ? root.host : null;
}

/** The card that has the focus, itself or in one of its controls. */
export function focusedCard(): SlotCard | null {
  return cardAround(deepActiveElement());
}

/** From card to card; from outside of them to the first or the last one. */
export function walkCards(root: Root, by: number): boolean {
  const main = root.querySelector('.main');
  const cards = main ? cardsOf(main) : [];
  const here = focusedCard();
  const at = here ? cards.indexOf(here) : by > 0 ? -1 : cards.length;
  const next = cards[at + by];
  next?.focusCard();
  // at either end the arrow still scrolls
  return next !== undefined;
}

/** From a control to the card around it; not from the card itself, so that the key then is the page's. */
export function leaveToCard(): boolean {
  const card = focusedCard();
  // what hangs open over the card is closed first, by the browser
  if (deepClosest(deepActiveElement(), ':popover-open') || card?.renderRoot.querySelector(':popover-open'))
    return false;
  return card !== null && !card.isCardFocused && card.focusCard();
}

/** To what mends the card or the row that has the focus: its first quick fix, else its suggestion. Not when the focus is there already. */
export function focusFix(): boolean {
  const place = focusedCard()?.renderRoot ?? deepClosest(deepActiveElement(), '[data-item]');
  const mend = place?.querySelector<HTMLElement>('.fix, .bulb');
  if (!mend || mend === deepActiveElement()) return false;
  mend.focus();
  return true;
}

/** Opens the kinds of value of the card that has the focus; rows inside of a card have Alt and arrows for themselves. */
export function chooseKind(): boolean {
  const active = deepActiveElement();
  if (deepClosest(active, '[data-index]')) return false;
  const kind = focusedCard()?.renderRoot.querySelector<HTMLSelectElement>('select.kind');
  if (!kind || kind.disabled) return false;
  kind.focus();
  try {
    kind.showPicker();
  } catch (error) {
    // a browser that opens it only for a press of its own: the focus is there, and its arrows choose
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
  return true;
}
