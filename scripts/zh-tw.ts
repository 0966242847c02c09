/**
 * `npm run i18n`: writes the Traditional Chinese words (`*.zh-tw.ts`) from the Simplified ones, which are the source;
 * `--check` compares instead. Words are chosen as in Taiwan by OpenCC, and what it leaves or gets wrong for a signing
 * product stands in the table below. So no text can be missing, and no text is kept twice by hand.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Converter, CustomConverter } from 'opencc-js/cn2t';
import ts from 'typescript';

import { root } from './entries.js';

/** After OpenCC, longest first: what this field calls otherwise. */
const terms: [string, string][] = [
  ['頁籤', '頁籤'],
  ['標籤', '標籤'],
  ['籤', '簽'],
  ['許可權', '權限'],
  ['“', '「'],
  ['”', '」'],
  ['賬號', '帳號'],
  ['回撥', '回呼'],
  ['質量', '品質'],
  ['配置名稱', '設定名稱'],
  ['配置', '設定'],
  ['身份證', '身分證'],
  ['郵箱', '電子郵件'],
  ['手機號', '手機號碼'],
  ['手機號碼碼', '手機號碼'],
  ['二維碼', 'QR Code'],
];

const convert = Converter({ from: 'cn', to: 'twp' });
const correct = CustomConverter(terms);

/** One module of words: imports and values are kept, the types come from the source. */
function translate(file: string, source: string): string {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const types = new Set<string>();
  const kept: string[] = [];
  for (const statement of tree.statements) {
    const isType = ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement);
    if (isType && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      types.add(statement.name.text);
      continue;
    }
    kept.push(statement.getFullText());
  }
  const body = kept
    .join('')
    .replaceAll(/(?<=from '\.\/[a-z-]+\.)zh-cn(?=\.js')/g, 'zh-tw')
    .replaceAll('ZhCn', 'ZhTw');
  // a type of the source is still named where the values are annotated or cast
  const used = [...types].filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  // types of the other modules of words stand beside their Chinese source
  const imports = body.replaceAll(
    /import \{([^}]*)\} from '(\.\/[a-z-]+)\.zh-tw\.js';/g,
    (_, names: string, from: string) => {
      const all = names.split(',').map((name) => name.trim());
      const values = all.filter((name) => name !== '' && !name.startsWith('type '));
      const typed = all.filter((name) => name.startsWith('type ')).map((name) => name.slice(5));
      return [
        values.length > 0 ? `import { ${values.join(', ')} } from '${from}.zh-tw.js';` : '',
        typed.length > 0 ? `import type { ${typed.join(', ')} } from '${from}.zh-cn.js';` : '',
      ]
        .filter((line) => line !== '')
        .join('\n');
    },
  );
  const onlyTypes = imports.replaceAll(/(import type \{[^}]*\} from '\.\/[a-z-]+)\.zh-tw\.js'/g, "$1.zh-cn.js'");
  const own = used.length > 0 ? `import type { ${used.join(', ')} } from './${path.basename(file, '.ts')}.js';\n` : '';
  return `// Written by \`npm run i18n\` from ${path.basename(file)}; not edited by hand.\n${own}${correct(convert(onlyTypes)).trimStart()}`;
}

/** Every module of words in Traditional Chinese, by its path. */
export async function translations(): Promise<Map<string, string>> {
  const prettier = await import('prettier');
  const folder = path.join(root, 'src', 'i18n');
  const options = (await prettier.resolveConfig(path.join(folder, 'localize.ts'))) ?? {};
  const result = new Map<string, string>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.zh-cn.ts'))) {
    const file = path.join(folder, name);
    const text = translate(file, readFileSync(file, 'utf8'));
    result.set(
      path.join(folder, name.replace('.zh-cn.ts', '.zh-tw.ts')),
      await prettier.format(text, { ...options, parser: 'typescript' }),
    );
  }
  return result;
}

if (process.argv[1]?.endsWith('zh-tw.ts')) {
  const stale: string[] = [];
  for (const [file, text] of await translations()) {
    let present = '';
    try {
      present = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    if (present === text) continue;
    stale.push(path.basename(file));
    if (!process.argv.includes('--check')) writeFileSync(file, text);
  }
  if (process.argv.includes('--check') && stale.length > 0) {
    console.error(`run \`npm run i18n\`: out of step with their source are ${stale.join(', ')}`);
    process.exitCode = 1;
  } else console.log(stale.length > 0 ? `wrote ${stale.join(', ')}` : 'the words are in step');
}
