/**
 * The layers of docs/architecture.md: who may import whom. Each rule forbids everything but the layers in its list.
 */
const layer = (name, allowed) => ({
  name: `layer-${name}`,
  comment: `src/${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing else'} from src`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^(src|host|stories|test|scripts|bench)/', pathNot: `^src/(${[name, ...allowed].join('|')})/` },
});

const packages = (name, allowed) => ({
  name: `packages-${name}`,
  comment: `src/${name} may use ${allowed.join(', ') || 'no package'}`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'core'],
    pathNot: allowed.length > 0 ? `node_modules/(${allowed.join('|')})/` : '^$',
  },
});

const below = ['schema', 'core', 'machines', 'api', 'pdf', 'seal', 'i18n', 'ui'];

module.exports = {
  forbidden: [
    layer('schema', []),
    layer('core', ['schema']),
    layer('machines', ['schema', 'core']),
    layer('api', ['schema', 'core']),
    layer('pdf', ['schema', 'core']),
    layer('seal', ['schema', 'core']),
    layer('i18n', ['schema']),
    layer('ui', ['schema', 'core', 'i18n']),
    layer('elements', below),
    // parts of src/ui are elements too, and only src/define may register: so it sees them beside the public elements
    layer('define', ['elements', 'ui']),
    layer('standalone', ['define', 'api', 'pdf']),
    packages('schema', ['zod']),
    packages('core', ['zod']),
    packages('machines', ['xstate', 'zod']),
    packages('api', ['zod']),
    packages('pdf', ['pdfjs-dist']),
    packages('seal', []),
    packages('i18n', ['lit', '@lit/reactive-element', 'lit-html', 'lit-element']),
    packages('ui', [
      'lit',
      '@lit/reactive-element',
      'lit-html',
      'lit-element',
      'xstate',
      'interactjs',
      '@interactjs/[^/]+',
      'pinyin-pro',
      'perfect-freehand',
      'qr',
    ]),
    packages('elements', ['lit', '@lit/reactive-element', 'lit-html', 'lit-element', 'xstate']),
    packages('define', []),
    {
      name: 'element-imports-element',
      comment: 'An element never imports another element; shared parts belong to src/ui',
      severity: 'error',
      from: { path: '^src/elements/([^/]+)/' },
      to: { path: '^src/elements/', pathNot: '^src/elements/$1/' },
    },
    {
      name: 'pdfjs-only-in-pdf',
      comment: 'One folder, and one module of the host, know pdf.js and convert its errors',
      severity: 'error',
      from: { pathNot: '^((src/pdf|node_modules|test|scripts|bench)/|host/signer/pdf-text\\.ts$)' },
      to: { path: 'node_modules/pdfjs-dist/' },
    },
    {
      name: 'interactjs-only-in-drag-controller',
      comment: 'One controller knows interactjs',
      severity: 'error',
      from: { path: '^(src|stories|host)/', pathNot: '^src/ui/drag-controller\\.ts$' },
      to: { path: 'node_modules/(interactjs|@interactjs)/' },
    },
    {
      name: 'host-imports-schema-and-core',
      comment: 'The host shares shapes and decisions with the elements, nothing else',
      severity: 'error',
      from: { path: '^host/' },
      to: { path: '^(src|test|stories|bench)/', pathNot: '^src/(schema|core)/' },
    },
    {
      name: 'src-without-host',
      comment: 'The published elements never reach into the reference host',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(host|test|stories|scripts|bench)/' },
    },
    {
      name: 'provider-is-sealed',
      comment: 'Outside its folder a provider is known by its entry (<name>.ts or index.ts) only',
      severity: 'error',
      from: { path: '^host/', pathNot: '^host/providers/[^/]+/' },
      to: { path: '^host/providers/([^/]+)/', pathNot: '^host/providers/([^/]+)/(\\1|index)\\.ts$' },
    },
    {
      name: 'provider-imports-provider',
      comment: 'What two providers share belongs to the port',
      severity: 'error',
      from: { path: '^host/providers/([^/]+)/' },
      to: { path: '^host/providers/[^/]+/', pathNot: '^host/providers/$1/' },
    },
    {
      name: 'provider-without-routes',
      comment: 'An adapter knows its port, not who calls it',
      severity: 'error',
      from: { path: '^host/providers/[^/]+/' },
      to: { path: '^host/(routes|http|services|jobs)/' },
    },
    {
      name: 'simulator-imports-schema',
      comment: 'A simulator must not share code with the adapter that it checks',
      severity: 'error',
      from: { path: '^test/simulators/' },
      to: { path: '^(src|host)/', pathNot: '^src/schema/' },
    },
    { name: 'no-cycle', comment: 'A cycle hides who decides', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-resolvable',
      comment: 'The import leads nowhere',
      severity: 'error',
      // declarations of foreign packages name files that no program loads
      from: { pathNot: '\\.d\\.ts$' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
