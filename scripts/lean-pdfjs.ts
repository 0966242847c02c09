import type { Plugin } from 'vite';

/** The library that the sign panel reads documents with, in the build for older browsers. */
const LIBRARY = /[\\/]pdfjs-dist[\\/]legacy[\\/]build[\\/]pdf\.mjs$/;

/** All that hangs on a global name, which no page of ours asks for. */
const GLOBAL = /^globalThis\.pdfjsLib = \{[^{}]*\};$/gm;

/** A class at the top of the file: its own static members are all that making it does. */
const CLASS = /^class (\w+)(?: extends \w+)? \{\n[\s\S]*?^\}$/gm;

/** Where values of forms are kept, it is asked whether one is an editor of annotations: nothing of ours makes one. */
const EDITOR = / instanceof AnnotationEditor\b/g;

function found(code: string, pattern: RegExp): readonly string[] {
  const parts = code.match(pattern);
  if (!parts) throw new Error(`pdf.js is written otherwise: nothing is like ${pattern}`);
  return parts;
}

function replaced(code: string, pattern: RegExp, by: string): string {
  found(code, pattern);
  return code.replace(pattern, by);
}

/** What older browsers lack stands before the library itself, and is called in between. */
const POLYFILLS = /^\/\*{6}\/ var __webpack_modules__ = [\s\S]*?(?=^;\/\/ \.\/src\/)/m;
const CALL = /^\w+_namespaceFn\(\);$/gm;

/** What every error of the library descends from: only its prototype matters. */
const ERROR = /\.prototype = new Error\(\);/g;

/**
 * A script of pdf.js, written so that no error is made while its own code is on the stack. Its polyfills try what browsers get
 * wrong, some forty errors, and for the first of them V8 reads every function on the stack once more to know its lines: the whole
 * script, which takes as long as at first. Called from a microtask they have only themselves on the stack.
 *
 * @throws Error where this version of pdf.js is written otherwise
 */
export function quietPdfjsCode(code: string): string {
  const [polyfills = ''] = found(code, POLYFILLS);
  const [head = '', rest = ''] = code.split(polyfills);
  const calls = found(rest, CALL).join('\n');
  const library = replaced(replaced(rest, CALL, ''), ERROR, '.prototype = Object.create(Error.prototype);');
  return `${head}await new Promise((done, fail) => queueMicrotask(() => {
  try {
    polyfills();
    done();
  } catch (error) {
    fail(error);
  }
}));
function polyfills() {
${polyfills}${calls}
}
${library}`;
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
  return `class NoEditor {}\n${parts.reduce((lean, [pattern, by]) => replaced(lean, pattern, by), quietPdfjsCode(code))}`;
}

/** Makes a bundler leave out of pdf.js what the panel does not use. */
export function leanPdfjs(): Plugin {
  return {
    name: 'lean-pdfjs',
    enforce: 'pre',
    transform: (code, id) => (LIBRARY.test(id.split('?')[0] ?? id) ? { code: leanPdfjsCode(code), map: null } : null),
  };
}
