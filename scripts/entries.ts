import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const has = (file: string): boolean => existsSync(path.join(root, file));

/** Names of the public elements, each in its own folder with a module of the same name. */
export function elementNames(): string[] {
  const folder = path.join(root, 'src', 'elements');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => has(`src/elements/${name}/${name}.ts`))
    .sort();
}

/** Names of the elements that a module in src/define registers. */
export function definedNames(): string[] {
  return elementNames().filter((name) => has(`src/define/${name}.ts`));
}

/** Every entry of the package for browsers: name below dist, and source. */
export function browserEntries(): Record<string, string> {
  const sources: string[] = ['index', 'core/index', 'schema/index', 'api/index', 'define/all'];
  for (const name of elementNames()) sources.push(`elements/${name}/${name}`);
  for (const name of definedNames()) sources.push(`define/${name}`);
  return Object.fromEntries(
    sources
      .filter((source) => has(`src/${source}.ts`))
      .map((source) => [source, path.join(root, 'src', `${source}.ts`)]),
  );
}
