import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';

import { npmChromium } from './scripts/chromium.ts';
import { leanPdfjsCode, quietPdfjsCode } from './scripts/lean-pdfjs.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  // pages of a signature service, which the test server stands in for
  "frame-src 'self'",
  "require-trusted-types-for 'script'",
].join('; ');

const inlineScripts = new Map();
const inlinePrefix = '/__esign_inline__/';

/** The runner writes its bootstrap inline. Moved into files, the page can have the very policy of an embedding page. */
function externalise(html) {
  return html.replace(/<script([^>]*)>([\s\S]+?)<\/script>/g, (whole, attributes, code) => {
    if (/\bsrc=/.test(attributes) || /application\/json|importmap/.test(attributes)) return whole;
    const path = `${inlinePrefix}${createHash('sha256').update(code).digest('hex').slice(0, 16)}.js`;
    inlineScripts.set(path, code);
    return `<script${attributes} src="${path}"></script>`;
  });
}

/** Puts the global checks (no violation, no stray error) in front of every test file. */
const setupPlugin = {
  name: 'esign-browser-setup',
  transform(context) {
    if (!/^\/test\/browser\/.*\.test\.ts$/.test(context.path)) return undefined;
    return `import '/test/support/browser-setup.ts';${context.body}`;
  },
};

/** interactjs is published as UMD only; bundlers turn it into a module by themselves, the test server does not. */
const umdPlugin = {
  name: 'esign-umd',
  transform(context) {
    if (!context.path.endsWith('/interactjs/dist/interact.min.js')) return undefined;
    return `const module = { exports: {} }, exports = module.exports;${context.body}\nexport default module.exports;`;
  },
};

/** As the files for script tags have it, and the scripts beside them. */
const pdfjsPlugin = {
  name: 'esign-lean-pdfjs',
  transform(context) {
    const [, script] = /\/pdfjs-dist\/legacy\/build\/pdf(|\.worker|\.renderer)\.mjs$/.exec(context.path) ?? [];
    if (script === undefined) return undefined;
    return script === '' ? leanPdfjsCode(context.body) : quietPdfjsCode(context.body);
  },
};

async function strictPage(context, next) {
  // a page of a service that never answers
  if (context.path === '/never') return new Promise(() => undefined);
  const inline = inlineScripts.get(context.path);
  if (inline !== undefined) {
    context.type = 'js';
    context.body = inline;
    return;
  }
  await next();
  if (!context.response.is('html')) return;
  context.set('content-security-policy', policy);
  if (typeof context.body !== 'string') return;
  context.body = externalise(context.body);
  context.remove('etag');
}

/** The same addresses as in the demo, in Storybook and in the published package; and a folder of before there was a renderer. */
function pdfAssets(context, next) {
  const match = /^\/assets\/(?:pdfjs|pdfjs-(?!.*renderer)old)\/(.+)$/.exec(context.path);
  if (match) {
    const file = /^pdf\.(worker|renderer)\.mjs$/.test(match[1]) ? `legacy/build/${match[1]}` : match[1];
    context.path = `/node_modules/pdfjs-dist/${file}`;
  }
  return next();
}

/** Connections to the pages of tests that use fingers: the browser keeps those that are down by connection. */
const touched = new Map();

const touchCommands = new Map([
  // fingers on the screen, as the browser itself has them, so that taps and scrolling are its own
  ['send-touch', (client, touch) => client.send('Input.dispatchTouchEvent', touch)],
  // whether the screen is one for fingers: `(pointer: coarse)`
  ['touch-screen', (client, enabled) => client.send('Emulation.setTouchEmulationEnabled', { enabled })],
]);

const touchPlugin = {
  name: 'touch',
  async executeCommand({ command, payload, session }) {
    const run = touchCommands.get(command);
    if (!run) return undefined;
    const client = touched.get(session.id) ?? (await session.browser.getPage(session.id).createCDPSession());
    touched.set(session.id, client);
    await run(client, payload);
    return true;
  },
};

/** Leaves `passed`, `failed` and `skipped` where scripts/test-all.ts finds them. */
function countReporter(file) {
  return {
    async onTestRunFinished({ sessions, errorCount }) {
      if (!file) return;
      const tests = [];
      const collect = (suite) => {
        if (!suite) return;
        tests.push(...suite.tests);
        suite.suites.forEach(collect);
      };
      let broken = 0;
      for (const session of sessions) {
        collect(session.testResults);
        if (session.errors.length > 0) broken += 1;
      }
      const skipped = tests.filter((test) => test.skipped).length;
      const passed = tests.filter((test) => test.passed && !test.skipped).length;
      const failed = tests.length - passed - skipped + broken + (errorCount ?? 0);
      const { writeFile } = await import('node:fs/promises');
      await writeFile(file, JSON.stringify({ passed, failed, skipped }));
    },
  };
}

// a colour on its way to another one is no colour that people read: axe must not measure it
const chromium = await npmChromium();

export default {
  files: 'test/browser/**/*.test.ts',
  rootDir: fileURLToPath(new URL('.', import.meta.url)),
  nodeResolve: { exportConditions: ['browser', 'production'] },
  // pages of one browser share the focus, the pointer and the frames: two at once make each other wait
  concurrency: 1,
  testsStartTimeout: 90_000,
  testsFinishTimeout: 180_000,
  browserStartTimeout: 60_000,
  middleware: [strictPage, pdfAssets],
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      define: { 'process.env.NODE_ENV': '"production"' },
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
    setupPlugin,
    umdPlugin,
    pdfjsPlugin,
    touchPlugin,
  ],
  testFramework: { config: { ui: 'bdd', timeout: 90_000 } },
  testRunnerHtml: (framework) =>
    `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>esign-elements</title></head><body>` +
    `<script type="module" src="${framework}"></script></body></html>`,
  browsers: [
    chromeLauncher({ launchOptions: { ...chromium, args: [...chromium.args, '--force-prefers-reduced-motion'] } }),
  ],
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter(process.env.ESIGN_WTR_COUNTS)],
};
