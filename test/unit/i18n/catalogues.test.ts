import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { translations } from '../../../scripts/zh-tw.js';

const folder = fileURLToPath(new URL('../../../src/i18n/', import.meta.url));
const sources = readdirSync(folder).filter((file) => file.endsWith('.zh-cn.ts'));

/** Every leaf of a catalogue by its path; a function is its number of parameters, which its callers rely on. */
function leaves(value: unknown, at: string, found: Map<string, string>): Map<string, string> {
  if (typeof value === 'string') found.set(at, value);
  else if (typeof value === 'function') found.set(at, `function/${value.length}`);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) leaves(member, `${at}.${key}`, found);
  }
  return found;
}

async function catalogue(file: string): Promise<Map<string, string>> {
  const module = (await import(path.join(folder, file))) as Record<string, unknown>;
  return leaves(Object.values(module), '', new Map());
}

describe.each(sources)('%s', (source) => {
  it('has every text in English and in Traditional Chinese, none of them empty', async () => {
    const zhCn = await catalogue(source);

    for (const language of ['en', 'zh-tw']) {
      const other = await catalogue(source.replace('zh-cn', language));
      expect([...other.keys()].sort(), language).toEqual([...zhCn.keys()].sort());
      expect([...other].filter(([, text]) => text.trim() === '')).toEqual([]);
    }
  });

  it('has no Chinese left in the English texts', async () => {
    const text = readFileSync(path.join(folder, source.replace('zh-cn', 'en')), 'utf8');
    // names of languages stand in their own language, examples of input in the language of the form
    const lines = text.split('\n').filter((line) => /\p{Script=Han}/u.test(line) && !/'zh-|\/\//.test(line));

    expect(lines).toEqual([]);
  });
});

it('has its Traditional Chinese words written from the source, and nothing else', async () => {
  for (const [file, text] of await translations()) expect(readFileSync(file, 'utf8'), file).toBe(text);
});
