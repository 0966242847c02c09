/** Keys of an open menu (ARIA menu pattern): arrows and ends go round its buttons, Escape and Tab give the focus back. */
export function handleMenuKey(event: KeyboardEvent, menu: HTMLElement | null, anchor: HTMLElement | undefined): void {
  const items = [...(menu?.querySelectorAll('button') ?? [])];
  const root = menu?.getRootNode() as ShadowRoot | undefined;
  const at = items.indexOf(root?.activeElement as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') {
    anchor?.focus();
    menu?.hidePopover();
  } else if (to !== undefined) items.at(to % items.length)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
