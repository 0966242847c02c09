import type { DraftStore } from '../../core/draft.js';

/**
 * The storage of the page's origin. It answers at once, so that work is kept even while the page is being closed; a
 * browser that allows none makes every call throw.
 */
export const pageDrafts: DraftStore = {
  read: (key) => localStorage.getItem(key),
  write: (key, text) => localStorage.setItem(key, text),
  remove: (key) => localStorage.removeItem(key),
};
