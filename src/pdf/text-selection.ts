/** Pixels that a pointer goes before a press marks text and is no click. */
const THRESHOLD = 5;

/** What is marked: from where it was begun to where the pointer was last. */
type Marked = readonly [anchor: Node, anchorOffset: number, focus: Node, focusOffset: number];

/**
 * Called with the press on the text. The click that ends the marking is no click on the page, which would change what is selected
 * there; and over empty paper the marking stays as it was over the last words: some browsers go on to words far away.
 */
export function followMarking(press: PointerEvent): void {
  if (press.button !== 0 || press.pointerType === 'touch' || !(press.currentTarget instanceof HTMLElement)) return;
  const layer = press.currentTarget;
  const abort = new AbortController();
  const { signal } = abort;
  let isOverWords = true;
  let marked: Marked | undefined;
  const move = (event: PointerEvent): void => {
    const [under] = event.composedPath();
    isOverWords = under instanceof Node && under !== layer && layer.contains(under);
  };
  const hold = (): void => {
    const now = markedIn(layer);
    if (isOverWords) marked = now;
    else if (marked && !isSame(marked, now)) getSelection()?.setBaseAndExtent(...marked);
  };
  const end = (event: PointerEvent): void => {
    if (event.pointerId !== press.pointerId) return;
    if (Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < THRESHOLD) {
      abort.abort();
      return;
    }
    window.addEventListener('click', (click) => click.stopPropagation(), { capture: true, signal });
    setTimeout(() => abort.abort(), 0);
  };
  window.addEventListener('pointermove', move, { capture: true, signal });
  document.addEventListener('selectionchange', hold, { signal });
  for (const type of ['pointerup', 'pointercancel'] as const)
    window.addEventListener(type, end, { capture: true, signal });
}

/** What is marked in a layer of text, where the browser tells of what is in a shadow root. */
function markedIn(layer: HTMLElement): Marked | undefined {
  const selection = getSelection();
  const root = layer.getRootNode();
  if (!selection?.getComposedRanges || !(root instanceof ShadowRoot)) return undefined;
  const [range] = selection.getComposedRanges({ shadowRoots: [root] });
  if (!range) return undefined;
  const { startContainer, startOffset, endContainer, endOffset } = range;
  return selection.direction === 'backward'
    ? [endContainer, endOffset, startContainer, startOffset]
    : [startContainer, startOffset, endContainer, endOffset];
}

function isSame(a: Marked, b: Marked | undefined): boolean {
  return a.every((part, nth) => part === b?.[nth]);
}
