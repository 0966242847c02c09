const LEAST = 44;
const CONTROLS =
  'button, a[href], input, select, textarea, summary, [role=button], [role=tab], [role=option], [role=treeitem], [role=menuitem]';

/** How far what follows a control reaches over it, in pixels from each edge. */
function reachOf(element: Element): [across: number, down: number] {
  const { content, position, top, right, bottom, left } = getComputedStyle(element, '::after');
  if (content === 'none' || position !== 'absolute') return [0, 0];
  return [-parseFloat(left) - parseFloat(right), -parseFloat(top) - parseFloat(bottom)];
}

/** Controls that a finger would miss, with their sizes; what is drawn is as large as the paper or the drawing is zoomed. */
export function tooSmall(root: ShadowRoot): string[] {
  const small = new Set<string>();
  const look = (inside: ShadowRoot): void => {
    for (const element of inside.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (!element.matches(CONTROLS) || element.closest('.page, svg')) continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const isBox = element.matches('[type=checkbox], [type=radio], [type=color], [type=file]');
      const target = isBox ? (element.closest('label') ?? element) : element;
      const { width, height } = target.getBoundingClientRect();
      const [across, down] = reachOf(target);
      if (width <= 1 || (Math.round(width + across) >= LEAST && Math.round(height + down) >= LEAST)) continue;
      const name = element.dataset['act'] ?? (element.className || element.textContent?.trim().slice(0, 12));
      small.add(`${inside.host.localName} ${element.localName} ${name} ${Math.round(width)}x${Math.round(height)}`);
    }
  };
  look(root);
  return [...small];
}
