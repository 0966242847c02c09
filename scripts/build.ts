/**
 * `npm run build` writes `dist/`: modules for bundlers (dependencies stay imports), one self-contained module per
 * element for script tags, the files of pdf.js, declarations, the reference host, and the demo page (which is not published).
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { build, type InlineConfig, type Plugin } from 'vite';

import { browserEntries, definedNames, root } from './entries.js';
import { leanPdfjs } from './lean-pdfjs.js';
import { writePdfAssets } from './pdf-assets.js';
import { buildPhonePad } from './phone-pad.js';

const dist = path.join(root, 'dist');

const shared: InlineConfig = { root, configFile: false, publicDir: false, logLevel: 'warn' };

async function buildModules(): Promise<void> {
  await build({
    ...shared,
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      sourcemap: true,
      lib: { entry: browserEntries(), formats: ['es'] },
      rolldownOptions: {
        external: [
          /^lit($|\/)/,
          /^@lit\//,
          /^xstate($|\/)/,
          /^zod($|\/)/,
          /^pdfjs-dist($|\/)/,
          /^interactjs($|\/)/,
          /^qr($|\/)/,
        ],
        // file by file: a bundler then drops what a page does not use, and keeps src/define, whose effects package.json names
        output: {
          preserveModules: true,
          preserveModulesRoot: path.join(root, 'src'),
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
        },
      },
    },
  });
}

/** What an element loads beside its entry before it can show a document; it comes as one file. */
const FIRST_VIEW: Readonly<Record<string, readonly string[]>> = {
  'sign-panel': ['define/panel-parts', 'api/answers-signing', 'schema/problem'],
  'mapping-editor': [
    'elements/mapping-editor/editor-surface',
    'define/mapping-desk',
    'api/answers-mapping',
    'schema/problem',
  ],
};

type ModuleInfo = (id: string) => { readonly importedIds: readonly string[] } | null;

const isSchema = (id: string): boolean => /[\\/](src[\\/]schema|node_modules[\\/]zod)[\\/]/.test(id);

/** Everything that modules import, and these themselves, as far as it is not in `known`. */
function closureOf(roots: readonly string[], infoOf: ModuleInfo, known: ReadonlySet<string> = new Set()): Set<string> {
  const found = new Set(roots.filter((id) => !known.has(id)));
  for (const id of found) {
    for (const imported of infoOf(id)?.importedIds ?? []) if (!known.has(imported)) found.add(imported);
  }
  return found;
}

/**
 * Puts what always loads together into one file each: a page over a slow line waits for every step of a chain of imports,
 * and a browser asks for few files at once over HTTP/1.1.
 */
function fileOf(name: string): (id: string, context: { getModuleInfo: ModuleInfo }) => string | null {
  const source = (module: string): string => path.join(root, 'src', `${module}.ts`);
  let files: { start: Set<string>; view: Set<string> } | undefined;
  return (id, context) => {
    const infoOf: ModuleInfo = (module) => context.getModuleInfo(module);
    if (!files) {
      const entry = source(`standalone/${name}`);
      const start = closureOf([entry], infoOf);
      files = { start, view: closureOf((FIRST_VIEW[name] ?? []).map(source), infoOf, start) };
      // it finds the files of pdf.js beside its own address, and a chunk lies in another folder
      start.delete(entry);
    }
    // schemas of answers are dropped from an entry that does not parse; where they are used decides where they come
    if (files.start.has(id) && !(isSchema(id) && files.view.size > 0)) return 'start';
    return files.view.has(id) ? 'view' : null;
  };
}

/** What makes schemas in src/schema, and the names that the bundler knows them by. */
const PURE = new Map([
  ['z', 'pureSchemaMaker'],
  ['page', 'pureSchemaPage'],
]);

/**
 * What a schema is registered with is for the contract, which no page makes, and stays out. Making a schema has no effect on a
 * page that does not use it. The bundler is told so by name, for every file: names of our own in our own files, because a
 * library that calls something `page` means its effects.
 */
