/** How the modules of elements that are seldom needed are loaded, by tag; `src/define` fills it, because it alone registers elements. */
export const lazyElements = new Map<string, () => Promise<unknown>>();

/** Loads the module of an element, unless it is there. @throws when it does not come. */
export async function loadElement(tag: string): Promise<void> {
  if (customElements.get(tag)) return;
  await (lazyElements.get(tag)?.() ?? Promise.reject(new Error(`nobody defines ${tag}`)));
}
