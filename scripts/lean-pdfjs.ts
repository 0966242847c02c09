import type { Plugin } from 'vite';

/** The library that the sign panel reads documents with, in the build for older browsers. */
const LIBRARY = /[\\/]pdfjs-dist[\\/]legacy[\\/]build[\\/]pdf\.mjs$/;

/** All that hangs on a global name, which no page of ours asks for. */
const GLOBAL = /^globalThis\.pdfjsLib = \{[^{}]*\};$/gm;

/** A class at the top of the file: its own static members are all that making it does. */
const CLASS = /^class (\w+)(?: extends \w+)? \{\n[\s\S]*?^\}$/gm;

/** Where values of forms are kept, it is asked whether one is an editor of annotations: nothing of ours makes one. */
const EDITOR = / instanceof AnnotationEditor\b/g;

function replaced(code: string, pattern: RegExp, by: string): string {
  if (code.search(pattern) === -1) throw new Error(`pdf.js is written otherwise: nothing is like ${pattern}`);
  return code.replace(pattern, by);
}

/**
 * The library, written so that a bundler leaves out what the panel does not use: editors and layers of annotations, XFA, a layer of
 * text. That is half of it, and a page reads all of it before the first page of a contract.
 *
 * @throws Error where this version of pdf.js is written otherwise
 */
export function leanPdfjsCode(code: string): string {
  const parts: readonly (readonly [RegExp, string])[] = [
    [GLOBAL, ''],
    [EDITOR, ' instanceof NoEditor'],
    [CLASS, 'const $1 = /*#__PURE__*/ (() => { $&; return $1; })();'],
  ];
  return `class NoEditor {}\n${parts.reduce((lean, [pattern, by]) => replaced(lean, pattern, by), code)}`;
}

/** Makes a bundler leave out of pdf.js what the panel does not use. */
export function leanPdfjs(): Plugin {
  return {
    name: 'lean-pdfjs',
    enforce: 'pre',
    transform: (code, id) => (LIBRARY.test(id.split('?')[0] ?? id) ? { code: leanPdfjsCode(code), map: null } : null),
  };
}
