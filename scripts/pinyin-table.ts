/**
 * `npm run pinyin`: writes `src/ui/pinyin-table.ts`, how signs and words are read without tones, from the tables of
 * `pinyin-pro`. The signs are those of GB 2312 and the common ones of Big5; the words are those in which a sign reads
 * otherwise than alone.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { pinyin } from 'pinyin-pro';

import { root } from './entries.js';

export const tableFile = path.join(root, 'src', 'ui', 'pinyin-table.ts');

/** Idioms of four signs are no names of fields. */
const WORD_LENGTHS = [2, 3];

const readingsOf = (text: string): string[] => pinyin(text, { toneType: 'none', type: 'array', v: true });

/** The Chinese signs of a character set of two bytes, within the bounds of its first and its second byte. */
function signsOf(encoding: string, [first, last]: [number, number], [low, high]: [number, number]): string[] {
  const decoder = new TextDecoder(encoding);
  const signs: string[] = [];
  for (let lead = first; lead <= last; lead += 1) {
    for (let trail = low; trail <= high; trail += 1) {
      const sign = decoder.decode(new Uint8Array([lead, trail]));
      if (/^\p{Script=Han}$/u.test(sign)) signs.push(sign);
    }
  }
  return signs;
}

async function wordsOfLength(length: number): Promise<string[]> {
  const module = (await import(`pinyin-pro/dist/esm/data/dict${length}.mjs`)) as { default: Record<string, string> };
  return Object.keys(module.default);
}

/** The signs and the words, grouped by their readings, a line for each. */
function lines(readings: Map<string, string>, separator: string): string {
  const groups = new Map<string, string[]>();
  for (const [text, reading] of readings) groups.set(reading, [...(groups.get(reading) ?? []), text]);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reading, texts]) => `${reading}:${texts.sort().join(separator)}`)
    .join('\n');
}

export async function pinyinTable(): Promise<string> {
  const signs = new Map(
    [...new Set([...signsOf('gb2312', [0xb0, 0xf7], [0xa1, 0xfe]), ...signsOf('big5', [0xa4, 0xc6], [0x40, 0xfe])])]
      .map((sign): [string, string] => [sign, readingsOf(sign)[0]!])
      .filter(([sign, reading]) => sign !== reading),
  );
  const words = new Map<string, string>();
  for (const word of (await Promise.all(WORD_LENGTHS.map(wordsOfLength))).flat()) {
    const alone = [...word].map((sign) => signs.get(sign));
    const inWord = readingsOf(word);
    if (!alone.includes(undefined) && inWord.join() !== alone.join()) words.set(word, inWord.join(' '));
  }
  return `// Written by \`npm run pinyin\` from the tables of pinyin-pro (MIT, copyright (c) 2022-present zh-lx); not edited by hand.

/** A line for each syllable and the signs that are read so. */
export const SIGNS = \`${lines(signs, '')}\`;

/** A line for each reading and the words of several signs that are read so, otherwise than their signs alone. */
export const WORDS = \`${lines(words, ' ')}\`;
`;
}

if (process.argv[1]?.endsWith('pinyin-table.ts')) writeFileSync(tableFile, await pinyinTable());
