import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface LayerConfig {
  forbidden: IFlattenedRuleSet['forbidden'];
  options: ICruiseOptions;
}

const config = createRequire(import.meta.url)('../../../.dependency-cruiser.cjs') as LayerConfig;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'esign-layers-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Lays out a small tree and returns the names of the rules that it breaks. */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const roots = [...new Set(Object.keys(files).map((name) => name.split('/')[0]!))].filter((name) =>
    /^\w+$/.test(name),
  );
  const { tsConfig: _unused, ...options } = config.options as ICruiseOptions & { tsConfig?: unknown };
  const { output } = await cruise(
    roots.filter((name) => name !== 'node_modules'),
    { ...options, baseDir: folder, validate: true, ruleSet: { forbidden: config.forbidden } },
  );
  return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

const leaf = 'export const leaf = 1;\n';
const imports = (target: string): string => `import { leaf } from '${target}';\nexport const user = leaf;\n`;

describe('the layer rules', () => {
  const forbidden: [name: string, from: string, to: string][] = [
    ['layer-schema', 'src/schema/a.ts', 'src/core/b.ts'],
    ['layer-core', 'src/core/a.ts', 'src/ui/b.ts'],
    ['layer-machines', 'src/machines/a.ts', 'src/api/b.ts'],
    ['layer-api', 'src/api/a.ts', 'src/machines/b.ts'],
    ['layer-pdf', 'src/pdf/a.ts', 'src/ui/b.ts'],
    ['layer-seal', 'src/seal/a.ts', 'src/pdf/b.ts'],
    ['layer-i18n', 'src/i18n/a.ts', 'src/core/b.ts'],
    ['layer-ui', 'src/ui/a.ts', 'src/machines/b.ts'],
    ['layer-elements', 'src/elements/one/a.ts', 'src/define/b.ts'],
    ['layer-define', 'src/define/a.ts', 'src/core/b.ts'],
    ['layer-standalone', 'src/standalone/a.ts', 'src/ui/b.ts'],
    ['element-imports-element', 'src/elements/one/a.ts', 'src/elements/two/b.ts'],
    ['host-imports-schema-and-core', 'host/a.ts', 'src/api/b.ts'],
    ['src-without-host', 'src/api/a.ts', 'host/b.ts'],
    ['provider-is-sealed', 'host/services/a.ts', 'host/providers/esign/wire.ts'],
    ['provider-imports-provider', 'host/providers/esign/a.ts', 'host/providers/tencent/tencent.ts'],
    ['provider-without-routes', 'host/providers/esign/a.ts', 'host/routes/b.ts'],
    ['simulator-imports-schema', 'test/simulators/esign/a.ts', 'host/providers/esign/esign.ts'],
  ];

  for (const [name, from, to] of forbidden) {
    it(`refuse that ${path.dirname(from)} imports ${to} (${name})`, async () => {
      const specifier = path.relative(path.dirname(from), to).replace(/\.ts$/, '.js');

      const rules = await broken({
        [from]: imports(specifier.startsWith('.') ? specifier : `./${specifier}`),
        [to]: leaf,
      });

      expect(rules).toContain(name);
    });
  }

  it('refuse an import that only names a type', async () => {
    const rules = await broken({
      'src/core/a.ts': "import type { Leaf } from '../ui/b.js';\nexport type User = Leaf;\n",
      'src/ui/b.ts': 'export type Leaf = 1;\n',
    });

    expect(rules).toContain('layer-core');
  });

  it('refuse a cycle', async () => {
    const rules = await broken({ 'src/core/a.ts': imports('./b.js'), 'src/core/b.ts': imports('./a.js') });

    expect(rules).toContain('no-cycle');
  });

  it.each([
    ['pdfjs-dist', 'src/ui/a.ts', 'pdfjs-only-in-pdf'],
    ['interactjs', 'src/ui/tree.ts', 'interactjs-only-in-drag-controller'],
    ['lit', 'src/core/a.ts', 'packages-core'],
  ])('refuse that %s is imported by %s', async (dependency, from, name) => {
    const rules = await broken({
      [from]: imports(dependency),
      [`node_modules/${dependency}/package.json`]: JSON.stringify({ name: dependency, main: 'index.js' }),
      [`node_modules/${dependency}/index.js`]: leaf,
      'package.json': JSON.stringify({ name: 'sample', dependencies: { [dependency]: '1.0.0' } }),
    });

    expect(rules).toContain(name);
  });

  it('accept what the table allows', async () => {
    const rules = await broken({
      'src/schema/a.ts': leaf,
      'src/core/a.ts': imports('../schema/a.js'),
      'src/machines/a.ts': imports('../core/a.js'),
      'src/ui/a.ts': imports('../core/a.js'),
      'src/elements/one/a.ts': `${imports('../../machines/a.js')}import '../../ui/a.js';\n`,
      'src/define/one.ts': imports('../elements/one/a.js'),
      'host/services/a.ts': imports('../../src/core/a.js'),
      'host/providers/esign/esign.ts': imports('../provider.js'),
      'host/providers/provider.ts': leaf,
    });

    expect(rules).toEqual([]);
  });
});
