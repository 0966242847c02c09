/** What a key asks of the chip, the row or the party that the focus is in; null where it asks nothing. */
export type ItemAct = 'remove' | 'up' | 'down' | 'duplicate' | 'rename';

export function itemAct(event: KeyboardEvent): ItemAct | null {
  if (event.isComposing || event.defaultPrevented) return null;
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey && !command) {
    if (event.key === 'ArrowUp') return 'up';
    return event.key === 'ArrowDown' ? 'down' : null;
  }
  if (event.altKey || event.shiftKey) return null;
  if (command) return event.key.toLowerCase() === 'd' ? 'duplicate' : null;
  // in a control these keys are its own
  const isButton = event.target instanceof HTMLButtonElement;
  if (isButton && (event.key === 'Delete' || event.key === 'Backspace')) return 'remove';
  return event.key === 'F2' ? 'rename' : null;
}

/** After the render that follows a change: the focus goes to the n-th of the items, or to what is left. */
export function focusItem(root: ParentNode, items: string, index: number, part: string, rest: string): void {
  requestAnimationFrame(() => {
    const all = root.querySelectorAll(items);
    const at = all[Math.min(index, all.length - 1)];
    (at?.querySelector<HTMLElement>(part) ?? root.querySelector<HTMLElement>(rest))?.focus();
  });
}
