import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { readConfig, settings } from '../../host/config.js';

const text = (file: string): string => readFileSync(path.resolve(file), 'utf8');
const dockerfile = text('Dockerfile').replaceAll('\\\n', ' ');
const compose = text('compose.yaml');

/** The lines of a block of the compose file, by the indentation of its first line. */
function blockOf(start: RegExp): string[] {
  const lines = compose.split('\n');
  const first = lines.findIndex((line) => start.test(line));
  const indent = lines[first]?.search(/\S/) ?? 0;
  const end = lines.findIndex((line, index) => index > first && line.trim() !== '' && line.search(/\S/) <= indent);
  return lines.slice(first + 1, end);
}

describe('the containers', () => {
  it('set only what is a setting, to values that it takes', () => {
    const host = blockOf(/^x-host:/).join('\n');
    const block = /\n {2}environment:\n((?: {4}.*\n)+)/.exec(host)?.[1] ?? '';
    const pairs = [...block.matchAll(/^ {4}(\w+): '?(.*?)'?$/gm)].map(([, name = '', value = '']) => [name, value]);
    const secrets: Record<string, string> = { SECRET_KEYS: `one:${Buffer.alloc(32, 1).toString('base64')}` };
    const environment = Object.fromEntries(
      pairs.map(([name = '', value = '']) => [
        name,
        value.replace(/\$\{(\w+):\?\}/g, (_, variable: string) => secrets[variable] ?? 'something'),
      ]),
    );

    expect(pairs.length).toBeGreaterThan(8);
    expect(Object.keys(environment).filter((name) => !Object.hasOwn(settings, name))).toEqual([]);
    expect(readConfig(environment)).toMatchObject({ files: 's3', s3Bucket: 'esign', s3ForcePathStyle: true });
  });

  it('give their images settings that exist', () => {
    const names = [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, pairs = '']) =>
      pairs.split(' ').map((pair) => pair.split('=')[0] ?? ''),
    );

    expect(names.filter((name) => name !== 'NODE_ENV' && !Object.hasOwn(settings, name))).toEqual([]);
  });

  it('copy only what the repository has, and start what is there', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*)$/gm)].flatMap(([, words = '']) =>
      words.split(' ').slice(0, -1),
    );
    const started = [...dockerfile.matchAll(/^CMD .*"([\w./]+\.[jt]s)"\]$/gm)].map(([, file = '']) => file);

    expect(copied.filter((file) => !existsSync(path.resolve(file)))).toEqual([]);
    expect(started).toEqual(['host/main.ts', 'dist/node/host/server.js']);
    const built = JSON.parse(text('tsconfig.host.json')) as { files: string[] };
    expect(built.files).toContain('host/server.ts');
  });

  it('run as somebody who is not root, and keep secrets out of the files', () => {
    const stages = dockerfile.split(/^FROM /m).filter((stage) => stage.includes('\nCMD ['));

    expect(stages).toHaveLength(2);
    expect(stages.every((stage) => stage.includes('\nUSER node\n') && stage.includes('\nHEALTHCHECK '))).toBe(true);
    expect(compose.match(/^ +\w*(PASSWORD|SECRET|KEY)\w*: +(?!\$\{\w+:\?\}$)\S.*$/gm)).toBeNull();
    expect(text('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.git', '.env*', 'data']));
  });

  it('has every service, volume and target that is named', () => {
    const services = blockOf(/^services:/).flatMap((line) => /^ {2}([\w-]+):$/.exec(line)?.[1] ?? []);
    const volumes = blockOf(/^volumes:/).flatMap((line) => /^ {2}(\w+):$/.exec(line)?.[1] ?? []);
    const needed = [...compose.matchAll(/^ {4,6}([\w-]+):\n +condition:/gm)].map(([, name]) => name);
    const mounted = [...compose.matchAll(/^ +- (\w+):\//gm)].map(([, name]) => name);
    const [, target = ''] = /^ +target: (\w+)$/m.exec(compose) ?? [];

    expect(needed.filter((name) => !services.includes(name ?? ''))).toEqual([]);
    expect(mounted.filter((name) => !volumes.includes(name ?? ''))).toEqual([]);
    expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${target}$`, 'm'));
  });
});
