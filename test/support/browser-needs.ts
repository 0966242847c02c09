/** What some tests need of the browser that runs them: fingers that the runner puts on its screen, preferences that it sets. */
export type Capability = 'touch' | 'color-scheme' | 'motion';

/** What another browser lacks, as its launcher says; the one of `npm test` lacks nothing. */
const lacks = document.querySelector<HTMLMetaElement>('meta[name="browser-lacks"]')?.content.split(' ') ?? [];

export function has(capability: Capability): boolean {
  return !lacks.includes(capability);
}

/** `it` where the browser has what is needed; elsewhere there is no such test, and the run says so. */
export function itNeeds(capability: Capability): (title: string, run: () => Promise<void>) => void {
  return (title, run) => {
    if (has(capability)) it(title, run);
    else console.log(`left out, needs ${capability}: ${title}`);
  };
}
