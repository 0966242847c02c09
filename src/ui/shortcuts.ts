export type Shortcut =
  | 'undo'
  | 'redo'
  | 'save'
  | 'nextProblem'
  | 'previousProblem'
  | 'nextPlace'
  | 'previousPlace'
  | 'search'
  | 'suggest'
  | 'nextRegion'
  | 'previousRegion'
  | 'cancel';

/**
 * What a key asks of the mapping editor. Nothing while an input method composes, and undo stays the browser's while a
 * search box holds text of its own.
 */
export function shortcutOf(event: KeyboardEvent): Shortcut | null {
  if (event.isComposing || event.keyCode === 229) return null;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && !event.altKey) {
    const [target] = event.composedPath();
    const searching =
      target instanceof HTMLInputElement &&
      (target.type === 'search' || target.role === 'combobox') &&
      target.value !== '';
    if (key === 'z' && !searching) return event.shiftKey ? 'redo' : 'undo';
    if (key === 'y' && !searching) return 'redo';
    if (key === 's') return 'save';
    if (key === 'f') return 'search';
    if (key === '.') return 'suggest';
    return null;
  }
  if (event.altKey) return null;
  if (event.key === 'F8') return event.shiftKey ? 'previousProblem' : 'nextProblem';
  if (event.key === 'F6') return event.shiftKey ? 'previousRegion' : 'nextRegion';
  if (event.key === 'Tab') return event.shiftKey ? 'previousPlace' : 'nextPlace';
  return event.key === 'Escape' ? 'cancel' : null;
}
