import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const browser = ['src/**/*.ts', 'stories/**/*.ts', 'test/browser/**/*.ts', 'test/support/browser*.ts'];

// what an embedding page's policy would block, found before a browser does
const noMarkup = [
  { selector: 'TemplateElement[value.raw=/\\sstyle=/]', message: 'Inline styles break a strict policy; use a class.' },
  {
    selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/<style/]',
    message: 'Use static styles; <style> in a template breaks a strict policy.',
  },
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Render with Lit; markup from text breaks Trusted Types.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]',
    message: 'Render with Lit; markup from text breaks Trusted Types.',
  },
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name="write"]',
    message: 'Render with Lit; markup from text breaks Trusted Types.',
  },
];
const noDefine = {
  selector: 'CallExpression[callee.object.name="customElements"][callee.property.name="define"]',
  message: 'Only src/define registers elements, so that pages can subclass and rename them.',
};
const noFocus = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|todo)$/]',
    message: 'Every test runs, always.',
  },
  {
    selector: 'CallExpression[callee.name=/^(xit|xdescribe|xspecify|xcontext)$/]',
    message: 'Every test runs, always.',
  },
];
const litMarkup = [
  'lit/directives/style-map.js',
  'lit/directives/unsafe-html.js',
  'lit/directives/unsafe-svg.js',
  'lit/directives/unsafe-mathml.js',
  'lit-html/directives/style-map.js',
  'lit-html/directives/unsafe-html.js',
  'lit-html/directives/unsafe-svg.js',
].map((name) => ({ name, message: 'Breaks a strict policy (styleMap) or trusts text as markup (unsafe).' }));
const globalZod = { name: 'zod', message: "src uses 'zod/mini': a quarter of the size, and no Function probe." };

export default tseslint.config(
  {
    ignores: ['node_modules/', 'dist/', 'storybook-static/', 'coverage/', 'contracts/', 'data/', 'tools/', '**/*.cjs'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  // adapters run in the pages of a harness, which bundles them: what a page has is not listed here
  { files: ['bench/**/*.mjs'], rules: { 'no-undef': 'off' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'off',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, properties: false } },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      // reports every method of an interface that is destructured, also where no `this` exists
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', ...noMarkup, noDefine],
    },
  },
  {
    files: browser,
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended'], litA11y.configs.recommended],
    rules: {
      'wc/guard-super-call': 'off',
      'lit/no-invalid-html': 'error',
      // axe judges these on the rendered page; by the template alone a dialog's autofocus and a native switch look wrong
      'lit-a11y/click-events-have-key-events': 'off',
      'lit-a11y/accessible-name': 'off',
      'lit-a11y/no-autofocus': 'off',
      'lit-a11y/role-has-required-aria-attrs': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [...litMarkup, globalZod] }] },
  },
  {
    files: ['src/define/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noMarkup] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...noFocus],
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // chai's assertions are typed as promises there because of the accessibility plug-in
    files: ['test/browser/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
);