const pureSchemas: Plugin = {
  name: 'pure-schemas',
  enforce: 'pre',
  transform(code, id) {
    if (!/[\\/]src[\\/]schema[\\/][\w-]+\.ts$/.test(id)) return null;
    return code
      .replace(/\s*\.register\(wire, \{[^{}]*\}\)/g, '')
      .replace("import * as z from 'zod/mini'", `import * as ${PURE.get('z')} from 'zod/mini'`)
      .replace(/(?<![-\w])z(?=\s*\.)/g, `${PURE.get('z')}`)
      .replace(
        "import { page } from './primitives.js'",
        `import { page as ${PURE.get('page')} } from './primitives.js'`,
      )
      .replace(/= page\(/g, `= ${PURE.get('page')}(`);
  },
};

/** Styles and templates are text to the bundler: what makes them readable is taken out here. */
const shortTexts: Plugin = {
  name: 'short-texts',
  enforce: 'pre',
  transform(code, id) {
    if (!/[\\/]src[\\/].+\.ts$/.test(id)) return null;
    const short = code.replace(/\bcss`[^`]*`/g, (style) =>
      style
        .replace(/\/\*.*?\*\//gs, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1'),
    );
    // what is drawn is no text that keeps its spaces: between elements a new line is as good without its indent
    return /[\\/]src[\\/](elements|ui)[\\/]/.test(id) ? short.replace(/\n[ \t]+/g, '\n') : short;
  },
};

/**
 * The bundler keeps helpers of its own in a file apart. What draws a document imports it, and would wait for one more answer:
 * the entry asks for it at once.
 */
const helpersAtOnce: Plugin = {
  name: 'helpers-at-once',
  generateBundle(_options, bundle) {
    const helpers = Object.keys(bundle).find((file) => file.includes('rolldown-runtime'));
    if (helpers === undefined) return;
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk' && chunk.isEntry) chunk.code = `import"./${helpers}";${chunk.code}`;
    }
  },
};

/** One build per element, so that each file stands alone; what it loads on demand stays in chunks of its own. */
async function buildStandalone(name: string): Promise<void> {
  await build({
    ...shared,
    plugins: [pureSchemas, shortTexts, leanPdfjs(), helpersAtOnce],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: path.join(dist, 'standalone'),
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      license: { fileName: `${name}.licenses.md` },
      chunkSizeWarningLimit: 900,
      lib: { entry: { [name]: path.join(root, 'src', 'standalone', `${name}.ts`) }, formats: ['es'] },
      // library mode keeps white space unless the output is told to lose it
      rolldownOptions: {
        treeshake: { manualPureFunctions: [...PURE.values()] },
        output: {
          minify: true,
          // what a call may be dropped for is for bundlers, and nothing bundles these files again
          comments: { annotation: false, jsdoc: false },
          entryFileNames: '[name].js',
          chunkFileNames: `chunks/${name}-[name]-[hash].js`,
          codeSplitting: { groups: [{ debugName: 'what loads together', name: fileOf(name) }] },
        },
      },
    },
  });
}

async function compile(project: string): Promise<void> {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const child = spawn(process.execPath, [tsc, '-p', path.join(root, project)], { stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`tsc -p ${project} failed`);
}

/** Every file that package.json promises must be there; a pattern promises nothing by itself. */
function checkExports(): void {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    exports: unknown;
    bin?: unknown;
  };
  const targets = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as Record<string, unknown>).flatMap(targets);
  const promised = [manifest.exports, manifest.bin ?? {}].flatMap(targets).filter((file) => !file.includes('*'));
  // scripts/manifest.ts writes this one, from the same sources, after the build
  const missing = promised.filter(
    (file) => !file.endsWith('custom-elements.json') && !existsSync(path.join(root, file)),
  );
  if (missing.length > 0) throw new Error(`package.json names files that were not built: ${missing.join(', ')}`);
}

rmSync(dist, { recursive: true, force: true });
const started = performance.now();
const declarations = Promise.all([compile('tsconfig.build.json'), compile('tsconfig.host.json')]);
await buildModules();
for (const name of definedNames()) await buildStandalone(name);
await writePdfAssets(dist);
await buildPhonePad();
if (existsSync(path.join(root, 'index.html'))) await build({ root, mode: 'demo', logLevel: 'warn' });
await declarations;
checkExports();
console.log(`built dist/ in ${((performance.now() - started) / 1000).toFixed(1)} s`);
