/** Pixels that a pointer goes before a press marks text and is no click. */
const THRESHOLD = 5;

/**
 * The click that ends the marking of text is no click on the page, which would change what is selected there. Called with the
 * press on the text.
 */
export function swallowMarking(press: PointerEvent): void {
  if (press.button !== 0 || press.pointerType === 'touch') return;
  const abort = new AbortController();
  const { signal } = abort;
  const end = (event: PointerEvent): void => {
    if (event.pointerId !== press.pointerId) return;
    if (Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < THRESHOLD) {
      abort.abort();
      return;
    }
    window.addEventListener('click', (click) => click.stopPropagation(), { capture: true, signal });
    setTimeout(() => abort.abort(), 0);
  };
  for (const type of ['pointerup', 'pointercancel'] as const)
    window.addEventListener(type, end, { capture: true, signal });
}
