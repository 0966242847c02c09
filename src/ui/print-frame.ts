/**
 * An empty frame to print from, and nothing of the page around it. It has no address, so that a strict content policy has
 * nothing to refuse. Nothing where the browser gives it no window; the frame of the last time goes.
 */
export function openPrintFrame(
  root: ShadowRoot,
  { title, lang }: { title: string; lang: string },
  css: string,
): (Window & typeof globalThis) | undefined {
  // it stays until the next time, because some browsers say that they are done while they still draw
  root.querySelector('.print-frame')?.remove();
  const frame = document.createElement('iframe');
  frame.className = 'print-frame';
  frame.title = title;
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  root.append(frame);
  const target = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!target) {
    frame.remove();
    return undefined;
  }
  target.document.title = title;
  target.document.documentElement.lang = lang;
  const sheet = new target.CSSStyleSheet();
  sheet.replaceSync(css);
  target.document.adoptedStyleSheets = [sheet];
  return target;
}
