import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

// the rules under test need no types; without them the samples need not be files of the project
const eslint = new ESLint({
  overrideConfig: [
    { ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { project: null, program: null, projectService: false } } },
  ],
});

async function complaints(code: string, filePath = 'src/ui/sample.ts'): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  return result!.messages.map((message) => `${message.ruleId}: ${message.message}`);
}

const template = (markup: string): string => `import { html } from 'lit';\nexport const sample = html\`${markup}\`;`;

const banned: { ban: string; code: string; says: RegExp; filePath?: string }[] = [
  { ban: 'a style attribute in a template', code: template('<p style="color: red"></p>'), says: /Inline styles/ },
  { ban: 'a style binding in a template', code: template('<p style=${"x"}></p>'), says: /Inline styles/ },
  { ban: 'a style element in a template', code: template('<style>p{}</style>'), says: /<style> in a template/ },
  {
    ban: 'styleMap',
    code: "import { styleMap } from 'lit/directives/style-map.js';\nexport { styleMap };",
    says: /no-restricted-imports/,
  },
  {
    ban: 'unsafeHTML',
    code: "import { unsafeHTML } from 'lit/directives/unsafe-html.js';\nexport { unsafeHTML };",
    says: /no-restricted-imports/,
  },
  {
    ban: 'unsafeSVG',
    code: "import { unsafeSVG } from 'lit/directives/unsafe-svg.js';\nexport { unsafeSVG };",
    says: /no-restricted-imports/,
  },
  { ban: 'the large Zod', code: "import { z } from 'zod';\nexport { z };", says: /zod\/mini/ },
  { ban: 'innerHTML', code: "document.body.innerHTML = '<b></b>';", says: /Trusted Types/ },
  { ban: 'insertAdjacentHTML', code: "document.body.insertAdjacentHTML('beforeend', '');", says: /Trusted Types/ },
  { ban: 'document.write', code: "document.write('');", says: /Trusted Types/ },
  { ban: 'eval', code: "eval('1');", says: /no-eval/ },
  { ban: 'the Function constructor', code: "export const f = new Function('return 1');", says: /no-new-func/ },
  { ban: 'any', code: 'export let value: any;', says: /no-explicit-any/ },
  { ban: 'an empty catch', code: 'try {\n  void 0;\n} catch {}', says: /no-empty/ },
  {
    ban: 'defining an element outside src/define',
    code: "customElements.define('x-sample', HTMLElement);",
    says: /Only src\/define/,
  },
  {
    ban: 'a focused test',
    code: "import { it } from 'vitest';\nit.only('does', () => {});",
    says: /Every test runs/,
    filePath: 'test/unit/sample.test.ts',
  },
  {
    ban: 'a skipped suite',
    code: "import { describe } from 'vitest';\ndescribe.skip('does', () => {});",
    says: /Every test runs/,
    filePath: 'test/unit/sample.test.ts',
  },
];

describe('the lint rules of the house', () => {
  for (const { ban, code, says, filePath } of banned) {
    it(`refuse ${ban}`, async () => {
      expect((await complaints(code, filePath)).join('\n')).toMatch(says);
    });
  }

  it('accept a template with classes and listeners', async () => {
    const code = template('<button class="primary" @click=${() => undefined}>签署</button>');

    expect(await complaints(code)).toEqual([]);
  });

  it('accept the definition of an element in src/define', async () => {
    const code = "customElements.define('x-sample', HTMLElement);";

    expect(await complaints(code, 'src/define/sample.ts')).toEqual([]);
  });
});
