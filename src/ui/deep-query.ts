/** The innermost element under a point, through open shadow roots. */
export function deepElementFromPoint(x: number, y: number): Element | null {
  let found: Element | null = document.elementFromPoint(x, y);
  for (let root = found?.shadowRoot; root; root = found?.shadowRoot) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  return found;
}

/** The nearest ancestor that matches, through shadow roots. */
export function deepClosest(start: Element | null, selector: string): HTMLElement | null {
  for (let element = start; element;) {
    const hit: HTMLElement | null = element.closest<HTMLElement>(selector);
    if (hit) return hit;
    const root = element.getRootNode();
    element = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

/** The first descendant that matches, through shadow roots. */
export function deepQuery(root: ParentNode, selector: string): HTMLElement | null {
  const own = root.querySelector<HTMLElement>(selector);
  if (own) return own;
  for (const element of root.querySelectorAll('*')) {
    const inner = element.shadowRoot ? deepQuery(element.shadowRoot, selector) : null;
    if (inner) return inner;
  }
  return null;
}

/** The element that has the focus, inside whatever shadow root. */
export function deepActiveElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
