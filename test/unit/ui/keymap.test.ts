import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chordAria, chordKeys, chordText, isPressed, parseChord } from '../../../src/ui/key-chord.js';
import { entryOf, keyActs } from '../../../src/ui/key-table.js';
import { resolveKeymap } from '../../../src/ui/keymap.js';

interface Press {
  key: string;
  code?: string;
  ctrl?: boolean;
  meta?: boolean;
  alt?: boolean;
  shift?: boolean;
  altGraph?: boolean;
  isComposing?: boolean;
}

function press({ key, code = '', ctrl, meta, alt, shift, altGraph, isComposing }: Press): KeyboardEvent {
  return {
    key,
    code,
    keyCode: 0,
    isComposing: isComposing ?? false,
    ctrlKey: ctrl ?? false,
    metaKey: meta ?? false,
    altKey: alt ?? false,
    shiftKey: shift ?? false,
    getModifierState: (name: string) => name === 'AltGraph' && altGraph === true,
  } as KeyboardEvent;
}

const chord = (text: string): NonNullable<ReturnType<typeof parseChord>> => {
  const parsed = parseChord(text);
  if (!parsed) throw new Error(`${text} is no chord`);
  return parsed;
};

describe('a chord', () => {
  it('is Ctrl on a PC and ⌘ on a Mac, never the other one', () => {
    const undo = chord('Mod+Z');

    expect(isPressed(undo, press({ key: 'z', ctrl: true }), false)).toBe(true);
    expect(isPressed(undo, press({ key: 'z', meta: true }), false)).toBe(false);
    expect(isPressed(undo, press({ key: 'z', meta: true }), true)).toBe(true);
    expect(isPressed(undo, press({ key: 'z', ctrl: true }), true)).toBe(false);
  });

  it('needs exactly its modifiers', () => {
    expect(isPressed(chord('Mod+Z'), press({ key: 'Z', ctrl: true, shift: true }), false)).toBe(false);
    expect(isPressed(chord('Mod+Shift+Z'), press({ key: 'Z', ctrl: true, shift: true }), false)).toBe(true);
    expect(isPressed(chord('Mod+Z'), press({ key: 'z', ctrl: true, alt: true }), false)).toBe(false);
  });

  it('finds signs wherever the layout or a Chinese input method has them', () => {
    expect(isPressed(chord(']'), press({ key: '】', code: 'BracketRight' }), false)).toBe(true);
    expect(isPressed(chord('Mod+.'), press({ key: '。', code: 'Period', ctrl: true }), false)).toBe(true);
    expect(isPressed(chord('Mod+/'), press({ key: '/', ctrl: true, shift: true }), false)).toBe(true);
    expect(isPressed(chord('['), press({ key: '[', ctrl: true, alt: true, altGraph: true }), false)).toBe(true);
    expect(isPressed(chord('Mod+Z'), press({ key: 'я', code: 'KeyZ', ctrl: true }), false)).toBe(true);
  });

  it('is nothing while an input method composes', () => {
    expect(isPressed(chord('Enter'), press({ key: 'Enter', isComposing: true }), false)).toBe(false);
  });

  it('is printed as on the keyboard, and as assistive technology wants it', () => {
    expect(chordText(chord('Mod+Shift+Z'), false)).toBe('Ctrl+Shift+Z');
    expect(chordText(chord('Mod+Shift+Z'), true)).toBe('⇧⌘Z');
    expect(chordKeys(chord('Alt+ArrowDown'), false)).toEqual(['Alt', '↓']);
    expect(chordText(chord('Shift+F8'), false)).toBe('Shift+F8');
    expect(chordAria(chord('Mod+k'), true)).toBe('Meta+K');
    expect(chordAria(chord('Mod+k'), false)).toBe('Control+K');
  });

  it('never throws on foreign text', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseChord(text)));
    expect(parseChord('Mod+')).toBeNull();
    expect(parseChord('Mod+Mod+K')).toBeNull();
    expect(parseChord('Hyper+K')).toBeNull();
    expect(parseChord('Mod++')?.key).toBe('+');
  });
});

describe('the table of keys', () => {
  it('holds only keys that can be read, and no key twice where both would count', () => {
    for (const act of keyActs)
      for (const key of entryOf(act).keys) expect(parseChord(key), `${act} ${key}`).not.toBeNull();
    const changeable = keyActs.filter((act) => !entryOf(act).fixed);
    const same = Object.fromEntries(changeable.map((act) => [act, entryOf(act).keys]));

    expect(resolveKeymap(same).faults).toEqual([]);
  });
});

describe('keys of the page', () => {
  it('replace the usual ones', () => {
    const { keymap, faults } = resolveKeymap({ undo: ['Mod+U', 'F2'], save: null, redo: 'Mod+Z' });

    expect(faults).toEqual([]);
    expect(keymap.actOf(press({ key: 'F2' }), ['editor'])).toBe('undo');
    expect(keymap.actOf(press({ key: 's', ctrl: true }), ['editor'])).toBeNull();
    expect(keymap.text('save')).toBe('');
  });

  it.each([
    ['an act that is not there', { fly: 'Mod+J' }, 'fly'],
    ['text that is no key', { undo: 'Mod+' }, 'undo'],
    ['a value that is no text', { undo: 7 }, 'undo'],
    ['a letter alone, which would catch typing', { save: 's' }, 'save'],
    ['the key of another act', { save: 'Mod+Z' }, 'save'],
    ['a key of a standard control', { arm: 'Mod+J' }, 'arm'],
  ])('are refused when they are %s', (_, overrides, name) => {
    const { keymap, faults } = resolveKeymap(overrides);

    expect(faults.length).toBe(1);
    expect(faults[0]).toContain(`keymap.${name}`);
    expect(keymap.text('undo')).toBe('Ctrl+Z');
    expect(keymap.text('save')).toBe('Ctrl+S');
  });

  it('may be anything without doing harm', () => {
    fc.assert(fc.property(fc.anything(), (value) => resolveKeymap(value).faults.every((fault) => fault !== '')));
  });
});
