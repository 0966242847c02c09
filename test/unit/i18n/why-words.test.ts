import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { findSlot } from '../../../src/core/slots.js';
import { mappingSimulationEn } from '../../../src/i18n/mapping-simulation.en.js';
import { mappingSimulationZhCn } from '../../../src/i18n/mapping-simulation.zh-cn.js';
import { mappingWhyEn } from '../../../src/i18n/mapping-why.en.js';
import { mappingWhyZhCn } from '../../../src/i18n/mapping-why.zh-cn.js';
import { mappingWhyZhTw } from '../../../src/i18n/mapping-why.zh-tw.js';
import { whyReasons } from '../../../src/schema/why-reasons.js';

const folder = fileURLToPath(new URL('../../../src/core/planner/', import.meta.url));
const planner = readdirSync(folder)
  .map((file) => readFileSync(folder + file, 'utf8'))
  .join('\n');

describe.each([
  ['zh-CN', mappingWhyZhCn],
  ['en', mappingWhyEn],
  ['zh-TW', mappingWhyZhTw],
])('the words of why in %s', (_, words) => {
  it.each(whyReasons)('has words for %s, not the key itself', (reason) => {
    expect(words.reasons[reason].trim()).not.toBe('');
    expect(words.reasons[reason]).not.toBe(reason);
  });
});

it('has words for every fault that the planner tells', () => {
  const codes = [...planner.matchAll(/(?:refuse|refused)\('([A-Z-]+)'|code: '([A-Z-]+)'/g)].map(
    (hit) => hit[1] ?? hit[2]!,
  );

  expect(codes).not.toEqual([]);
  // NOT-SIGNED is a block, which has the text of the admin
  for (const code of codes.filter((one) => one !== 'NOT-SIGNED')) {
    expect(Object.keys(mappingWhyZhCn.faults)).toContain(code);
  }
});

it('has words for every message of the planner', () => {
  const codes = [...planner.matchAll(/code: '([a-z]\w*)'/g)].map((hit) => hit[1]!);

  expect(codes).not.toEqual([]);
  // the text of C-52 stands with the notices
  for (const code of codes.filter((one) => one !== 'notSigned')) {
    expect(Object.keys(mappingSimulationZhCn.messageTexts)).toContain(code);
    expect(Object.keys(mappingSimulationEn.messageTexts)).toContain(code);
  }
});

it('names a slot that exists wherever the planner names one', () => {
  const codes = new Set([...planner.matchAll(/'([CP]-\d\d)'/g)].map((hit) => hit[1]!));

  expect(codes.size).toBeGreaterThan(20);
  expect([...codes].filter((code) => findSlot(code) === undefined)).toEqual([]);
});
