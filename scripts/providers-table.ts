/** `npm run docs:providers`: writes what adapters can do and what is assumed into docs/providers.md, from the adapters. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

import { describeProviders } from '../host/providers/describe-providers.js';
import { root } from './entries.js';

const file = path.join(root, 'docs', 'providers.md');
const before = readFileSync(file, 'utf8');
const block = /(<!-- providers -->\n)[\s\S]*?(<!-- \/providers -->)/;
if (!block.test(before)) throw new Error('docs/providers.md has no place for the providers');
const after = before.replace(block, (_, start: string, end: string) => `${start}\n${describeProviders()}\n\n${end}`);
writeFileSync(file, await format(after, { ...(await resolveConfig(file)), parser: 'markdown' }));
