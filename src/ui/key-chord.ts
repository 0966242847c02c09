/** A key with its modifiers, read from text such as `Mod+Shift+Enter`. */
export interface Chord {
  /** As in `KeyboardEvent.key`; letters in lower case. */
  readonly key: string;
  readonly mod: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

const NAMED =
  /^(F([1-9]|1\d|2[0-4])|Enter|Escape|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow(Up|Down|Left|Right))$/i;
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['Enter', 'Escape', 'Tab', 'Backspace', 'Delete', 'Insert', 'Home', 'End', 'PageUp', 'PageDown'],
    ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
  ].map((name) => [name.toLowerCase(), name]),
);
const MODIFIERS = ['mod', 'ctrl', 'alt', 'shift'] as const;

/** Whether the keyboard is that of a Mac, where ⌘ is what Ctrl is elsewhere. */
export function isMac(platform = navigator.platform): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

/** Null where the text is no key. */
export function parseChord(text: string): Chord | null {
  // the plus sign itself may be the key
  const parts = text.trim().split(/\+(?=.)/);
  const name = parts.pop()?.trim() ?? '';
  const modifiers = parts.map((part) => part.trim().toLowerCase());
  if (new Set(modifiers).size !== modifiers.length) return null;
  if (modifiers.some((part) => !(MODIFIERS as readonly string[]).includes(part))) return null;
  const key = keyName(name);
  if (key === null) return null;
  const [mod, ctrl, alt, shift] = MODIFIERS.map((part) => modifiers.includes(part)) as [
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  return { key, mod, ctrl, alt, shift };
}

function keyName(name: string): string | null {
  if (/^[!-~]$/.test(name)) return name.toLowerCase();
  if (!NAMED.test(name)) return null;
  if (/^space$/i.test(name)) return ' ';
  return NAMES[name.toLowerCase()] ?? name.toUpperCase();
}

/** Two chords that the same press answers to. */
export function sameChord(a: Chord, b: Chord, mac = isMac()): boolean {
  return printed(a, mac) === printed(b, mac);
}

function printed({ key, mod, ctrl, alt, shift }: Chord, mac: boolean): string {
  return [mod && mac, ctrl || (mod && !mac), alt, shift && !isSign(key), key].join(' ');
}

/** Signs stand on another level of the keyboard in many countries, where Shift or AltGr belongs to the sign. */
function isSign(key: string): boolean {
  return key.length === 1 && /[^a-z0-9 ]/.test(key);
}

/** What stands on a key where the layout or the input method gives another letter or a full-width sign. */
const SIGNS: Readonly<Record<string, string>> = {
  Period: '.',
  Slash: '/',
  Comma: ',',
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Minus: '-',
  Equal: '=',
};

function pressed({ key, code }: KeyboardEvent): string {
  if (/^[!-~]$/.test(key)) return key.toLowerCase();
  if (key === ' ' || (key.length > 1 && key !== 'Unidentified')) return key;
  return SIGNS[code] ?? /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? key;
}

/** Whether a press is this chord. Nothing is while an input method composes. */
export function isPressed(chord: Chord, event: KeyboardEvent, mac = isMac()): boolean {
  if (event.isComposing || event.keyCode === 229 || pressed(event) !== chord.key) return false;
  const third = event.getModifierState('AltGraph');
  const ctrl = event.ctrlKey && !third;
  const alt = event.altKey && !third;
  const wanted = { ctrl: chord.ctrl || (chord.mod && !mac), meta: chord.mod && mac };
  if (ctrl !== wanted.ctrl || event.metaKey !== wanted.meta || alt !== chord.alt) return false;
  return isSign(chord.key) || event.shiftKey === chord.shift;
}

const PC: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Delete: 'Del',
  ' ': 'Space',
};
const MAC: Readonly<Record<string, string>> = {
  ...PC,
  Enter: '↩',
  Tab: '⇥',
  Backspace: '⌫',
  Delete: '⌦',
  Escape: 'esc',
};

/** The keys of a chord one by one, as they are printed on the keyboard. */
export function chordKeys({ key, mod, ctrl, alt, shift }: Chord, mac = isMac()): string[] {
  const names = mac
    ? [ctrl && '⌃', alt && '⌥', shift && '⇧', mod && '⌘']
    : [(ctrl || mod) && 'Ctrl', alt && 'Alt', shift && 'Shift'];
  return [...names.filter((name) => name !== false), (mac ? MAC : PC)[key] ?? key.toUpperCase()].map((name) =>
    /^[A-Z]{2,}$/.test(name) ? name.charAt(0) + name.slice(1).toLowerCase() : name,
  );
}

export function chordText(chord: Chord, mac = isMac()): string {
  return chordKeys(chord, mac).join(mac ? '' : '+');
}

/** For `aria-keyshortcuts`. */
export function chordAria({ key, mod, ctrl, alt, shift }: Chord, mac = isMac()): string {
  const names = [(ctrl || (mod && !mac)) && 'Control', mod && mac && 'Meta', alt && 'Alt', shift && 'Shift'];
  return [
    ...names.filter((name) => name !== false),
    key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key,
  ].join('+');
}
