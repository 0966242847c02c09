import { chordAria, chordText, isPressed, parseChord, sameChord, type Chord } from './key-chord.js';
import { entryOf, keyActs, type KeyAct, type KeyScope } from './key-table.js';

/** Other keys for acts: one chord, several, or null for none. */
export type KeymapOverrides = Readonly<Partial<Record<KeyAct, string | readonly string[] | null>>>;

/** The keys that count, after the page had its say. */
export class Keymap {
  readonly #chords: ReadonlyMap<KeyAct, readonly Chord[]>;

  constructor(chords: ReadonlyMap<KeyAct, readonly Chord[]>) {
    this.#chords = chords;
  }

  keysOf(act: KeyAct): readonly Chord[] {
    return this.#chords.get(act) ?? [];
  }

  /** What a press asks for where these scopes hold; the first scope wins. Null while an input method composes. */
  actOf(event: KeyboardEvent, scopes: readonly KeyScope[]): KeyAct | null {
    for (const scope of scopes) {
      const found = keyActs.find((act) => {
        const entry = entryOf(act);
        return !entry.fixed && entry.scope === scope && this.keysOf(act).some((chord) => isPressed(chord, event));
      });
      if (found) return found;
    }
    return null;
  }

  /** The first key of an act as people read it; empty where it has none. */
  text(act: KeyAct): string {
    const [first] = this.keysOf(act);
    return first ? chordText(first) : '';
  }

  /** A tooltip with the key behind it. */
  hint(words: string, act: KeyAct): string {
    const keys = this.text(act);
    return keys ? `${words} (${keys})` : words;
  }

  /** For `aria-keyshortcuts`; undefined where the act has no key. */
  aria(act: KeyAct): string | undefined {
    return (
      this.keysOf(act)
        .map((chord) => chordAria(chord))
        .join(' ') || undefined
    );
  }
}

/** Scopes that hold at the same time as another one. */
function overlap(a: KeyScope, b: KeyScope): boolean {
  return a === b || a === 'editor' || b === 'editor' || [a, b].every((scope) => scope === 'card' || scope === 'slot');
}

/** Only there a letter alone cannot be meant as text. */
const LETTERS: ReadonlySet<KeyScope> = new Set<KeyScope>(['diagram', 'record']);

/** What is wrong with the keys for one act; null where they are fine. */
function faultOf(act: KeyAct, chords: readonly (Chord | null)[], taken: Map<KeyAct, readonly Chord[]>): string | null {
  const { scope, fixed } = entryOf(act);
  if (fixed) return 'is a key of a standard control and cannot be changed';
  for (const chord of chords) {
    if (!chord) return 'is no key such as "Mod+K" or "F8"';
    const bare = !chord.mod && !chord.ctrl && !chord.alt;
    if (bare && chord.key.length === 1 && !LETTERS.has(scope))
      return 'needs Mod, Ctrl or Alt, or it would catch typing';
    for (const [other, keys] of taken) {
      if (other === act || entryOf(other).fixed || !overlap(scope, entryOf(other).scope)) continue;
      if (keys.some((key) => sameChord(key, chord))) return `is the key of ${other}`;
    }
  }
  return null;
}

/** The table with the page's keys. An entry that is wrong leaves the act its usual keys and is told. */
export function resolveKeymap(overrides: unknown = {}): { keymap: Keymap; faults: string[] } {
  const chords = new Map<KeyAct, readonly Chord[]>();
  for (const act of keyActs)
    chords.set(
      act,
      entryOf(act).keys.flatMap((key) => parseChord(key) ?? []),
    );
  const faults: string[] = [];
  if (typeof overrides !== 'object' || overrides === null) {
    return { keymap: new Keymap(chords), faults: ['keymap is no object'] };
  }
  const wanted: [KeyAct, (Chord | null)[], unknown][] = [];
  for (const [name, value] of Object.entries(overrides) as [string, unknown][]) {
    const act = keyActs.find((known) => known === name);
    if (!act) faults.push(`keymap.${name}: there is no such act`);
    else if (value !== undefined) {
      const list: unknown[] = value === null ? [] : Array.isArray(value) ? value : [value];
      wanted.push([act, list.map((text) => (typeof text === 'string' ? parseChord(text) : null)), value]);
    }
  }
  // two acts may swap their keys: what is given up is free before anything is taken
  const usual = new Map(chords);
  for (const [act] of wanted) if (!entryOf(act).fixed) chords.set(act, []);
  for (const [act, list, value] of wanted) {
    const fault = faultOf(act, list, chords);
    if (fault) {
      faults.push(`keymap.${act}: ${JSON.stringify(value)} ${fault}`);
      chords.set(act, usual.get(act) ?? []);
    } else
      chords.set(
        act,
        list.filter((chord) => chord !== null),
      );
  }
  return { keymap: new Keymap(chords), faults };
}
