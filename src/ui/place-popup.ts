/** Puts a popup of the top layer under its anchor, or above it where there is more room. Measured, because anchor positioning is too new for the browsers we serve. */
export function placePopup(popup: HTMLElement, anchor: Element): void {
  const box = anchor.getBoundingClientRect();
  const below = innerHeight - box.bottom;
  const height = Math.min(288, popup.scrollHeight);
  const { style } = popup;
  style.left = `${Math.max(4, Math.min(box.left, innerWidth - Math.max(box.width, 240) - 4))}px`;
  style.width = `${Math.min(Math.max(box.width, 240), innerWidth - 8)}px`;
  if (below < height + 8 && box.top > below) {
    style.top = 'auto';
    style.bottom = `${innerHeight - box.top + 2}px`;
  } else {
    style.bottom = 'auto';
    style.top = `${box.bottom + 2}px`;
  }
}
