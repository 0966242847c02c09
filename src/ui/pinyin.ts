import type { Speller } from '../core/name-search.js';
import { SIGNS, WORDS } from './pinyin-table.js';

/** The longest words of the table. */
const LONGEST = 3;

function* entriesOf(table: string): Generator<[reading: string, texts: string]> {
  for (const line of table.split('\n')) {
    const colon = line.indexOf(':');
    yield [line.slice(0, colon), line.slice(colon + 1)];
  }
}

const signs = new Map<string, string>();
for (const [reading, texts] of entriesOf(SIGNS)) for (const sign of texts) signs.set(sign, reading);

const words = new Map<string, readonly string[]>();
for (const [reading, texts] of entriesOf(WORDS)) {
  for (const word of texts.split(' ')) words.set(word, reading.split(' '));
}

/** Reads names in pinyin without tones, a sign by its word where that matters. Load this module with `import()` only. */
export const spellPinyin: Speller = (name) => {
  const characters = [...name];
  const read: string[] = [];
  for (let at = 0; at < characters.length;) {
    const word = wordAt(characters, at);
    const character = characters[at]!;
    if (word) read.push(...word);
    else if (character.trim() !== '') read.push(signs.get(character) ?? character);
    at += word?.length ?? 1;
  }
  return read;
};

function wordAt(characters: readonly string[], at: number): readonly string[] | undefined {
  for (let length = LONGEST; length > 1; length -= 1) {
    const word = words.get(characters.slice(at, at + length).join(''));
    if (word) return word;
  }
  return undefined;
}
