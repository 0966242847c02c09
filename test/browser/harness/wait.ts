import { waitUntil as poll } from '@open-wc/testing';

/**
 * Waits for `isTrue`. How long a busy machine takes to load an element's files says nothing about the element, so the
 * limit is only there to end a test that would wait for ever; it ends before the runner's own and names what is missing.
 */
export function waitUntil(isTrue: () => unknown, missing = 'it does not happen', timeout = 45_000): Promise<void> {
  return poll(isTrue, missing, { timeout });
}
