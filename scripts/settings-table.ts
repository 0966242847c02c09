/** `npm run docs:settings`: writes the table of settings in docs/operations.md from the one in host/config.ts. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

import { describeSettings } from '../host/config.js';
import { root } from './entries.js';

const file = path.join(root, 'docs', 'operations.md');
const rows = [['name', 'value', 'default', 'meaning'], ['-', '-', '-', '-'], ...describeSettings()];
const table = rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
const before = readFileSync(file, 'utf8');
const block = /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/;
if (!block.test(before)) throw new Error('docs/operations.md has no place for the table of settings');
const after = before.replace(block, (_, start: string, end: string) => `${start}\n${table}\n\n${end}`);
writeFileSync(file, await format(after, { ...(await resolveConfig(file)), parser: 'markdown' }));
