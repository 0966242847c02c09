/**
 * Loaded before every browser test. Collects what must never happen on an embedding page (policy violations, stray
 * errors, console errors) and fails the running test. A test that provokes one on purpose takes it out with
 * `takeComplaints()`.
 */
import { resetMouse } from '@web/test-runner-commands';

const complaints: string[] = [];

/** Returns what was recorded since the last call and forgets it. */
export function takeComplaints(): string[] {
  return complaints.splice(0);
}

// the browser reports this one for any observer that changes what it watches; nothing is lost and no page breaks
const harmless = /ResizeObserver loop/;

function record(complaint: string): void {
  if (!harmless.test(complaint)) complaints.push(complaint);
}

document.addEventListener('securitypolicyviolation', (event) => {
  record(
    `CSP ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample} at ${event.sourceFile}:${event.lineNumber}`,
  );
});
globalThis.addEventListener('error', (event) => record(`error ${event.message}`));
globalThis.addEventListener('unhandledrejection', (event) => record(`unhandled rejection ${String(event.reason)}`));

const consoleError = console.error.bind(console);
console.error = (...values: unknown[]): void => {
  record(`console.error ${values.map(String).join(' ')}`);
  consoleError(...values);
};

/** Violations are reported in a later task, so the check waits for one turn of the event loop and one frame. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

// pages are used again for the next file: a button that a failed test left pressed would fail others for it
before(() => resetMouse());

afterEach(async function () {
  if (this.currentTest?.state === 'failed') await resetMouse();
  await settle();
  const taken = takeComplaints();
  if (taken.length > 0) throw new Error(taken.join('\n'));
});
