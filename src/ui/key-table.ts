/**
 * Where the focus has to be for a key to count: anywhere in the editor, while a field waits to be placed, in the tree of
 * fields, on a card itself, somewhere in a card, in the record bar, or in the flow diagram.
 */
export type KeyScope = 'editor' | 'armed' | 'tree' | 'card' | 'slot' | 'record' | 'diagram';

export type KeyGroup = 'general' | 'move' | 'edit' | 'bind' | 'fields' | 'record' | 'diagram';

export interface KeyEntry {
  readonly group: KeyGroup;
  readonly scope: KeyScope;
  /** Chords such as `Mod+Shift+Enter`; `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  /** A key that a standard control has everywhere (lists, trees, buttons): it stands in the list and cannot be changed. */
  readonly fixed?: true;
}

/** Every act that has a key: what the editor obeys, the list of shortcuts shows, and tooltips and the palette name. */
export const keyTable = {
  save: { group: 'general', scope: 'editor', keys: ['Mod+S'] },
  palette: { group: 'general', scope: 'editor', keys: ['Mod+K'] },
  shortcuts: { group: 'general', scope: 'editor', keys: ['Mod+/'] },
  run: { group: 'general', scope: 'editor', keys: ['Mod+Shift+Enter'] },
  cancel: { group: 'general', scope: 'editor', keys: ['Escape'] },

  nextRegion: { group: 'move', scope: 'editor', keys: ['F6'] },
  previousRegion: { group: 'move', scope: 'editor', keys: ['Shift+F6'] },
  search: { group: 'move', scope: 'editor', keys: ['Mod+F'] },
  nextProblem: { group: 'move', scope: 'editor', keys: ['F8'] },
  previousProblem: { group: 'move', scope: 'editor', keys: ['Shift+F8'] },
  nextCard: { group: 'move', scope: 'card', keys: ['ArrowDown'] },
  previousCard: { group: 'move', scope: 'card', keys: ['ArrowUp'] },
  editCard: { group: 'move', scope: 'card', keys: ['Enter'] },

  undo: { group: 'edit', scope: 'editor', keys: ['Mod+Z'] },
  redo: { group: 'edit', scope: 'editor', keys: ['Mod+Shift+Z', 'Ctrl+Y'] },
  fixes: { group: 'edit', scope: 'editor', keys: ['Mod+.'] },
  sourceKind: { group: 'edit', scope: 'slot', keys: ['Alt+ArrowDown'] },
  copy: { group: 'edit', scope: 'card', keys: ['Mod+C'], fixed: true },
  cut: { group: 'edit', scope: 'card', keys: ['Mod+X'], fixed: true },
  paste: { group: 'edit', scope: 'card', keys: ['Mod+V'], fixed: true },
  selectCard: { group: 'edit', scope: 'card', keys: ['Space'], fixed: true },
  cardMenu: { group: 'edit', scope: 'slot', keys: ['Shift+F10'], fixed: true },
  rename: { group: 'edit', scope: 'slot', keys: ['F2'], fixed: true },
  removeItem: { group: 'edit', scope: 'slot', keys: ['Delete'], fixed: true },
  removeLast: { group: 'edit', scope: 'slot', keys: ['Backspace'], fixed: true },
  moveItem: { group: 'edit', scope: 'slot', keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], fixed: true },
  duplicate: { group: 'edit', scope: 'slot', keys: ['Mod+D'], fixed: true },

  arm: { group: 'bind', scope: 'tree', keys: ['Enter'], fixed: true },
  bindLast: { group: 'bind', scope: 'tree', keys: ['Mod+Enter'] },
  nextPlace: { group: 'bind', scope: 'armed', keys: ['Tab'] },
  previousPlace: { group: 'bind', scope: 'armed', keys: ['Shift+Tab'] },
  placeHere: { group: 'bind', scope: 'armed', keys: ['Enter'], fixed: true },
  addHere: { group: 'bind', scope: 'armed', keys: ['Shift+Enter'] },

  walkFields: { group: 'fields', scope: 'tree', keys: ['ArrowUp', 'ArrowDown', 'Home', 'End'], fixed: true },
  foldFields: { group: 'fields', scope: 'tree', keys: ['ArrowLeft', 'ArrowRight'], fixed: true },

  selectField: { group: 'fields', scope: 'tree', keys: ['Space'], fixed: true },
  extendFields: { group: 'fields', scope: 'tree', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], fixed: true },

  previousRecord: { group: 'record', scope: 'record', keys: ['['] },
  nextRecord: { group: 'record', scope: 'record', keys: [']'] },

  walkFlow: {
    group: 'diagram',
    scope: 'diagram',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'],
    fixed: true,
  },
  pickBefore: { group: 'diagram', scope: 'diagram', keys: ['B'] },
  pickAfter: { group: 'diagram', scope: 'diagram', keys: ['A'] },
  pickUsual: { group: 'diagram', scope: 'diagram', keys: ['Enter'], fixed: true },
} as const satisfies Record<string, KeyEntry>;

export type KeyAct = keyof typeof keyTable;

export const keyActs = Object.keys(keyTable) as KeyAct[];

export function entryOf(act: KeyAct): KeyEntry {
  return keyTable[act];
}
