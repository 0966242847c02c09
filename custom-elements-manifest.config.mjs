import { readFileSync } from 'node:fs';

/** Private fields and methods are no API, and they would crowd the reference. */
const publicOnly = {
  name: 'esign-public-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations = [] } of customElementsManifest.modules ?? []) {
      for (const declaration of declarations) {
        if (!declaration.members) continue;
        declaration.members = declaration.members.filter(
          ({ name, privacy }) => !/^[#_]/.test(name) && privacy !== 'private' && privacy !== 'protected',
        );
      }
    }
  },
};

/** Colours, radius and fonts that all public elements share, from the style sheet that reads them. */
const tokens = {
  name: 'esign-tokens',
  packageLinkPhase({ customElementsManifest }) {
    const light = readFileSync('src/ui/tokens.styles.ts', 'utf8').split('export const tokens')[1];
    const shared = [...light.matchAll(/var\(\s*(--esign-[\w-]+),\s*([^;]*?),?\s*\);/g)].map(([, name, value]) => ({
      name,
      default: value.replace(/\s+/g, ' '),
      description: 'Design token; the default is the one of the light theme.',
    }));
    for (const { declarations = [] } of customElementsManifest.modules ?? []) {
      for (const declaration of declarations) {
        if (declaration.tagName) declaration.cssProperties = [...(declaration.cssProperties ?? []), ...shared];
      }
    }
  },
};

/** The package holds no sources: names each module as it is published, and the module that registers the element. */
const published = {
  name: 'esign-published',
  packageLinkPhase({ customElementsManifest }) {
    const toPublished = (file) => file.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
    const definitions = [];
    for (const module of customElementsManifest.modules ?? []) {
      module.path = toPublished(module.path);
      // a type that is passed on is nothing for who reads a manifest
      const own = new Set((module.declarations ?? []).map(({ name }) => name));
      module.exports = (module.exports ?? []).filter(({ declaration }) => own.has(declaration?.name));
      for (const { declaration } of module.exports) declaration.module = toPublished(declaration.module);
      for (const { tagName, name } of module.declarations ?? []) {
        if (!tagName) continue;
        definitions.push({
          kind: 'javascript-module',
          path: `dist/define/${tagName.replace('esign-', '')}.js`,
          declarations: [],
          exports: [{ kind: 'custom-element-definition', name: tagName, declaration: { name, module: module.path } }],
        });
      }
    }
    customElementsManifest.modules.push(...definitions);
  },
};

export default {
  globs: ['src/elements/*/{mapping-editor,seal-apply,seal-library,sign-panel}.ts'],
  outdir: 'dist',
  litelement: true,
  plugins: [publicOnly, tokens, published],
};
