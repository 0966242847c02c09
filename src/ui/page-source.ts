import type { PageLink } from '../core/page-links.js';
import type { PageText } from '../core/text-index.js';

/** Draws the pages of one document; the pdf layer provides it, so that this layer knows nothing of PDF. */
export interface PageSource {
  /**
   * Draws a page at `scale` CSS pixels for one displayed point. Rejects when the signal fires. What is asked for `later`
   * waits until nothing else is being drawn.
   */
  render(pageIndex: number, scale: number, signal: AbortSignal, when?: 'now' | 'later'): Promise<HTMLCanvasElement>;
  /** Text of a page to be selected and read aloud, in displayed points from its corner; empty for a scan. */
  text(pageIndex: number): Promise<HTMLElement>;
  /** Text of a page with where it stands, to search in. */
  runs(pageIndex: number): Promise<PageText>;
  /** Where the links of a page lead. */
  links(pageIndex: number): Promise<readonly PageLink[]>;
  /** Lets a page be tried once more that failed, because a person asks for it. */
  again(pageIndex: number): void;
  /** Gives a canvas back to be used again. */
  release(canvas: HTMLCanvasElement): void;
  /** Lets go of what was read to draw a page, which is out of sight. */
  forget(pageIndex: number): void;
}
