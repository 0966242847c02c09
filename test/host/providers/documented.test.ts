import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { describeProviders } from '../../../host/providers/describe-providers.js';

/** How wide the columns are and where lines end is the formatter's matter. */
function words(text: string): string {
  return text
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/[\s\\]+/g, ' ')
    .trim();
}

it('documents what adapters can do and what is assumed of their services (npm run docs:providers)', () => {
  const text = readFileSync(path.resolve('docs/providers.md'), 'utf8');
  const block = /<!-- providers -->([\s\S]*?)<!-- \/providers -->/.exec(text)?.[1] ?? '';

  expect(words(block)).toBe(words(describeProviders()));
});
